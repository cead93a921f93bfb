//! Creates and removes the folders of the site: each is created once, and none may be a symbolic link.

use super::{Error, OutputDir, Owner, ignore_missing, records::path_hash};
use durable_files::kill_point;
use std::{
    collections::BTreeSet,
    fs,
    io::ErrorKind,
    ops::Bound,
    sync::{Mutex, PoisonError},
};

const SHARDS: usize = 16;

/// Folders known to exist and to be real folders, not links.
#[derive(Debug, Default)]
pub(super) struct Folders {
    /// Hashes of the paths, sharded: a few bytes for each of a million folders.
    known: [Mutex<BTreeSet<u64>>; SHARDS],
}

/// The folder of a file. Empty for the site's own folder.
pub(super) fn parent(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

impl Folders {
    fn shard(&self, hash: u64) -> std::sync::MutexGuard<'_, BTreeSet<u64>> {
        let at = usize::try_from(hash % SHARDS as u64).expect("the remainder is small");
        self.known[at].lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_known(&self, folder: &str) -> bool {
        folder.is_empty() || {
            let hash = path_hash(folder);
            self.shard(hash).contains(&hash)
        }
    }

    fn learn(&self, folder: &str) {
        let hash = path_hash(folder);
        self.shard(hash).insert(hash);
    }

    /// Creates a folder and its missing parents. A file of an earlier build in the way is removed, unless `is_put`
    /// reports that this build wrote it as well.
    pub(super) fn make(&self, dir: &OutputDir, folder: &str, is_put: &dyn Fn(&str) -> bool) -> Result<(), Error> {
        if self.is_known(folder) {
            return Ok(());
        }
        // Parents first: a parent that is a link must not be traversed.
        self.make(dir, parent(folder), is_put)?;
        let path = dir.root.join(folder);
        loop {
            match fs::create_dir(&path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                made => {
                    made.map_err(Error::io("make", &path))?;
                    kill_point();
                    break;
                }
            }
            let metadata = match fs::symlink_metadata(&path) {
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                metadata => metadata.map_err(Error::io("look at", &path))?,
            };
            if metadata.is_dir() {
                break;
            }
            let is_stale = metadata.is_file() && !matches!(dir.owner(folder), Owner::Unknown) && !is_put(folder);
            if !is_stale {
                return Err(Error::foreign(&path, &metadata));
            }
            match fs::remove_file(&path) {
                // Another thread removed it first.
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::IsADirectory) => {}
                removed => removed.map_err(Error::io("remove", &path))?,
            }
            kill_point();
        }
        self.learn(folder);
        Ok(())
    }

    /// Whether a folder exists and neither it nor any of its parents is a link.
    pub(super) fn is_real(&self, dir: &OutputDir, folder: &str) -> bool {
        if self.is_known(folder) {
            return true;
        }
        let is_real = self.is_real(dir, parent(folder))
            && fs::symlink_metadata(dir.root.join(folder)).is_ok_and(|metadata| metadata.is_dir());
        if is_real {
            self.learn(folder);
        }
        is_real
    }

    /// Removes a file of the site and the folders that become empty, up to but not including `top`.
    ///
    /// If something other than a file now has this path, it is not ours and stays.
    pub(super) fn remove_file(&self, dir: &OutputDir, file: &str, top: &str) -> Result<(), Error> {
        let mut folder = parent(file);
        if self.is_real(dir, folder) {
            let path = dir.root.join(file);
            match fs::symlink_metadata(&path) {
                Ok(metadata) if metadata.is_file() => {
                    ignore_missing(fs::remove_file(&path)).map_err(Error::io("remove", &path))?;
                    kill_point();
                }
                Ok(_) => {}
                Err(error) => ignore_missing(Err(error)).map_err(Error::io("look at", &path))?,
            }
        }
        // A killed build may have removed the file and left the folder.
        while folder != top && !folder.is_empty() {
            if self.is_real(dir, parent(folder)) {
                match fs::remove_dir(dir.root.join(folder)) {
                    Ok(()) => {
                        self.forget(folder);
                        kill_point();
                    }
                    Err(error) if error.kind() == ErrorKind::NotFound => {}
                    // Not empty or not a folder: the content is needed or not ours.
                    Err(_) => break,
                }
            }
            folder = parent(folder);
        }
        Ok(())
    }

    fn forget(&self, folder: &str) {
        let hash = path_hash(folder);
        self.shard(hash).remove(&hash);
    }

    /// Removes the files of earlier builds from a folder whose path is needed for a file, and the folder itself if it
    /// is empty then.
    pub(super) fn clear(&self, dir: &OutputDir, folder: &str, is_put: &dyn Fn(&str) -> bool) -> Result<(), Error> {
        let below = format!("{folder}/");
        let from = (Bound::Included(below.as_str()), Bound::Unbounded);
        let previous = dir.previous.iter().flat_map(|previous| previous.files.range::<str, _>(from));
        let previous = previous.map(|(path, _)| path).take_while(|path| path.starts_with(&below));
        let first = dir.leftovers.partition_point(|path| **path < *below);
        let leftovers = dir.leftovers[first..].iter().take_while(|path| path.starts_with(&below));
        let mut stale = previous.chain(leftovers).filter(|path| !is_put(path));
        stale.try_for_each(|path| self.remove_file(dir, path, parent(folder)))
    }
}
