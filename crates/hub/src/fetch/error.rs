//! Errors that end a fetch without a new snapshot. The fetched pages stay, and the next fetch resumes.

use std::{io, path::PathBuf};

/// Why a fetch ended without a snapshot.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The Hub gave no usable response.
    #[error(transparent)]
    Net(#[from] http_client::Error),
    /// The previous snapshot cannot be read, or the new one cannot be written.
    #[error(transparent)]
    Snapshot(#[from] snapshot::Error),
    /// A file operation failed.
    #[error("cannot {action} `{path}`")]
    Io {
        /// The operation.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// Another fetch holds the lock.
    #[error("another fetch is writing into `{0}`")]
    Busy(PathBuf),
    /// The URL of the Hub is invalid.
    #[error("`{0}` is not a valid Hub URL")]
    Endpoint(String),
    /// The pages of a listing repeat.
    #[error("listing {walk} repeats itself: page {page} links to `{next}`, which was already fetched")]
    Circle {
        /// Number of the listing, counted from 1.
        walk: usize,
        /// Number of the page, counted from 1.
        page: u64,
        /// The URL that was already fetched.
        next: String,
    },
    /// Many pages in a row contain nothing new.
    #[error("the last {pages} pages of listing {walk} contained no new model")]
    Stalled {
        /// Number of the listing, counted from 1.
        walk: usize,
        /// Number of pages.
        pages: u64,
    },
    /// The listings exceed the configured size.
    #[error("the listings exceed {0} MB (compressed), the limit `max-disk-mb` in `[source.hub]`")]
    TooMuch(u64),
    /// A limited fetch would replace a full snapshot.
    #[error("`--limit` would replace the full snapshot of {0} models with a partial one")]
    LimitOverWhole(u64),
}

impl Error {
    /// Returns a closure for `map_err` that adds the operation and the path.
    pub(super) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action, path: path.into(), source }
    }
}
