//! Errors of a deploy.

use super::{Diagnostic, Exit, Hint};
use publish::deploy::{Error, Signal, target::TargetError};

impl Diagnostic for Error {
    fn hint(&self) -> Option<Hint> {
        let hint = match self {
            Self::Target(error) => return error.hint(),
            Self::Output(error) => return error.hint(),
            Self::Limits { exceeded } => exceeded.first()?.advice,
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
                let hint = format!(
                    "set {variables}, or what else `docs/deploy.md` names; they have to allow listing, reading, \
                     writing and deleting"
                );
                return Some(hint.into());
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
        Some(hint.into())
    }

    fn exit(&self) -> Exit {
        match self {
            Self::Target(error) => error.exit(),
            Self::Interrupted { signal: Signal::Interrupt, .. } => Exit::Interrupted,
            Self::Interrupted { signal: Signal::Terminate, .. } => Exit::Terminated,
            _ => Exit::Failed,
        }
    }
}

impl Diagnostic for TargetError {
    fn hint(&self) -> Option<Hint> {
        let hint = match self {
            Self::Scheme { .. } | Self::Url { .. } => {
                "write `file:///srv/www`, `s3://bucket/folder`, `gs://bucket/folder` or `az://container/folder`"
            }
            Self::Credentials => "remove them, and set them as variables of the environment",
            Self::EndpointVariable { .. } => {
                "remove what is before the `@`, and set the variables that `docs/deploy.md` names"
            }
            Self::Key { key: "region", .. } => "remove it: only `s3://` has regions",
            Self::Key { .. } => "remove it: a folder is reached without one",
            Self::Endpoint => {
                "write where the store answers, without the bucket: `https://account.blob.core.chinacloudapi.cn`"
            }
        };
        Some(hint.into())
    }

    fn exit(&self) -> Exit {
        Exit::Usage
    }
}

/// What stands before the `://` of a target, as it is shown.
fn scheme(target: &str) -> &str {
    target.split_once("://").map_or("", |(scheme, _)| scheme)
}
