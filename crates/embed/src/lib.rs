//! Makes `crates/generator/embedded/`, the folder that the program compiles in, and the code with the English of the
//! rules.
//!
//! People edit `templates/` and `content/`. The program never compiles those files in directly,
//! because every edit would then recompile it. It compiles in that folder instead: minified templates, scripts, and
//! style sheets, the methods of `Text`, and plain copies of everything that is also read at run time. The folder is
//! checked in, so that building the program needs neither this tool nor the minifier. Its `hashes.txt` lets a
//! test of the program find what is out of date without either of them.

mod accessors;
mod minify;
mod rules;

use anyhow::{Context as _, Result};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The folder that is written, below the project.
pub const FOLDER: &str = "crates/generator/embedded";

/// The folder of the pages' templates, scripts, and style sheets.
const TEMPLATES: &str = "templates";

/// The texts that the methods of `Text` are made from.
const ENGLISH: &str = "content/text/en.toml";

/// The English of the rules, which the pure crate owns and pages show, too.
const RULES: &str = "crates/compatibility/src/rule/sentence/english.toml";

/// What is made from it for the pure crate.
const RULES_CODE: &str = "crates/compatibility/src/rule/sentence/english.rs";

/// Edited files and folders that are copied as they are: from below the project, to below [`FOLDER`].
const COPIES: [(&str, &str); 2] = [("content/models/starter.jsonl", "starter.jsonl"), ("content/workers", "workers")];

/// Everything that `embedded/` is made from.
const SOURCES: [&str; 7] = [
    "content/models/starter.jsonl",
    "content/text/en.toml",
    "content/workers",
    RULES,
    "crates/embed/Cargo.lock",
    "crates/embed/src",
    TEMPLATES,
];

/// Brings `embedded/` and the English of the rules up to date. Returns the files that were written or removed, relative
/// to the project.
///
/// # Errors
///
/// Where a source cannot be read, a script or `en.toml` has a mistake, or a file cannot be written.
pub fn update(project: &Path) -> Result<Vec<PathBuf>> {
    let mut wanted: BTreeMap<PathBuf, Vec<u8>> =
        files(project)?.into_iter().map(|(path, content)| (Path::new(FOLDER).join(path), content)).collect();
    wanted.insert(RULES_CODE.into(), rules_code(project)?);
    let mut changed = Vec::new();
    for (path, content) in &wanted {
        let file = project.join(path);
        // A file that keeps its time recompiles nothing.
        if fs::read(&file).is_ok_and(|known| known == *content) {
            continue;
        }
        write(&file, content).with_context(|| format!("cannot write `{}`", file.display()))?;
        changed.push(path.clone());
    }
    for path in files_below(&project.join(FOLDER))? {
        let path = Path::new(FOLDER).join(path);
        if !wanted.contains_key(&path) {
            let file = project.join(&path);
            fs::remove_file(&file).with_context(|| format!("cannot remove `{}`", file.display()))?;
            changed.push(path);
        }
    }
    Ok(changed)
}

/// Every file of `embedded/`, with its content.
fn files(project: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = minify::templates(&project.join(TEMPLATES))?;
    for (from, to) in COPIES {
        let source = project.join(from);
        if source.is_dir() {
            for path in files_below(&source)? {
                files.insert(Path::new(to).join(&path), read(&source.join(&path))?);
            }
        } else {
            files.insert(to.into(), read(&source)?);
        }
    }
    let rules = text(project, RULES)?;
    // Without the words on the file itself.
    let sections = rules.split_once("\n\n").map_or(&*rules, |(_, sections)| sections);
    let english = text(project, ENGLISH)? + "\n" + sections;
    let methods = accessors::accessors(&english).with_context(|| format!("`{ENGLISH}`"))?;
    files.insert("text/accessors.rs".into(), methods.into_bytes());
    files.insert("text/en.toml".into(), english.into_bytes());
    let hashes = hashes(project, &files)?;
    files.insert("hashes.txt".into(), hashes.into_bytes());
    Ok(files)
}

/// The beginning of the hash and the path of every file that `embedded/` is made from, this tool included, and of
/// every file in it. From these, the program knows that a template was edited after it was compiled.
fn hashes(project: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) -> Result<String> {
    let mut lines = String::new();
    for source in SOURCES {
        let top = project.join(source);
        let below = if top.is_dir() { files_below(&top)? } else { vec![PathBuf::new()] };
        for path in below.iter().map(|path| Path::new(source).join(path)) {
            // Joined with nothing, a path ends in a slash.
            let path: PathBuf = path.components().collect();
            line(&mut lines, &path, &read(&project.join(&path))?);
        }
    }
    for (path, content) in files {
        line(&mut lines, &Path::new(FOLDER).join(path), content);
    }
    line(&mut lines, Path::new(RULES_CODE), &rules_code(project)?);
    Ok(lines)
}

fn line(lines: &mut String, path: &Path, content: &[u8]) {
    let hash = blake3::hash(content).to_hex();
    lines.push_str(&format!("{} {}\n", &hash[..16], path.display()));
}

/// The files below a folder, relative to it, in order; none if there is no such folder.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    if !folder.is_dir() {
        return Ok(paths);
    }
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot list `{}`", folder.display()))?;
        if entry.file_type().is_file() {
            paths.push(entry.path().strip_prefix(folder)?.to_owned());
        }
    }
    Ok(paths)
}

/// The code for the pure crate.
fn rules_code(project: &Path) -> Result<Vec<u8>> {
    let code = rules::rules(&text(project, RULES)?).with_context(|| format!("`{RULES}`"))?;
    Ok(code.into_bytes())
}

fn text(project: &Path, path: &str) -> Result<String> {
    String::from_utf8(read(&project.join(path))?).with_context(|| format!("`{path}`"))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    #[expect(clippy::disallowed_methods, reason = "running the tool again repairs a half-written file")]
    fs::write(path, content)?;
    Ok(())
}
