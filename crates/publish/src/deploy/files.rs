//! Reads the site's files for upload: checks them against the manifest and compresses them.

use crate::deploy::{encode::encode, error::Error, form::Body, state::Wanted};
use bytes::Bytes;
use md5::{Digest as _, Md5};
use site::manifest::{Hash, OutputFile};
use std::{
    borrow::Cow,
    fs, io,
    path::{Path, PathBuf},
};

/// A file ready for upload.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) bytes: Bytes,
    /// MD5 of the bytes to upload.
    pub(super) md5: [u8; 16],
}

/// Checks that a file exists with the length in the manifest, without reading it.
pub(super) fn glance(folder: &Path, wanted: &Wanted<'_>) -> Result<(), Error> {
    let path = folder.join(wanted.source);
    let what = match fs::symlink_metadata(&path) {
        Ok(metadata) if !metadata.is_file() => "it is no longer a file",
        Ok(metadata) if metadata.len() != wanted.file.length => "its length differs from the manifest",
        Ok(_) => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => "it is gone",
        Err(source) => return Err(Error::Read { path, source }),
    };
    Err(Error::LocalFile { path, what })
}

/// Reads, verifies and compresses a file on a thread for blocking work.
pub(super) async fn ready(folder: &Path, wanted: &Wanted<'_>) -> Result<Ready, Error> {
    let (path, file, body) = (folder.join(wanted.source), wanted.file, wanted.body);
    let ready = tokio::task::spawn_blocking(move || ready_now(path, file, body)).await;
    ready.unwrap_or_else(|error| Err(Error::Runtime(io::Error::other(error))))
}

fn ready_now(path: PathBuf, file: OutputFile, body: Body) -> Result<Ready, Error> {
    let bytes = match fs::read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Error::LocalFile { path, what: "it is gone" });
        }
        Err(source) => return Err(Error::Read { path, source }),
        Ok(bytes) => bytes,
    };
    if bytes.len() as u64 != file.length || Hash::of(&bytes) != file.hash {
        return Err(Error::LocalFile { path, what: "its content differs from the manifest" });
    }
    let packed = match encode(&bytes, body).map_err(Error::Pack)? {
        Cow::Owned(packed) => packed,
        Cow::Borrowed(_) => bytes,
    };
    let md5 = Md5::digest(&packed).into();
    Ok(Ready { bytes: packed.into(), md5 })
}

/// Whether a file in a folder has exactly these bytes.
pub(super) async fn is_same_in(target: &Path, name: &str, ready: &Ready) -> bool {
    let (path, bytes) = (target.join(name), ready.bytes.clone());
    let same = tokio::task::spawn_blocking(move || fs::read(path).is_ok_and(|there| there == bytes)).await;
    same.unwrap_or(false)
}

/// Deletes temporary files that killed writes left next to our files in a folder: `object_store` writes `index.html#1`
/// and renames it.
pub(super) fn sweep(target: &Path, is_ours: impl Fn(&str) -> bool) {
    for entry in walkdir::WalkDir::new(target).into_iter().filter_map(Result::ok) {
        let Some(path) = entry.path().strip_prefix(target).ok().and_then(Path::to_str) else { continue };
        let Some((name, number)) = path.rsplit_once('#') else { continue };
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && entry.file_type().is_file() && is_ours(&name.replace('\\', "/")) {
            // A temporary file that cannot be deleted does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}
