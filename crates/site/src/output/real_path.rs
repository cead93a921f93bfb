//! The real path of a file or folder, which need not exist.

use std::{
    fs,
    io::{self, ErrorKind},
    path::{Component, Path, PathBuf, absolute},
};

/// The absolute path without links and `..`. The parts that do not exist yet are taken as they are.
///
/// # Errors
///
/// When a part cannot be looked at, or links lead in a circle.
pub fn real_path(path: &Path) -> io::Result<PathBuf> {
    let mut real = PathBuf::new();
    for part in absolute(path)?.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = real.pop(),
            Component::Prefix(_) => real.push(part),
            Component::RootDir | Component::Normal(_) => {
                real.push(part);
                match fs::canonicalize(&real) {
                    Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
                    found => real = found?,
                }
            }
        }
    }
    Ok(real)
}
