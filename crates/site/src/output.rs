//! The output folder: writes changed files, removes stale ones, and touches nothing else.
//!
//! `OutputDir::open` → `begin` → `Writer::put` for every file, from any number of threads → `Writer::finish`.
//! Everything is inside the *site's folder*: `--out`, or the folder in it that the base path names. Its `.modelpress`
//! holds:
//!
//! - `manifest.json`: the result of the last complete build. Written last.
//! - `journal`: exists while a build runs, and after an interrupted one. Names every file that the build may have
//!   created and that is not in the manifest. It is on disk before the first of these files.
//! - `lock`: locked while a build runs. Its modification time shows which files changed since the last build
//!   (`stamp.rs`).
//! - `tmp`: temporary files that will replace others.
//! - `build-report.json`, `deploy-report.json`: written by the caller; not part of a manifest.
//! - `submitted.json`, `submit.lock`: state of `submit`. A build does not touch them.
//!
//! Only files named in the manifest or the journal are replaced or removed, and never through symbolic links. If a file
//! the program did not create has the path of a site file, it is adopted if its bytes are right (the manifest may be
//! lost). Otherwise it is an error.

mod error;
mod folders;
mod journal;
mod records;
mod real_path;
mod refusal;
mod stamp;
mod writer;

use crate::{
    file_names::MANIFEST,
    manifest::{self, Hash, OutputFile, OutputManifest, STATE_FOLDER},
};
use durable_files::{Durability, FolderLock, atomic_file};
use journal::Journal;
use stamp::Stamp;
use std::{
    fs,
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

pub use error::{Error, Obstacle};
pub use real_path::real_path;
pub use refusal::{Protected, Refusal, check_folder};
pub use writer::{LargestPage, PutOutcome, WriteReport, Writer};

const JOURNAL: &str = "journal";
const LOCK: &str = "lock";
const TEMPORARY: &str = "tmp";
const REPORT: &str = "build-report.json";
const DEPLOY_REPORT: &str = "deploy-report.json";

/// A locked site folder and the state that previous builds left there.
#[derive(Debug)]
pub struct OutputDir {
    root: PathBuf,
    state: PathBuf,
    previous: Option<OutputManifest>,
    /// Hash of the manifest's text.
    previous_hash: Option<Hash>,
    /// When the last build ended. Files changed since then have to be read. `None` if all files have to be read.
    settled: Option<Stamp>,
    /// Whether the previous build did not finish.
    is_interrupted: bool,
    /// The paths in the journal of the interrupted build, sorted.
    leftovers: Vec<Box<str>>,
    /// The names in the site's folder, sorted.
    present: Vec<String>,
    _lock: FolderLock,
}

impl OutputDir {
    /// Opens the site's folder: `out`, or the folder `base_path` (`/marketplace`) inside it. Creates it if it does not
    /// exist, and locks it until the value is dropped.
    pub fn open(out: &Path, base_path: &str) -> Result<Self, Error> {
        let root = make_site_folder(out, base_path)?;
        let state = root.join(STATE_FOLDER);
        make_folder(&state)?;
        let lock_file = state.join(LOCK);
        let lock = FolderLock::take(&lock_file).map_err(Error::io("lock", &lock_file))?;
        let Some(lock) = lock else { return Err(Error::Busy(state)) };
        let temporary = state.join(TEMPORARY);
        let journal = Journal::read(&state.join(JOURNAL))?;
        let path = state.join(MANIFEST);
        let (previous, previous_hash) = match read_text(&path)? {
            None => (None, None),
            Some(text) => (Some(parse(&path, &text)?), Some(Hash::of(&text))),
        };
        let settled = Stamp::of_last_build(&path, &lock_file);
        ignore_missing(fs::remove_dir_all(&temporary)).map_err(Error::io("remove", &temporary))?;
        atomic_file::remove_leftovers(&state).map_err(Error::io("clean up", &state))?;
        let mut leftovers = Vec::new();
        let mut is_interrupted = false;
        if let Some(journal) = journal {
            // A journal for another manifest is a leftover of a build that finished but did not remove it.
            if journal.base == previous_hash {
                is_interrupted = true;
                leftovers = journal.paths;
            }
        }
        let present = names(&root)?;
        Ok(Self { root, state, previous, previous_hash, settled, is_interrupted, leftovers, present, _lock: lock })
    }

    /// Opens and locks the folder of a built site for reading: no build can write to it in the meantime.
    pub fn open_built(root: &Path) -> Result<Self, Error> {
        if !root.join(STATE_FOLDER).join(MANIFEST).is_file() {
            return Err(Error::NoManifest { folder: root.into(), exists: root.is_dir() });
        }
        Self::open(root, "")
    }

    /// Reads and compares every file instead of trusting its size and modification time.
    pub fn distrust_times(&mut self) {
        self.settled = None;
    }

    /// The manifest of the last complete build, if there was one.
    #[must_use]
    pub fn previous(&self) -> Option<&OutputManifest> {
        self.previous.as_ref()
    }

    /// Whether the previous build was killed or failed.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        self.is_interrupted
    }

    /// The folder that file paths are relative to.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Starts writing. `planned` lists the files to be put. Other files can be put as well, each at the cost of a
    /// separate journal entry, and planned files may be omitted.
    pub fn begin<P: AsRef<str>>(&self, planned: impl IntoIterator<Item = P>) -> Result<Writer<'_>, Error> {
        Writer::begin(self, planned)
    }

    /// Writes `.modelpress/build-report.json`.
    pub fn write_report(&self, json: &[u8]) -> Result<(), Error> {
        self.write_record(REPORT, |out| out.write_all(json))
    }

    /// Writes `.modelpress/deploy-report.json`.
    pub fn write_deploy_report(&self, json: &[u8]) -> Result<(), Error> {
        self.write_record(DEPLOY_REPORT, |out| out.write_all(json))
    }

    /// Replaces one of the records in `.modelpress`.
    fn write_record(&self, name: &str, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
        let path = self.state.join(name);
        let written = atomic_file::replace(&path, Durability::ProcessKill, |file| {
            let mut out = io::BufWriter::with_capacity(1 << 16, file);
            write(&mut out)?;
            out.flush()
        });
        written.map_err(Error::io("write", &path))
    }

    /// The owner of a file.
    fn owner(&self, path: &str) -> Owner<'_> {
        if let Some(file) = self.previous.as_ref().and_then(|previous| previous.files.get(path)) {
            return Owner::Manifest(file);
        }
        if self.leftovers.binary_search_by(|known| (**known).cmp(path)).is_ok() {
            return Owner::Journal;
        }
        Owner::Unknown
    }

    /// Whether the path of a new file already exists on disk.
    fn is_taken(&self, path: &str) -> bool {
        let first = path.split('/').next().unwrap_or(path);
        if self.present.binary_search_by(|known| (**known).cmp(first)).is_err() {
            return false;
        }
        match fs::symlink_metadata(self.root.join(path)) {
            Err(error) => !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
            Ok(_) => true,
        }
    }
}

