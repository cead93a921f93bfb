//! Names of credentials, and free disk space. No value of a credential is kept or shown.

use super::super::environment::variable;
use std::path::Path;

/// A variable and its purpose.
const VARIABLES: [(&str, &str); 9] = [
    ("HF_TOKEN", "fetch: a higher rate limit on the Hub"),
    ("HUGGING_FACE_HUB_TOKEN", "old name of `HF_TOKEN`"),
    ("HF_ENDPOINT", "fetch: URL of another Hub"),
    ("AWS_ACCESS_KEY_ID", "deploy to S3 or an S3-compatible store"),
    ("AWS_SECRET_ACCESS_KEY", "deploy to S3 or an S3-compatible store"),
    ("AWS_SESSION_TOKEN", "deploy to S3 with temporary credentials"),
    ("AWS_ENDPOINT_URL", "deploy to an S3-compatible store: its URL"),
    ("GOOGLE_APPLICATION_CREDENTIALS", "deploy to Google Cloud Storage; submit to Search Console"),
    ("AZURE_STORAGE_ACCOUNT_NAME", "deploy to Azure"),
];

/// Every known variable: its name, its purpose, and whether it is set.
pub(super) fn credentials() -> Vec<(&'static str, &'static str, bool)> {
    VARIABLES.into_iter().map(|(name, purpose)| (name, purpose, variable(name).is_some())).collect()
}

/// Bytes that this user can still write to a folder, or to its nearest existing parent.
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
