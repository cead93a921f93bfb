//! The output folder: writes what changed, removes what is stale, touches nothing else.
//!
//! `OutputDir::open` → `begin` → `Writer::put` for every file, from any number of threads → `Writer::finish`.
//! All of ours lies in the *site's folder*: `--out`, or the folder in it that the base path names. Its
//! `.modelpress` holds:
//!
//! - `manifest.json`: what the last whole build made. Replaced last of all.
//! - `journal`: there while a build runs, and after one that did not end: names every file that the manifest does
//!   not know and a build may have made. It is on disk before the first of them is.
//! - `lock`: locked while a build runs. Its time says which files changed since the last build (`stamp.rs`).
//! - `tmp`: files on their way to replace others.
//! - `build-report.json`, `deploy-report.json`: written by whoever calls; part of no manifest.
//! - `submitted.json`, `submit.lock`: what search engines were told (`submit`); a build does not touch them.
//!
//! Only a file that manifest or journal names is ever replaced or removed, and only through real folders. Where
//! another file has the path of one of ours, it is taken over if it has the right bytes (the manifest may be lost),
//! and is an error otherwise.

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

/// A site's folder, locked for this process, and what the builds before left there.
#[derive(Debug)]
pub struct OutputDir {
    root: PathBuf,
    state: PathBuf,
    previous: Option<OutputManifest>,
    /// Of the manifest's text.
    previous_hash: Option<Hash>,
    /// When the last build ended. A file changed since then has to be read; `None` if every file has to be.
    settled: Option<Stamp>,
    /// A build before this one did not end.
    is_interrupted: bool,
    /// What the journal of that build names, sorted.
    leftovers: Vec<Box<str>>,
    /// Names in the site's folder, sorted.
    present: Vec<String>,
    _lock: FolderLock,
}

impl OutputDir {
    /// Opens the site's folder, which is `out`, or below it where `base_path` (`/marketplace`) names one. Makes it
    /// where it does not exist, and locks it until the value is dropped.
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
            // A journal of another manifest belongs to a build that ended, all but for removing it.
            if journal.base == previous_hash {
                is_interrupted = true;
                leftovers = journal.paths;
            }
        }
        let present = names(&root)?;
        Ok(Self { root, state, previous, previous_hash, settled, is_interrupted, leftovers, present, _lock: lock })
    }

    /// Opens the folder of a site that was built, for those who read it: nobody builds into it meanwhile.
    pub fn open_built(root: &Path) -> Result<Self, Error> {
        if !root.join(STATE_FOLDER).join(MANIFEST).is_file() {
            return Err(Error::NoManifest { folder: root.into(), exists: root.is_dir() });
        }
        Self::open(root, "")
    }

    /// Has every file read and compared, and none taken for unchanged by its size and time.
    pub fn distrust_times(&mut self) {
        self.settled = None;
    }

    /// What the last whole build made, if there was one.
    #[must_use]
    pub fn previous(&self) -> Option<&OutputManifest> {
        self.previous.as_ref()
    }

    /// Whether a build before this one was killed or failed.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        self.is_interrupted
    }

    /// The folder that paths of files are relative to.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Begins to write. `planned` names the files that are to be put; a file that it does not name can be put all
    /// the same (which then costs a note of its own), and one that it names need not be.
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

    /// Replaces one of our own records.
    fn write_record(&self, name: &str, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
        let path = self.state.join(name);
        let written = atomic_file::replace(&path, Durability::ProcessKill, |file| {
            let mut out = io::BufWriter::with_capacity(1 << 16, file);
            write(&mut out)?;
            out.flush()
        });
        written.map_err(Error::io("write", &path))
    }

    /// Whose a file is.
    fn owner(&self, path: &str) -> Owner<'_> {
        if let Some(file) = self.previous.as_ref().and_then(|previous| previous.files.get(path)) {
            return Owner::Manifest(file);
        }
        if self.leftovers.binary_search_by(|known| (**known).cmp(path)).is_ok() {
            return Owner::Journal;
        }
        Owner::Unknown
    }

    /// Whether something stands where a new file should be.
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

/// Whose a file is.
#[derive(Debug, Clone, Copy)]
enum Owner<'a> {
    /// Ours: the last whole build made it.
    Manifest(&'a OutputFile),
    /// Ours, if it is there: a build that did not end may have made it.
    Journal,
    /// Nobody's yet, or somebody else's.
    Unknown,
}

/// Reads the manifest of a site's folder, for commands that only look.
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

/// Makes `out` and the folders of the base path in it. `out` itself may be a link; nothing below it may.
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

/// Makes a folder, unless it is there and no link.
fn make_folder(path: &Path) -> Result<(), Error> {
    match fs::create_dir(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        made => return made.map_err(Error::io("make", path)),
    }
    let metadata = fs::symlink_metadata(path).map_err(Error::io("look at", path))?;
    if metadata.is_dir() { Ok(()) } else { Err(Error::foreign(path, &metadata)) }
}

/// The names in a folder that paths of ours could begin with, sorted.
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
