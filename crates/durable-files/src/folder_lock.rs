//! An exclusive lock on a folder.

use std::{
    fs::{File, TryLockError},
    io::{self, ErrorKind},
    path::Path,
};

/// The lock, held until it is dropped.
#[derive(Debug)]
pub struct FolderLock(File);

impl FolderLock {
    /// Locks this file, which is created if it is missing. `None` if another process holds the lock. The system
    /// releases it when the process ends for any reason.
    pub fn take(file: &Path) -> io::Result<Option<Self>> {
        let file = File::options().create(true).truncate(false).write(true).open(file)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Ok(None),
            // Some network file systems do not support locks and are used by one machine at a time.
            Err(TryLockError::Error(error)) if error.kind() != ErrorKind::Unsupported => Err(error),
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Some(Self(file))),
        }
    }
}

impl Drop for FolderLock {
    /// Unlocks explicitly. Closing the file is not enough: a child process that is just being started has it open, too,
    /// until its own program runs.
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}
