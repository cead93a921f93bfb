//! The journal: names the files that a build may make, before it makes them.
//!
//! A killed build leaves files that no manifest names. Their names stand here, so that the next build knows them
//! for ours. The first line names the manifest that the build began with: once that is replaced, the build has
//! ended and its journal means nothing.

use super::{Error, OutputDir};
use crate::manifest::{self, Hash};
use durable_files::kill_point;
use std::{
    collections::BTreeSet,
    fs::File,
    io::{self, Write},
    path::Path,
    sync::{Mutex, PoisonError},
};

const TITLE: &str = "modelpress journal 1, begun with manifest ";
const NO_MANIFEST: &str = "none";
/// In front of a name.
const OURS: char = '+';
/// In front of a name that stood in the journal already and turned out to be somebody else's.
const NOT_OURS: char = '!';

/// A journal that was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Journal {
    /// The manifest that the build began with.
    pub(super) base: Option<Hash>,
    /// Sorted.
    pub(super) paths: Vec<Box<str>>,
}

impl Journal {
    pub(super) fn read(path: &Path) -> Result<Option<Self>, Error> {
        match super::read_text(path)? {
            None => Ok(None),
            Some(text) => {
                let journal = std::str::from_utf8(&text).ok().and_then(Self::parse);
                journal.map(Some).ok_or_else(|| Error::Journal(path.into()))
            }
        }
    }

    fn parse(text: &str) -> Option<Self> {
        // What follows the last line feed was being written when the build was killed: nothing came of it.
        let mut lines = text[..text.rfind('\n')?].split('\n');
        let base = lines.next()?.strip_prefix(TITLE)?;
        let base = if base == NO_MANIFEST { None } else { Some(Hash::from_hex(base)?) };
        let mut paths = Vec::new();
        let mut not_ours = BTreeSet::new();
        for line in lines {
            if let Some(path) = line.strip_prefix(NOT_OURS) {
                not_ours.insert(path);
            } else {
                // These files get removed: the journal must not be able to name any outside.
                let path = line.strip_prefix(OURS)?;
                paths.extend(manifest::is_file_path(path).then_some(path));
            }
        }
        paths.sort_unstable();
        paths.dedup();
        let paths = paths.into_iter().filter(|path| !not_ours.contains(path)).map(Into::into).collect();
        Some(Self { base, paths })
    }
}

/// The journal of the build that runs.
#[derive(Debug)]
pub(super) struct JournalWriter(Mutex<File>);

impl JournalWriter {
    /// Writes the journal of a build that may make `paths`, beside and renamed. What a build before left is ours
    /// still.
    pub(super) fn begin<P: AsRef<str>>(dir: &OutputDir, paths: impl Iterator<Item = P>) -> Result<Self, Error> {
        dir.write_record(super::JOURNAL, |out| {
            match dir.previous_hash {
                None => writeln!(out, "{TITLE}{NO_MANIFEST}")?,
                Some(hash) => writeln!(out, "{TITLE}{hash}")?,
            }
            dir.leftovers.iter().try_for_each(|path| write_line(out, OURS, path))?;
            paths.into_iter().try_for_each(|path| write_line(out, OURS, path.as_ref()))
        })?;
        let path = dir.state.join(super::JOURNAL);
        let file = File::options().append(true).open(&path).map_err(Error::io("open", &path))?;
        Ok(Self(Mutex::new(file)))
    }

    /// Names one more file that may be made.
    pub(super) fn claim(&self, path: &str) -> io::Result<()> {
        self.append(OURS, path)
    }

    /// Takes a name back, because the file there is somebody else's.
    pub(super) fn disown(&self, path: &str) -> io::Result<()> {
        self.append(NOT_OURS, path)
    }

    fn append(&self, mark: char, path: &str) -> io::Result<()> {
        let mut line = Vec::with_capacity(path.len() + 2);
        write_line(&mut line, mark, path)?;
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(&line)?;
        kill_point();
        Ok(())
    }
}

fn write_line(out: &mut (impl Write + ?Sized), mark: char, path: &str) -> io::Result<()> {
    out.write_all(&[mark as u8])?;
    out.write_all(path.as_bytes())?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(lines: &str) -> Option<Vec<Box<str>>> {
        Journal::parse(&format!("{TITLE}{NO_MANIFEST}\n{lines}")).map(|journal| journal.paths)
    }

    #[test]
    fn a_torn_line_names_nothing() {
        assert_eq!(paths("+b\n+a/x\n+a/index.h"), Some(vec!["a/x".into(), "b".into()]));
        assert_eq!(paths(""), Some(vec![]));
    }

    #[test]
    fn what_is_taken_back_is_not_named() {
        assert_eq!(paths("+a\n+b\n!a\n"), Some(vec!["b".into()]));
    }

    #[test]
    fn nothing_outside_is_named() {
        assert_eq!(paths("+../a\n+/etc/passwd\n+.modelpress/lock\n"), Some(vec![]));
    }

    #[test]
    fn other_text_is_no_journal() {
        for text in ["", "a\n", "modelpress journal 2\n+a\n", "modelpress journal 1, begun with manifest x\n"] {
            assert_eq!(Journal::parse(text), None);
        }
        assert_eq!(paths("a\n"), None);
    }
}
