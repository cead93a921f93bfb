//! What can go wrong on the way to a server and back. What to do about it depends on the command, which says so itself.

use std::time::Duration;
use url::{Url, form_urlencoded};

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It was tried often enough.
    #[error("no usable answer from `{url}` after {attempts} attempts")]
    GaveUp {
        /// What was asked for last.
        url: String,
        /// How often.
        attempts: u32,
        /// What went wrong last.
        source: Trouble,
    },
    /// The server asks for more patience than the settings have.
    #[error("`{url}` asks to wait {} seconds, more than `max-wait-seconds` allows", wait.as_secs())]
    TooLongToWait {
        /// What was asked for.
        url: String,
        /// So long.
        wait: Duration,
    },
    /// The answer is one that no repetition changes.
    #[error("`{url}` {reason}")]
    Refused {
        /// What was asked for.
        url: String,
        /// What is wrong with the answer: `answers 400: …`.
        reason: String,
        /// What to do about it; the caller of [`crate::Client::refused`] knows.
        hint: &'static str,
    },
}

/// An address for messages: without the fields that are asked for and the place in a list, which nobody reads.
#[must_use]
pub fn shown(url: &Url) -> String {
    let pairs = url.query_pairs().filter(|(key, _)| !matches!(&**key, "expand" | "cursor" | "direction"));
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let mut url = url.clone();
    url.set_query(Some(&query).filter(|query| !query.is_empty()).map(String::as_str));
    url.into()
}

/// What went wrong once, and might not the next time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The server cannot be reached: its name is unknown, or nothing answers there.
    #[error("no connection: {0}")]
    Unreachable(String),
    /// The connection broke.
    #[error("no connection: {0}")]
    Connection(String),
    /// No answer within the time allowed.
    #[error("no whole answer in time: {0}")]
    Timeout(String),
    /// A status that asks to try again.
    #[error("status {status}{message}")]
    Status {
        /// The status.
        status: u16,
        /// What the body says, with `: ` in front, or empty.
        message: String,
    },
    /// The body ended before its end.
    #[error("the answer is cut off")]
    CutOff,
    /// The body is larger than what is read.
    #[error("the answer is larger than {0} MiB")]
    TooLarge(u64),
    /// The caller cannot use it.
    #[error("{0}")]
    Unusable(String),
}
