//! Topics: which there are, what stands on them, and how they and the models lead to each other.

use crate::part::Part;
use crate::site::{SiteTest, record, record_of_size};
use serde_json::{Value, json};

/// 203 models of one author in one size class, one of another, and one by itself.
fn records() -> Vec<Value> {
    let mut records: Vec<Value> = (0..203).map(|at| record_of_size(&format!("many/m{at:03}"), 6_100 + at)).collect();
    records.push(record_of_size("many/tiny", 14));
    let mut other = record_of_size("single/other", 70_000);
    other["cardData"] =
        json!({ "license": "other", "license_name": "Our License 1.0", "license_link": "https://example.com/license" });
    other["tags"] = json!(["transformers", "safetensors", "llama", "text-generation", "license:other"]);
    records.push(other);
    records
}

fn built() -> SiteTest {
    let site = SiteTest::new(&records());
    site.build();
    site
}

#[test]
fn every_value_has_a_hub_and_authors_from_two_models_on() {
    let site = built();
    let exists = |path: &str| site.path("dist").join(path).join("index.html").is_file();
    for path in [
        "families",
        "families/llama",
        "model-types/llama",
        "formats/safetensors",
        "quantizations/bf16",
        "sizes/under-500m",
        "sizes/6b-to-9b",
        "sizes/40b-to-80b",
        "licenses/mit",
        "licenses/our-license-1.0",
        "authors/many",
    ] {
        assert!(exists(path), "{path}");
    }
    for path in ["authors/single", "licenses/other", "families/unknown", "sizes/9b-to-16b"] {
        assert!(!exists(path), "{path}");
    }
    // And nothing but models below `/models/`.
    let manifest = site.manifest("dist");
    let below = |(key, page): (&String, &Value)| {
        page["path"].as_str().unwrap().starts_with("/models/") && !key.starts_with("model:") && key != "browse:1"
    };
    assert!(!manifest["pages"].as_object().unwrap().iter().any(below));
}

#[test]
fn a_long_hub_is_cut_into_full_pages_smallest_first() {
    let site = built();
    let manifest = site.manifest("dist");
    for (number, start, count) in [(1, "many/tiny", 100), (2, "many/m099", 100), (3, "many/m199", 5)] {
        let record = &manifest["pages"][format!("topic:family:llama:{number}")];
        let page = site.page(record["file"].as_str().unwrap());
        let list = page.json_ld("CollectionPage").unwrap()["mainEntity"].clone();
        let items = list["itemListElement"].as_array().unwrap();
        assert_eq!((items.len(), &list["numberOfItems"]), (count, &json!(count)));
        assert_eq!(items[0]["position"], (number - 1) * 100 + 1);
        assert_eq!(items[0]["url"], format!("https://models.example.org/models/{start}/"));
        let canonical = format!("https://models.example.org{}", record["url"].as_str().unwrap());
        assert!(page.values("href").any(|href| href == canonical));
        let crumbs = page.json_ld("BreadcrumbList").unwrap()["itemListElement"].as_array().unwrap().len();
        assert_eq!(crumbs, if number == 1 { 3 } else { 4 });
    }
    assert!(manifest["pages"]["topic:family:llama:4"].is_null());
}

#[test]
fn a_hub_says_in_figures_what_tells_it_from_others() {
    let site = built();
    let page = site.page("families/llama/index.html");
    for text in
        ["205 models of the Llama family", "14M to 70B", "6B to 9B 203", "safetensors 205", "mit 204", "many 204"]
    {
        assert!(page.text.contains(text), "{text}: {}", page.text);
    }
    let drawings: Vec<&str> = page.values("aria-label").filter(|label| label.starts_with("Models by")).collect();
    assert_eq!(drawings.len(), 2, "{drawings:?}");
    assert!(drawings[0].contains("205 Runs (100 %)"), "{drawings:?}");
    assert!(drawings[1].contains("1 of under 500M, 203 of 6B to 9B, 1 of 40B to 80B"), "{drawings:?}");
    // A short list shows no selection from itself, and states nothing that its models do not.
    let small = site.page("sizes/40b-to-80b/index.html");
    assert!(small.is_noindex() && !small.text.contains("Most used"));
    // Of two topics with the same models, the second refers to the first.
    let again = site.page("model-types/llama/index.html");
    assert!(
        again.is_noindex() && again.text.contains("Almost the same models: Architecture family: Llama"),
        "{}",
        again.text
    );
}

#[test]
fn a_models_page_leads_to_its_hubs_and_to_no_other() {
    let site = built();
    let topics = |name: &str| -> Vec<String> {
        let html = site.read(&format!("dist/{name}"));
        let links = Part::page(&html).first("main").all("a");
        let is_topic =
            |href: &String| href.starts_with('/') && href.matches('/').count() == 3 && !href.starts_with("/workers/");
        let mut topics: Vec<String> = links.iter().filter_map(|link| link.attribute("href")).filter(is_topic).collect();
        topics.sort();
        topics
    };
    let shared = ["/families/llama/", "/formats/safetensors/", "/model-types/llama/", "/quantizations/bf16/"];
    let mut expected = [&shared[..], &["/licenses/our-license-1.0/", "/sizes/40b-to-80b/"]].concat();
    expected.sort_unstable();
    assert_eq!(topics("models/single/other/index.html"), expected);
    let mut expected = [&shared[..], &["/authors/many/", "/licenses/mit/", "/sizes/under-500m/"]].concat();
    expected.sort_unstable();
    assert_eq!(topics("models/many/tiny/index.html"), expected);
}

#[test]
fn the_license_of_a_model_is_an_address_where_one_is_known() {
    let site = built();
    let license = |name: &str| site.page(name).json_ld("SoftwareApplication").unwrap()["license"].clone();
    assert_eq!(license("models/many/tiny/index.html"), "https://spdx.org/licenses/MIT.html");
    assert_eq!(license("models/single/other/index.html"), "https://example.com/license");
    assert!(site.page("models/single/other/index.html").text.contains("https://example.com/license"));
    let mut unknown = record("a/b");
    unknown["cardData"]["license"] = json!("llama3.1");
    let site = SiteTest::new(&[unknown]);
    site.build();
    let page = site.page("models/a/b/index.html");
    assert_eq!(page.json_ld("SoftwareApplication").unwrap()["license"]["name"], "llama3.1");
}

/// Newly supported models are found by later builds; a first one has nothing to compare with.
#[test]
fn the_first_page_names_what_began_to_run() {
    let site = SiteTest::new(&[record("a/one")]);
    site.build();
    assert!(!site.page("index.html").text.contains("Began to run"));
    site.records(&[record("a/one"), record("a/two")]);
    site.build();
    let text = site.page("index.html").text;
    let news = text.split("Newly supported").nth(1).unwrap().split("Newest").next().unwrap();
    assert!(news.contains("a/two") && !news.contains("a/one"), "{news}");
}

/// Spellings with the same URL share a topic.
#[test]
fn licenses_that_differ_by_case_alone_are_one_hub() {
    let mut records = vec![record("a/one"), record("a/two")];
    records[1]["cardData"]["license"] = json!("MIT");
    let site = SiteTest::new(&records);
    site.build();
    let page = site.page("licenses/mit/index.html");
    assert!(page.text.contains("2 models licensed under MIT"), "{}", page.text);
}
