//! What can go wrong with a deploy.

use crate::deploy::{interrupt::Signal, plan::TooManyRemovals, record, target::TargetError};
use site::{host::Exceeded, output};
use std::{io, path::PathBuf};

/// What can go wrong with a deploy.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The target's address.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// The site's folder.
    #[error(transparent)]
    Output(#[from] output::Error),
    /// The files are those of an unfinished build.
    #[error("the last build into `{0}` did not end: its files are not those that its manifest names")]
    Unfinished(PathBuf),
    /// The host would not take it.
    #[error("{}", exceeded.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Limits {
        /// At least one.
        exceeded: Vec<Exceeded>,
    },
    /// The target is where the site was built.
    #[error("`{0}` is the folder that the site was built into")]
    Itself(PathBuf),
    /// The target lies in the site.
    #[error("`{target}` lies within `{site}`, the folder that the site was built into")]
    Within {
        /// The target.
        target: PathBuf,
        /// The folder of the site.
        site: PathBuf,
    },
    /// A folder below the target is a link.
    #[error("`{0}` is a link: a deploy does not write through links below its target")]
    Linked(PathBuf),
    /// The store cannot be set up.
    #[error("cannot use `{target}`")]
    Setup {
        /// The target.
        target: String,
        /// Why, without secrets.
        #[source]
        cause: Cause,
    },
    /// No such bucket.
    #[error("there is no bucket or container for `{0}`")]
    NoBucket(String),
    /// The store does not let us.
    #[error("`{target}` refuses to {action}: the credentials are missing, wrong or not enough")]
    Refused {
        /// The target.
        target: String,
        /// What was tried.
        action: String,
        /// What it says, without secrets.
        #[source]
        cause: Cause,
    },
    /// Nobody answers there.
    #[error("cannot reach `{target}`")]
    Unreachable {
        /// The target.
        target: String,
        /// Why, without secrets.
        #[source]
        cause: Cause,
    },
    /// The store leads to another host. It is not followed: credentials would go along.
    #[error("`{target}` answers {status} and leads to `{to}`, which is not followed")]
    Redirected {
        /// The target.
        target: String,
        /// The status.
        status: u16,
        /// Scheme and host.
        to: String,
    },
    /// Anything else that a store says.
    #[error("cannot {action} on `{target}`")]
    Store {
        /// The target.
        target: String,
        /// What was tried.
        action: String,
        /// What it says, without secrets.
        #[source]
        cause: Cause,
    },
    /// Another deploy runs.
    #[error("another deploy to `{target}` is running: {holder}")]
    Locked {
        /// The target.
        target: String,
        /// Who, and since when.
        holder: String,
    },
    /// Another deploy took the lock over.
    #[error("another deploy to `{0}` took the lock over; this one stopped where it was")]
    LockLost(String),
    /// Another deploy ended meanwhile.
    #[error("another deploy to `{0}` ended while this one was at work; this one stopped")]
    Overtaken(String),
    /// A signal ended it.
    #[error(
        "{signal} ended the deploy to `{target}` before it was done{}",
        if *is_locked { ", and its lock could not be removed" } else { "" }
    )]
    Interrupted {
        /// The target.
        target: String,
        /// Which.
        signal: Signal,
        /// Whether the lock is there still.
        is_locked: bool,
    },
    /// The guard.
    #[error(transparent)]
    TooManyRemovals(#[from] TooManyRemovals),
    /// The site is not what the manifest says.
    #[error("`{path}` is not the file that the build made: {what}")]
    LocalFile {
        /// The file.
        path: PathBuf,
        /// What differs.
        what: &'static str,
    },
    /// The site cannot be read.
    #[error("cannot read `{path}`")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// What arrived is not what was sent.
    #[error("`{key}` did not arrive whole: {sent} bytes were sent, {stored} are there")]
    Damaged {
        /// The file.
        key: String,
        /// Bytes.
        sent: u64,
        /// Bytes.
        stored: u64,
    },
    /// What arrived is not what was sent, by the hash that the store has of it.
    #[error("`{0}` did not arrive as it was sent: its hash on the store is another")]
    Altered(String),
    /// Our record on the store cannot be understood.
    #[error("cannot use `{key}`, the record of what lies on the store")]
    Record {
        /// The file.
        key: String,
        /// Why.
        source: record::ReadError,
    },
    /// The runtime of the network.
    #[error("cannot start the network's threads")]
    Runtime(#[source] io::Error),
    /// The signals that end a process.
    #[error("cannot wait for signals")]
    Signals(#[source] io::Error),
    /// Packing, which happens in memory.
    #[error("cannot pack")]
    Pack(#[source] io::Error),
}

/// What a store said, in one line and without secrets.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Cause(pub(super) String);
