//! House rules that no lint checks.

use std::{
    fs,
    path::{Path, PathBuf},
};

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file of a folder.
pub(crate) fn rust_files(folder: &Path) -> Vec<PathBuf> {
    if !folder.is_dir() {
        return Vec::new();
    }
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

/// The source folder of every crate.
pub(crate) fn crate_folders() -> Vec<PathBuf> {
    let crates = walkdir::WalkDir::new(root().join("crates")).min_depth(1).max_depth(1).sort_by_file_name();
    let folders = crates.into_iter().map(|entry| entry.unwrap().path().join("src"));
    let folders: Vec<PathBuf> = [root().join("src")].into_iter().chain(folders).collect();
    assert!(folders.len() > 4 && folders.iter().all(|folder| folder.is_dir()), "{folders:?}");
    folders
}

fn sources() -> Vec<PathBuf> {
    crate_folders().iter().flat_map(|folder| rust_files(folder)).collect()
}

pub(crate) fn code_without_tests(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    // Comments may link anywhere. Lines are kept for counting.
    code.lines()
        .map(|line| if line.trim_start().starts_with("//") { "\n".to_owned() } else { format!("{line}\n") })
        .collect()
}

#[test]
fn no_file_is_longer_than_500_lines() {
    for path in sources() {
        let lines = code_without_tests(&path).lines().count();
        assert!(lines <= 500, "{} has {lines} lines", path.display());
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for path in sources() {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{} opens without a comment", path.display());
    }
}

/// The pure crates are pure by their dependencies and by the names that they use.
#[test]
fn the_pure_crates_do_no_io() {
    let pure = ["crates/compatibility/src", "crates/marketplace-sdk/src"].map(|folder| root().join(folder));
    for path in pure.iter().flat_map(|folder| rust_files(folder)) {
        let code = code_without_tests(&path);
        for word in ["std::fs", "std::net", "std::env", "std::io", "std::time", "std::process", "println!"] {
            assert!(!code.contains(word), "{} names {word}", path.display());
        }
    }
}

/// So are these modules.
#[test]
fn the_pure_modules_do_no_io() {
    let pure = [
        "crates/site/src/address",
        "crates/site/src/host",
        "crates/site/src/manifest",
        "crates/site/src/content_type",
        "crates/generator/src/select",
        "crates/generator/src/display",
        "crates/generator/src/plan",
        "crates/generator/src/dataset",
        "crates/generator/src/pages",
        "crates/generator/src/search",
        "crates/site/src/escape",
        "crates/generator/src/files",
        "crates/generator/src/redirect",
        "crates/publish/src/deploy/settings",
        "crates/publish/src/deploy/encode",
        "crates/publish/src/deploy/form",
        "crates/publish/src/deploy/plan",
        "crates/publish/src/deploy/record",
        "crates/publish/src/deploy/report",
        "crates/publish/src/deploy/stage",
        "crates/publish/src/deploy/target",
        "crates/publish/src/submit/plan",
    ];
    for module in &pure {
        let path = root().join(module);
        assert!(path.is_dir() || path.with_extension("rs").is_file(), "{module} is not there");
    }
    let pure = pure.map(|module| root().join(module));
    let is_pure = |path: &PathBuf| pure.iter().any(|module| path.with_extension("").starts_with(module));
    let files: Vec<PathBuf> = sources().into_iter().filter(is_pure).collect();
    assert!(files.len() > pure.len());
    for path in files {
        let code = code_without_tests(&path);
        // In any spelling: `use std::{fs, io}` does not contain `std::fs`.
        for word in ["fs::", "fs,", "env::", "net::", "process::", "SystemTime", "Instant", "println!"] {
            assert!(!code.contains(word), "{} names {word}", path.display());
        }
    }
}

/// Network concurrency is an exception, in one file.
#[test]
fn parallel_loops_stand_in_the_pipeline() {
    for path in sources() {
        let code = code_without_tests(&path);
        let is_parallel = ["par_iter", "par_bridge", "par_sort", "thread::"].iter().any(|word| code.contains(word));
        let path_text = path.with_extension("").to_string_lossy().into_owned();
        let is_home = [
            "crates/generator/src/pipeline",
            "crates/check/src/run",
            "crates/http-client/src/concurrency",
            "crates/http-client/src/clock",
            "crates/publish/src/deploy/interrupt",
            "src/serve/server",
            "src/serve/checkout",
        ]
        .iter()
        .any(|home| path_text.contains(home));
        assert!(!is_parallel || is_home, "{}", path.display());
    }
}

/// Every path in the code map of ARCHITECTURE.md exists, and the map covers every source file.
#[test]
fn the_code_map_is_true() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let map = text.split("## Code map").nth(1).unwrap().split("\n## ").next().unwrap();
    let paths: Vec<&str> = map.split('`').skip(1).step_by(2).filter(|path| path.contains(['/', '.'])).collect();
    assert!(paths.len() > 10);
    for path in &paths {
        assert!(root().join(path).exists(), "{path} is on the map and not in the tree");
    }
    for path in sources() {
        let path = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
        let is_on_map = paths
            .iter()
            .any(|known| path == *known || path.starts_with(known.trim_end_matches('/')) && known.ends_with('/'));
        assert!(is_on_map, "{path} is in the tree and not on the map");
    }
}

/// The README lists every command with the summary from its `--help`.
#[test]
fn the_readme_shows_the_commands_there_are() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let help = |args: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_modelpress")).args(args).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let all = help(&["--help"]);
    let list = all.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let commands: Vec<&str> = names.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(commands.contains(&"explain"), "{all}");
    for command in commands.into_iter().filter(|command| *command != "help") {
        let usage = help(&[command, "-h"]);
        let row = format!("| `{command}` | {} |", usage.lines().next().unwrap());
        assert!(readme.contains(&row), "the README lacks this row:\n{row}");
    }
}

/// The words of a template without tags and placeholders.
fn words_of_template(text: &str) -> Vec<String> {
    let mut text = text.to_owned();
    for (open, close) in [("{%", "%}"), ("{{", "}}")] {
        while let Some(start) = text.find(open) {
            let end = text[start..].find(close).map_or(text.len(), |end| start + end + close.len());
            text.replace_range(start..end, " ");
        }
    }
    let mut words = Vec::new();
    for attribute in ["aria-label=\"", "alt=\"", "placeholder=\""] {
        words.extend(text.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
    }
    words.extend(text.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text).to_owned()));
    words.retain(|word| word.chars().any(char::is_alphabetic));
    words
}

#[test]
fn no_word_stands_in_a_template() {
    // A file name, the same in every language.
    const NAMES: [&str; 1] = ["models.jsonl.gz"];
    let templates = walkdir::WalkDir::new(root().join("templates")).sort_by_file_name().into_iter();
    let mut looked_at = 0;
    for path in templates.map(|entry| entry.unwrap().into_path()) {
        let is_page = path.extension().is_some_and(|ending| ending == "html") || path.ends_with("model/page.md");
        if !is_page {
            continue;
        }
        looked_at += 1;
        let mut words = words_of_template(&fs::read_to_string(&path).unwrap());
        words.retain(|word| !NAMES.iter().any(|name| word.trim() == *name || word.trim() == format!("{name}</a>")));
        assert_eq!(words, [""; 0], "{}: words belong into content/text/en.toml", path.display());
    }
    assert!(looked_at > 20);
    assert_eq!(words_of_template("<p aria-label=\"{{ a }}\">{{ b }}, <b>{% if c %}d{% endif %}</b></p>"), [" d "]);
}
