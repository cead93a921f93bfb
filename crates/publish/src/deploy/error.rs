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

impl Error {
    /// What to try.
    #[must_use]
    pub fn hint(&self) -> String {
        let hint = match self {
            Self::Target(error) => error.hint(),
            Self::Output(error) => error.hint(),
            Self::Limits { exceeded } => exceeded.first().map_or("", |exceeded| exceeded.advice),
            Self::Itself(_) => "name another folder: the site is served from there as it is",
            Self::Within { .. } => "name a folder outside the site",
            Self::Linked(_) => "replace the link by a folder, or name the folder it leads to as the target",
            Self::Unfinished(_) => "run `modelpress build` again",
            Self::Setup { .. } => "`docs/deploy.md` says which variables each kind of store reads",
            Self::NoBucket(_) => {
                "make it, or correct the target's `url`; where it exists, check `endpoint`, and `region` of S3"
            }
            Self::Refused { target, .. } => {
                let variables = match scheme(target) {
                    "gs" => "`GOOGLE_APPLICATION_CREDENTIALS`",
                    "az" => "`AZURE_STORAGE_ACCOUNT_NAME` and `AZURE_STORAGE_ACCOUNT_KEY`",
                    _ => "`AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`",
                };
                return format!(
                    "set {variables}, or what else `docs/deploy.md` names; they have to allow listing, reading, \
                     writing and deleting"
                );
            }
            Self::Unreachable { target, .. } => match scheme(target) {
                "gs" => "check the network, and `endpoint` or `GOOGLE_BASE_URL`",
                "az" => "check the network, the name of the account, and `endpoint` or `AZURE_STORAGE_ENDPOINT`",
                _ => "check the network, and `endpoint` or `AWS_ENDPOINT_URL`",
            },
            Self::Redirected { .. } => {
                "set `endpoint` (or `AWS_ENDPOINT_URL`) and `region` to where the bucket is; credentials are sent \
                 there alone"
            }
            Self::Store { .. } | Self::Interrupted { is_locked: false, .. } => {
                "run the command again: it goes on where this one stopped"
            }
            Self::Locked { target, .. } if scheme(target) == "file" => {
                "wait for it to end: the system releases the lock with the process that holds it"
            }
            Self::Locked { .. } => {
                "wait for it to end; when it is known to be dead, take over with `--force` (ten minutes after the \
                 lock was last renewed that happens by itself)"
            }
            Self::Interrupted { is_locked: true, .. } => {
                "run the command again in ten minutes, or with `--force`: it goes on where this one stopped"
            }
            Self::LockLost(_) | Self::Overtaken(_) => "see that only one deploy runs at a time, and run it again",
            Self::TooManyRemovals(_) => {
                "look at them with `--dry-run --json`; if they are meant to go, raise `--max-deletions`, as in \
                 `--max-deletions 50%`"
            }
            Self::LocalFile { .. } => {
                "run `modelpress build --verify`: it reads every file and repairs those that differ"
            }
            Self::Read { .. } => "check the folder and its disk; what was put so far counts",
            Self::Damaged { .. } | Self::Altered(_) => {
                "run the command again; if it happens again, something between changes what is sent"
            }
            Self::Record { .. } => "remove it from the store and deploy again: files are then compared one by one",
            Self::Runtime(_) | Self::Signals(_) | Self::Pack(_) => "check the memory and the limits of this process",
        };
        hint.to_owned()
    }
}

/// What stands before the `://` of a target, as it is shown.
fn scheme(target: &str) -> &str {
    target.split_once("://").map_or("", |(scheme, _)| scheme)
}
