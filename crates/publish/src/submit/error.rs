//! Errors of a submission.

use std::{fmt, io, path::PathBuf};

/// The service of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// IndexNow.
    IndexNow,
    /// Google's token service for service accounts.
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

/// How the public site differs from the built one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotLive {
    /// An unexpected status.
    #[error("returned {status} instead of {expected}")]
    Status {
        /// The status.
        status: u16,
        /// Text for the expected status.
        expected: &'static str,
    },
    /// A redirect.
    #[error("returned {status} with a redirect to `{location}` instead of 200")]
    Redirect {
        /// The status.
        status: u16,
        /// The target of the redirect.
        location: String,
    },
    /// The built file with additional bytes.
    #[error("is the built file plus {added} added bytes: something in front of the host rewrites pages")]
    Extended {
        /// Number of additional bytes.
        added: u64,
    },
    /// Different bytes.
    #[error("returned {found} bytes that differ from the {expected} bytes built")]
    Bytes {
        /// Length of the response.
        found: usize,
        /// Length of the built file.
        expected: u64,
    },
}

/// Why nothing, or only a part, was submitted.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another submission is running, and two would send everything twice.
    #[error("another `modelpress submit` is running for `{0}`")]
    Busy(PathBuf),
    /// The record cannot be read or written.
    #[error("cannot {action} `{path}`")]
    Record {
        /// The action that failed.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// The record is not valid.
    #[error("cannot use `{path}`: {reason}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The reason.
        reason: String,
    },
    /// More URLs changed than the limit allows.
    #[error("{addresses} URLs changed since the last submission, more than the limit of {cap} (`cap` in `[submit]`)")]
    Capped {
        /// Number of URLs.
        addresses: usize,
        /// The limit.
        cap: u64,
    },
    /// The key was set after the build.
    #[error("the built site has no IndexNow key file `{0}`")]
    NoKeyFile(String),
    /// The URL of the site is still the example.
    #[error("`base-url` in `[site]` is still the example `{0}`")]
    ExampleSite(String),
    /// The public site is not the built one.
    #[error("`{url}` {problem}; nothing was sent")]
    NotLive {
        /// The URL.
        url: String,
        /// The difference.
        problem: NotLive,
    },
    /// The public site does not respond.
    #[error("the public site does not respond; nothing was sent")]
    Unreachable(#[source] http_client::Error),
    /// The token would be sent unencrypted.
    #[error("`{0}` does not use https, so no token is sent; nothing was sent")]
    NotSecure(String),
    /// No credentials are set.
    #[error("`GOOGLE_APPLICATION_CREDENTIALS` is not set; nothing was sent")]
    NoCredentials,
    /// The credentials file cannot be read.
    #[error("cannot read the service account file `{path}`; nothing was sent")]
    ReadCredentials {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// The file is not a service account file.
    #[error("`{path}` is not a service account file: {reason}; nothing was sent")]
    Credentials {
        /// The file.
        path: PathBuf,
        /// The problem, without any content of the file.
        reason: String,
    },
    /// A response that a retry does not change.
    #[error("{service} returned {status}: {meaning}{message}")]
    Answer {
        /// The service.
        service: Service,
        /// The status.
        status: u16,
        /// Its meaning.
        meaning: &'static str,
        /// The server's message, preceded by ` (`, or empty.
        message: String,
        /// Advice for the user.
        hint: &'static str,
    },
    /// No response.
    #[error("{service} returned no usable response")]
    Net {
        /// The service.
        service: Service,
        /// The reason.
        source: http_client::Error,
    },
}
