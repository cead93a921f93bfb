//! Errors of snapshot files.

use std::{fmt, io, path::PathBuf, sync::Arc};

/// The property of a part that is compared with the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The size on disk.
    Bytes,
    /// The number of records.
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

/// An error of a snapshot file, as opposed to one of its records.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No path was given, and the default locations are empty.
    #[error("no snapshot found: neither `{0}/hub/snapshot.json` nor `{0}/*.jsonl` exists")]
    None(PathBuf),
    /// A path that does not exist or cannot be accessed.
    #[error("cannot read `{path}`")]
    Path {
        /// The path.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// A folder without any file of records.
    #[error("`{0}` contains no .jsonl, .jsonl.zst, .jsonl.gz or .json file")]
    EmptyFolder(PathBuf),
    /// An invalid `snapshot.json`.
    #[error("`{path}` is not a snapshot index: {reason}")]
    Index {
        /// The file.
        path: PathBuf,
        /// The problem.
        reason: String,
    },
    /// A part that does not match the index: emptied, truncated or replaced.
    #[error("`{path}` does not match `snapshot.json`: it has {found} {measure} instead of {listed}")]
    PartDiffers {
        /// The file.
        path: PathBuf,
        /// The property that differs.
        measure: Measure,
        /// The value in the index.
        listed: u64,
        /// The value of the file.
        found: u64,
    },
    /// An invalid `gone.jsonl`.
    #[error("cannot read `{path}`: line {line}: {reason}")]
    Gone {
        /// The file.
        path: PathBuf,
        /// The line number, counted from 1.
        line: usize,
        /// The problem.
        reason: String,
    },
    /// A file cannot be written.
    #[error("cannot write `{path}`")]
    Write {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// An input is truncated or damaged.
    #[error("cannot read `{input}` at line {line}: the file is damaged or truncated")]
    Damaged {
        /// The file, or standard input.
        input: Arc<str>,
        /// The line that was being read, counted from 1.
        line: usize,
        /// The reason.
        source: io::Error,
    },
}
