//! Data for programs: the table of models, the feeds, `llms.txt`.

use crate::site::{SiteTest, record};
use serde_json::{Value, json};
use std::io::Read as _;

/// The rows of the table.
fn rows(site: &SiteTest) -> Vec<Value> {
    let file = std::fs::File::open(site.path("dist/data/models.jsonl.gz")).unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_table_has_a_row_for_every_model_as_its_schema_says() {
    let site = SiteTest::starter();
    let report = site.build();
    let rows = rows(&site);
    assert_eq!(rows.len() as u64, report["models"].as_u64().unwrap());
    let schema: Value = serde_json::from_str(&site.read("dist/data/models.schema.json")).unwrap();
    let page = site.page("data/index.html");
    for row in &rows {
        let mut fields: Vec<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
        let mut known: Vec<&str> =
            schema["required"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        fields.sort_unstable();
        known.sort_unstable();
        assert_eq!(fields, known);
        for name in known {
            assert!(page.text.contains(name), "{name}");
            let kind = match &row[name] {
                Value::Null => "null",
                Value::String(_) => "string",
                Value::Number(_) => "integer",
                Value::Array(_) => "array",
                Value::Object(_) => "object",
                Value::Bool(_) => "boolean",
            };
            let kinds = &schema["properties"][name]["type"];
            assert!(
                kinds == kind || kinds.as_array().is_some_and(|kinds| kinds.contains(&json!(kind))),
                "{name}: {row}"
            );
        }
        let file = row["url"].as_str().unwrap().strip_prefix("https://models.example.org/").unwrap();
        let alternate: Value = serde_json::from_str(&site.read(&format!("dist/{file}index.json"))).unwrap();
        for field in ["id", "url", "verdict", "confidence"] {
            assert_eq!(row[field], alternate[field], "{file}");
        }
    }
}

#[test]
fn the_table_of_no_models_is_a_file_that_can_be_unpacked() {
    let mut other = record("a/speech");
    other["pipeline_tag"] = json!("automatic-speech-recognition");
    let site = SiteTest::new(&[other]);
    assert_eq!(site.build()["models"], 0);
    assert_eq!(rows(&site), Vec::<Value>::new());
}

/// URLs and dates of the Atom feed's entries; the JSON feed must agree.
fn news(site: &SiteTest) -> Vec<(String, String)> {
    let text = site.read("dist/feed.xml");
    let document = roxmltree::Document::parse(&text).unwrap();
    let name = |name| ("http://www.w3.org/2005/Atom", name);
    let feed = document.root_element();
    assert!(feed.has_tag_name(name("feed")));
    let child = |node: roxmltree::Node<'_, '_>, field: &'static str| {
        let found = node.children().find(|child| child.has_tag_name(name(field)));
        found.and_then(|child| child.text()).unwrap_or_else(|| panic!("{field} in {text}")).to_owned()
    };
    for field in ["id", "title", "updated"] {
        child(feed, field);
    }
    let entry = |entry: roxmltree::Node<'_, '_>| {
        let link = entry.children().find(|child| child.has_tag_name(name("link"))).unwrap();
        assert!(child(entry, "id").starts_with("tag:models.example.org,") && !child(entry, "summary").is_empty());
        (link.attribute("href").unwrap().to_owned(), child(entry, "updated"))
    };
    let entries: Vec<_> = feed.children().filter(|node| node.has_tag_name(name("entry"))).map(entry).collect();
    let json: Value = serde_json::from_str(&site.read("dist/feed.json")).unwrap();
    let text = |item: &Value, field: &str| item[field].as_str().unwrap().to_owned();
    let items = json["items"].as_array().unwrap().iter();
    assert_eq!(entries, items.map(|item| (text(item, "url"), text(item, "date_published"))).collect::<Vec<_>>());
    entries
}

#[test]
fn feeds_name_the_models_that_began_to_run() {
    let planned = |id: &str| {
        let mut record = record(id);
        record["tags"] = json!(["gguf", "llama", "text-generation"]);
        record["siblings"] = json!([{ "rfilename": "model-Q4_K_M.gguf", "size": 900_000_000 }]);
        record
    };
    let dated = |mut record: Value, date: &str| {
        record["lastModified"] = json!(date);
        record
    };
    let site = SiteTest::new(&[record("a/runs"), planned("a/later")]);
    site.build();
    assert_eq!(news(&site), [], "before a first build there is nothing to compare with");
    let began = "2025-06-01T00:00:00.000Z";
    let records = [record("a/runs"), dated(record("a/later"), began), record("b/new")];
    site.records(&records);
    site.build();
    let address = |id: &str| format!("https://models.example.org/models/{id}/");
    let date = "2025-06-01T00:00:00Z".to_owned();
    assert_eq!(news(&site), [(address("a/later"), date.clone()), (address("b/new"), date.clone())]);
    assert_eq!(site.build()["written"], 0);
    // Earlier entries stay after the new ones; models that no longer run disappear.
    let last = "2025-07-01T00:00:00Z";
    let records = [record("a/runs"), dated(planned("a/later"), last), record("b/new"), dated(record("c/last"), last)];
    site.records(&records);
    site.build();
    assert_eq!(news(&site), [(address("c/last"), last.to_owned()), (address("b/new"), date)]);
    assert!(site.page("index.html").values("href").any(|href| href == "/feed.xml"));
}

#[test]
fn llms_txt_links_to_what_is_there() {
    let site = SiteTest::starter();
    site.write("site.toml", "[site]\nname = \"A [site] *of* mine\"\n[output]\nalternates = [\"json\", \"md\"]\n");
    site.build();
    let text = site.read("dist/llms.txt");
    assert!(text.starts_with("# A \\[site\\] \\*of\\* mine\n\n> "), "{text}");
    let mut links = 0;
    for line in text.lines().filter_map(|line| line.strip_prefix("- [")) {
        let (_, rest) = line.split_once("](https://models.example.org/").unwrap_or_else(|| panic!("{line}"));
        let path = rest.split_once(')').unwrap().0;
        let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        assert!(site.path(&format!("dist/{file}")).is_file(), "{line}");
        links += 1;
    }
    assert!(links >= 8, "{text}");
}
