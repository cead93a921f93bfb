//! Whether files changed since the last build, from their times and without reading them.
//!
//! A file is unchanged if it was last changed no later than the manifest, which every build writes last. On Unix the
//! time is that of the inode's last change (`ctime`), which no program can set: a file that was damaged and then given
//! back its old time of modification, or that comes from a restored cache, is still known to have changed. The time of
//! modification of the `lock` file repeats the manifest's own: if they differ, the manifest was copied, restored or
//! touched, its time says nothing about the files, and all of them are read.

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
    /// `None` where the system has no such time.
    #[cfg(unix)]
    pub(super) fn of(metadata: &Metadata) -> Option<Self> {
        use std::{os::unix::fs::MetadataExt as _, time::Duration};
        let seconds = Duration::from_secs(metadata.ctime().try_into().ok()?);
        let nanoseconds = Duration::from_nanos(metadata.ctime_nsec().try_into().ok()?);
        SystemTime::UNIX_EPOCH.checked_add(seconds + nanoseconds).map(Self)
    }

    /// `None` where the system has no such time.
    #[cfg(not(unix))]
    pub(super) fn of(metadata: &Metadata) -> Option<Self> {
        metadata.modified().ok().map(Self)
    }

    /// When the last build ended, as `lock` confirms it.
    pub(super) fn of_last_build(manifest: &Path, lock: &Path) -> Option<Self> {
        let ended = fs::metadata(manifest).ok().and_then(|metadata| Self::of(&metadata))?;
        let confirmed = fs::metadata(lock).and_then(|metadata| metadata.modified()).ok()?;
        (confirmed == ended.0).then_some(ended)
    }

    /// Makes the present the time at which the last build ended. The manifest keeps its bytes and its time of
    /// modification.
    pub(super) fn end_build(manifest: &Path, lock: &Path, was_written: bool) -> io::Result<()> {
        if !was_written {
            let file = File::options().append(true).open(manifest)?;
            file.set_modified(file.metadata()?.modified()?)?;
        }
        let Some(ended) = Self::of(&fs::metadata(manifest)?) else { return Ok(()) };
        File::options().append(true).open(lock)?.set_modified(ended.0)
    }
}
