//! Why a submission failed, and what to do.

use std::{fmt, io, path::PathBuf};

/// Whom something is submitted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// IndexNow.
    IndexNow,
    /// Where Google gives a service account its token.
    GoogleToken,
    /// Search Console.
    SearchConsole,
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::IndexNow => "IndexNow",
            Self::GoogleToken => "Google's token service",
            Self::SearchConsole => "Search Console",
        })
    }
}

/// What stands at a public address instead of what was built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotLive {
    /// Another status.
    #[error("answers {status}, and has to answer {expected}")]
    Status {
        /// The answer.
        status: u16,
        /// What was expected.
        expected: &'static str,
    },
    /// A redirect.
    #[error("answers {status} and leads to `{location}`, and has to answer 200 itself")]
    Redirect {
        /// The answer.
        status: u16,
        /// Where it leads.
        location: String,
    },
    /// The file, with bytes put in between.
    #[error("is the file that was built with {added} bytes added to it: something in front of the host rewrites pages")]
    Extended {
        /// How many.
        added: u64,
    },
    /// Other bytes.
    #[error("has {found} bytes that differ from the {expected} that were built")]
    Bytes {
        /// How many there are.
        found: usize,
        /// How many there have to be.
        expected: u64,
    },
}

/// Why nothing was submitted, or not all of it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Two at a time would tell things twice.
    #[error("another `modelpress submit` works on `{0}`")]
    Busy(PathBuf),
    /// The record cannot be read or written.
    #[error("cannot {action} `{path}`")]
    Record {
        /// What was tried.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The record is none.
    #[error("`{path}` cannot be used: {reason}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// More than anybody wants to hear at once.
    #[error("{addresses} addresses changed since the last submission, more than `cap` of `[submit]`, {cap}")]
    Capped {
        /// How many.
        addresses: usize,
        /// The limit.
        cap: u64,
    },
    /// The key was set after the build.
    #[error("the site that was built has no key file `{0}`")]
    NoKeyFile(String),
    /// The address of the site is still that of the example.
    #[error("`base-url` of `[site]` is `{0}`, which is an example")]
    ExampleSite(String),
    /// The public site is not the one that was built.
    #[error("`{url}` {problem}; nothing was sent")]
    NotLive {
        /// The address.
        url: String,
        /// What stands there.
        problem: NotLive,
    },
    /// The public site does not answer.
    #[error("the public site does not answer; nothing was sent")]
    Unreachable(#[source] http_client::Error),
    /// Anybody on the way could read the token.
    #[error("a token is not sent to `{0}`, because the address has no https; nothing was sent")]
    NotSecure(String),
    /// No credentials are named.
    #[error("`GOOGLE_APPLICATION_CREDENTIALS` is not set; nothing was sent")]
    NoCredentials,
    /// The file cannot be read.
    #[error("cannot read the service account's file `{path}`; nothing was sent")]
    ReadCredentials {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is that of no service account.
    #[error("`{path}` is no service account's file: {reason}; nothing was sent")]
    Credentials {
        /// The file.
        path: PathBuf,
        /// What is wrong; never what stands in it.
        reason: String,
    },
    /// An answer that no repetition changes.
    #[error("{service} answers {status}: {meaning}{message}")]
    Answer {
        /// Who.
        service: Service,
        /// The status.
        status: u16,
        /// What it means.
        meaning: &'static str,
        /// What the server says, with ` (` in front, or nothing.
        message: String,
        /// What to do.
        hint: &'static str,
    },
    /// No answer.
    #[error("{service} gave no usable answer")]
    Net {
        /// Who.
        service: Service,
        /// Why.
        source: http_client::Error,
    },
}
