//! The pages of a site in two languages.

use super::{bilingual, monolingual};
use crate::{
    build::{assert_links, indexable, locs},
    site::{Page, SiteTest, assert_same, difference, stamps},
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const HOST: &str = "https://models.example.org";

/// The languages that a page declares.
struct Shown {
    lang: String,
    canonical: Option<String>,
    /// By language.
    hreflangs: BTreeMap<String, String>,
    /// Links of the language switcher: language and address.
    switch: BTreeMap<String, String>,
    /// The language that is not a link.
    current: Vec<String>,
}

fn shown(html: &str) -> Shown {
    let page = Page::parse(html);
    assert_eq!(page.errors, Vec::<String>::new());
    let tags =
        |name: &'static str| page.tags.iter().filter(move |(tag, _)| tag == name).map(|(_, attributes)| attributes);
    let links = || tags("link").filter(|link| link.contains_key("hreflang"));
    let hreflangs: BTreeMap<String, String> =
        links().map(|link| (link["hreflang"].clone(), link["href"].clone())).collect();
    assert_eq!(links().count(), hreflangs.len(), "a language comes twice");
    assert!(links().all(|link| link["rel"] == "alternate"));
    let switch = tags("a").filter(|link| link.contains_key("hreflang"));
    let canonical = tags("link").find(|link| link.get("rel").is_some_and(|rel| rel == "canonical"));
    Shown {
        lang: tags("html").next().unwrap()["lang"].clone(),
        canonical: canonical.map(|link| link["href"].clone()),
        hreflangs,
        switch: switch
            .map(|link| {
                assert_eq!(link["lang"], link["hreflang"]);
                (link["hreflang"].clone(), link["href"].clone())
            })
            .collect(),
        current: tags("span")
            .filter(|span| span.get("aria-current").is_some_and(|current| current == "true"))
            .map(|span| span["lang"].clone())
            .collect(),
    }
}

/// Each page with its entry in the manifest.
fn pages(site: &SiteTest) -> BTreeMap<String, (Value, Shown)> {
    let manifest = site.manifest("dist");
    let pages = manifest["pages"].as_object().unwrap().iter();
    pages
        .map(|(key, page)| {
            let html = site.read(&format!("dist/{}", page["file"].as_str().unwrap()));
            (key.clone(), (page.clone(), shown(&html)))
        })
        .collect()
}

fn address(page: &Value) -> String {
    format!("{HOST}{}", page["url"].as_str().unwrap())
}

#[test]
fn every_page_is_there_in_both_languages_and_names_the_other() {
    let site = bilingual();
    let report = site.build();
    let pages = pages(&site);
    let (polish, english): (Vec<_>, Vec<_>) = pages.iter().partition(|(key, _)| key.starts_with("pl/"));
    assert_eq!(report["pages_by_language"], json!({ "en": english.len(), "pl": polish.len() }));
    assert_eq!(report["pages"].as_u64().unwrap(), pages.len() as u64);
    // There is only one page for missing addresses.
    assert_eq!(polish.len() + 1, english.len());
    assert!(polish.len() > 200);
    let manifest = String::from_utf8(site.modelpress(&["manifest"]).output().unwrap().stdout).unwrap();
    let languages = format!("  2 languages\n{:>12}  /\n{:>12}  /pl/\n", english.len(), polish.len());
    assert!(manifest.contains(&languages), "{manifest}");
    let models = polish.iter().filter(|(key, _)| key.starts_with("pl/model:")).count();
    assert_eq!(report["pages_by_kind"]["model"], 2 * models);
    for (key, (polish, shown_polish)) in polish {
        let (english, shown_english) = &pages[key.strip_prefix("pl/").unwrap()];
        let (pl, en) = (address(polish), address(english));
        assert_eq!((&*shown_english.lang, &*shown_polish.lang), ("en", "pl"), "{key}");
        assert_eq!(polish["path"].as_str().unwrap(), format!("/pl{}", english["path"].as_str().unwrap()));
        assert_eq!(pl, en.replacen(HOST, &format!("{HOST}/pl"), 1));
        assert_eq!(polish["noindex_reason"], english["noindex_reason"], "{key}");
        let both = [("en", &en), ("pl", &pl), ("x-default", &en)];
        let both: BTreeMap<String, String> = both.map(|(tag, href)| (tag.to_owned(), href.clone())).into();
        let is_indexable = polish["indexable"] == true;
        for (shown, own) in [(shown_english, &en), (shown_polish, &pl)] {
            assert_eq!(shown.hreflangs, if is_indexable { both.clone() } else { BTreeMap::new() }, "{key}");
            assert_eq!(shown.canonical.as_ref(), is_indexable.then_some(own));
        }
        let to = |tag: &str, href: &str| BTreeMap::from([(tag.to_owned(), href.replacen(HOST, "", 1))]);
        assert_eq!((&shown_english.switch, &shown_polish.switch), (&to("pl", &pl), &to("en", &en)), "{key}");
        assert_eq!((&shown_english.current, &shown_polish.current), (&vec!["en".into()], &vec!["pl".into()]));
    }
    let (_, lost) = &pages["not-found"];
    assert_eq!((&lost.switch["pl"], lost.hreflangs.len()), (&"/pl/".to_owned(), 0));
}

#[test]
fn both_languages_are_found() {
    let site = bilingual();
    site.build();
    assert_links("dist", "", &site);
    let listed = locs(&site, "dist");
    assert_eq!(listed, indexable(&site.manifest("dist")));
    let polish = listed.iter().filter(|address| address.starts_with(&format!("{HOST}/pl/"))).count();
    assert_eq!(polish * 2, listed.len());
    // Each language has its own search, which finds its own pages. Identical files exist once.
    for (folder, start) in [("", "/models/"), ("pl/", "/pl/models/")] {
        let index: Value = serde_json::from_str(&site.read(&format!("dist/{folder}search/0/index.json"))).unwrap();
        assert_eq!(index["href"][0], start);
        let list = Page::parse(&site.read(&format!("dist/{folder}models/index.html")));
        assert!(list.attributes.iter().any(|(_, value)| *value == format!("/{folder}search/0/index.json")));
    }
    let files = site.tree("dist");
    for shared in ["404.html", "robots.txt", "llms.txt", "sitemap.xml", "data/models.jsonl.gz", "workers/index.json"] {
        assert!(files.contains_key(shared) && !files.contains_key(&format!("pl/{shared}")), "{shared}");
    }
    assert_eq!(errors(&site, "dist"), BTreeSet::new());
}

/// The errors that `check` finds in the built site, by code.
fn errors(site: &SiteTest, folder: &str) -> BTreeSet<String> {
    let checked = site.modelpress(&["check", folder, "--format", "json"]).output().unwrap();
    let report: Value = serde_json::from_slice(&checked.stdout).unwrap();
    let checks = report["checks"].as_array().unwrap().iter();
    let errors: Vec<&Value> = checks.filter(|check| check["severity"] == "error").collect();
    assert_eq!(report["errors"] == 0, errors.is_empty(), "{report:#}");
    errors.into_iter().map(|check| check["code"].as_str().unwrap().to_owned()).collect()
}

/// `check` finds damaged language links.
#[test]
fn a_translation_that_is_not_named_back_is_found() {
    let site = bilingual();
    site.build();
    let page = "dist/pl/workers/index.html";
    let whole = site.read(page);
    for (what, damaged) in [
        ("no link at all", without(&whole, "<link", ">", " hreflang=")),
        (
            "another page",
            whole.replace(&format!("{HOST}/workers/\" hreflang=\"en\""), &format!("{HOST}/data/\" hreflang=\"en\"")),
        ),
        (
            "a page that is not there",
            whole.replace(&format!("{HOST}/workers/\" hreflang=\"en\""), &format!("{HOST}/none/\" hreflang=\"en\"")),
        ),
        ("no x-default", without(&whole, "<link", ">", "\"x-default\"")),
    ] {
        assert_ne!(damaged, whole, "{what}");
        site.write(page, damaged);
        assert!(errors(&site, "dist").contains("hreflang"), "{what}");
    }
    site.write(page, whole);
    assert_eq!(errors(&site, "dist"), BTreeSet::new());
}

#[test]
fn a_machine_is_told_the_language_where_there_are_several() {
    let (two, one) = (bilingual(), monolingual());
    two.build();
    one.build();
    for name in ["index.html", "families/llama/index.html", "families/index.html", "data/index.html"] {
        let node = |page: &Page| {
            let kinds = ["WebPage", "CollectionPage", "Dataset"];
            kinds.iter().find_map(|kind| page.json_ld(kind)).unwrap_or_else(|| panic!("{name}"))
        };
        assert_eq!(node(&two.page(name))["inLanguage"], "en");
        assert_eq!(node(&two.page(&format!("pl/{name}")))["inLanguage"], "pl");
        assert_eq!(node(&one.page(name))["inLanguage"], Value::Null);
    }
}

#[test]
fn a_second_build_writes_nothing() {
    let site = bilingual();
    site.build();
    let (before, tree) = (stamps(&site.path("dist")), site.tree("dist"));
    let second = site.build();
    assert_eq!((&second["written"], &second["removed"]), (&json!(0), &json!(0)));
    assert_eq!(stamps(&site.path("dist")), before);
    assert_same(&tree, &site.tree("dist"), "again");
}

/// Removes the elements that name a language from a page, with the space around them.
fn without(html: &str, start: &str, end: &str, mark: &str) -> String {
    let mut rest = html;
    let mut kept = String::new();
    while let Some(at) = rest.find(start) {
        let length = rest[at..].find(end).unwrap() + end.len();
        let (before, element) = rest.split_at(at);
        kept.push_str(before);
        if !element[..length].contains(mark) {
            kept.push_str(&element[..length]);
        }
        rest = &element[length..];
    }
    kept + rest
}

/// A page without its links to other languages.
fn without_languages(html: &[u8]) -> String {
    let html = std::str::from_utf8(html).unwrap();
    let html = without(html, "<link", ">", " hreflang=");
    let html = without(&html, "<nav", "</nav>", " hreflang=");
    let html = html.replace(",\"inLanguage\":\"en\"", "");
    html.split_whitespace().collect::<Vec<_>>().join(" ").replace("> <", "><")
}

#[test]
fn a_language_that_comes_later_changes_nothing_of_the_first() {
    let site = monolingual();
    site.build();
    let (before, was) = (site.tree("dist"), site.manifest("dist"));
    site.write("site.toml", bilingual().read("site.toml"));
    site.build();
    let (after, is) = (site.tree("dist"), site.manifest("dist"));
    for (key, page) in was["pages"].as_object().unwrap() {
        assert_eq!(&is["pages"][key], page, "{key}");
    }
    let pages: BTreeSet<&str> =
        was["pages"].as_object().unwrap().values().map(|page| page["file"].as_str().unwrap()).collect();
    for name in difference(&before, &after) {
        // Pictures and scripts in the other language are separate files.
        let is_new = ["pl/", "pictures/", "assets/"].iter().any(|folder| name.starts_with(folder));
        if is_new && !before.contains_key(&name)
            || name.starts_with("sitemap")
            || matches!(&*name, "_headers" | "llms.txt")
        {
            continue;
        }
        assert!(pages.contains(&*name), "{name}");
        assert_eq!(without_languages(&before[&name]), without_languages(&after[&name]), "{name}");
        assert_ne!(before[&name], after[&name]);
    }
    // When the language is removed again, everything is as before.
    let settings = site.read("site.toml");
    site.write("site.toml", settings.split("[[language]]").next().unwrap());
    site.build();
    assert_same(&before, &site.tree("dist"), "in one language again");
}

#[test]
fn every_form_of_addresses_has_both_languages() {
    for form in ["slash", "html", "bare"] {
        for base_path in ["", "/marketplace"] {
            let site = bilingual();
            let settings = site.read("site.toml");
            let base = format!(
                "base-path = \"{base_path}\"\n[output]\nurl-form = \"{form}\"\nalternates = [\"json\", \"md\"]\n[[language]]"
            );
            site.write("site.toml", settings.replace("[[language]]", &base));
            site.build();
            assert_links("dist", base_path, &site);
            assert_eq!(errors(&site, &format!("dist{base_path}")), BTreeSet::new(), "{form} {base_path}");
        }
    }
}

/// A page that exists in one language has no translation, and the switcher links to the home page.
#[test]
fn a_page_in_one_language_is_named_in_that_alone() {
    let site = bilingual();
    let text = site.read("content/pages/about.md");
    site.write("content/pages/only.md", text.replace("About this", "Only this").replace("What the", "All that the"));
    site.build();
    let pages = pages(&site);
    assert!(!pages.contains_key("pl/article:only"));
    let (_, shown) = &pages["article:only"];
    assert_eq!((shown.hreflangs.len(), &*shown.switch["pl"], &*shown.current), (0, "/pl/", &["en".to_owned()][..]));
}

/// A renamed model redirects in every language.
#[test]
fn a_renamed_model_is_found_in_both_languages() {
    let site = bilingual();
    let settings = site.read("site.toml");
    site.write("site.toml", settings.replace("[[language]]", "[output]\nreplaced-slugs = 0\n[[language]]"));
    site.write("content/redirects.toml", "[[redirect]]\nfrom = \"/old\"\nto = \"/pl/about\"\n");
    let renamed = json!({
        "id": "a/Old", "event": "renamed", "to": "Qwen/Qwen-7B", "date": "2022-03-02T23:29:05Z",
    });
    // As written by a fetch.
    let index = json!({ "parts": ["starter.jsonl"], "captured_at": "2025-06-01T00:00:00Z" });
    site.write("content/models/hub/snapshot.json", index.to_string());
    site.write("content/models/hub/starter.jsonl", site.read("content/models/starter.jsonl"));
    site.write("content/models/hub/gone.jsonl", format!("{renamed}\n"));
    site.build();
    let new = "models/qwen/qwen-7b/";
    assert!(site.path(&format!("dist/pl/{new}index.html")).is_file());
    let redirects = site.read("dist/_redirects");
    for line in [
        "/old /pl/about/ 301".to_owned(),
        format!("/models/a/old/ /{new} 301"),
        format!("/pl/models/a/old/ /pl/{new} 301"),
    ] {
        assert!(redirects.lines().any(|known| known == line), "{line}: {redirects}");
    }
}
