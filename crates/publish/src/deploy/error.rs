//! Errors of a deploy.

use crate::deploy::{interrupt::Signal, plan::TooManyRemovals, record, target::TargetError};
use site::{host::Exceeded, output};
use std::{io, path::PathBuf};

/// An error of a deploy.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The URL of the target is invalid.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// The site's folder cannot be used.
    #[error(transparent)]
    Output(#[from] output::Error),
    /// The last build was interrupted.
    #[error("the last build into `{0}` was interrupted: its files do not match its manifest")]
    Unfinished(PathBuf),
    /// The site exceeds the limits of the host.
    #[error("{}", exceeded.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Limits {
        /// The exceeded limits; at least one.
        exceeded: Vec<Exceeded>,
    },
    /// The target is the output folder of the build.
    #[error("the target `{0}` is the output folder of the build")]
    Itself(PathBuf),
    /// The target is inside the output folder of the build.
    #[error("the target `{target}` is inside `{site}`, the output folder of the build")]
    Within {
        /// The target.
        target: PathBuf,
        /// The output folder.
        site: PathBuf,
    },
    /// A folder inside the target is a symbolic link.
    #[error("`{0}` is a symbolic link, and a deploy does not follow links inside its target")]
    Linked(PathBuf),
    /// The store cannot be set up.
    #[error("cannot use `{target}`")]
    Setup {
        /// The target.
        target: String,
        /// The reason, without secrets.
        #[source]
        cause: Cause,
    },
    /// The bucket or container does not exist.
    #[error("the bucket or container of `{0}` does not exist")]
    NoBucket(String),
    /// The store refused access.
    #[error("`{target}` refused to {action}: the credentials are missing, wrong or not sufficient")]
    Refused {
        /// The target.
        target: String,
        /// The action that was refused.
        action: String,
        /// The store's message, without secrets.
        #[source]
        cause: Cause,
    },
    /// The store does not respond.
    #[error("cannot reach `{target}`")]
    Unreachable {
        /// The target.
        target: String,
        /// The reason, without secrets.
        #[source]
        cause: Cause,
    },
    /// The store redirects to another host. The redirect is not followed, because the credentials would be sent along.
    #[error("`{target}` answered {status} with a redirect to `{to}`, which is not followed")]
    Redirected {
        /// The target.
        target: String,
        /// The status.
        status: u16,
        /// Scheme and host.
        to: String,
    },
    /// Another error of the store.
    #[error("cannot {action} on `{target}`")]
    Store {
        /// The target.
        target: String,
        /// The action that failed.
        action: String,
        /// The store's message, without secrets.
        #[source]
        cause: Cause,
    },
    /// Another deploy is running.
    #[error("another deploy to `{target}` is running: {holder}")]
    Locked {
        /// The target.
        target: String,
        /// The owner of the lock, and since when.
        holder: String,
    },
    /// Another deploy took over the lock.
    #[error("another deploy took over the lock of `{0}`, so this one stopped")]
    LockLost(String),
    /// Another deploy finished in the meantime.
    #[error("another deploy to `{0}` finished during this one, so this one stopped")]
    Overtaken(String),
    /// A signal ended the deploy.
    #[error(
        "{signal} stopped the deploy to `{target}` before it was complete{}",
        if *is_locked { "; its lock could not be removed" } else { "" }
    )]
    Interrupted {
        /// The target.
        target: String,
        /// The signal.
        signal: Signal,
        /// Whether the lock could not be removed.
        is_locked: bool,
    },
    /// Too many files would be deleted.
    #[error(transparent)]
    TooManyRemovals(#[from] TooManyRemovals),
    /// A file of the site differs from the manifest.
    #[error("`{path}` was changed after the build: {what}")]
    LocalFile {
        /// The file.
        path: PathBuf,
        /// The difference.
        what: &'static str,
    },
    /// A file of the site cannot be read.
    #[error("cannot read `{path}`")]
    Read {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// An upload was stored incompletely.
    #[error("`{key}` was stored incompletely: {sent} bytes sent, {stored} bytes stored")]
    Damaged {
        /// The file.
        key: String,
        /// Number of bytes sent.
        sent: u64,
        /// Number of bytes stored.
        stored: u64,
    },
    /// The store's hash of an upload differs from that of the bytes sent.
    #[error("`{0}` was stored with a different hash than it was sent with")]
    Altered(String),
    /// The record on the store cannot be read.
    #[error("cannot use `{key}`, the record of the deployed files")]
    Record {
        /// The file.
        key: String,
        /// The reason.
        source: record::ReadError,
    },
    /// The network runtime cannot start.
    #[error("cannot start the network threads")]
    Runtime(#[source] io::Error),
    /// Signals cannot be handled.
    #[error("cannot listen for signals")]
    Signals(#[source] io::Error),
    /// Compression failed, which happens in memory.
    #[error("cannot compress a file")]
    Pack(#[source] io::Error),
}

/// A store's message on one line, without secrets.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Cause(pub(super) String);
