//! A model's page, its alternates, its JSON-LD and its sitemap entry agree.

use super::records;
use crate::{
    requirement,
    site::{Page, SiteTest, record},
};
use generator::{
    display::figures::{Bytes, Figure as _, Memory},
    text::Text,
};
use pulldown_cmark::{Event, Options, Parser, TagEnd};
use serde_json::Value;
use std::collections::BTreeMap;
use test_html::{Handle, NodeData};

/// Table rows by the first heading of the table.
type Tables = BTreeMap<String, Vec<Vec<String>>>;

const BOTH: &str =
    "[site]\nname = \"Test\"\nbase-url = \"https://models.example.org\"\n[output]\nalternates = [\"md\", \"json\"]\n";

#[test]
fn pages_and_alternates_agree() {
    let starter = SiteTest::starter();
    starter.write("site.toml", BOTH);
    let synthetic = SiteTest::new(&records(300));
    synthetic.write("site.toml", BOTH);
    for site in [starter, synthetic] {
        site.build();
        assert!(assert_agreement(&site, 150) >= 150);
    }
}

#[test]
fn pages_and_alternates_of_1000_real_models_agree() {
    let Some(folder) = requirement::shared_data("alternates::pages_and_alternates_of_1000_real_models_agree") else {
        return;
    };
    let site = SiteTest::new(&[]);
    site.write("site.toml", BOTH);
    site.build_with(&["--snapshot", folder.to_str().unwrap()]);
    assert!(assert_agreement(&site, 1_000) >= 1_000);
}

#[test]
fn a_page_has_the_alternates_that_the_settings_name() {
    let site = SiteTest::new(&[record("a/b")]);
    for (form, names) in [
        ("slash", ["models/a/b/index.html", "models/a/b/index.json", "models/a/b/index.md"]),
        ("html", ["models/a/b.html", "models/a/b.json", "models/a/b.md"]),
        ("bare", ["models/a/b", "models/a/b~.json", "models/a/b~.md"]),
    ] {
        for (alternates, count) in [("[]", 1), ("[\"json\"]", 2), ("[\"md\", \"json\", \"md\"]", 3)] {
            site.write("site.toml", format!("[output]\nurl-form = \"{form}\"\nalternates = {alternates}\n"));
            site.build();
            for (at, name) in names.iter().enumerate() {
                assert_eq!(site.path(&format!("dist/{name}")).exists(), at < count, "{name}, {alternates}");
            }
            let page = site.page(names[0]);
            for name in &names[1..count] {
                assert!(page.values("href").any(|href| href == format!("/{name}")), "{name}");
            }
        }
    }
    site.write("site.toml", "[output]\nalternates = [\"xml\"]\n");
    let said = site.fail();
    assert!(said.contains("`xml`") && said.contains("`json`") && said.contains("`md`"), "{said}");
}

#[test]
fn every_field_of_an_alternate_is_documented() {
    let site = SiteTest::new(&[record("a/b")]);
    site.build();
    let alternate: Value = serde_json::from_str(&site.read("dist/models/a/b/index.json")).unwrap();
    let docs = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/data.md")).unwrap();
    let fields = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let mut names = fields(&alternate);
    for part in ["workers", "reasons", "variants", "facts"] {
        names.extend(fields(&alternate[part][0]));
    }
    for name in names {
        assert!(docs.contains(&format!("`{name}`")), "{name}");
    }
}

/// Compares `count` models spread over the whole site; returns how many there were.
fn assert_agreement(site: &SiteTest, count: usize) -> usize {
    let manifest = site.manifest("dist");
    let pages = manifest["pages"].as_object().unwrap();
    let models: Vec<(&String, &Value)> = pages.iter().filter(|(key, _)| key.starts_with("model:")).collect();
    let entries = sitemap_entries(site);
    let chosen: Vec<_> = models.iter().step_by((models.len() / count).max(1)).collect();
    for (key, page) in &chosen {
        let file = page["file"].as_str().unwrap();
        let entry = entries.get(key.strip_prefix("model:").unwrap());
        assert_eq!(entry.is_some(), page["indexable"] == true, "{key}");
        assert_model(site, file.strip_suffix("index.html").unwrap(), entry);
    }
    chosen.len()
}

/// Attributes of the model element and of its worker elements.
type Entry = (BTreeMap<String, String>, Vec<BTreeMap<String, String>>);

