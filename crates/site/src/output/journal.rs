//! The journal: lists the files that a build may create, before it creates them. A killed build leaves files that no
//! manifest names. The journal names them, so the next build knows that it owns them. The first line names the manifest
//! that the build started with: once that manifest is replaced, the build has finished and its journal is obsolete.

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
/// Prefix of a path the build may create.
const OURS: char = '+';
/// Prefix of a path listed earlier that turned out not to be ours.
const NOT_OURS: char = '!';

/// A journal found on disk.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Journal {
    /// The manifest that the build started with.
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
        // Text after the last line feed was cut off when the build was killed, before the file was created.
        let mut lines = text[..text.rfind('\n')?].split('\n');
        let base = lines.next()?.strip_prefix(TITLE)?;
        let base = if base == NO_MANIFEST { None } else { Some(Hash::from_hex(base)?) };
        let mut paths = Vec::new();
        let mut not_ours = BTreeSet::new();
        for line in lines {
            if let Some(path) = line.strip_prefix(NOT_OURS) {
                not_ours.insert(path);
            } else {
                // These files get deleted, so the journal must not name files outside the site.
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

/// The journal of the running build.
#[derive(Debug)]
pub(super) struct JournalWriter(Mutex<File>);

impl JournalWriter {
    /// Writes the journal of a build that may create `paths`, to a temporary file that is then renamed. Leftovers of a
    /// previous build remain listed.
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

    /// Adds a file that the build may create.
    pub(super) fn claim(&self, path: &str) -> io::Result<()> {
        self.append(OURS, path)
    }

    /// Withdraws a path whose file is not ours.
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
