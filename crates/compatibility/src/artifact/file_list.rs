//! `FileList`: the files of a repository, and how far the list can be trusted.

use crate::hub_model::HubModel;
use serde::Serialize;
use std::collections::BTreeMap;

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
    pub files: BTreeMap<&'a str, Option<u64>>,
}

/// Ends of names that hold weights.
const WEIGHT_ENDINGS: &[&str] = &[
    ".gguf",
    ".safetensors",
    ".bin",
    ".pt",
    ".pth",
    ".ckpt",
    ".h5",
    ".msgpack",
    ".onnx",
    ".ot",
    ".tflite",
    ".nemo",
    ".npz",
];

impl<'a> FileList<'a> {
    pub(crate) fn new(record: &'a HubModel) -> Self {
        let Some(siblings) = &record.siblings else {
            return Self { kind: FileListKind::Absent, files: BTreeMap::new() };
        };
        let mut files = BTreeMap::new();
        for sibling in siblings {
            let Some(path) = sibling.rfilename.as_deref() else { continue };
            let size = sibling.lfs.as_ref().and_then(|lfs| lfs.size).or(sibling.size);
            let known = files.entry(path).or_insert(size);
            *known = known.or(size);
        }
        let kind = if record.siblings_partial {
            FileListKind::Partial
        } else if !files.is_empty() && files.keys().all(|path| is_weight_file(path)) {
            FileListKind::Unknown
        } else {
            FileListKind::Complete
        };
        Self { kind, files }
    }

    /// Whether the list has this very path.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Paths with their sizes.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'a str, Option<u64>)> {
        self.files.iter().map(|(path, size)| (*path, *size))
    }

    /// The files at the top level that hold no weights: what a loader may require beside them.
    pub(crate) fn root_files(&self) -> impl Iterator<Item = &'a str> {
        self.files.keys().copied().filter(|path| !path.contains('/') && !is_weight_file(path))
    }
}

/// Whether a path ends like a weight file.
pub(crate) fn is_weight_file(path: &str) -> bool {
    WEIGHT_ENDINGS.iter().any(|ending| strip_ending(path, ending).is_some())
}

/// The path without `ending`, compared without regard to case.
pub(crate) fn strip_ending<'p>(path: &'p str, ending: &str) -> Option<&'p str> {
    let at = path.len().checked_sub(ending.len())?;
    path.get(at..).filter(|end| end.eq_ignore_ascii_case(ending)).map(|_| &path[..at])
}

/// Folder (without the slash) and base name of a path.
pub(crate) fn split_folder(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}
