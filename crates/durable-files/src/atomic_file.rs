//! Replaces a file atomically: a reader sees the old file or the complete new one.

use crate::kill_point;
use std::{
    fs::{self, File},
    io::{self, ErrorKind},
    path::Path,
};
use tempfile::{Builder, NamedTempFile};

/// Suffix of a temporary file's name, after six random letters and digits.
const SUFFIX: &str = ".new";

/// Length of the random part of a temporary file's name.
const RANDOM_LETTERS: usize = 6;

/// The failures that the new file survives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Durability {
    /// The process can be killed at any moment. After a power cut the file may be the old one, the new one or empty.
    ProcessKill,
    /// The power can fail at any moment. The file is on disk when the call returns.
    PowerLoss,
}

/// Replaces `path` with what `write` writes. The file gets the permissions of a new file unless `write` sets others. A
/// symbolic link is replaced, not followed. On error, the old file is unchanged and no temporary file remains.
pub fn replace(path: &Path, durability: Durability, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    replace_from(parent(path), path, durability, write)
}

/// Like [`replace`], with the temporary file in `folder`, which must be on the same file system.
pub fn replace_from(
    folder: &Path,
    path: &Path,
    durability: Durability,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> io::Result<()> {
    let mut file = temporary_file(folder, path)?;
    kill_point();
    write(file.as_file_mut())?;
    kill_point();
    if durability == Durability::PowerLoss {
        file.as_file().sync_all()?;
    }
    file.persist(path).map_err(|error| error.error)?;
    kill_point();
    if durability == Durability::PowerLoss { sync_folder(parent(path)) } else { Ok(()) }
}

/// Removes the temporary files that killed processes left in a folder. No other process may write there meanwhile:
/// hold its [`FolderLock`](crate::FolderLock).
pub fn remove_leftovers(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_str().is_some_and(is_temporary) {
            match fs::remove_file(entry.path()) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
    }
    Ok(())
}

fn is_temporary(name: &str) -> bool {
    let random = name.strip_suffix(SUFFIX).and_then(|name| name.rsplit_once('.')).map(|(_, random)| random);
    random
        .is_some_and(|random| random.len() == RANDOM_LETTERS && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn temporary_file(folder: &Path, path: &Path) -> io::Result<NamedTempFile> {
    let mut prefix = path.file_name().unwrap_or_default().to_owned();
    prefix.push(".");
    let mut builder = Builder::new();
    builder.prefix(&prefix).suffix(SUFFIX).rand_bytes(RANDOM_LETTERS);
    // Opened here instead of by `tempfile`, whose files are private and whose errors name the temporary file. This file
    // has the usual permissions, and callers add the path of the file they replace.
    builder.make_in(folder, |path| File::options().write(true).create_new(true).open(path))
}

/// The folder of a file; `.` if the path has none.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Syncs a folder's entries to disk, on systems that support it.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn names(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn a_file_is_replaced_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        for durability in [Durability::ProcessKill, Durability::PowerLoss] {
            replace(&path, durability, |file| file.write_all(b"first")).unwrap();
            let failed = replace(&path, durability, |file| {
                file.write_all(b"sec")?;
                Err(ErrorKind::StorageFull.into())
            });
            assert_eq!(failed.unwrap_err().kind(), ErrorKind::StorageFull);
            assert_eq!(
                (fs::read(&path).unwrap(), names(folder.path())),
                (b"first".to_vec(), vec!["a.json".to_owned()])
            );
            replace(&path, durability, |file| file.write_all(b"other")).unwrap();
            assert_eq!(fs::read(&path).unwrap(), b"other");
        }
    }

    #[test]
    fn errors_do_not_name_temporary_files() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("nowhere/a.json");
        let error = replace(&missing, Durability::ProcessKill, |_| Ok(())).unwrap_err();
        assert_eq!((error.kind(), error.to_string().contains("nowhere")), (ErrorKind::NotFound, false));
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_those_of_a_new_file() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        File::create(folder.path().join("usual")).unwrap();
        replace(&folder.path().join("replaced"), Durability::ProcessKill, |_| Ok(())).unwrap();
        assert_eq!(mode("replaced"), mode("usual"));
    }

    #[test]
    fn only_leftovers_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let (_, left) = temporary_file(folder.path(), Path::new("a.json")).unwrap().keep().unwrap();
        assert!(left.exists());
        for name in ["a.json", "b.new", "notes.today.new"] {
            File::create(folder.path().join(name)).unwrap();
        }
        remove_leftovers(folder.path()).unwrap();
        assert_eq!(names(folder.path()), ["a.json", "b.new", "notes.today.new"]);
    }
}
