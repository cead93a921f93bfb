//! `snapshot.json`: the parts of a fetched snapshot, and the query it was fetched with.

use super::{Error, input::read_whole};
use durable_files::{Durability, atomic_file};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{
    io::{self, Write as _},
    path::{Component, Path},
};

/// File name of the index, next to the parts.
pub const INDEX: &str = "snapshot.json";

/// Largest index that is read, in bytes.
pub(super) const MAX_INDEX_BYTES: u64 = 16 << 20;

/// Version of the format.
pub const SCHEMA: u32 = 1;

/// The fields read from any index. An index written by another program may only list the parts.
#[derive(Debug, Deserialize)]
pub(super) struct AnyIndex {
    pub(super) parts: Vec<AnyPart>,
    pub(super) captured_at: Option<Timestamp>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum AnyPart {
    Name(String),
    Described { file: String, records: Option<u64>, bytes: Option<u64> },
}

/// The index of a snapshot that `fetch` wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotIndex {
    /// Version of the format: [`SCHEMA`].
    pub schema: u32,
    /// Number of the snapshot in this folder, counted from 1; parts are named after it.
    pub generation: u64,
    /// When the fetch finished.
    pub captured_at: Timestamp,
    /// When the last full listing began.
    pub walked_at: Timestamp,
    /// The snapshot has all changes before this time, as far as the Hub reported them.
    pub watermark: Timestamp,
    /// Whether the snapshot contains everything that was requested.
    pub complete: bool,
    /// The query.
    pub query: Query,
    /// Counts of records.
    pub counts: Counts,
    /// The files of records, in reading order.
    pub parts: Vec<Part>,
}

/// The query a snapshot was fetched with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// URL of the Hub.
    pub endpoint: String,
    /// One query string per listing: `filter=gguf&pipeline_tag=text-generation`.
    pub walks: Vec<String>,
    /// The requested fields.
    pub expand: Vec<String>,
    /// Minimum number of downloads in 30 days.
    pub min_downloads: u64,
}

/// Counts of records.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Models.
    pub models: u64,
    /// Malformed records in the fetch that wrote this index.
    pub malformed: u64,
    /// Entries of `gone.jsonl`.
    pub gone: u64,
}

/// One file of records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its file name.
    pub file: String,
    /// Number of records.
    pub records: u64,
    /// Compressed size in bytes.
    pub bytes: u64,
}

impl SnapshotIndex {
    /// Reads the index in a folder. `None` if the file does not exist.
    pub fn read(folder: &Path) -> Result<Option<Self>, Error> {
        let path = folder.join(INDEX);
        let text = match read_whole(&path, MAX_INDEX_BYTES) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            text => text.map_err(|source| Error::Path { path: path.clone(), source })?,
        };
        let index: Self = serde_json::from_slice(&text)
            .map_err(|error| Error::Index { path: path.clone(), reason: error.to_string() })?;
        if index.schema != SCHEMA {
            let reason = format!("it has schema {}, and this version reads {SCHEMA}", index.schema);
            return Err(Error::Index { path, reason });
        }
        Ok(Some(index))
    }

    /// Replaces the index in a folder atomically: the new one is on disk before the old one is removed.
    pub fn write(&self, folder: &Path) -> Result<(), Error> {
        let mut text = serde_json::to_vec_pretty(self).unwrap_or_default();
        text.push(b'\n');
        replace_file(&folder.join(INDEX), &text)
    }
}

/// Whether a part's name is a path inside the folder.
pub(super) fn is_inside(name: &str) -> bool {
    !name.is_empty() && Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Replaces a file atomically. The new one is on disk when this returns.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let written = atomic_file::replace(path, Durability::PowerLoss, |file| file.write_all(bytes));
    written.map_err(|source| Error::Write { path: path.into(), source })
}
