//! `gone.jsonl`: models that were deleted, renamed or newly gated, with dates.

use super::{Error, index::replace_file, input::read_whole};
use compatibility::model_id::ModelId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, io, path::Path};

/// File name of the list, next to `snapshot.json`.
pub const GONE: &str = "gone.jsonl";

/// Largest list that is read, in bytes: about two million models.
const MAX_GONE_BYTES: u64 = 256 << 20;

/// An entry of the list: an event of one model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoneEntry {
    /// The model.
    pub id: String,
    /// The event.
    #[serde(flatten)]
    pub event: Event,
    /// When `fetch` noticed it.
    pub date: Timestamp,
}

/// An event of a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum Event {
    /// The model no longer exists on the Hub.
    Gone {
        /// The Hub's status: 404, 410, 401 for a request without a token, or 403 because the model is disabled.
        status: u16,
    },
    /// The model was renamed.
    Renamed {
        /// The new id.
        to: String,
    },
    /// The model became gated.
    Gated {
        /// How it is gated: `auto`, `manual`, or `true`.
        gated: String,
    },
}

/// All entries by model id. A model can have one entry of each kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gone {
    /// Deleted and renamed models.
    pub absent: BTreeMap<String, GoneEntry>,
    /// Models that became gated.
    pub gated: BTreeMap<String, GoneEntry>,
}

impl Gone {
    /// Reads the file in a folder; empty if it does not exist. Fails at the first invalid line.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        Self::read_or(folder, Err)
    }

    /// Like [`Self::read`], but skips invalid lines and reports each to `damaged`. For rewriting the file.
    pub fn read_around(folder: &Path, mut damaged: impl FnMut(Error)) -> Result<Self, Error> {
        Self::read_or(folder, |error| {
            damaged(error);
            Ok(())
        })
    }

    fn read_or(folder: &Path, mut damaged: impl FnMut(Error) -> Result<(), Error>) -> Result<Self, Error> {
        let path = folder.join(GONE);
        let bytes = match read_whole(&path, MAX_GONE_BYTES) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            bytes => bytes.map_err(|source| Error::Path { path: path.clone(), source })?,
        };
        let mut gone = Self::default();
        let bytes = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
        let lines = bytes.split(|byte| *byte == b'\n').filter(|_| !bytes.is_empty());
        for (at, line) in lines.enumerate() {
            match serde_json::from_slice(line) {
                Ok(entry) => gone.add(entry),
                Err(error) => {
                    damaged(Error::Gone { path: path.clone(), line: at + 1, reason: error.to_string() })?;
                }
            }
        }
        Ok(gone)
    }

    /// Adds an entry. It replaces an earlier one of the same kind for the same model.
    pub fn add(&mut self, entry: GoneEntry) {
        let of_kind = match entry.event {
            Event::Gated { .. } => &mut self.gated,
            Event::Gone { .. } | Event::Renamed { .. } => &mut self.absent,
        };
        of_kind.insert(entry.id.clone(), entry);
    }

    /// Number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.absent.len() + self.gated.len()
    }

    /// Whether there are no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the model with this id was deleted or renamed.
    #[must_use]
    pub fn is_absent(&self, id: &ModelId) -> bool {
        self.absent.contains_key(id.as_str())
    }

    /// The old and the new id of each renamed model.
    pub fn renamed(&self) -> impl Iterator<Item = (ModelId, ModelId)> {
        self.absent.values().filter_map(|entry| match &entry.event {
            Event::Renamed { to } => Some((entry.id.parse().ok()?, to.parse().ok()?)),
            _ => None,
        })
    }

    /// Replaces the file in a folder.
    pub fn write(&self, folder: &Path) -> Result<(), Error> {
        let mut text = Vec::new();
        for entry in self.absent.values().chain(self.gated.values()) {
            text.extend(serde_json::to_vec(entry).unwrap_or_default());
            text.push(b'\n');
        }
        replace_file(&folder.join(GONE), &text)
    }
}
