//! A page uses only the words, plural forms and number formats of its language.

use super::bilingual;
use crate::site::{Page, SiteTest, lines, record_of_size};
use generator::text::Text;
use std::{collections::BTreeSet, fs, path::Path};

/// Text between tags, and attributes that screen readers announce.
fn texts(html: &str) -> Vec<String> {
    let body = html.split_once("<body").map_or(html, |(_, body)| body);
    let mut texts: Vec<String> = Vec::new();
    let mut rest = body;
    while let Some(start) = rest.find('<') {
        texts.push(rest[..start].to_owned());
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        let tag = &rest[start..end];
        for attribute in ["aria-label=\"", "alt=\"", "title=\""] {
            texts.extend(tag.split(attribute).nth(1).and_then(|value| value.split('"').next()).map(str::to_owned));
        }
        rest = &rest[end..];
    }
    let whole = |text: String| text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    texts.into_iter().map(whole).filter(|text| !text.is_empty()).collect()
}

/// English texts of several words without placeholders. If one appears on a page in another language, it was not
/// translated.
fn english() -> BTreeSet<String> {
    let file: toml::Table = generator::text::ENGLISH.parse().unwrap();
    let of_pages = file.into_iter().filter(|(section, _)| !matches!(&**section, "search" | "machine" | "narrow"));
    let texts = of_pages.flat_map(|(_, texts)| texts.as_table().unwrap().clone()).map(|(_, text)| text);
    let texts = texts.filter_map(|text| text.as_str().map(str::to_owned));
    texts.filter(|text| text.contains(' ') && !text.contains(['{', '`'])).collect()
}

#[test]
fn no_page_has_words_of_the_other_language() {
    let site = bilingual();
    site.build();
    let english = english();
    assert!(english.len() > 150, "{}", english.len());
    let of = |folder: &Path| -> Vec<String> {
        let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap().into_path());
        let pages = files.filter(|path| path.extension().is_some_and(|ending| ending == "html"));
        pages.map(|path| fs::read_to_string(path).unwrap()).collect()
    };
    let mut met = BTreeSet::new();
    for page in of(&site.path("dist/models")).iter().chain(&of(&site.path("dist/families"))) {
        met.extend(texts(page).into_iter().filter(|text| english.contains(text)));
    }
    assert!(met.len() > 25, "the English pages show English: {met:?}");
    for page in of(&site.path("dist/pl")) {
        let forgotten: Vec<String> = texts(&page).into_iter().filter(|text| english.contains(text)).collect();
        assert_eq!(forgotten, [""; 0], "{}", &page[..page.len().min(400)]);
    }
}

/// By the rules of Polish, for whole numbers only.
fn noun(count: usize) -> &'static str {
    match (count, count % 10, count % 100) {
        (1, _, _) => "model",
        (_, 2..=4, tens) if !(12..=14).contains(&tens) => "modele",
        _ => "modeli",
    }
}

#[test]
fn nouns_have_the_form_of_their_number() {
    let site = bilingual();
    site.build();
    let mut met = BTreeSet::new();
    for folder in ["families", "sizes", "model-types", "licenses"] {
        for entry in fs::read_dir(site.path(&format!("dist/pl/{folder}"))).unwrap() {
            let page = entry.unwrap().path().join("index.html");
            let Ok(html) = fs::read_to_string(&page) else { continue };
            let lede = html.split("class=lede>").nth(1).unwrap().split('<').next().unwrap();
            let mut words = lede.split(' ');
            let (count, found) = (words.next().unwrap().parse().unwrap(), words.next().unwrap());
            assert_eq!(found, noun(count), "{}: {lede}", page.display());
            met.insert(found.to_owned());
        }
    }
    assert_eq!(met.len(), 3, "every form is met: {met:?}");
}

