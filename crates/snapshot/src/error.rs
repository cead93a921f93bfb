//! What can go wrong with the files of a snapshot.

use std::{fmt, io, path::PathBuf, sync::Arc};

/// What of a part is compared with the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Its size on disk.
    Bytes,
    /// Its records.
    Records,
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bytes => "bytes",
            Self::Records => "records",
        })
    }
}

/// What can go wrong before a record is reached.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing was named, and nothing stands in the usual places.
    #[error("no snapshot found: neither `{0}/hub/snapshot.json` nor `{0}/*.jsonl` exists")]
    None(PathBuf),
    /// A path that does not exist or cannot be looked at.
    #[error("cannot read `{path}`")]
    Path {
        /// The path.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A folder without a single file of records.
    #[error("`{0}` holds no .jsonl, .jsonl.zst, .jsonl.gz or .json file")]
    EmptyFolder(PathBuf),
    /// A `snapshot.json` that is not one.
    #[error("`{path}` is not a snapshot index: {reason}")]
    Index {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A part that is not the one that the index lists: emptied, cut off or replaced.
    #[error("`{path}` is not the part that `snapshot.json` lists: it has {found} {measure}, not {listed}")]
    PartDiffers {
        /// The file.
        path: PathBuf,
        /// What was compared.
        measure: Measure,
        /// As the index says.
        listed: u64,
        /// As the file has it.
        found: u64,
    },
    /// A list of gone models that is not one.
    #[error("`{path}` cannot be read: line {line}: {reason}")]
    Gone {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// The disk refused.
    #[error("cannot write `{path}`")]
    Write {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// Reading stopped in the middle: the file is cut off or damaged.
    #[error("cannot read `{input}` at line {line}: the file is damaged or cut off")]
    Damaged {
        /// The file, or standard input.
        input: Arc<str>,
        /// The line that was being read, from 1.
        line: usize,
        /// Why.
        source: io::Error,
    },
}