fn sitemap_entries(site: &SiteTest) -> BTreeMap<String, Entry> {
    let mut entries = BTreeMap::new();
    for (name, text) in site.tree("dist").iter().filter(|(name, _)| name.starts_with("sitemap-models")) {
        let document = roxmltree::Document::parse(std::str::from_utf8(text).unwrap()).expect(name);
        for model in document.descendants().filter(|node| node.tag_name().name() == "model") {
            let attributes = |node: roxmltree::Node<'_, '_>| -> BTreeMap<String, String> {
                node.attributes().map(|attribute| (attribute.name().to_owned(), attribute.value().to_owned())).collect()
            };
            let workers = model.children().filter(roxmltree::Node::is_element).map(attributes).collect();
            entries.insert(model.attribute("id").unwrap().to_owned(), (attributes(model), workers));
        }
    }
    entries
}

fn assert_model(site: &SiteTest, folder: &str, entry: Option<&Entry>) {
    let html = site.read(&format!("dist/{folder}index.html"));
    let markdown = site.read(&format!("dist/{folder}index.md"));
    let json: Value = serde_json::from_str(&site.read(&format!("dist/{folder}index.json"))).unwrap();
    let (in_html, in_markdown) = (tables_of_html(&html), tables_of_markdown(&markdown));
    let page = Page::parse(&html);
    let text = |field: &str| json[field].as_str().unwrap();
    assert_workers(&json, &in_html["Worker"], &in_markdown["Worker"], folder);
    assert_facts(&json, &in_html["Fact"], &in_markdown["Fact"], folder);
    let none = Vec::new();
    let sets = |tables: &Tables| tables.get("Variant").unwrap_or(&none).clone();
    assert_sets(&json, &sets(&in_html), &sets(&in_markdown), folder);
    assert!(page.values("content").any(|content| content == text("description")), "{folder}");
    assert!(whole(&text_of_markdown(&markdown)).contains(&whole(text("description"))), "{folder}: {markdown}");
    assert!(markdown.contains(&format!("<{}>", text("url"))));
    assert_eq!(json["indexable"] == true, !page.is_noindex(), "{folder}");
    assert_machine(&json, &page.json_ld("SoftwareApplication").unwrap(), folder);
    if let Some(entry) = entry {
        assert_sitemap(&json, entry, folder);
    }
}

fn list<'a>(json: &'a Value, field: &str) -> &'a Vec<Value> {
    json[field].as_array().unwrap()
}

fn assert_workers(json: &Value, html: &[Vec<String>], markdown: &[Vec<String>], folder: &str) {
    let row = |worker: &Value| -> Vec<String> {
        let memory =
            Memory { bytes: worker["weights_bytes"].as_u64(), is_estimated: worker["weights_estimated"] == true };
        let text = |field: &str| worker[field].as_str().unwrap_or("none").to_owned();
        vec![
            text("name"),
            text("words"),
            text("confidence"),
            text("best_set"),
            memory.show(&Text::english()).to_string(),
        ]
    };
    let rows: Vec<_> = list(json, "workers").iter().map(row).collect();
    assert_eq!(rows, html, "{folder}");
    assert_eq!(rows, markdown, "{folder}");
}

fn assert_facts(json: &Value, html: &[Vec<String>], markdown: &[Vec<String>], folder: &str) {
    let said: Vec<Vec<String>> = list(json, "facts")
        .iter()
        .map(|fact| vec![whole(fact["text"].as_str().unwrap()), whole(fact["evidence"].as_str().unwrap_or("–"))])
        .collect();
    let shown = |rows: &[Vec<String>]| -> Vec<Vec<String>> { rows.iter().map(|row| row[1..].to_vec()).collect() };
    assert_eq!(said, shown(html), "{folder}");
    assert_eq!(said, shown(markdown), "{folder}");
}

fn assert_sets(json: &Value, html: &[Vec<String>], markdown: &[Vec<String>], folder: &str) {
    assert_eq!((list(json, "variants").len(), html.len()), (html.len(), markdown.len()), "{folder}");
    for ((set, html), markdown) in list(json, "variants").iter().zip(html).zip(markdown) {
        let size =
            set["bytes"].as_u64().map_or("unknown".to_owned(), |bytes| Bytes(bytes).show(&Text::english()).to_string());
        assert_eq!([&size, &size], [&html[1], &markdown[2]], "{folder}");
        let bits = html[2].trim_start_matches("about ");
        assert_eq!(set["bits_per_weight"].as_f64(), bits.parse().ok(), "{folder}");
        assert_eq!([&html[2], &html[3]], [&markdown[3], &markdown[4]], "{folder}");
        for verdict in list(set, "verdicts") {
            assert!(html[4].contains(verdict["words"].as_str().unwrap()), "{folder}: {html:?}");
            assert!(markdown[5].contains(verdict["words"].as_str().unwrap()), "{folder}: {markdown:?}");
        }
        assert!(html[0].starts_with(&markdown[0]), "{folder}");
        let file = whole(set["file"].as_str().unwrap_or_default());
        assert!(html[0].contains(&file) && markdown[1].contains(&file), "{folder}");
    }
}

