//! Makes `embedded/`, the folder that the program compiles in.
//!
//! People edit `templates/`, `content/`, and `site.toml`. The program never compiles those files in directly,
//! because every edit would then recompile it. It compiles in `embedded/` instead: minified templates, scripts, and
//! style sheets, the methods of `Text`, and plain copies of everything that is also read at run time. `embedded/` is
//! checked in, so that building the program needs neither this tool nor the minifier. A test fails when it is out
//! of date.

mod accessors;
mod minify;

use anyhow::{Context as _, Result};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// The folder that is written, below the project.
pub const FOLDER: &str = "embedded";

/// The folder of the pages' templates, scripts, and style sheets.
const TEMPLATES: &str = "templates";

/// The texts that the methods of `Text` are made from.
const ENGLISH: &str = "content/text/en.toml";

/// Edited files and folders that are copied as they are: from below the project, to below [`FOLDER`].
const COPIES: [(&str, &str); 4] = [
    (ENGLISH, "text/en.toml"),
    ("content/models/starter.jsonl", "starter.jsonl"),
    ("content/workers", "workers"),
    ("site.toml", "site.toml"),
];

/// Brings `embedded/` up to date. Returns the files that were written or removed, relative to [`FOLDER`].
///
/// # Errors
///
/// Where a source cannot be read, a script or `en.toml` has a mistake, or a file cannot be written.
pub fn update(project: &Path) -> Result<Vec<PathBuf>> {
    let wanted = files(project)?;
    let folder = project.join(FOLDER);
    let mut changed = Vec::new();
    for (path, content) in &wanted {
        let file = folder.join(path);
        // A file that keeps its time recompiles nothing.
        if fs::read(&file).is_ok_and(|known| known == *content) {
            continue;
        }
        write(&file, content).with_context(|| format!("cannot write `{}`", file.display()))?;
        changed.push(path.clone());
    }
    for path in files_below(&folder)? {
        if !wanted.contains_key(&path) {
            let file = folder.join(&path);
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
    let english = String::from_utf8(read(&project.join(ENGLISH))?).with_context(|| format!("`{ENGLISH}`"))?;
    let methods = accessors::accessors(&english).with_context(|| format!("`{ENGLISH}`"))?;
    files.insert("text/accessors.rs".into(), methods.into_bytes());
    files.insert("sources.txt".into(), source_hashes(project)?.into_bytes());
    Ok(files)
}

/// A line for each file of `templates/`: the beginning of its hash, and its path. From these the program knows that
/// it was compiled before an edit.
fn source_hashes(project: &Path) -> Result<String> {
    let folder = project.join(TEMPLATES);
    let mut lines = String::new();
    for path in files_below(&folder)?.into_iter().filter(|path| minify::is_embedded(path)) {
        let hash = blake3::hash(&read(&folder.join(&path))?).to_hex();
        writeln!(lines, "{} {TEMPLATES}/{}", &hash[..16], path.display())?;
    }
    Ok(lines)
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
