//! Which snapshot a command reads.

use super::{Error, Input};
use jiff::Timestamp;
use serde::Deserialize;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The files of one snapshot, and what to call it in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotFiles {
    /// What was named, or found.
    pub label: String,
    /// The files, in a fixed order.
    pub inputs: Vec<Input>,
    /// When the snapshot was taken, where its index says so.
    pub captured_at: Option<Timestamp>,
}

/// The index that stands beside the parts of a fetched snapshot.
const INDEX: &str = "snapshot.json";

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
        for path in named {
            let found = inputs_of(path)?;
            captured_at = captured_at.max(found.captured_at);
            inputs.extend(found.inputs);
        }
        return Ok(SnapshotFiles { label, inputs, captured_at });
    }
    let models = project.join("content").join("models");
    let hub = models.join("hub");
    if hub.join(INDEX).is_file() {
        let Found { inputs, captured_at } = parts(&hub)?;
        return Ok(SnapshotFiles { label: hub.to_string_lossy().into_owned(), inputs, captured_at });
    }
    let inputs = jsonl_files(&models)?;
    if inputs.is_empty() {
        return Err(Error::None(models));
    }
    let label = inputs.iter().map(|input| input.label().to_string()).collect::<Vec<_>>().join(", ");
    Ok(SnapshotFiles { label, inputs, captured_at: None })
}

/// Inputs of one path, and when they were taken.
struct Found {
    inputs: Vec<Input>,
    captured_at: Option<Timestamp>,
}

fn inputs_of(path: &Path) -> Result<Found, Error> {
    let undated = |inputs| Found { inputs, captured_at: None };
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
    let is_index = path.file_name().is_some_and(|name| name == INDEX);
    matches!(ending.as_deref(), Some("jsonl" | "ndjson" | "json")) && !is_index
}

/// The parts that the index of a folder lists, and no other file.
fn parts(folder: &Path) -> Result<Found, Error> {
    #[derive(Deserialize)]
    struct Index {
        parts: Vec<Part>,
        captured_at: Option<Timestamp>,
    }
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Part {
        Name(String),
        Described { file: String },
    }
    let path = folder.join(INDEX);
    let text = fs::read(&path).map_err(|source| Error::Path { path: path.clone(), source })?;
    let index: Index = serde_json::from_slice(&text)
        .map_err(|error| Error::Index { path: path.clone(), reason: error.to_string() })?;
    let captured_at = index.captured_at;
    let inputs = index
        .parts
        .into_iter()
        .map(|part| {
            let (Part::Name(name) | Part::Described { file: name }) = part;
            let is_inside = Path::new(&name).components().all(|part| matches!(part, std::path::Component::Normal(_)));
            if !is_inside || name.is_empty() {
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
    Ok(Found { inputs, captured_at })
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
