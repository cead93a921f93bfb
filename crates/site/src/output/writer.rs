//! `Writer`: writes the files of one build.

use super::{
    Error, JOURNAL, LOCK, MANIFEST, OutputDir, Owner, TEMPORARY,
    folders::{Folders, parent},
    ignore_missing,
    journal::JournalWriter,
    records::{Records, path_hash},
    stamp::Stamp,
};
use crate::{
    content_type::ContentType,
    manifest::{self, Hash, OutputFile, OutputManifest},
};
use durable_files::{Durability, atomic_file, kill_point};
use std::{
    fs::{self, File, Metadata},
    io::{ErrorKind, Write},
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

/// The effect of a `put`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PutOutcome {
    /// The file was created or replaced.
    Written,
    /// The file already had these bytes and was not touched.
    Unchanged,
}

/// Statistics of a build.
#[derive(Debug)]
pub struct WriteReport {
    /// Number of files written.
    pub written: usize,
    /// Number of files left unchanged.
    pub unchanged: usize,
    /// Number of files of the last build that are no longer part of the site.
    pub removed: usize,
    /// Bytes in all files of the site.
    pub bytes: u64,
    /// Bytes in the files written.
    pub written_bytes: u64,
    /// The largest HTML file.
    pub largest_page: Option<LargestPage>,
    /// The manifest that is now on disk.
    pub manifest: OutputManifest,
}

/// The largest HTML file of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LargestPage {
    /// Path of the file.
    pub file: Box<str>,
    /// Size in bytes.
    pub length: u64,
}

/// Writes the files of one build. If dropped without `finish`, it leaves the old manifest, and a journal that the next
/// build uses to clean up.
#[derive(Debug)]
pub struct Writer<'a> {
    dir: &'a OutputDir,
    folders: Folders,
    records: Records,
    journal: JournalWriter,
    /// Hashes of the paths that the journal lists as new, sorted.
    planned: Vec<u64>,
    /// When the last build ended. `None` if all files have to be read.
    settled: Option<Stamp>,
    /// Whether a file changed since then was found.
    has_read: AtomicBool,
}

impl<'a> Writer<'a> {
    pub(super) fn begin<P: AsRef<str>>(
        dir: &'a OutputDir,
        planned: impl IntoIterator<Item = P>,
    ) -> Result<Self, Error> {
        let mut hashes = Vec::new();
        // A file that exists there now is not ours. Listing it would make the next build treat it as ours if this one
        // is killed.
        let is_new = |path: &P| {
            let path = path.as_ref();
            manifest::is_file_path(path) && matches!(dir.owner(path), Owner::Unknown) && !dir.is_taken(path)
        };
        let new = planned.into_iter().filter(is_new).inspect(|path| hashes.push(path_hash(path.as_ref())));
        let journal = JournalWriter::begin(dir, new)?;
        hashes.sort_unstable();
        let temporary = dir.state.join(TEMPORARY);
        fs::create_dir(&temporary).map_err(Error::io("make", &temporary))?;
        kill_point();
        // If the last build ended in the future by the clock of this file system, its end is unknown.
        let now = fs::metadata(&temporary).ok().and_then(|metadata| Stamp::of(&metadata));
        let settled = dir.settled.filter(|settled| now.is_some_and(|now| *settled <= now));
        Ok(Self {
            dir,
            folders: Folders::default(),
            records: Records::new(),
            journal,
            planned: hashes,
            settled,
            has_read: AtomicBool::new(false),
        })
    }

    /// Ensures that the file exists with these bytes. Every build has to put every file of the site.
    pub fn put(&self, path: &str, bytes: &[u8], content_type: ContentType) -> Result<PutOutcome, Error> {
        let file = OutputFile { hash: Hash::of(bytes), length: bytes.len() as u64, content_type };
        let outcome = self.write(path, bytes, file.hash);
        match outcome {
            Ok(outcome) => self.records.add(path, file, outcome),
            Err(_) => self.records.add_failure(path),
        }
        outcome
    }

