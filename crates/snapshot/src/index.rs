//! `snapshot.json`: what a fetched snapshot consists of, and what it was asked for.

use super::{Error, input::read_whole};
use durable_files::{Durability, atomic_file};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{
    io::{self, Write as _},
    path::{Component, Path},
};

/// The index that stands beside the parts of a fetched snapshot.
pub const INDEX: &str = "snapshot.json";

/// The largest index that is read.
pub(super) const MAX_INDEX_BYTES: u64 = 16 << 20;

/// The version of the format that is written.
pub const SCHEMA: u32 = 1;

/// What is read of any index: those of others may hold nothing but the names of parts.
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
    /// [`SCHEMA`].
    pub schema: u32,
    /// Counts the snapshots of a folder, from 1; parts are named after it.
    pub generation: u64,
    /// When it was done.
    pub captured_at: Timestamp,
    /// When the last walk over everything began.
    pub walked_at: Timestamp,
    /// Nothing that changed before is missing, as far as the Hub told.
    pub watermark: Timestamp,
    /// Whether everything that was asked for is in it.
    pub complete: bool,
    /// What was asked for.
    pub query: Query,
    /// How many records, and what became of the others.
    pub counts: Counts,
    /// The files of records, in the order that they are read in.
    pub parts: Vec<Part>,
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// The Hub's address.
    pub endpoint: String,
    /// One for each walk: `filter=gguf&pipeline_tag=text-generation`.
    pub walks: Vec<String>,
    /// The fields of each record.
    pub expand: Vec<String>,
    /// Least downloads over 30 days.
    pub min_downloads: u64,
}

/// How many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Models.
    pub models: u64,
    /// Records that were none, in the fetch that wrote this index.
    pub malformed: u64,
    /// Entries of `gone.jsonl`.
    pub gone: u64,
}

/// One file of records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name in the folder.
    pub file: String,
    /// Records in it.
    pub records: u64,
    /// Its size, packed.
    pub bytes: u64,
}

impl SnapshotIndex {
    /// Reads the index of a folder; none where there is none.
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

    /// Replaces the index of a folder, whole: it is on disk before the old one goes.
    pub fn write(&self, folder: &Path) -> Result<(), Error> {
        let mut text = serde_json::to_vec_pretty(self).unwrap_or_default();
        text.push(b'\n');
        replace_file(&folder.join(INDEX), &text)
    }
}

/// Whether a part's name stays inside the folder.
pub(super) fn is_inside(name: &str) -> bool {
    !name.is_empty() && Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Replaces a file; the new one is on disk when this returns.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let written = atomic_file::replace(path, Durability::PowerLoss, |file| file.write_all(bytes));
    written.map_err(|source| Error::Write { path: path.into(), source })
}
