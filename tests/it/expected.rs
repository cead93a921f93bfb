//! A whole site of a dozen models in two languages, as it is expected: `tests/expected/` has its pages as unminified
//! HTML, so that a review shows what a change does to them.
//!
//! Where a page differs, it is rewritten and the test fails once: read the difference, then commit it.

use crate::{
    languages,
    site::{SiteTest, has_ending},
};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// What is kept of the pages in Polish, which differ in words alone.
const POLISH: [&str; 7] = [
    "pl/index.html",
    "pl/methodology/index.html",
    "pl/models/index.html",
    "pl/models/acme/llama-base-8b/index.html",
    "pl/models/nowhere/llama-unlisted/index.html",
    "pl/families/llama/index.html",
    "pl/workers/llm-worker-rbee-cpu/index.html",
];

/// The other files that are kept.
const OTHERS: [&str; 9] = [
    "_headers",
    "atom.xml",
    "llms.txt",
    "models/acme/llama-base-8b-gguf/index.json",
    "models/acme/llama-base-8b-gguf/index.md",
    "robots.txt",
    "sitemap-models-0.xml",
    "sitemap-topics-0.xml",
    "sitemap.xml",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expected")
}

/// Names of files have hashes of their content, which change with every edit of a style sheet.
fn without_hashes(text: &str) -> String {
    const DIGITS: usize = 12;
    let is_digit = |c: &char| matches!(c, '0'..='9' | 'a'..='f');
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['-', '/', '"']) {
        let (before, from) = rest.split_at(at + 1);
        made.push_str(before);
        let digits = from.chars().take_while(is_digit).count();
        let is_hash = digits >= DIGITS && from[digits..].starts_with(['.', '"', '/']);
        if is_hash {
            made.push_str("HASH");
        }
        rest = &from[if is_hash { digits } else { 0 }..];
    }
    made + rest
}

/// The files of the site as they are compared, by path; `files.txt` is the list of all.
fn found(site: &SiteTest) -> BTreeMap<String, String> {
    let tree = site.tree("dist");
    let shown = |name: &str| {
        let is_page = has_ending(name, "html") && (!name.starts_with("pl/") || POLISH.contains(&name));
        is_page || OTHERS.contains(&name)
    };
    let mut found = BTreeMap::new();
    let mut names: Vec<String> = Vec::new();
    for (name, bytes) in &tree {
        if name.starts_with(".modelpress/") {
            continue;
        }
        names.push(without_hashes(name));
        if !shown(name) {
            continue;
        }
        let text = String::from_utf8(bytes.clone()).unwrap();
        let text = match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("html") => test_html::indented(&text),
            Some("json") => format!("{:#}\n", serde_json::from_str::<Value>(&text).unwrap()),
            Some("xml") => text.replace("><", ">\n<"),
            _ => text,
        };
        found.insert(name.clone(), without_hashes(&text));
    }
    names.sort();
    names.dedup();
    found.insert("files.txt".to_owned(), names.join("\n") + "\n");
    found
}

/// The files that are kept, by path.
fn kept() -> BTreeMap<String, String> {
    let site = folder().join("site");
    let entries = walkdir::WalkDir::new(&site).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let read = |entry: walkdir::DirEntry| {
        let name = entry.path().strip_prefix(&site).unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(entry.path()).unwrap())
    };
    files.map(read).collect()
}

/// The first line that differs, with its number.
fn difference(kept: &str, found: &str) -> String {
    let lines = kept.lines().chain(std::iter::repeat("")).zip(found.lines().chain([""]));
    let differing = lines.zip(1..).find(|((kept, found), _)| kept != found);
    differing.map_or_else(String::new, |((kept, found), at)| format!("line {at}\n  - {kept}\n  + {found}"))
}

#[test]
fn a_site_is_as_expected() {
    let site = languages::bilingual();
    site.remove("content/models/starter.jsonl");
    site.write("content/models/all.jsonl", fs::read(folder().join("models.jsonl")).unwrap());
    site.write("site.toml", site.read("site.toml") + "\n[output]\nalternates = [\"json\", \"md\"]\n");
    assert_eq!(site.build()["models"], 9);
    let (kept, found) = (kept(), found(&site));
    let mut differences = Vec::new();
    for name in kept.keys().filter(|name| !found.contains_key(*name)) {
        fs::remove_file(folder().join("site").join(name)).unwrap();
        differences.push(format!("{name} is gone"));
    }
    for (name, text) in &found {
        let known = kept.get(name).map(String::as_str);
        if known != Some(text) {
            let path = folder().join("site").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::io::Write::write_all(&mut fs::File::create(&path).unwrap(), text.as_bytes()).unwrap();
            differences.push(format!("{name}: {}", known.map_or("new".to_owned(), |known| difference(known, text))));
        }
    }
    let shown = differences.iter().take(10).map(String::as_str).collect::<Vec<_>>().join("\n");
    let count = differences.len();
    assert!(count == 0, "{count} files of the expected site differ and have been rewritten: read `git diff`\n{shown}");
}
