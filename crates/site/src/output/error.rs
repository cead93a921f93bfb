//! What can go wrong with the output folder.

use super::Refusal;
use crate::manifest::ReadError;
use std::{
    fmt,
    fs::Metadata,
    io,
    path::{Path, PathBuf},
};

/// What can go wrong with the output folder.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another build holds the lock.
    #[error("another build is writing into this folder: `{0}` is locked")]
    Busy(PathBuf),
    /// No build has ended in that folder.
    #[error("{}", no_manifest(folder, *exists))]
    NoManifest {
        /// The folder.
        folder: PathBuf,
        /// Whether it is there at all.
        exists: bool,
    },
    /// A folder that a site is never built into.
    #[error("`{folder}` cannot be built into: {why}")]
    Refused {
        /// The folder.
        folder: PathBuf,
        /// Why.
        why: Refusal,
    },
    /// The manifest cannot be understood.
    #[error("cannot use `{path}`, the record of what the last build wrote")]
    Manifest {
        /// The file.
        path: PathBuf,
        /// Why.
        source: ReadError,
    },
    /// The journal cannot be understood.
    #[error("cannot use `{0}`, the record of a build that did not end")]
    Journal(PathBuf),
    /// Something that is not ours stands where a file or folder of ours should be.
    #[error("`{path}` is in the way: {obstacle} that this site did not make")]
    Foreign {
        /// What is in the way.
        path: PathBuf,
        /// What it is.
        obstacle: Obstacle,
    },
    /// Two files of one build have the same path.
    #[error("two files of the site have the same path `{0}`")]
    Twice(Box<str>),
    /// A path that leaves the site's folder, or enters our own records.
    #[error("`{0}` cannot be the path of a file of the site")]
    BadPath(Box<str>),
    /// The disk refused.
    #[error("cannot {action} `{path}`")]
    Io {
        /// What was tried.
        action: &'static str,
        /// With what.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// `finish` after a `put` that failed.
    #[error("{0} of the site's files could not be written, so that the last build's manifest stays")]
    Incomplete(usize),
}

/// What stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// A file.
    File,
    /// A folder, where a file should be.
    Folder,
    /// A symbolic link; they are never followed.
    Link,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::File => "a file",
            Self::Folder => "a folder",
            Self::Link => "a link",
        })
    }
}

fn no_manifest(folder: &Path, exists: bool) -> String {
    let folder = folder.display();
    if exists { format!("`{folder}` holds no site: no build has ended there") } else { format!("no folder `{folder}`") }
}

impl Error {
    /// What errors with the same cause have in common, to count by.
    #[must_use]
    pub fn group(&self) -> String {
        match self {
            Self::Foreign { .. } => "in the way".to_owned(),
            Self::Twice(_) => "path used twice".to_owned(),
            Self::BadPath(_) => "impossible path".to_owned(),
            // The kind's words, without the number that systems differ in.
            Self::Io { source, .. } => source.kind().to_string(),
            other => other.to_string(),
        }
    }

    /// For `map_err`.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action, path: path.into(), source }
    }

    pub(super) fn foreign(path: &Path, metadata: &Metadata) -> Self {
        let obstacle = match metadata.file_type() {
            kind if kind.is_symlink() => Obstacle::Link,
            kind if kind.is_dir() => Obstacle::Folder,
            _ => Obstacle::File,
        };
        Self::Foreign { path: path.into(), obstacle }
    }
}
