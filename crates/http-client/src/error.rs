//! Errors of requests. Except in [`Error::Refused`], hints for the user are added by the command.

use std::time::Duration;
use url::{Url, form_urlencoded};

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// All attempts failed.
    #[error("no usable response from `{url}` after {attempts} attempts")]
    GaveUp {
        /// The last URL requested.
        url: String,
        /// Number of attempts.
        attempts: u32,
        /// The last problem.
        source: Trouble,
    },
    /// The server asks for a longer wait than the settings allow.
    #[error("`{url}` asks to wait {} seconds, longer than `max-wait-seconds`", wait.as_secs())]
    TooLongToWait {
        /// The URL.
        url: String,
        /// The wait it asks for.
        wait: Duration,
    },
    /// A response that retrying does not change.
    #[error("`{url}` {reason}")]
    Refused {
        /// The URL.
        url: String,
        /// The problem with the response: `returned 400: …`.
        reason: String,
        /// Advice for the user, from the caller of [`crate::Client::refused`].
        hint: &'static str,
    },
}

/// The URL for messages, without its `expand`, `cursor` and `direction` parameters.
#[must_use]
pub fn shown(url: &Url) -> String {
    let pairs = url.query_pairs().filter(|(key, _)| !matches!(&**key, "expand" | "cursor" | "direction"));
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let mut url = url.clone();
    url.set_query(Some(&query).filter(|query| !query.is_empty()).map(String::as_str));
    url.into()
}

/// A problem that may be temporary.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The server cannot be reached: unknown host name, or no connection.
    #[error("no connection: {0}")]
    Unreachable(String),
    /// The connection broke.
    #[error("no connection: {0}")]
    Connection(String),
    /// No response in time.
    #[error("the response timed out: {0}")]
    Timeout(String),
    /// A status that asks for a retry.
    #[error("status {status}{message}")]
    Status {
        /// The status.
        status: u16,
        /// The message in the body, preceded by `: `, or empty.
        message: String,
    },
    /// The body is truncated.
    #[error("the response is truncated")]
    CutOff,
    /// The body exceeds the limit.
    #[error("the response is larger than {0} MiB")]
    TooLarge(u64),
    /// The caller cannot use the response.
    #[error("{0}")]
    Unusable(String),
}
