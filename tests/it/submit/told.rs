//! What search engines receive, from one day to the next.

use super::{
    engines::PublicSite,
    project::{KEY, Project},
};
use crate::site::{record, record_of_size};
use serde_json::json;
use std::fs;

/// The addresses of models among the submitted ones.
fn models(told: &[String]) -> Vec<&str> {
    told.iter().map(String::as_str).filter(|path| path.starts_with("/models/o/")).collect()
}

#[test]
fn a_first_submission_gives_the_sitemap_and_later_ones_what_changed() {
    let project = Project::new();
    let report = project.submit(&[]);
    assert_eq!(report["search_console"]["outcome"], "sent");
    assert_eq!(report["search_console"]["status"]["is_pending"], true);
    assert_eq!(report["search_console"]["status"]["warnings"], 2);
    assert_eq!(report["index_now"]["outcome"], "start");
    assert!(report["verified"].as_u64() > Some(10), "{report}");
    assert_eq!(project.index_now.told(), [""; 0], "it wants to hear of changes alone");
    let asked: Vec<String> = project.google.server.asked().iter().map(crate::loopback::Asked::line).collect();
    let sitemap = format!("{}/sitemap.xml", project.public.server.url());
    let part: String = url::form_urlencoded::byte_serialize(sitemap.as_bytes()).collect();
    let path = format!("/webmasters/v3/sites/sc-domain%3Amodels.example.org/sitemaps/{part}");
    assert_eq!(asked, ["POST /token".to_owned(), format!("PUT {path}"), format!("GET {path}")]);
    // A second run submits nothing and sends no requests.
    let before = project.connections();
    let report = project.submit(&[]);
    assert_eq!(
        (&report["index_now"]["outcome"], &report["search_console"]["outcome"]),
        (&json!("nothing-new"), &json!("nothing-new"))
    );
    assert_eq!(project.connections(), before);
    // One model changed, one is gone, one is new, one is unchanged.
    project.site.records(&[record("o/a"), record_of_size("o/b", 9_500), record_of_size("o/d", 7_000)]);
    project.deploy();
    let report = project.submit(&[]);
    let told = project.index_now.told();
    assert_eq!(models(&told), ["/models/o/b/", "/models/o/c/", "/models/o/d/"]);
    let count = ["added", "changed", "deleted"].iter().map(|name| report[name].as_u64().unwrap()).sum::<u64>();
    assert_eq!((told.len() as u64, &report["index_now"]["sent"]), (count, &json!(count)));
    assert_eq!(report["index_now"]["statuses"], json!([202]));
    assert_eq!(report["search_console"]["outcome"], "sent", "the index has another date");
    let before = project.connections();
    project.submit(&[]);
    assert_eq!(project.connections(), before);
}

#[test]
fn a_page_that_is_to_be_left_out_counts_as_deleted() {
    let project = Project::new();
    project.submit(&[]);
    let mut bare = record("o/c");
    // Almost nothing is known about this model now.
    for field in ["cardData", "safetensors"] {
        bare[field] = json!(null);
    }
    project.site.records(&[record("o/a"), record_of_size("o/b", 9_000), bare]);
    let settings =
        project.site.read("site.toml").replace("noindex-copies = false", "noindex-copies = false\nmin-known-facts = 4");
    project.site.write("site.toml", settings);
    project.deploy();
    let noindex = project.site.manifest("dist")["pages"]["model:o/c"]["indexable"] == false;
    assert!(noindex, "{}", project.site.manifest("dist")["pages"]["model:o/c"]);
    let report = project.submit(&[]);
    assert_eq!(models(&project.index_now.told()), ["/models/o/c/"]);
    assert!(report["deleted"].as_u64() >= Some(1), "{report}");
    let checks = report["checks"].as_array().unwrap();
    let page = checks.iter().find(|check| check["url"].as_str().unwrap().ends_with("/models/o/c/")).unwrap();
    assert_eq!(page["expected"], "file", "it still answers");
}

#[test]
fn all_tells_of_every_page_and_baseline_of_none() {
    let project = Project::new();
    let report = project.submit(&["--all"]);
    let manifest = project.site.manifest("dist");
    let pages = manifest["pages"].as_object().unwrap().values().filter(|page| page["indexable"] == true);
    let mut urls: Vec<&str> = pages.map(|page| page["url"].as_str().unwrap()).collect();
    urls.sort_unstable();
    assert_eq!(project.index_now.told(), urls);
    assert_eq!(report["index_now"]["sent"], urls.len());
    project.site.records(&[record("o/a"), record_of_size("o/e", 9_500)]);
    project.deploy();
    let report = project.submit(&["--baseline"]);
    assert_eq!((&report["index_now"]["outcome"], &report["index_now"]["sent"]), (&json!("start"), &json!(0)));
    assert_eq!(project.index_now.told(), [""; 0]);
    assert_eq!(project.submit(&[])["index_now"]["outcome"], "nothing-new");
}

