//! Exclusive advisory lock on a folder.

use std::{
    fs::{File, TryLockError},
    io::{self, ErrorKind},
    path::Path,
};

/// The lock, held until it is dropped.
#[derive(Debug)]
pub struct FolderLock(File);

impl FolderLock {
    /// Locks `file` and creates it if it is missing. `None` if another process holds the lock. The operating system
    /// releases the lock when the process ends, even if it is killed.
    pub fn take(file: &Path) -> io::Result<Option<Self>> {
        let file = File::options().create(true).truncate(false).write(true).open(file)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Ok(None),
            // Some network file systems do not support locks. They are used by one machine at a time, so this
            // continues without a lock.
            Err(TryLockError::Error(error)) if error.kind() != ErrorKind::Unsupported => Err(error),
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Some(Self(file))),
        }
    }
}

impl Drop for FolderLock {
    /// Unlocks explicitly. Closing the file is not enough, because a child process keeps it open between `fork` and
    /// `exec`.
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}