/// The JSON-LD agrees with the others.
fn assert_machine(json: &Value, node: &Value, folder: &str) {
    for field in ["name", "description", "url"] {
        assert_eq!(node[field], json[field], "{folder}");
    }
    assert_eq!(node["sameAs"], json["hub"], "{folder}");
    let changed = list(json, "facts").iter().find(|fact| fact["fact"] == "facts_changed");
    assert_eq!(node["dateModified"].as_str(), changed.and_then(|fact| fact["text"].as_str()), "{folder}");
    if let Some(memory) = node["memoryRequirements"].as_str() {
        let known = list(json, "workers").iter().filter_map(|worker| worker["weights_bytes"].as_u64());
        assert!(
            known.map(|bytes| Bytes(bytes).show(&Text::english()).to_string()).any(|bytes| memory.ends_with(&bytes)),
            "{folder}"
        );
    }
    if let Some(storage) = node["storageRequirements"].as_str() {
        let known = list(json, "variants").iter().filter_map(|set| set["bytes"].as_u64());
        assert!(
            known.map(|bytes| Bytes(bytes).show(&Text::english()).to_string()).any(|bytes| bytes == storage),
            "{folder}"
        );
    }
}

fn assert_sitemap(json: &Value, (model, workers): &Entry, folder: &str) {
    for fact in ["family", "parameters", "context", "license"] {
        let said = list(json, "facts").iter().find(|known| known["fact"] == fact).map(|fact| &fact["value"]);
        let said = said.filter(|value| !value.is_null());
        let text = said.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        assert_eq!(model.get(fact), text.as_ref(), "{folder}: {fact}");
    }
    assert_eq!(workers.len(), list(json, "workers").len(), "{folder}");
    for (entry, worker) in workers.iter().zip(list(json, "workers")) {
        for field in ["id", "verdict", "confidence"] {
            assert_eq!(entry.get(field).map(String::as_str), worker[field].as_str(), "{folder}");
        }
        if let Some(best) = entry.get("best-quantization") {
            assert!(worker["best_set"].as_str().unwrap().starts_with(best.as_str()), "{folder}");
        }
    }
}

/// Text without the white space that HTML and Markdown collapse.
fn whole(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn tables_of_html(html: &str) -> Tables {
    let dom = test_html::parse(html);
    let mut tables = Vec::new();
    visit(&dom.document, &mut tables);
    tables.into_iter().map(|mut rows| (rows.remove(0).swap_remove(0), rows)).collect()
}

fn visit(node: &Handle, tables: &mut Vec<Vec<Vec<String>>>) {
    if let NodeData::Element { name, .. } = &node.data {
        match &*name.local {
            "table" => tables.push(Vec::new()),
            "tr" => tables.last_mut().unwrap().push(Vec::new()),
            "th" | "td" => {
                let mut text = String::new();
                text_of(node, &mut text);
                tables.last_mut().unwrap().last_mut().unwrap().push(whole(&text));
            }
            _ => {}
        }
    }
    for child in node.children.borrow().iter() {
        visit(child, tables);
    }
}

fn text_of(node: &Handle, to: &mut String) {
    if let NodeData::Text { contents } = &node.data {
        to.push_str(&contents.borrow());
    }
    for child in node.children.borrow().iter() {
        text_of(child, to);
    }
}

fn tables_of_markdown(markdown: &str) -> Tables {
    let mut tables = Tables::new();
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) => cell.push_str(&text),
            Event::Start(_) if row.is_empty() => cell.clear(),
            Event::End(TagEnd::TableCell) => row.push(whole(&std::mem::take(&mut cell))),
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => rows.push(std::mem::take(&mut row)),
            Event::End(TagEnd::Table) => {
                let mut rows = std::mem::take(&mut rows);
                tables.insert(rows.remove(0).swap_remove(0), rows);
            }
            _ => {}
        }
    }
    tables
}

fn text_of_markdown(markdown: &str) -> String {
    Parser::new_ext(markdown, Options::ENABLE_TABLES)
        .filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(text.into_string()),
            Event::SoftBreak => Some(" ".to_owned()),
            _ => None,
        })
        .collect()
}
