//! Errors of a deploy.

use super::{Diagnostic, Exit, Hint};
use publish::deploy::{Error, Signal, target::TargetError};

impl Diagnostic for Error {
    fn hint(&self) -> Option<Hint> {
        let hint = match self {
            Self::Target(error) => return error.hint(),
            Self::Output(error) => return error.hint(),
            Self::Limits { exceeded } => exceeded.first()?.advice,
            Self::Itself(_) => "choose another folder; this one can be served as it is",
            Self::Within { .. } => "choose a folder outside the output folder",
            Self::Linked(_) => "replace the link with a folder, or use the folder it points to as the target",
            Self::Unfinished(_) => "run `modelpress build` again",
            Self::Setup { .. } => "see `docs/deploy.md` for the environment variables of each store",
            Self::NoBucket(_) => {
                "create it, or fix the target's `url`; if it exists, check `endpoint` and, for S3, `region`"
            }
            Self::Refused { target, .. } => {
                let variables = match scheme(target) {
                    "gs" => "`GOOGLE_APPLICATION_CREDENTIALS`",
                    "az" => "`AZURE_STORAGE_ACCOUNT_NAME` and `AZURE_STORAGE_ACCOUNT_KEY`",
                    _ => "`AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`",
                };
                let hint = format!(
                    "set {variables}, or see `docs/deploy.md` for others; they must allow listing, reading, \
                     writing and deleting"
                );
                return Some(hint.into());
            }
            Self::Unreachable { target, .. } => match scheme(target) {
                "gs" => "check the network, and `endpoint` or `GOOGLE_BASE_URL`",
                "az" => "check the network, the account name, and `endpoint` or `AZURE_STORAGE_ENDPOINT`",
                _ => "check the network, and `endpoint` or `AWS_ENDPOINT_URL`",
            },
            Self::Redirected { .. } => {
                "set `endpoint` (or `AWS_ENDPOINT_URL`) and `region` to where the bucket is; credentials are only \
                 sent there"
            }
            Self::Store { .. } | Self::Interrupted { is_locked: false, .. } => {
                "run the command again; it resumes where this one stopped"
            }
            Self::Locked { target, .. } if scheme(target) == "file" => {
                "wait for it to finish; the lock is released when its process ends"
            }
            Self::Locked { .. } => {
                "wait for it to finish; if it is known to be dead, take over with `--force` (this happens \
                 automatically ten minutes after the lock was last renewed)"
            }
            Self::Interrupted { is_locked: true, .. } => {
                "run the command again in ten minutes, or with `--force`; it resumes where this one stopped"
            }
            Self::LockLost(_) | Self::Overtaken(_) => {
                "make sure that only one deploy runs at a time, then run it again"
            }
            Self::TooManyRemovals(_) => {
                "list them with `--dry-run --json`; if they should go, raise the limit, for example with \
                 `--max-deletions 50%`"
            }
            Self::LocalFile { .. } => "run `modelpress build --verify`, which repairs changed files",
            Self::Read { .. } => "check the folder and the disk, then run the command again; it resumes",
            Self::Damaged { .. } | Self::Altered(_) => {
                "run the command again; if it fails again, something on the way changes the data"
            }
            Self::Record { .. } => "delete it from the store and deploy again; files are then compared one by one",
            Self::Runtime(_) | Self::Signals(_) | Self::Pack(_) => "check the memory and process limits",
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
                "use `file:///srv/www`, `s3://bucket/folder`, `gs://bucket/folder` or `az://container/folder`"
            }
            Self::Credentials => "remove them and set environment variables instead",
            Self::EndpointVariable { .. } => {
                "remove the part before the `@`, and set the environment variables listed in `docs/deploy.md`"
            }
            Self::Key { key: "region", .. } => "remove it; only `s3://` targets have regions",
            Self::Key { .. } => "remove it; folders do not need it",
            Self::Endpoint => {
                "use the URL of the store without the bucket, such as `https://account.blob.core.chinacloudapi.cn`"
            }
        };
        Some(hint.into())
    }

    fn exit(&self) -> Exit {
        Exit::Usage
    }
}

/// The part before `://` in a target's URL.
fn scheme(target: &str) -> &str {
    target.split_once("://").map_or("", |(scheme, _)| scheme)
}
