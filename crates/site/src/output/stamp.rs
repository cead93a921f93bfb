//! Detects whether files changed since the last build by their timestamps, without reading them.
//!
//! A file is unchanged if its timestamp is not later than that of the manifest, which every build writes last. On Unix
//! the timestamp is the inode change time (`ctime`), which programs cannot set: a file that was damaged and then got
//! its old modification time back, or that comes from a restored cache, still counts as changed. The modification time
//! of the `lock` file is a copy of the manifest's timestamp. If they differ, the manifest was copied, restored or
//! touched and its timestamp is meaningless, so all files are read.

use std::{
    fs::{self, File, Metadata},
    io,
    path::Path,
    time::SystemTime,
};

/// When a file was last changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stamp(SystemTime);

impl Stamp {
    /// `None` if the system does not report a change time.
    #[cfg(unix)]
    pub(super) fn of(metadata: &Metadata) -> Option<Self> {
        use std::{os::unix::fs::MetadataExt as _, time::Duration};
        let seconds = Duration::from_secs(metadata.ctime().try_into().ok()?);
        let nanoseconds = Duration::from_nanos(metadata.ctime_nsec().try_into().ok()?);
        SystemTime::UNIX_EPOCH.checked_add(seconds + nanoseconds).map(Self)
    }

    /// `None` if the system does not report a modification time.
    #[cfg(not(unix))]
    pub(super) fn of(metadata: &Metadata) -> Option<Self> {
        metadata.modified().ok().map(Self)
    }

    /// When the last build ended. `None` if the time of `lock` does not confirm it.
    pub(super) fn of_last_build(manifest: &Path, lock: &Path) -> Option<Self> {
        let ended = fs::metadata(manifest).ok().and_then(|metadata| Self::of(&metadata))?;
        let confirmed = fs::metadata(lock).and_then(|metadata| metadata.modified()).ok()?;
        (confirmed == ended.0).then_some(ended)
    }

    /// Sets the end of the last build to now. The manifest keeps its bytes and modification time.
    pub(super) fn end_build(manifest: &Path, lock: &Path, was_written: bool) -> io::Result<()> {
        if !was_written {
            let file = File::options().append(true).open(manifest)?;
            file.set_modified(file.metadata()?.modified()?)?;
        }
        let Some(ended) = Self::of(&fs::metadata(manifest)?) else { return Ok(()) };
        File::options().append(true).open(lock)?.set_modified(ended.0)
    }
}
