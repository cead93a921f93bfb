//! Whole sites, checked by the tools of the web: the W3C's HTML validator, libxml2, and a parser that follows every
//! link. `.ci/run` also opens them in a browser with `tests/tools/axe.mjs`.

use crate::{
    build::{assert_links, indexable, locs, records},
    requirement,
    site::SiteTest,
    sitemap_schema::{Validator, stripped},
};
use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The validator, if it and Java are installed.
pub(crate) fn validator_of_html(test: &str) -> Option<PathBuf> {
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/node_modules");
    let jar = tools.join("vnu-jar/build/dist/vnu.jar");
    let has_java = Command::new("java").arg("-version").output().is_ok_and(|output| output.status.success());
    if has_java && jar.exists() {
        return Some(jar);
    }
    requirement::skip(test, "java and the npm package vnu-jar (`npm ci --prefix tests/tools`)", "REQUIRE_ALL");
    None
}

/// The validator's messages about all pages in a folder, at most forty.
pub(crate) fn errors_of_html(jar: &Path, folder: &Path) -> Vec<String> {
    let mut command = Command::new("java");
    command.arg("-jar").arg(jar).args(["--errors-only", "--skip-non-html", "--format", "json"]).arg(folder);
    let output = command.output().unwrap();
    let said: Value = serde_json::from_slice(&output.stderr)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let messages = said["messages"].as_array().unwrap();
    assert_eq!(output.status.success(), messages.is_empty(), "{said}");
    let line = |message: &Value| format!("{}: {} in {}", message["url"], message["message"], message["extract"]);
    messages.iter().take(40).map(line).collect()
}

fn assert_html(test: &str, site: &SiteTest) {
    let Some(jar) = validator_of_html(test) else { return };
    assert_eq!(errors_of_html(&jar, &site.path("dist")), Vec::<String>::new());
}

/// Every sitemap is valid by the published schema, and by the official one without our extension.
fn assert_sitemaps(test: &str, site: &SiteTest) {
    let tree = site.tree("dist");
    let is_sitemap = |name: &str| name.starts_with("sitemap-");
    let sitemaps: Vec<_> = tree.iter().filter(|(name, _)| is_sitemap(name)).collect();
    assert!(sitemaps.len() >= 4, "{}", sitemaps.len());
    assert_eq!(locs(site, "dist"), indexable(&site.manifest("dist")));
    let Some(validator) = Validator::new(test) else { return };
    for (name, xml) in sitemaps {
        let xml = std::str::from_utf8(xml).unwrap();
        assert_eq!(validator.with_ours(xml), Ok(()), "{name}");
        assert_eq!(validator.officially(&stripped(xml)), Ok(()), "{name}");
    }
}

#[test]
fn the_starter_site_is_valid_and_whole() {
    let site = SiteTest::starter();
    site.build();
    assert_html("the_starter_site_is_valid_and_whole", &site);
    assert_sitemaps("the_starter_site_is_valid_and_whole", &site);
    assert_links("dist", "", &site);
}

#[test]
fn a_site_of_2000_models_is_valid_and_whole() {
    let site = SiteTest::new(&records(2_000));
    assert_eq!(site.build()["models"], 2_000);
    assert_html("a_site_of_2000_models_is_valid_and_whole", &site);
    assert_sitemaps("a_site_of_2000_models_is_valid_and_whole", &site);
    assert_links("dist", "", &site);
}

/// A validator that accepts everything would prove nothing.
#[test]
fn the_validator_of_html_finds_errors() {
    let Some(jar) = validator_of_html("the_validator_of_html_finds_errors") else { return };
    let page = "<!doctype html><html lang=\"en\"><title>a</title><p id=\"x\">b</p><p id=\"x\"><a>c<a>d</a></p></html>";
    let site = SiteTest::new(&[]);
    site.write("dist/models/a/index.html", page);
    assert!(errors_of_html(&jar, &site.path("dist")).len() > 1);
}