#[test]
fn a_site_below_a_base_path_covers_its_own_folder() {
    let project = Project::new();
    let settings = project.site.read("site.toml").replace("[index]", "base-path = \"/market/place\"\n[index]");
    project.site.write("site.toml", settings);
    // The root of the host has no key file, unless it existed before.
    fs::remove_dir_all(project.site.path("dist")).unwrap();
    project.deploy();
    assert_eq!(project.site.read(&format!("dist/market/place/{KEY}.txt")), KEY);
    let report = project.submit(&["--all"]);
    assert_eq!(report["index_now"]["statuses"], json!([202]), "{report}");
    let told = project.index_now.told();
    assert!(!told.is_empty() && told.iter().all(|path| path.starts_with("/market/place/")), "{told:?}");
    assert!(project.site.path("dist/market/place/.modelpress/submitted.json").is_file());
}

/// Submissions of another address do not count for this one, whichever service receives it first.
#[test]
fn a_site_that_moved_starts_anew() {
    let mut project = Project::new();
    project.submit(&[]);
    project.public = PublicSite::new();
    project.settings("");
    let settings = project.site.read("site.toml");
    project.site.write("site.toml", settings.replace(&format!("indexnow-key = \"{KEY}\"\n"), ""));
    project.deploy();
    assert!(project.said(&["--dry-run"]).contains("for another site URL, so this one starts over"));
    project.google.server.asked();
    assert_eq!(project.submit(&[])["search_console"]["outcome"], "sent");
    let sitemap = format!("{}/sitemap.xml", project.public.server.url());
    let part: String = url::form_urlencoded::byte_serialize(sitemap.as_bytes()).collect();
    let asked: Vec<String> = project.google.server.asked().iter().map(crate::loopback::Asked::line).collect();
    assert!(asked.iter().any(|line| line.starts_with("PUT ") && line.ends_with(&part)), "{asked:?}");
    project.site.write("site.toml", &settings);
    project.deploy();
    assert_eq!(project.submit(&[])["index_now"]["outcome"], "start");
    assert_eq!(project.index_now.told(), [""; 0]);
    project.site.records(&[record("o/a"), record_of_size("o/b", 9_500), record_of_size("o/c", 8_000)]);
    project.deploy();
    project.submit(&[]);
    assert_eq!(models(&project.index_now.told()), ["/models/o/b/"]);
}

#[test]
fn a_dry_run_shows_each_request_and_opens_no_connection() {
    let project = Project::new();
    let before = project.connections();
    let said = project.said(&["--dry-run", "--all"]);
    let public = project.public.server.url();
    for part in [
        format!("POST {}", project.index_now.url()),
        "Content-Type: application/json; charset=utf-8".to_owned(),
        format!("\"keyLocation\": \"{public}/{KEY}.txt\""),
        "more URLs, ".to_owned(),
        format!("POST {}/token", project.google.server.url()),
        format!(
            "PUT {}/webmasters/v3/sites/sc-domain%3Amodels.example.org/sitemaps/http%3A%2F%2F127",
            project.google.server.url()
        ),
        format!("GET {public}/sitemap.xml  [200, as built]"),
    ] {
        assert!(said.contains(&part), "{part} in {said}");
    }
    let report = project.submit(&["--dry-run", "--all"]);
    let post = report["requests"].as_array().unwrap().last().unwrap();
    assert_eq!((&post["addresses"], post["body"]["urlList"].as_array().unwrap().len()), (&report["added"], 5));
    assert_eq!(project.connections(), before, "no connection");
    assert!(!project.record().exists(), "nothing is written down");
}

#[test]
fn nothing_is_sent_where_too_much_changed() {
    let project = Project::new();
    project.submit(&[]);
    project.site.records(&[record_of_size("o/x", 9_500), record_of_size("o/y", 5_000)]);
    project.settings("cap = 3\n");
    project.deploy();
    let before = project.connections();
    let said = project.fail(&[]);
    assert!(said.contains("more than the limit of 3 (`cap` in `[submit]`)") && said.contains("--baseline"), "{said}");
    assert!(project.said(&["--dry-run"]).contains("it would fail: "));
    assert_eq!(project.connections(), before);
}
