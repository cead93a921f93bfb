//! `FileList`: the files of a repository, and how complete the list is.

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
    /// The record has no file list.
    Absent,
    /// Marked as partial by the collector of the record.
    Partial,
    /// Only weight files. No real repository looks like that, so something was left out.
    Unknown,
    /// The full list as the Hub returns it.
    Complete,
}

/// The files of one record, sorted by path.
#[derive(Debug)]
pub struct FileList<'a> {
    /// How much of the repository it covers.
    pub kind: FileListKind,
    /// Paths with their sizes in bytes; sorted, without duplicates.
    pub files: Vec<(&'a str, Option<u64>)>,
}

/// File extensions of weight files.
const WEIGHT_ENDINGS: &[&str] =
    &["gguf", "safetensors", "bin", "pt", "pth", "ckpt", "h5", "msgpack", "onnx", "ot", "tflite", "nemo", "npz"];

impl<'a> FileList<'a> {
    pub(crate) fn new(record: &'a HubModel<'a>) -> Self {
        let Some(siblings) = &record.siblings else {
            return Self { kind: FileListKind::Absent, files: Vec::new() };
        };
        let mut files: Vec<(&str, Option<u64>)> = siblings.iter().filter_map(path_and_size).collect();
        files.sort_unstable();
        // If a path is listed twice, its largest size is kept, which sorts last; a missing size sorts first.
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

    /// Whether exactly this path is listed.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.files.binary_search_by_key(&path, |(known, _)| *known).is_ok()
    }

    /// The size of the file at exactly this path, if listed and known.
    pub(crate) fn size(&self, path: &str) -> Option<u64> {
        self.files.binary_search_by_key(&path, |(known, _)| *known).ok().and_then(|at| self.files[at].1)
    }

    /// Paths with their sizes.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'a str, Option<u64>)> {
        self.files.iter().copied()
    }

    /// The top-level files that are not weights: candidates for files that a loader requires.
    pub(crate) fn root_files(&self) -> impl Iterator<Item = &'a str> {
        self.iter().map(|(path, _)| path).filter(|path| is_beside_weights(path))
    }

    /// The [root files](Self::root_files) known to be too small for their purpose.
    pub(crate) fn hollow_files(&self) -> impl Iterator<Item = &'a str> {
        /// The shortest config that describes a model's shape has several hundred bytes.
        const LEAST_BYTES: u64 = 100;
        let hollow = self.iter().filter(|(_, size)| size.is_some_and(|size| size < LEAST_BYTES));
        // Files other than JSON can be valid with a single line.
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

/// Whether a path has the extension of a weight file.
pub(crate) fn is_weight_file(path: &str) -> bool {
    const SIEVE: Sieve = Sieve::of(WEIGHT_ENDINGS);
    let (_, last) = split_ending(path);
    SIEVE.passes(last.as_bytes()) && WEIGHT_ENDINGS.iter().any(|ending| ending.eq_ignore_ascii_case(last))
}

/// Splits a path at the last dot into path and extension. The extension is empty if there is no dot.
pub(crate) fn split_ending(path: &str) -> (&str, &str) {
    // Extensions are short, so searching from the end is fast.
    match path.bytes().rposition(|byte| byte == b'.') {
        Some(at) => (&path[..at], &path[at + 1..]),
        None => (path, ""),
    }
}

/// Splits a path into folder (without the slash) and base name.
pub(crate) fn split_folder(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}
