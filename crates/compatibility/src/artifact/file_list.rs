//! `FileList`: the files of a repository, and how far the list can be trusted.

use super::possible;
use crate::{
    hub_model::{HubModel, HubSibling},
    sieve::Sieve,
};
use serde::Serialize;

/// How much of the repository a file list covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileListKind {
    /// The record has no list.
    Absent,
    /// Marked as partial by who collected the record.
    Partial,
    /// Weight files alone, which no real repository holds: something was left out.
    Unknown,
    /// The list as the Hub gives it.
    Complete,
}

/// The files of one record, by path.
#[derive(Debug)]
pub struct FileList<'a> {
    /// How much of the repository it covers.
    pub kind: FileListKind,
    /// Size in bytes by path; sorted, each path once.
    pub files: Vec<(&'a str, Option<u64>)>,
}

/// Ends of names that hold weights.
const WEIGHT_ENDINGS: &[&str] =
    &["gguf", "safetensors", "bin", "pt", "pth", "ckpt", "h5", "msgpack", "onnx", "ot", "tflite", "nemo", "npz"];

impl<'a> FileList<'a> {
    pub(crate) fn new(record: &'a HubModel<'a>) -> Self {
        let Some(siblings) = &record.siblings else {
            return Self { kind: FileListKind::Absent, files: Vec::new() };
        };
        let mut files: Vec<(&str, Option<u64>)> = siblings.iter().filter_map(path_and_size).collect();
        files.sort_unstable();
        // A path listed twice keeps the larger of its sizes, which sorts last; none sorts first.
        files.reverse();
        files.dedup_by_key(|(path, _)| *path);
        files.reverse();
        let kind = if record.siblings_partial {
            FileListKind::Partial
        } else if !files.is_empty() && files.iter().all(|(path, _)| is_weight_file(path)) {
            FileListKind::Unknown
        } else {
            FileListKind::Complete
        };
        Self { kind, files }
    }

    /// Whether the list has this very path.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.files.binary_search_by_key(&path, |(known, _)| *known).is_ok()
    }

    /// The size of the file at this very path, if it is listed and known.
    pub(crate) fn size(&self, path: &str) -> Option<u64> {
        self.files.binary_search_by_key(&path, |(known, _)| *known).ok().and_then(|at| self.files[at].1)
    }

    /// Paths with their sizes.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'a str, Option<u64>)> {
        self.files.iter().copied()
    }

    /// The files at the top level that hold no weights: what a loader may require beside them.
    pub(crate) fn root_files(&self) -> impl Iterator<Item = &'a str> {
        self.iter().map(|(path, _)| path).filter(|path| is_beside_weights(path))
    }

    /// Those of the [root files](Self::root_files) that are known to be too small for what a loader reads there.
    pub(crate) fn hollow_files(&self) -> impl Iterator<Item = &'a str> {
        /// The shortest config that names a model's shape has several hundred.
        const LEAST_BYTES: u64 = 100;
        let hollow = self.iter().filter(|(_, size)| size.is_some_and(|size| size < LEAST_BYTES));
        // Other files may say what they have to in a line.
        hollow.map(|(path, _)| path).filter(|path| is_beside_weights(path) && split_ending(path).1 == "json")
    }
}

fn is_beside_weights(path: &str) -> bool {
    !path.contains('/') && !is_weight_file(path)
}

fn path_and_size<'a>(sibling: &'a HubSibling<'_>) -> Option<(&'a str, Option<u64>)> {
    let size = sibling.lfs.as_ref().and_then(|lfs| lfs.size).or(sibling.size);
    Some((sibling.rfilename.as_deref()?, size.and_then(possible)))
}

/// Whether a path ends like a weight file.
pub(crate) fn is_weight_file(path: &str) -> bool {
    const SIEVE: Sieve = Sieve::of(WEIGHT_ENDINGS);
    let (_, last) = split_ending(path);
    SIEVE.passes(last.as_bytes()) && WEIGHT_ENDINGS.iter().any(|ending| ending.eq_ignore_ascii_case(last))
}

/// Path and ending at the last dot; the ending is empty where there is none.
pub(crate) fn split_ending(path: &str) -> (&str, &str) {
    // Endings are short: it is near.
    match path.bytes().rposition(|byte| byte == b'.') {
        Some(at) => (&path[..at], &path[at + 1..]),
        None => (path, ""),
    }
}

/// Folder (without the slash) and base name of a path.
pub(crate) fn split_folder(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}