/// The owner of a file in the output folder.
#[derive(Debug, Clone, Copy)]
enum Owner<'a> {
    /// The last complete build created it.
    Manifest(&'a OutputFile),
    /// An interrupted build may have created it.
    Journal,
    /// Not created by a build, or does not exist.
    Unknown,
}

/// Reads the manifest of a site's folder without locking it, for read-only commands.
pub fn read_manifest(root: &Path) -> Result<OutputManifest, Error> {
    let path = root.join(STATE_FOLDER).join(MANIFEST);
    match read_text(&path)? {
        Some(text) => parse(&path, &text),
        None => Err(Error::NoManifest { folder: root.into(), exists: root.is_dir() }),
    }
}

fn read_text(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match fs::read(path) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        text => text.map(Some).map_err(Error::io("read", path)),
    }
}

fn parse(path: &Path, text: &[u8]) -> Result<OutputManifest, Error> {
    manifest::read(text).map_err(|source| Error::Manifest { path: path.into(), source })
}

/// The folder of the site: `out`, or the folder in it that the base path names.
fn site_folder(out: &Path, base_path: &str) -> PathBuf {
    let mut folder = out.to_owned();
    folder.extend(base_path.split('/').filter(|part| !part.is_empty()));
    folder
}

/// Creates `out` and the folders of the base path in it. `out` itself may be a symbolic link; the others may not.
fn make_site_folder(out: &Path, base_path: &str) -> Result<PathBuf, Error> {
    fs::create_dir_all(out).map_err(Error::io("make", out))?;
    let mut folder = out.to_owned();
    let base_path = base_path.trim_matches('/');
    if base_path.is_empty() {
        return Ok(folder);
    }
    if !manifest::is_file_path(base_path) {
        return Err(Error::BadPath(base_path.into()));
    }
    for part in base_path.split('/') {
        folder.push(part);
        make_folder(&folder)?;
    }
    Ok(folder)
}

/// Creates a folder if it does not exist. A symbolic link is an error.
fn make_folder(path: &Path) -> Result<(), Error> {
    match fs::create_dir(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        made => return made.map_err(Error::io("make", path)),
    }
    let metadata = fs::symlink_metadata(path).map_err(Error::io("look at", path))?;
    if metadata.is_dir() { Ok(()) } else { Err(Error::foreign(path, &metadata)) }
}

/// The names in a folder that site paths can start with, sorted.
fn names(folder: &Path) -> Result<Vec<String>, Error> {
    let read = || -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            names.extend(entry?.file_name().into_string());
        }
        names.sort_unstable();
        Ok(names)
    };
    read().map_err(Error::io("read", folder))
}

fn ignore_missing(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(()),
        result => result,
    }
}
