//! Errors of the output folder.

use super::Refusal;
use crate::manifest::ReadError;
use std::{
    fmt,
    fs::Metadata,
    io,
    path::{Path, PathBuf},
};

/// Errors of the output folder.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another build holds the lock.
    #[error("another build is using this folder: `{0}` is locked")]
    Busy(PathBuf),
    /// No build has finished in that folder.
    #[error("{}", no_manifest(folder, *exists))]
    NoManifest {
        /// The folder.
        folder: PathBuf,
        /// Whether the folder exists.
        exists: bool,
    },
    /// A folder that the program refuses to build into.
    #[error("cannot build into `{folder}`: {why}")]
    Refused {
        /// The folder.
        folder: PathBuf,
        /// The reason.
        why: Refusal,
    },
    /// The manifest cannot be read.
    #[error("cannot use `{path}`, the manifest of the last build")]
    Manifest {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: ReadError,
    },
    /// The journal cannot be read.
    #[error("cannot use `{0}`, the journal of an interrupted build")]
    Journal(PathBuf),
    /// Something the program did not create has the path of a file or folder of the site.
    #[error("`{path}` is in the way: {obstacle} that no build created")]
    Foreign {
        /// Its path.
        path: PathBuf,
        /// Its kind.
        obstacle: Obstacle,
    },
    /// Two files of one build have the same path.
    #[error("two files of the site have the same path `{0}`")]
    Twice(Box<str>),
    /// A path that leaves the site's folder, or is inside `.modelpress`.
    #[error("`{0}` is not a valid path for a file of the site")]
    BadPath(Box<str>),
    /// An I/O error.
    #[error("cannot {action} `{path}`")]
    Io {
        /// The failed action, as a verb.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// `finish` was called after a failed `put`.
    #[error("{0} of the site's files could not be written, so the manifest of the last build stays")]
    Incomplete(usize),
}

/// The kind of an obstacle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// A file.
    File,
    /// A folder where a file should be.
    Folder,
    /// A symbolic link. Links are never followed.
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
    if exists {
        format!("`{folder}` contains no finished build")
    } else {
        format!("the folder `{folder}` does not exist")
    }
}

impl Error {
    /// A text that errors with the same cause share, for counting.
    #[must_use]
    pub fn group(&self) -> String {
        match self {
            Self::Foreign { .. } => "in the way".to_owned(),
            Self::Twice(_) => "path used twice".to_owned(),
            Self::BadPath(_) => "impossible path".to_owned(),
            // The text of the kind has no OS error number, which differs between systems.
            Self::Io { source, .. } => source.kind().to_string(),
            other => other.to_string(),
        }
    }

    /// Returns a closure for `map_err`.
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
