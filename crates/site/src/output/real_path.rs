//! Real path of a file or folder that need not exist.

use std::{
    fs,
    io::{self, ErrorKind},
    path::{Component, Path, PathBuf, absolute},
};

/// The absolute path with links and `..` resolved. Parts that do not exist are kept as they are.
///
/// # Errors
///
/// If a part cannot be accessed, or links form a cycle.
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
