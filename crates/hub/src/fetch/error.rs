//! Why a fetch ends without a snapshot. What was fetched stays, and the next fetch goes on from there.

use std::{io, path::PathBuf};

/// Why a fetch ends without a snapshot.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The Hub gave no usable answer.
    #[error(transparent)]
    Net(#[from] http_client::Error),
    /// The snapshot of before cannot be read, or the new one not be written.
    #[error(transparent)]
    Snapshot(#[from] snapshot::Error),
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
    /// Another fetch holds the lock.
    #[error("another fetch is writing into `{0}`")]
    Busy(PathBuf),
    /// The address is none.
    #[error("`{0}` is no address of a Hub")]
    Endpoint(String),
    /// The pages lead in a circle.
    #[error("the pages of walk {walk} lead in a circle: page {page} names `{next}` as the next one again")]
    Circle {
        /// Counted from 1.
        walk: usize,
        /// Counted from 1.
        page: u64,
        /// The address that was named before.
        next: String,
    },
    /// Page after page holds nothing new.
    #[error("the last {pages} pages of walk {walk} held no model that was not on the pages before")]
    Stalled {
        /// Counted from 1.
        walk: usize,
        /// So many.
        pages: u64,
    },
    /// The lists hold more than the settings allow to store.
    #[error("the lists of the Hub hold more than {0} MB, compressed, the limit `max-disk-mb` in `[source.hub]`")]
    TooMuch(u64),
    /// A few models would replace a whole snapshot.
    #[error("`--limit` would replace the whole snapshot of {0} models by a part of it")]
    LimitOverWhole(u64),
}

impl Error {
    /// For `map_err`.
    pub(super) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action, path: path.into(), source }
    }
}