#[test]
fn numbers_are_written_as_each_language_writes_them() {
    let site = bilingual();
    site.remove("content/models/starter.jsonl");
    let mut record = record_of_size("o/m", 8_030);
    record["config"]["max_position_embeddings"] = 8_192.into();
    site.write("content/models/all.jsonl", lines(&[record]));
    site.build();
    let page = |folder: &str| texts(&site.read(&format!("dist{folder}/models/o/m/index.html"))).join("\n");
    let (english, polish) = (page(""), page("/pl"));
    for (english_text, polish_text) in [
        ("8.03B (8,030,000,000)", "8,03B (8\u{a0}030\u{a0}000\u{a0}000)"),
        ("16.1 GB", "16,1 GB"),
        // Polish does not group four digits.
        ("8,192 tokens", "8192 tokeny"),
    ] {
        assert!(english.contains(english_text) && !english.contains(polish_text), "{english_text}: {english}");
        assert!(polish.contains(polish_text) && !polish.contains(english_text), "{polish_text}: {polish}");
    }
    // Alternates for programs are the same in both languages.
    let alternate = |folder: &str| -> serde_json::Value {
        serde_json::from_str(&site.read(&format!("dist{folder}/models/o/m/index.json"))).unwrap()
    };
    let (english, polish) = (alternate(""), alternate("/pl"));
    for (a, b) in english["facts"].as_array().unwrap().iter().zip(polish["facts"].as_array().unwrap()) {
        assert_eq!((&a["fact"], &a["value"]), (&b["fact"], &b["value"]));
    }
    assert_eq!(english["variants"][0]["bytes"], polish["variants"][0]["bytes"]);
    assert_ne!(english["description"], polish["description"]);
}

#[test]
fn scripts_and_style_sheets_have_the_words_of_the_page() {
    let site = bilingual();
    site.build();
    let linked = |page: &str, start: &str| {
        let html = site.read(page);
        let name = html.split(start).nth(1).unwrap().split(['"', ' ', '>']).next().unwrap().to_owned();
        site.read(&format!("dist/assets/{}{name}", &start["/assets/".len()..]))
    };
    let polish = fs::read_to_string(site.path("content/text/pl.toml")).unwrap();
    let polish = Text::read("pl", "pl.toml", &polish, None).unwrap();
    let english = Text::english();
    for (start, page) in [("/assets/search-", "models/index.html"), ("/assets/main-", "index.html")] {
        let (ours, theirs) = (linked(&format!("dist/{page}"), start), linked(&format!("dist/pl/{page}"), start));
        let section = if start.contains("search") { "search" } else { "narrow" };
        for (script, own, other) in [(&ours, &english, &polish), (&theirs, &polish, &english)] {
            let key = if section == "search" { "hint" } else { "in-memory" };
            let word = |text: &Text| match section {
                "search" => text.by_key(section, key).to_owned(),
                _ => format!("--in-memory:\"{}\"", text.narrow_in_memory()),
            };
            assert!(script.contains(&word(own)) && !script.contains(&word(other)), "{page}: {script}");
        }
    }
}

#[test]
fn a_language_that_begins_at_the_right_says_so() {
    let site = SiteTest::new(&[record_of_size("o/m", 8_030)]);
    site.write("content/text/ar.toml", generator::text::template("ar").unwrap());
    site.write("site.toml", "[[language]]\ntag = \"ar\"\n");
    site.build();
    for (page, direction) in [("index.html", "ltr"), ("ar/index.html", "rtl"), ("ar/models/o/m/index.html", "rtl")] {
        let page = Page::parse(&site.read(&format!("dist/{page}")));
        let html = page.tags.iter().find(|(name, _)| name == "html").unwrap();
        assert_eq!(html.1["dir"], direction);
    }
}

#[test]
fn programs_are_told_of_the_other_language() {
    let site = bilingual();
    site.build();
    let told = site.read("dist/llms.txt");
    assert!(told.contains("## Other languages\n\n- [Polski](https://models.example.org/pl/): "), "{told}");
    let alone = super::monolingual();
    alone.build();
    assert!(!alone.read("dist/llms.txt").contains("Other languages"));
}

#[test]
fn lines_of_english_can_be_said_differently() {
    let site = SiteTest::new(&[record_of_size("o/m", 8_030)]);
    site.write("content/text/en.toml", "[frame]\nmodels = \"Ready to run\"\n");
    site.build();
    let page = texts(&site.read("dist/index.html"));
    assert!(page.iter().any(|text| text == "Ready to run") && page.iter().any(|text| text == "Workers"));
}
