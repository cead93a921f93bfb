//! A site in two languages: each page exists in both, and they link to each other.

mod mistakes;
mod pages;
mod words;

use crate::site::SiteTest;
use std::{fs, path::Path, process::Command};
use walkdir::WalkDir;

/// A complete text file with the plural forms of Polish and English words, except for its own name.
pub(crate) fn polish() -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_modelpress")).args(["texts", "pl"]).output().unwrap();
    let texts = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && texts.contains(", few = "), "{texts}");
    texts.replacen("name = \"English\"", "name = \"polski\"", 1)
}

/// The starter project in two languages.
pub(crate) fn bilingual() -> SiteTest {
    let site = SiteTest::new(&[]);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fixture = root.join("tests/fixtures/sites/bilingual");
    for entry in WalkDir::new(&fixture).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file()) {
        let name = entry.path().strip_prefix(&fixture).unwrap().to_str().unwrap();
        site.write(name, fs::read(entry.path()).unwrap());
    }
    site.remove("content/models/all.jsonl");
    site.write("content/models/starter.jsonl", fs::read(root.join("content/models/starter.jsonl")).unwrap());
    site
}

/// The same project in English only.
pub(crate) fn monolingual() -> SiteTest {
    let site = bilingual();
    let settings = site.read("site.toml");
    site.write("site.toml", settings.split("[[language]]").next().unwrap());
    site
}
