//! Watches the files that a site is built from.

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::Duration,
};

/// Changes count as complete after this time without another change: editors and copies write in several steps.
const QUIET: Duration = Duration::from_millis(60);

/// Maximum number of changes to wait for, so that a file that is written all the time does not delay the others.
const MOST: usize = 2_000;

/// The files to watch.
#[derive(Debug, Clone, Default)]
pub struct Watched {
    /// Single files, which need not exist: settings, a style sheet, `snapshot.json`.
    pub files: Vec<PathBuf>,
    /// Folders with everything in them; they need not exist either.
    pub folders: Vec<PathBuf>,
    /// Subfolders in which only the files in `files` count.
    pub except: Vec<PathBuf>,
}

/// Why watching is not possible.
#[derive(Debug, thiserror::Error)]
#[error("cannot watch `{path}`")]
pub struct Error {
    /// The file or folder.
    pub path: PathBuf,
    /// The reason.
    pub source: notify::Error,
}

/// Reports changes.
#[derive(Debug)]
pub struct Watcher {
    watched: Watched,
    system: RecommendedWatcher,
    events: Receiver<notify::Result<notify::Event>>,
}

impl Watcher {
    /// Starts watching. All paths are made absolute first.
    pub fn new(watched: Watched) -> Result<Self, Error> {
        let (sender, events) = mpsc::channel();
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| Error { path, source }
        };
        let system = notify::recommended_watcher(sender).map_err(failed(Path::new("")))?;
        let whole = |paths: Vec<PathBuf>| paths.into_iter().map(|path| real(&path)).collect();
        let watched =
            Watched { files: whole(watched.files), folders: whole(watched.folders), except: whole(watched.except) };
        let mut this = Self { watched, system, events };
        // The folder of a file is watched, because editors replace files.
        let parents = this.watched.files.iter().chain(&this.watched.folders).filter_map(|path| path.parent());
        for folder in parents.map(Path::to_owned).collect::<BTreeSet<_>>() {
            if folder.is_dir() {
                this.system.watch(&folder, RecursiveMode::NonRecursive).map_err(failed(&folder))?;
            }
        }
        for folder in this.watched.folders.clone() {
            if folder.is_dir() {
                this.system.watch(&folder, RecursiveMode::Recursive).map_err(failed(&folder))?;
            }
        }
        Ok(this)
    }

    /// Waits for changes, at most this long, and returns the files. `None` if watching has ended.
    pub fn wait(&mut self, at_most: Duration) -> Option<BTreeSet<PathBuf>> {
        let mut changed = BTreeSet::new();
        while changed.is_empty() {
            match self.events.recv_timeout(at_most) {
                Ok(event) => self.note(event, &mut changed),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            for _ in 0..MOST {
                match self.events.recv_timeout(QUIET) {
                    Ok(event) => self.note(event, &mut changed),
                    Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
                }
            }
        }
        Some(changed)
    }

    fn note(&mut self, event: notify::Result<notify::Event>, changed: &mut BTreeSet<PathBuf>) {
        // An error is about something that has disappeared; every change there has its own event.
        let Ok(event) = event else { return };
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        for path in event.paths {
            if self.watched.folders.contains(&path) && path.is_dir() && !matches!(event.kind, EventKind::Modify(_)) {
                // It did not exist before, or is another folder now.
                let _ = self.system.watch(&path, RecursiveMode::Recursive);
            }
            if self.watched.counts(&path) {
                changed.insert(path);
            }
        }
    }
}

impl Watched {
    fn counts(&self, path: &Path) -> bool {
        let is_in = |folders: &[PathBuf]| folders.iter().any(|folder| path.starts_with(folder));
        self.files.iter().any(|file| file == path) || is_in(&self.folders) && !is_in(&self.except)
    }
}

/// The path as it appears in events: absolute and without symbolic links, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if let Ok(real) = whole.canonicalize() {
        return real;
    }
    match (whole.parent(), whole.file_name()) {
        (Some(parent), Some(name)) => real(parent).join(name),
        _ => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_in_between_does_not_count() {
        let paths = |paths: &[&str]| paths.iter().map(PathBuf::from).collect();
        let watched = Watched {
            files: paths(&["/p/site.toml", "/p/content/models/hub/snapshot.json"]),
            folders: paths(&["/p/content"]),
            except: paths(&["/p/content/models/hub"]),
        };
        for (path, counts) in [
            ("/p/site.toml", true),
            ("/p/site.toml.swp", false),
            ("/p/content/pages/a.md", true),
            ("/p/content", true),
            ("/p/content/models/hub/part-1.jsonl.zst", false),
            ("/p/content/models/hub/snapshot.json", true),
            ("/p/.preview/index.html", false),
        ] {
            assert_eq!(watched.counts(Path::new(path)), counts, "{path}");
        }
    }
}