    /// Keeps an existing file whose name identifies its content. Returns `false` if it has to be put.
    #[must_use]
    pub fn keep(&self, path: &str) -> bool {
        let Owner::Manifest(file) = self.dir.owner(path) else { return false };
        let full = self.dir.root.join(path);
        let Ok(metadata) = fs::symlink_metadata(&full) else { return false };
        let is_whole = metadata.is_file()
            && metadata.len() == file.length
            && (self.is_settled(&metadata) || fs::read(&full).is_ok_and(|there| Hash::of(&there) == file.hash));
        if is_whole {
            self.records.add(path, *file, PutOutcome::Unchanged);
        }
        is_whole
    }

    fn write(&self, path: &str, bytes: &[u8], hash: Hash) -> Result<PutOutcome, Error> {
        if !manifest::is_file_path(path) {
            return Err(Error::BadPath(path.into()));
        }
        match self.dir.owner(path) {
            Owner::Manifest(file) => self.update(path, bytes, Some(file.hash == hash)),
            Owner::Journal => self.update(path, bytes, None),
            Owner::Unknown => {
                if self.planned.binary_search(&path_hash(path)).is_err() && self.is_claimed(path, bytes)? {
                    return Ok(PutOutcome::Unchanged);
                }
                self.create(path, bytes)
            }
        }
    }

    /// Writes a file that is ours if it exists. `is_same` is whether the manifest has the same hash, `None` if unknown.
    fn update(&self, path: &str, bytes: &[u8], is_same: Option<bool>) -> Result<PutOutcome, Error> {
        let full = self.dir.root.join(path);
        match self.look(path, &full)? {
            None => self.create(path, bytes),
            Some(metadata) if !metadata.is_file() => Err(Error::foreign(&full, &metadata)),
            Some(metadata) if self.is_there(&full, &metadata, bytes, is_same) => Ok(PutOutcome::Unchanged),
            Some(_) => self.replace(path, &full, bytes),
        }
    }

    /// Metadata of the path, `None` if missing. A folder with only files of an earlier build is removed.
    fn look(&self, path: &str, full: &Path) -> Result<Option<Metadata>, Error> {
        let look = || match fs::symlink_metadata(full) {
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
            metadata => metadata.map(Some).map_err(Error::io("look at", full)),
        };
        match look()? {
            Some(metadata) if metadata.is_dir() => {
                self.folders.clear(self.dir, path, &|path| self.records.contains(path))?;
                look()
            }
            found => Ok(found),
        }
    }

    /// Whether the file has these bytes. It is read only if the manifest is not reliable: after an interrupted build,
    /// or if the file changed since.
    fn is_there(&self, full: &Path, metadata: &Metadata, bytes: &[u8], is_same: Option<bool>) -> bool {
        if metadata.len() != bytes.len() as u64 || is_same == Some(false) && !self.dir.is_interrupted {
            return false;
        }
        let is_known = is_same == Some(true) && self.is_settled(metadata);
        is_known || fs::read(full).is_ok_and(|there| there == bytes)
    }

    /// Whether a file in the manifest is unchanged since the last build, by its timestamp. Always `false` after an
    /// interrupted build.
    fn is_settled(&self, metadata: &Metadata) -> bool {
        let changed = Stamp::of(metadata);
        let is_settled = !self.dir.is_interrupted
            && self.settled.is_some_and(|settled| changed.is_some_and(|changed| changed <= settled));
        if !is_settled {
            self.has_read.store(true, Ordering::Relaxed);
        }
        is_settled
    }

