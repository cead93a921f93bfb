//! A folder that one process at a time works in.

use std::{
    fs::{File, TryLockError},
    io::{self, ErrorKind},
    path::Path,
};

/// The lock, held until it is dropped.
#[derive(Debug)]
pub struct FolderLock(File);

impl FolderLock {
    /// Locks by this file, which is made where it is missing; none where another process holds the lock. The system
    /// lets go of it when the process ends, however it does.
    pub fn take(file: &Path) -> io::Result<Option<Self>> {
        let file = File::options().create(true).truncate(false).write(true).open(file)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Ok(None),
            // Some network file systems know no locks, and are used by one machine at a time.
            Err(TryLockError::Error(error)) if error.kind() != ErrorKind::Unsupported => Err(error),
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Some(Self(file))),
        }
    }
}

impl Drop for FolderLock {
    /// Closing the file is not enough: a process that is being started at this moment has it open, too, until its
    /// own program runs.
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}
