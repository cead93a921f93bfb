//! Which snapshot a command reads.

use super::{
    Error, Input,
    gone::Gone,
    index::{AnyIndex, AnyPart, INDEX, is_inside},
};
use jiff::Timestamp;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The files of one snapshot, and what to call it in a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SnapshotFiles {
    /// What was named, or found.
    pub label: String,
    /// The files, in a fixed order.
    pub inputs: Vec<Input>,
    /// When the snapshot was taken, where its index says so.
    pub captured_at: Option<Timestamp>,
    /// What stands beside the parts of fetched snapshots: models that are gone count as absent, records or not.
    pub gone: Gone,
}

/// Where `fetch` writes, below a project.
pub const HUB_FOLDER: &str = "content/models/hub";

/// Finds the files: those of `named` if there are any, else `content/models/hub` below `project` if it holds
/// a `snapshot.json`, else `content/models/*.jsonl`. `-` is standard input.
///
/// # Errors
///
/// Where a path does not exist, a folder holds no records, or nothing is found at all.
pub fn locate(named: &[PathBuf], project: &Path) -> Result<SnapshotFiles, Error> {
    if !named.is_empty() {
        let label = named.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>().join(", ");
        let mut inputs = Vec::new();
        let mut captured_at = None;
        let mut gone = Gone::default();
        for path in named {
            let found = inputs_of(path)?;
            captured_at = captured_at.max(found.captured_at);
            inputs.extend(found.inputs);
            gone.absent.extend(found.gone.absent);
            gone.gated.extend(found.gone.gated);
        }
        return Ok(SnapshotFiles { label, inputs, captured_at, gone });
    }
    let models = project.join("content").join("models");
    let hub = project.join(HUB_FOLDER);
    if hub.join(INDEX).is_file() {
        return Ok(SnapshotFiles { label: hub.to_string_lossy().into_owned(), ..parts(&hub)? });
    }
    let inputs = jsonl_files(&models)?;
    if inputs.is_empty() {
        return Err(Error::None(models));
    }
    let label = inputs.iter().map(|input| input.label().to_string()).collect::<Vec<_>>().join(", ");
    Ok(SnapshotFiles { label, inputs, ..SnapshotFiles::default() })
}

/// The files of one path, not yet called anything.
fn inputs_of(path: &Path) -> Result<SnapshotFiles, Error> {
    let undated = |inputs| SnapshotFiles { inputs, ..SnapshotFiles::default() };
    if path.as_os_str() == "-" {
        return Ok(undated(vec![Input::StandardInput]));
    }
    let metadata = fs::metadata(path).map_err(|source| Error::Path { path: path.into(), source })?;
    if !metadata.is_dir() {
        return Ok(undated(vec![Input::File(path.into())]));
    }
    if path.join(INDEX).is_file() {
        return parts(path);
    }
    let mut inputs = Vec::new();
    for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
        let entry = entry.map_err(|error| Error::Path { path: path.into(), source: error.into() })?;
        if entry.file_type().is_file() && holds_records(entry.path()) {
            inputs.push(Input::File(entry.into_path()));
        }
    }
    if inputs.is_empty() { Err(Error::EmptyFolder(path.into())) } else { Ok(undated(inputs)) }
}

fn holds_records(path: &Path) -> bool {
    let ending = super::input::unpacked_ending(path);
    let is_index = path.file_name().is_some_and(|name| name == INDEX || name == super::gone::GONE);
    matches!(ending.as_deref(), Some("jsonl" | "ndjson" | "json")) && !is_index
}

/// The parts that the index of a folder lists, and no other file.
fn parts(folder: &Path) -> Result<SnapshotFiles, Error> {
    let path = folder.join(INDEX);
    let text = fs::read(&path).map_err(|source| Error::Path { path: path.clone(), source })?;
    let index: AnyIndex = serde_json::from_slice(&text)
        .map_err(|error| Error::Index { path: path.clone(), reason: error.to_string() })?;
    let captured_at = index.captured_at;
    let inputs = index
        .parts
        .into_iter()
        .map(|part| {
            let (AnyPart::Name(name) | AnyPart::Described { file: name }) = part;
            if !is_inside(&name) {
                let reason = format!("part `{name}` is not a path inside the folder");
                return Err(Error::Index { path: path.clone(), reason });
            }
            let file = folder.join(&name);
            if file.is_file() {
                return Ok(Input::File(file));
            }
            Err(Error::Index { path: path.clone(), reason: format!("part `{name}` does not exist") })
        })
        .collect::<Result<_, _>>()?;
    Ok(SnapshotFiles { label: String::new(), inputs, captured_at, gone: Gone::read(folder)? })
}

fn jsonl_files(folder: &Path) -> Result<Vec<Input>, Error> {
    let failed = |source| Error::Path { path: folder.into(), source };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut inputs = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        if path.is_file() && path.extension().is_some_and(|ending| ending == "jsonl") {
            inputs.push(Input::File(path));
        }
    }
    inputs.sort();
    Ok(inputs)
}
