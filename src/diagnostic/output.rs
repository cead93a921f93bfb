//! Errors of the output folder.

use super::{Diagnostic, Hint};
use site::{
    manifest::ReadError,
    output::{Error, Refusal},
};
use std::io;

impl Diagnostic for Error {
    fn hint(&self) -> Option<Hint> {
        let hint = match self {
            Self::Busy(_) => "wait for it to finish, or choose another folder with `--out`",
            Self::NoManifest { .. } => {
                "build the site first, or pass its folder; with a base path, that is the subfolder of `--out`"
            }
            Self::Refused { why: Refusal::NotEmpty, .. } => {
                "choose an empty folder, or use `modelpress build --force` to keep the files in this one"
            }
            Self::Refused {
                why: Refusal::Root | Refusal::Home | Refusal::Contains(_) | Refusal::Within(_), ..
            } => "choose a folder for the site alone, such as `--out dist`",
            Self::Manifest { source: ReadError::Schema(_), .. } => {
                "use the version of modelpress that wrote it, or move the folder away and build again"
            }
            Self::Manifest { .. } => "restore the file from a backup, or move the folder away and build again",
            Self::Journal(_) => {
                "delete it and build again; files of the interrupted build that are then in the way are reported"
            }
            Self::Foreign { .. } => "move it away, or choose another folder",
            Self::Twice(_) | Self::BadPath(_) => "this is a bug in modelpress; please report it",
            Self::Io { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    "free some space and build again; files written so far are kept"
                }
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    "check the permissions of the folder"
                }
                _ => "check the folder and the disk",
            },
            Self::Incomplete(_) => "fix the errors above, then build again",
        };
        Some(hint.into())
    }
}
