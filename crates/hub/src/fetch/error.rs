//! Why a fetch ends without a snapshot. What was fetched stays, and the next fetch goes on from there.

use http_client::Trouble;
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
    /// A few models would replace a whole snapshot.
    #[error("`--limit` would replace the whole snapshot of {0} models by a part of it")]
    LimitOverWhole(u64),
}

impl Error {
    /// What to try.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Net(error) => net_hint(error),
            Self::Snapshot(error) => error.hint(),
            Self::Io { .. } => "check the folder and its disk, and fetch again: what is there counts",
            Self::Busy(_) => "wait for it to end",
            Self::Endpoint(_) => "write scheme and host, as in `https://huggingface.co`",
            Self::Circle { .. } | Self::Stalled { .. } => {
                "fetch again later; if that does not help, the Hub or what stands in between is at fault"
            }
            Self::LimitOverWhole(_) => "add `--full` if that is meant, or leave `--limit` out",
        }
    }

    /// For `map_err`.
    pub(super) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action, path: path.into(), source }
    }
}

/// What to do where the Hub gave no usable answer.
fn net_hint(error: &http_client::Error) -> &'static str {
    let trouble = match error {
        http_client::Error::GaveUp { source, .. } => source,
        http_client::Error::TooLongToWait { .. } => return AGAIN,
        http_client::Error::Refused { hint, .. } => return hint,
    };
    match trouble {
        Trouble::Unreachable(_) | Trouble::Connection(_) | Trouble::Timeout(_) => {
            "check the network and the address (`--endpoint`, `HF_ENDPOINT`), then fetch again: it goes on from the last \
             whole page"
        }
        Trouble::Status { status: 429, .. } => {
            "fetch again later, or set `HF_TOKEN`: it goes on from the last whole page"
        }
        Trouble::TooLarge(_) => "ask for fewer fields with `expand` in `[source.hub]`",
        Trouble::Status { .. } | Trouble::CutOff => AGAIN,
        Trouble::Unusable(_) => {
            "check that the address is that of a Hub (`--endpoint`, `HF_ENDPOINT`) and that nothing stands in between"
        }
    }
}

const AGAIN: &str = "fetch again later: it goes on from the last whole page";
