//! Generates `crates/generator/embedded/`, the folder that the program compiles in, and the Rust code with the English
//! rule texts.
//!
//! Authors edit `templates/` and `content/`. The program does not compile in those files directly, because every edit
//! would then recompile it. It compiles in the generated folder instead: minified templates, scripts and style sheets,
//! the methods of `Text`, and plain copies of everything that is also read at run time. The folder is checked in, so
//! that building the program needs neither this tool nor the minifier. With its `hashes.txt`, a test of the program can
//! detect outdated files without them.

mod accessors;
mod minify;
mod rules;

use anyhow::{Context as _, Result};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The generated folder, relative to the project.
pub const FOLDER: &str = "crates/generator/embedded";

/// The folder of page templates, scripts and style sheets.
const TEMPLATES: &str = "templates";

/// The texts from which the methods of `Text` are generated.
const ENGLISH: &str = "content/text/en.toml";

/// The English rule texts. They belong to the `compatibility` crate and are also shown on pages.
const RULES: &str = "crates/compatibility/src/rule/sentence/english.toml";

/// The Rust code generated from [`RULES`] for the `compatibility` crate.
const RULES_CODE: &str = "crates/compatibility/src/rule/sentence/english.rs";

/// Files and folders to copy unchanged: source relative to the project, target relative to [`FOLDER`].
const COPIES: [(&str, &str); 2] = [("content/models/starter.jsonl", "starter.jsonl"), ("content/workers", "workers")];

/// All inputs of `embedded/`.
const SOURCES: [&str; 7] = [
    "content/models/starter.jsonl",
    "content/text/en.toml",
    "content/workers",
    RULES,
    "crates/embed/Cargo.lock",
    "crates/embed/src",
    TEMPLATES,
];

/// Updates `embedded/` and the English rule texts. Returns the files that were written or removed, relative to the
/// project.
///
/// # Errors
///
/// If a source cannot be read, a script or `en.toml` is invalid, or a file cannot be written.
pub fn update(project: &Path) -> Result<Vec<PathBuf>> {
    let mut wanted: BTreeMap<PathBuf, Vec<u8>> =
        files(project)?.into_iter().map(|(path, content)| (Path::new(FOLDER).join(path), content)).collect();
    wanted.insert(RULES_CODE.into(), rules_code(project)?);
    let mut changed = Vec::new();
    for (path, content) in &wanted {
        let file = project.join(path);
        // An unchanged modification time avoids recompilation.
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

/// All files of `embedded/` with their content.
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
    // Without the comment at the start of the file.
    let sections = rules.split_once("\n\n").map_or(&*rules, |(_, sections)| sections);
    let english = text(project, ENGLISH)? + "\n" + sections;
    let methods = accessors::accessors(&english).with_context(|| format!("`{ENGLISH}`"))?;
    files.insert("text/accessors.rs".into(), methods.into_bytes());
    files.insert("text/en.toml".into(), english.into_bytes());
    let hashes = hashes(project, &files)?;
    files.insert("hashes.txt".into(), hashes.into_bytes());
    Ok(files)
}

/// Hash prefix and path of every input of `embedded/`, including this tool, and of every file in it. They let the
/// program detect that a template was edited after it was compiled.
fn hashes(project: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) -> Result<String> {
    let mut lines = String::new();
    for source in SOURCES {
        let top = project.join(source);
        let below = if top.is_dir() { files_below(&top)? } else { vec![PathBuf::new()] };
        for path in below.iter().map(|path| Path::new(source).join(path)) {
            // Joining an empty path adds a trailing slash; this removes it.
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

/// The files below a folder, relative to it and sorted. Empty if the folder does not exist.
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

/// The generated code for the `compatibility` crate.
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
