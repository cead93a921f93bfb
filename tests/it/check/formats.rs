//! The command: four report formats, exit codes, the selection of checks, and the reference page.

use super::{
    damage::{ABOUT, append},
    good::{OnDisk, manifest, site},
};
use crate::site::SiteTest;
use check::{CHECKS, Severity, report::reference};
use serde_json::Value;
use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

fn modelpress(args: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_modelpress")).arg("check").arg(folder).args(args).output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// One error and two warnings.
fn damaged() -> OnDisk {
    let mut tree = site();
    append(&mut tree, ABOUT, "<p><a href=\"/gone/?a&amp;b\">Gone</a> <a href=\"http://a.example.org/\">A</a></p>");
    append(&mut tree, ABOUT, "<p><a href=\"http://b.example.org/\">B</a></p>");
    let manifest = manifest(&tree);
    OnDisk::new(&tree, Some(&manifest))
}

#[test]
fn the_exit_code_says_whether_something_was_found() {
    let (good, bad) = (OnDisk::new(&site(), None), damaged());
    let code = |args: &[&str], site: &OnDisk| modelpress(args, site.0.path()).status.code();
    assert_eq!(code(&[], &good), Some(0));
    assert_eq!(code(&["--fail-on", "warning"], &good), Some(0));
    assert_eq!(code(&[], &bad), Some(3));
    assert_eq!(code(&["--skip", "link-broken"], &bad), Some(0));
    assert_eq!(code(&["--skip", "link-broken", "--fail-on", "warning"], &bad), Some(3));
    assert_eq!(code(&["--only", "link-broken,title-count"], &bad), Some(3));
    assert_eq!(code(&["--only", "title-count"], &bad), Some(0));
    assert_eq!(code(&["--only", "link-brokn"], &bad), Some(2));
    assert_eq!(code(&["--base-url", "models.example.org"], &bad), Some(2));
    assert_eq!(code(&["--format", "xml"], &bad), Some(2));
    // With another host, everything that names this one is wrong.
    assert_eq!(code(&["--base-url", "https://other.example.org"], &good), Some(3));
}

#[test]
fn json_says_all_of_it() {
    let site = damaged();
    let said: Value =
        serde_json::from_str(&text(&modelpress(&["--format", "json", "--max-findings", "1"], site.0.path()))).unwrap();
    assert_eq!((&said["errors"], &said["warnings"]), (&1.into(), &2.into()), "{said}");
    assert_eq!((&said["origin"], &said["form"]), (&"https://models.example.org".into(), &"slash".into()));
    let checks = said["checks"].as_array().unwrap();
    assert_eq!(checks[0]["code"], "link-broken");
    assert_eq!(checks[0]["findings"][0]["file"], ABOUT);
    assert!(checks[0]["findings"][0]["line"].as_u64().unwrap() > 10);
    assert_eq!(checks[1]["code"], "external-insecure");
    assert_eq!((&checks[1]["count"], checks[1]["findings"].as_array().unwrap().len()), (&2.into(), 1));
}

#[test]
fn sarif_names_rules_places_and_levels() {
    let site = damaged();
    let said: Value = serde_json::from_str(&text(&modelpress(&["--format", "sarif"], site.0.path()))).unwrap();
    assert_eq!(said["version"], "2.1.0");
    let run = &said["runs"][0];
    assert_eq!(run["tool"]["driver"]["rules"].as_array().unwrap().len(), CHECKS.len());
    let result = &run["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&"link-broken".into(), &"error".into()));
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], ABOUT);
    assert!(place["region"]["startLine"].is_u64());
}

#[test]
fn junit_counts_every_check_as_a_test() {
    let folder = damaged();
    for (args, failures) in [(&["--format", "junit"][..], "1"), (&["--format", "junit", "--fail-on", "warning"], "2")] {
        let xml = text(&modelpress(args, folder.0.path()));
        let document = roxmltree::Document::parse(&xml).unwrap();
        let suite = document.descendants().find(|node| node.has_tag_name("testsuite")).unwrap();
        assert_eq!(suite.attribute("tests"), Some(&*CHECKS.len().to_string()));
        assert_eq!(suite.attribute("failures"), Some(failures));
        let failed = document.descendants().filter(|node| node.has_tag_name("failure")).count();
        assert_eq!(failed.to_string(), failures);
        assert!(xml.contains("/gone/?a&amp;b"), "{xml}");
    }
}

#[test]
fn the_report_is_the_same_whatever_the_threads() {
    let site = damaged();
    let with = |threads: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_modelpress"));
        text(&command.env("RAYON_NUM_THREADS", threads).arg("check").arg(site.0.path()).output().unwrap())
    };
    assert_eq!(with("1"), with("4"));
}

#[test]
fn a_build_checks_what_it_wrote_where_it_wrote_it() {
    let site = SiteTest::starter();
    let output = site.command(&["--check"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("\n0 errors, "), "{said}");
    // With a base path, below the host's folder.
    let settings = site.read("site.toml").replace("base-path = \"\"", "base-path = \"/marketplace\"");
    site.write("site.toml", settings);
    let output = site.command(&["--check", "--out", "public"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(
        said.contains("public/marketplace: ") && said.contains("at https://models.example.org/marketplace"),
        "{said}"
    );
}

/// The URL styles in which our own builds write.
#[test]
fn own_sites_of_every_form_are_clean() {
    for form in ["html", "bare"] {
        let site = SiteTest::starter();
        let settings = site.read("site.toml").replace("url-form = \"slash\"", &format!("url-form = \"{form}\""));
        site.write(
            "site.toml",
            settings.replace("gzip = false", "gzip = true").replace("redirect-pages = false", "redirect-pages = true"),
        );
        site.build();
        let report = super::good::check(&site.path("dist"), 3);
        assert_eq!(report.findings.count(Severity::Error), 0, "{form}: {}", super::good::told(&report));
        assert_eq!(report.form, form);
    }
}

#[test]
fn the_reference_page_is_the_table() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md");
    let written = fs::read_to_string(&file).unwrap();
    assert!(written == reference(), "docs/checks.md is out of date: run `modelpress check --list > docs/checks.md`");
    let listed = Command::new(env!("CARGO_BIN_EXE_modelpress")).args(["check", "--list"]).output().unwrap();
    assert_eq!(text(&listed), written);
}
