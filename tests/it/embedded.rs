//! `embedded/`, which the program compiles in, is made from the files as they are. Nothing is minified here: the
//! hashes that `cargo embed` wrote are enough.

use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The recorded files: beginning of the hash, and path below the project.
fn recorded() -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join("crates/generator/embedded/hashes.txt")).unwrap();
    let lines = text.lines().map(|line| line.split_once(' ').unwrap());
    lines.map(|(hash, path)| (hash.to_owned(), path.to_owned())).collect()
}

fn files_below(folder: &str) -> BTreeSet<String> {
    let entries = walkdir::WalkDir::new(root().join(folder)).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
    files.map(|path: PathBuf| path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned()).collect()
}

#[test]
fn embedded_files_are_up_to_date() {
    let recorded = recorded();
    assert!(recorded.len() > 60, "{}", recorded.len());
    let mut stale: Vec<&str> = Vec::new();
    for (hash, path) in &recorded {
        let content = fs::read(root().join(path)).unwrap_or_default();
        if !blake3::hash(&content).to_hex().starts_with(hash.as_str()) {
            stale.push(path);
        }
    }
    let known: BTreeSet<String> = recorded.iter().map(|(_, path)| path.clone()).collect();
    let mut found = BTreeSet::new();
    for folder in ["templates", "content/workers", "crates/embed/src", "crates/generator/embedded"] {
        found.extend(files_below(folder));
    }
    found.remove("crates/generator/embedded/hashes.txt");
    stale.extend(found.difference(&known).map(String::as_str));
    assert!(stale.is_empty(), "{stale:?}: `embedded/` is out of date, run `cargo embed` and commit it");
}

/// The program carries these as they are; a copy that differs would be a second truth.
#[test]
fn copies_equal_the_files_that_people_edit() {
    for (edited, copy) in [
        ("content/models/starter.jsonl", "starter.jsonl"),
        ("content/workers/llm-worker-rbee-cpu.toml", "workers/llm-worker-rbee-cpu.toml"),
    ] {
        let read = |path: PathBuf| fs::read_to_string(path).unwrap();
        assert!(
            read(root().join(edited)) == read(root().join("crates/generator/embedded").join(copy)),
            "`embedded/{copy}` differs from `{edited}`: run `cargo embed`"
        );
    }
}

/// The crates that `cargo test --workspace --no-run` compiles, as cargo reports them.
fn compiled() -> Vec<String> {
    let mut cargo = Command::new(env!("CARGO"));
    // Build scripts run again when variables differ that cargo sets for the tests it runs.
    let settings = ["CARGO_HOME", "CARGO_INCREMENTAL", "CARGO_TARGET_DIR"];
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        let is_for_tests = name.starts_with("CARGO") && !settings.contains(&&*name);
        if is_for_tests || ["OUT_DIR", "LD_LIBRARY_PATH", "RUST_RECURSION_COUNT"].contains(&&*name) {
            cargo.env_remove(name);
        }
    }
    let arguments = ["test", "--workspace", "--no-run", "--locked", "--message-format", "json"];
    let output = cargo.current_dir(root()).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let messages: Vec<Value> = lines.map(|line| serde_json::from_slice(line).unwrap()).collect();
    let artifacts = messages.iter().filter(|message| message["reason"] == "compiler-artifact");
    assert!(artifacts.clone().count() > 300, "cargo reports every crate");
    let compiled = artifacts.filter(|artifact| artifact["fresh"] == false);
    compiled.map(|artifact| artifact["target"]["name"].as_str().unwrap().to_owned()).collect()
}

/// What people edit between two builds is read when the program runs, or copied by `cargo embed`.
#[test]
#[expect(clippy::disallowed_methods, reason = "cargo compares times")]
fn edits_to_content_compile_nothing() {
    // With other arguments than `--workspace`, the tests may have been compiled otherwise.
    compiled();
    assert_eq!(compiled(), [""; 0], "a second command compiles nothing");
    let mut edited = vec!["site.toml".to_owned(), "README.md".to_owned()];
    edited.extend(["content", "templates", "docs"].into_iter().flat_map(files_below));
    // Fonts are compiled in from where they are: nobody edits them.
    edited.retain(|path| Path::new(path).extension().is_none_or(|ending| ending != "ttf"));
    for path in &edited {
        let file = fs::File::options().append(true).open(root().join(path)).unwrap();
        file.set_modified(std::time::SystemTime::now()).unwrap();
    }
    assert_eq!(compiled(), [""; 0], "after an edit to {edited:?}");
}
