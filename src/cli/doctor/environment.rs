//! Credentials by their names, and the room on a disk. No value of any of them is kept or shown.

use super::super::environment::variable;
use std::path::Path;

/// A variable, and what it is for.
const VARIABLES: [(&str, &str); 9] = [
    ("HF_TOKEN", "fetch: more requests of the Hub"),
    ("HUGGING_FACE_HUB_TOKEN", "the same, by its old name"),
    ("HF_ENDPOINT", "fetch: another Hub"),
    ("AWS_ACCESS_KEY_ID", "deployment to S3 and what is like it"),
    ("AWS_SECRET_ACCESS_KEY", "the same"),
    ("AWS_SESSION_TOKEN", "the same, for credentials that expire"),
    ("AWS_ENDPOINT_URL", "the same, of another host"),
    ("GOOGLE_APPLICATION_CREDENTIALS", "deployment to Google Cloud Storage, Search Console"),
    ("AZURE_STORAGE_ACCOUNT_NAME", "deployment to Azure"),
];

/// Each variable that there may be: its name, what it is for, and whether it is set to anything.
pub(super) fn credentials() -> Vec<(&'static str, &'static str, bool)> {
    VARIABLES.into_iter().map(|(name, purpose)| (name, purpose, variable(name).is_some())).collect()
}

/// Bytes that this user can still write below a folder, or the nearest one above it that exists.
#[cfg(unix)]
pub(super) fn free_bytes(folder: &Path) -> Option<u64> {
    let folder = std::path::absolute(folder).ok()?;
    let there = folder.ancestors().find(|folder| folder.is_dir())?;
    let disk = rustix::fs::statvfs(there).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(not(unix))]
pub(super) fn free_bytes(_folder: &Path) -> Option<u64> {
    None
}
