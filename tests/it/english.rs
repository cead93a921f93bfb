//! The project's English: sources, texts and documentation contain none of the phrases in `tests/calques.txt`.

use crate::tidy::root;
use regex_lite::{Regex, RegexBuilder};
use std::{fs, path::Path};

/// What the project is written in. Fixtures and the expected site quote others.
const FOLDERS: [&str; 13] = [
    ".ci",
    ".github",
    "benches",
    "content/pages",
    "content/text",
    "content/workers",
    "crates",
    "docs",
    "examples",
    "npm",
    "src",
    "templates",
    "tests",
];

/// Generated files, installed tools, records of the Hub, and the list itself.
const SKIPPED: [&str; 10] = [
    "crates/generator/embedded/starter.jsonl",
    "node_modules",
    "npm/dist",
    "target",
    "tests/calques.txt",
    "tests/expected",
    "tests/it/english.rs",
    "tests/fixtures",
    "tests/tools/foreign",
    "tests/tools/python",
];

const ENDINGS: [&str; 13] = ["css", "html", "js", "json", "md", "mjs", "py", "rs", "sh", "toml", "ts", "xsd", "yml"];

/// A phrase to avoid, and what to write instead.
struct Phrase {
    pattern: Regex,
    better: String,
}

fn phrases() -> Vec<Phrase> {
    let list = fs::read_to_string(root().join("tests/calques.txt")).unwrap();
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    let phrase = |line: &str| {
        let (pattern, better) = line.split_once('\t').unwrap_or_else(|| panic!("no tab in `{line}`"));
        let pattern = RegexBuilder::new(pattern).case_insensitive(true).build().unwrap();
        Phrase { pattern, better: better.to_owned() }
    };
    lines.map(phrase).collect()
}

/// Every match in a text, as `FILE:LINE: "…": write …`.
fn matches(phrases: &[Phrase], name: &str, text: &str) -> Vec<String> {
    let in_line = |(at, line): (usize, &str)| {
        let found = phrases.iter().filter_map(|phrase| phrase.pattern.find(line).map(|found| (found, &phrase.better)));
        let found = found.map(|(found, better)| format!("{name}:{}: \"{}\": write {better}", at + 1, found.as_str()));
        found.collect::<Vec<_>>()
    };
    text.lines().enumerate().flat_map(in_line).collect()
}

fn is_prose(path: &Path) -> bool {
    let is_skipped = SKIPPED.iter().any(|skipped| path.starts_with(skipped) || path.ends_with(skipped));
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    !is_skipped && (ENDINGS.contains(&ending) || path.ends_with(".ci/run"))
}

#[test]
fn no_phrase_reads_like_a_translation() {
    let phrases = phrases();
    assert!(phrases.len() > 10);
    let top = ["ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "Cargo.toml", "README.md", "site.toml"];
    let mut files: Vec<_> = top.map(Into::into).into();
    for folder in FOLDERS {
        let entries = walkdir::WalkDir::new(root().join(folder)).sort_by_file_name().into_iter();
        let relative = |path: &Path| path.strip_prefix(root()).unwrap().to_owned();
        let is_wanted = |entry: &walkdir::DirEntry| {
            let path = relative(entry.path());
            !SKIPPED.iter().any(|skipped| path.starts_with(skipped) || path.ends_with(skipped))
        };
        let found = entries.filter_entry(is_wanted).map(|entry| relative(entry.unwrap().path()));
        files.extend(found.filter(|path| is_prose(path)));
    }
    assert!(files.len() > 500, "{} files", files.len());
    let read = |path: &std::path::PathBuf| fs::read_to_string(root().join(path)).unwrap();
    let found: Vec<String> =
        files.iter().flat_map(|path| matches(&phrases, &path.to_string_lossy(), &read(path))).collect();
    assert!(found.is_empty(), "{} phrases of tests/calques.txt:\n{}", found.len(), found.join("\n"));
}

/// The test of the test.
#[test]
fn a_phrase_is_named_with_its_line_and_a_better_one() {
    let text = "The lock is renewed.\nWHOEVER comes next waits.\n";
    assert_eq!(matches(&phrases(), "a.md", text), ["a.md:2: \"WHOEVER\": write anyone, or name them"]);
    assert_eq!(matches(&phrases(), "a.md", "Everyone mends it anew.").len(), 2);
}
