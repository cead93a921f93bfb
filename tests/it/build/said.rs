//! Pages state no more than is known about sizes, files and verdicts.

use crate::part::Part;
use crate::site::{Page, SiteTest, record};
use serde_json::{Value, json};

/// A record with these files; the weights are as large as those of [`record`].
fn with_files(mut record: Value, files: &[&str]) -> Value {
    record["siblings"] =
        files.iter().map(|name| json!({ "rfilename": name, "size": 2_471_645_608_u64 })).collect::<Vec<_>>().into();
    record
}

/// A Llama model with files that workers run, and GGUF files that they do not.
fn of_both_formats(id: &str) -> Value {
    let gguf = ["m-Q2_K.gguf", "m-Q4_K_M.gguf", "m-Q8_0.gguf"];
    with_files(record(id), &[&["config.json", "tokenizer.json", "model.safetensors"], &gguf[..]].concat())
}

/// A Llama model with only GGUF files.
fn of_gguf(id: &str) -> Value {
    let mut record = with_files(record(id), &["m-Q4_K_M.gguf"]);
    record.as_object_mut().unwrap().remove("safetensors");
    record["config"] = Value::Null;
    record["gguf"] = json!({ "architecture": "llama", "total": 1_235_814_400 });
    record["tags"] = json!(["gguf", "llama", "license:mit"]);
    record
}

/// The title of a page, or its description.
fn head(html: &str, name: &str) -> String {
    let page = Part::page(html);
    if name == "title" {
        return page.first("title").text();
    }
    let named = page.all("meta").into_iter().find(|meta| meta.attribute("name").is_some_and(|known| known == name));
    named.unwrap().attribute("content").unwrap()
}

/// The items of the lists of a page, as text.
fn cards(html: &str) -> Vec<String> {
    Part::page(html).all("li").iter().map(Part::text).collect()
}

#[test]
fn hubs_of_files_have_the_verdicts_of_those_files() {
    let site = SiteTest::new(&[of_both_formats("a/both"), of_gguf("a/gguf"), record("a/plain")]);
    site.build();
    for (path, subject) in
        [("formats/gguf", "2 models with GGUF files"), ("quantizations/q4-k-m", "2 models with Q4_K_M files")]
    {
        let html = site.read(&format!("dist/{path}/index.html"));
        assert!(head(&html, "title").contains(": 2, all planned"), "{path}: {}", head(&html, "title"));
        let said = head(&html, "description");
        let expected =
            format!("{subject}; compatibility of those files with 3 workers: all planned. With other files, 1 runs");
        assert!(said.starts_with(&expected), "{path}: {said}");
        let page = Page::parse(&html);
        assert!(page.values("aria-label").any(|label| label.contains("2 Planned (100 %)")), "{path}: {}", page.text);
        // Only the card of a model that runs says from which files.
        let cards = cards(&html);
        let card = |id: &str| cards.iter().find(|card| card.contains(id)).unwrap_or_else(|| panic!("{cards:?}"));
        assert!(card("a/both").contains("a/both Planned") && card("a/both").ends_with("with other files: runs"));
        assert!(card("a/gguf").contains("a/gguf Planned") && !card("a/gguf").contains("other files"));
    }
    // Lists that are not about files show the verdict of the model.
    let family = site.read("dist/families/llama/index.html");
    assert!(head(&family, "title").contains(": 3, 2 run"), "{}", head(&family, "title"));
    assert!(!family.contains("other files"));
    let index = site.page("formats/index.html");
    assert!(index.text.contains("for these files"), "{}", index.text);
    let safetensors = site.read("dist/formats/safetensors/index.html");
    assert!(head(&safetensors, "title").contains(": 2, all run"), "{}", head(&safetensors, "title"));
}

#[test]
fn a_size_that_only_a_name_tells_is_about_that() {
    let mut named = record("a/Some-30B-A3B");
    named.as_object_mut().unwrap().remove("safetensors");
    // Large enough for this number of parameters.
    named["siblings"][2]["size"] = 61_000_000_000_u64.into();
    let site = SiteTest::new(&[named, record("a/counted-1B")]);
    site.build();
    let html = site.read("dist/models/a/some-30b-a3b/index.html");
    assert!(head(&html, "title").contains("a: ~30B, runs"), "{}", head(&html, "title"));
    assert!(head(&html, "description").contains(": ~30B-parameter Llama model"), "{}", head(&html, "description"));
    let text = Page::parse(&html).text;
    for said in ["~30B-parameter Llama model", "about 30B", "about 3B per token"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains(" 30B-parameter"), "{text}");
    let topic = site.read("dist/families/llama/index.html");
    let cards = cards(&topic);
    let card = |id: &str| cards.iter().find(|card| card.contains(id)).unwrap_or_else(|| panic!("{cards:?}"));
    assert!(card("a/Some").contains("llama, ~30B, safetensors"), "{cards:?}");
    assert!(card("a/counted").contains("llama, 1.24B, safetensors"), "{cards:?}");
    assert!(topic.contains("1.24B to ~30B"));
    let sitemap = site.read("dist/sitemap-models-0.xml");
    assert!(sitemap.contains("parameters=\"30000000000\" parameters-evidence=\"name\""), "{sitemap}");
    assert!(sitemap.contains("parameters=\"1235814400\" parameters-evidence=\"safetensors.total\""), "{sitemap}");
    let explained = site.modelpress(&["explain", "a/Some-30B-A3B"]).output().unwrap();
    let explained = String::from_utf8(explained.stdout).unwrap();
    assert!(explained.contains("about 30.0 billion, about 3.00 billion active  [name: 30B]"), "{explained}");
}

#[test]
fn a_page_names_every_file_that_was_not_seen() {
    let mut unlisted = record("a/unlisted");
    unlisted.as_object_mut().unwrap().remove("siblings");
    let site = SiteTest::new(&[with_files(record("a/listed"), &["model.safetensors"]), unlisted]);
    site.build();
    let text = site.page("models/a/listed/index.html").text;
    let said =
        "also requires config.json, tokenizer.json, which the file list does not show; the list may be incomplete";
    assert!(text.contains(said), "{text}");
    let text = site.page("models/a/unlisted/index.html").text;
    let said = "also requires config.json, tokenizer.json; the Hub metadata has no file list";
    assert!(text.contains(said) && !text.contains("a list that"), "{text}");
}

#[test]
fn a_description_is_of_the_files_that_run() {
    let site = SiteTest::new(&[of_both_formats("a/both"), record("a/plain")]);
    site.build();
    let html = site.read("dist/models/a/both/index.html");
    let said = head(&html, "description");
    assert!(said.contains(", safetensors files of 2.47 GB. Runs on all 3 workers"), "{said}");
    // The note about several variants appears only if there are several.
    let note = "the smallest, not the one with the best quality";
    assert!(Page::parse(&html).text.contains(note));
    assert!(!site.page("models/a/plain/index.html").text.contains(note));
}
