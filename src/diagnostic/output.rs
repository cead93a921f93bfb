//! Errors of the folder that a site is built into.

use super::{Diagnostic, Hint};
use site::{
    manifest::ReadError,
    output::{Error, Refusal},
};
use std::io;

impl Diagnostic for Error {
    fn hint(&self) -> Option<Hint> {
        let hint = match self {
            Self::Busy(_) => "wait for it to end, or name another folder with `--out`",
            Self::NoManifest { .. } => {
                "build the site first, or name its folder; with a base path that is the folder below `--out`"
            }
            Self::Refused { why: Refusal::NotEmpty, .. } => {
                "name an empty folder; `modelpress build --force` builds into this one and keeps the files in it"
            }
            Self::Refused {
                why: Refusal::Root | Refusal::Home | Refusal::Contains(_) | Refusal::Within(_), ..
            } => "name a folder that holds nothing but the site, as in `--out dist`",
            Self::Manifest { source: ReadError::Schema(_), .. } => {
                "use the version of modelpress that wrote it, or move the folder away and build again"
            }
            Self::Manifest { .. } => "restore the file from a copy, or move the folder away and build again",
            Self::Journal(_) => {
                "remove it and build again; a file of the unfinished build that is then in the way will be named"
            }
            Self::Foreign { .. } => "move it away, or build into another folder",
            Self::Twice(_) | Self::BadPath(_) => "this is a mistake in modelpress; please report it",
            Self::Io { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    "make room and build again: what was written so far counts"
                }
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    "check who may write into the folder"
                }
                _ => "check the folder and its disk",
            },
            Self::Incomplete(_) => "see what failed above, and build again",
        };
        Some(hint.into())
    }
}
