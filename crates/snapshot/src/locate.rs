//! Finds the snapshot that a command reads.

use super::{
    Error, Input,
    error::Measure,
    gone::Gone,
    index::{AnyIndex, AnyPart, INDEX, MAX_INDEX_BYTES, is_inside},
    input::read_whole,
};
use jiff::Timestamp;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

/// The files of one snapshot, with its name for reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SnapshotFiles {
    /// The path of the snapshot, or several paths separated by commas.
    pub label: String,
    /// The files, in a fixed order.
    pub inputs: Vec<Input>,
    /// Number of records that the index lists for each part, by path. A part with a different number is an error.
    pub listed_records: BTreeMap<PathBuf, u64>,
    /// When the snapshot was taken, if its index says so.
    pub captured_at: Option<Timestamp>,
    /// `gone.jsonl`, if the snapshot was fetched. Models listed as absent count as deleted, even if they have a record.
    pub gone: Gone,
}

/// The folder that `fetch` writes to, relative to the project.
pub const HUB_FOLDER: &str = "content/models/hub";

/// Finds the files of a snapshot. If `named` is empty, these are the parts in `content/models/hub` below `project` if
/// it contains a `snapshot.json`, otherwise `content/models/*.jsonl`. In `named`, `-` is standard input.
///
/// # Errors
///
/// When a path does not exist, a folder contains no records, or no file is found.
pub fn locate(named: &[PathBuf], project: &Path) -> Result<SnapshotFiles, Error> {
    if !named.is_empty() {
        let label = named.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>().join(", ");
        let mut all = SnapshotFiles { label, ..SnapshotFiles::default() };
        for path in named {
            let found = inputs_of(path)?;
            all.captured_at = all.captured_at.max(found.captured_at);
            all.inputs.extend(found.inputs);
            all.listed_records.extend(found.listed_records);
            all.gone.absent.extend(found.gone.absent);
            all.gone.gated.extend(found.gone.gated);
        }
        return Ok(all);
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

/// The files of one path. The label is left empty.
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
    let inputs = files_below(path)?;
    if inputs.is_empty() { Err(Error::EmptyFolder(path.into())) } else { Ok(undated(inputs)) }
}

/// All record files below a folder, each once. Symbolic links are followed, because every file in the Hub client's
/// cache is one.
fn files_below(folder: &Path) -> Result<Vec<Input>, Error> {
    let mut inputs = Vec::new();
    let mut known = BTreeSet::new();
    for entry in walkdir::WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            // A link to one of its own parent folders, which is being read already.
            Err(error) if error.loop_ancestor().is_some() => continue,
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                if path.is_symlink() && !holds_records(&path) {
                    continue;
                }
                return Err(Error::Path { path, source: error.into() });
            }
        };
        if entry.file_type().is_file() && holds_records(entry.path()) {
            let failed = |source| Error::Path { path: entry.path().into(), source };
            if known.insert(fs::canonicalize(entry.path()).map_err(failed)?) {
                inputs.push(Input::File(entry.into_path()));
            }
        }
    }
    Ok(inputs)
}

fn holds_records(path: &Path) -> bool {
    let ending = super::input::unpacked_ending(path);
    let is_index = path.file_name().is_some_and(|name| name == INDEX || name == super::gone::GONE);
    matches!(ending.as_deref(), Some("jsonl" | "ndjson" | "json")) && !is_index
}

/// The parts listed in the index of a folder. Other files are ignored.
fn parts(folder: &Path) -> Result<SnapshotFiles, Error> {
    let path = folder.join(INDEX);
    let text = read_whole(&path, MAX_INDEX_BYTES).map_err(|source| Error::Path { path: path.clone(), source })?;
    let wrong = |reason| Error::Index { path: path.clone(), reason };
    let index: AnyIndex = serde_json::from_slice(&text).map_err(|error| wrong(error.to_string()))?;
    let mut files = SnapshotFiles { captured_at: index.captured_at, ..SnapshotFiles::default() };
    for part in index.parts {
        let (name, records, bytes) = match part {
            AnyPart::Name(name) => (name, None, None),
            AnyPart::Described { file, records, bytes } => (file, records, bytes),
        };
        if !is_inside(&name) {
            return Err(wrong(format!("part `{name}` is not a path inside the folder")));
        }
        let file = folder.join(&name);
        let metadata = fs::metadata(&file).ok().filter(fs::Metadata::is_file);
        let Some(metadata) = metadata else { return Err(wrong(format!("part `{name}` does not exist"))) };
        if let Some(listed) = bytes.filter(|bytes| *bytes != metadata.len()) {
            let found = metadata.len();
            return Err(Error::PartDiffers { path: file, measure: Measure::Bytes, listed, found });
        }
        files.listed_records.extend(records.map(|records| (file.clone(), records)));
        files.inputs.push(Input::File(file));
    }
    files.gone = Gone::read(folder)?;
    Ok(files)
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
        if path.extension().is_some_and(|ending| ending == "jsonl") {
            // A broken link is an error, not a missing file.
            let metadata = fs::metadata(&path).map_err(|source| Error::Path { path: path.clone(), source })?;
            if metadata.is_file() {
                inputs.push(Input::File(path));
            }
        }
    }
    inputs.sort();
    Ok(inputs)
}