    /// Adds a file to the journal that `begin` did not list, because it was not planned or its path was taken. Returns
    /// `true` if a file with the right bytes exists: it is adopted, since the manifest that named it may be lost.
    fn is_claimed(&self, path: &str, bytes: &[u8]) -> Result<bool, Error> {
        let full = self.dir.root.join(path);
        let Some(metadata) = self.look(path, &full)? else {
            self.journal.claim(path).map_err(Error::io("write", &self.dir.state.join(JOURNAL)))?;
            return Ok(false);
        };
        if self.records.contains(path) {
            return Err(Error::Twice(path.into()));
        }
        let is_same = metadata.is_file()
            && metadata.len() == bytes.len() as u64
            && self.folders.is_real(self.dir, parent(path))
            && fs::read(&full).is_ok_and(|there| there == bytes);
        if is_same {
            self.has_read.store(true, Ordering::Relaxed);
            return Ok(true);
        }
        Err(Error::foreign(&full, &metadata))
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<PutOutcome, Error> {
        self.make_parent(path)?;
        let full = self.dir.root.join(path);
        match File::create_new(&full) {
            Ok(file) => {
                fill(file, &full, bytes)?;
                Ok(PutOutcome::Written)
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(self.collision(path, &full)),
            Err(error) => Err(Error::io("create", &full)(error)),
        }
    }

    /// Error for a path that has become occupied since `begin` checked it.
    fn collision(&self, path: &str, full: &Path) -> Error {
        if self.records.contains(path) {
            return Error::Twice(path.into());
        }
        if let Err(error) = self.journal.disown(path) {
            return Error::io("write", &self.dir.state.join(JOURNAL))(error);
        }
        match fs::symlink_metadata(full) {
            Ok(metadata) => Error::foreign(full, &metadata),
            Err(error) => Error::io("create", full)(error),
        }
    }

    fn replace(&self, path: &str, full: &Path, bytes: &[u8]) -> Result<PutOutcome, Error> {
        self.make_parent(path)?;
        let temporary = self.dir.state.join(TEMPORARY);
        let replaced =
            atomic_file::replace_from(&temporary, full, Durability::ProcessKill, |file| file.write_all(bytes));
        replaced.map(|()| PutOutcome::Written).map_err(Error::io("replace", full))
    }

    fn make_parent(&self, path: &str) -> Result<(), Error> {
        self.folders.make(self.dir, parent(path), &|path| self.records.contains(path))
    }

    /// Removes the files of the last build that were not put this time, and writes `manifest` with its `files` filled
    /// in. The manifest file is not touched if it would not change.
    ///
    /// Fails without removing anything if a `put` failed.
    pub fn finish(self, mut manifest: OutputManifest) -> Result<WriteReport, Vec<Error>> {
        let Self { dir, folders, records, settled, has_read, .. } = self;
        let put = records.finish()?;
        manifest.files = put.files;
        let mut errors = Vec::new();
        let mut removed = 0;
        if let Some(previous) = &dir.previous {
            for (path, _) in manifest::changes(&previous.files, &manifest.files).removed {
                removed += 1;
                errors.extend(folders.remove_file(dir, path, "").err());
            }
        }
        for path in dir.leftovers.iter().filter(|path| !manifest.files.contains_key(*path)) {
            errors.extend(folders.remove_file(dir, path, "").err());
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let are_times_stale = settled.is_none() || has_read.into_inner();
        settle(dir, &manifest, are_times_stale).map_err(|error| vec![error])?;
        let pages = manifest.files.iter().filter(|(_, file)| file.content_type == ContentType::Html);
        let largest = pages.max_by(|(_, a), (_, b)| a.length.cmp(&b.length));
        Ok(WriteReport {
            written: put.written,
            unchanged: put.unchanged,
            removed,
            bytes: manifest.files.values().map(|file| file.length).sum(),
            written_bytes: put.written_bytes,
            largest_page: largest.map(|(path, file)| LargestPage { file: path.clone(), length: file.length }),
            manifest,
        })
    }
}

/// Writes the manifest, and removes the temporary folder and the journal.
fn settle(dir: &OutputDir, manifest: &OutputManifest, are_times_stale: bool) -> Result<(), Error> {
    let is_new = dir.previous.as_ref() != Some(manifest);
    if is_new {
        dir.write_record(MANIFEST, |out| manifest.write(out))?;
    }
    if is_new || are_times_stale {
        // If times cannot be set, the next build reads every file.
        let _ = Stamp::end_build(&dir.state.join(MANIFEST), &dir.state.join(LOCK), is_new);
    }
    kill_point();
    let temporary = dir.state.join(TEMPORARY);
    ignore_missing(fs::remove_dir_all(&temporary)).map_err(Error::io("remove", &temporary))?;
    kill_point();
    let journal = dir.state.join(JOURNAL);
    ignore_missing(fs::remove_file(&journal)).map_err(Error::io("remove", &journal))?;
    kill_point();
    Ok(())
}

/// Writes the bytes of a new file. Removes the file on failure.
fn fill(mut file: File, path: &Path, bytes: &[u8]) -> Result<(), Error> {
    kill_point();
    file.write_all(bytes).map_err(|error| {
        let _ = fs::remove_file(path);
        Error::io("write", path)(error)
    })?;
    kill_point();
    Ok(())
}
