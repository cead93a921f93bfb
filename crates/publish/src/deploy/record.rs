//! The record of the deployed files and the intent of a running deploy. Both are compressed text with one line per
//! file: hash of the uncompressed bytes, number of the form, name. A million files take about 25 MB compressed. An
//! intent lists the files that a deploy may upload or delete. Its first line contains the hash of the record it started
//! from, which shows whether that deploy completed.

use crate::deploy::{
    plan::DeployPlan,
    state::{Known, Present, Wanted},
};
use site::manifest::{self, Hash};
use std::{
    fmt::Write as _,
    io::{self, Read as _},
};

/// Name of the record, below the site's folder on the store.
pub const RECORD: &str = ".modelpress/deployed.zst";

/// Prefix of intent names.
pub const INTENT: &str = ".modelpress/intent-";

/// Longest text that is read, in bytes: a record of about two million files.
const MAX_TEXT_BYTES: u64 = 256 << 20;

const RECORD_TITLE: &str = "modelpress deployed 1";
const INTENT_TITLE: &str = "modelpress intent 1, begun with ";
const NO_RECORD: &str = "none";
/// Marks a file to delete in an intent.
const GOES: &str = "-";

/// The stored files by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// The files, sorted by name.
    pub files: Vec<(Box<str>, Known)>,
}

/// The changes that an interrupted deploy may have made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// Hash of the record it started from. `None` if there was none.
    pub base: Option<Hash>,
    /// The file to store under each name, or `None` if it was to be deleted. Sorted by name.
    pub files: Vec<(Box<str>, Option<Known>)>,
}

/// A file that an interrupted deploy may have uploaded or deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsure {
    /// The file stored before that deploy. `None` if there was none.
    pub before: Option<Known>,
    /// The file that the deploy was to store. `None` if it was to be deleted, or if several deploys disagree.
    pub intended: Option<Known>,
}

/// Why a text is neither a record nor an intent.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It cannot be decompressed.
    #[error("it cannot be decompressed")]
    Packed(#[source] io::Error),
    /// It exceeds the size limit after decompression.
    #[error("it decompresses to more than {} MiB, the limit for a deploy record", MAX_TEXT_BYTES >> 20)]
    TooLong,
    /// Its first line is not that of a supported version.
    #[error("its format is not supported by this version of modelpress")]
    Title,
    /// The line with this number is invalid.
    #[error("line {0} is not a valid entry for a file of the site")]
    Line(usize),
}

impl Record {
    /// The text of the record after a deploy of the wanted files.
    #[must_use]
    pub fn text(wanted: &[Wanted<'_>]) -> String {
        let mut text = String::with_capacity(64 + wanted.len() * 96);
        text.push_str(RECORD_TITLE);
        text.push('\n');
        for wanted in wanted {
            push(wanted, &mut text);
        }
        text
    }

    /// Parses the decompressed result of `text`.
    pub fn parse(text: &str) -> Result<Self, ReadError> {
        let (title, lines) = text.split_once('\n').ok_or(ReadError::Title)?;
        if title != RECORD_TITLE {
            return Err(ReadError::Title);
        }
        let entry = |(at, line): (usize, &str)| {
            let known = entry(line).and_then(|(known, name)| Some((name.into(), known?)));
            known.ok_or(ReadError::Line(at + 2))
        };
        let files: Vec<(Box<str>, Known)> =
            lines.split_terminator('\n').enumerate().map(entry).collect::<Result<_, _>>()?;
        if let Some(at) = files.array_windows().position(|[(a, _), (b, _)]| a >= b) {
            return Err(ReadError::Line(at + 3));
        }
        Ok(Self { files })
    }

    /// Combines the record with the intents of interrupted deploys. `look` returns the state of a file that an intent
    /// lists.
    #[must_use]
    pub fn present(self, intents: Vec<Intent>, look: impl Fn(&str, Unsure) -> Present) -> Vec<(Box<str>, Present)> {
        let mut intended: Vec<(Box<str>, Option<Known>)> =
            intents.into_iter().flat_map(|intent| intent.files).collect();
        intended.sort_by(|(a, _), (b, _)| a.cmp(b));
        intended.dedup_by(|(again, other), (name, intended)| {
            let is_again = again == name;
            if is_again && other != intended {
                *intended = None;
            }
            is_again
        });
        let mut present = Vec::with_capacity(self.files.len() + intended.len());
        let mut intended = intended.into_iter().peekable();
        let add = |name: Box<str>, unsure: Unsure| {
            let state = look(&name, unsure);
            (name, state)
        };
        for (name, known) in self.files {
            while let Some((new, intended)) = intended.next_if(|(new, _)| *new < name) {
                present.push(add(new, Unsure { before: None, intended }));
            }
            present.push(match intended.next_if(|(new, _)| *new == name) {
                Some((_, intended)) => add(name, Unsure { before: Some(known), intended }),
                None => (name, Present::Sure(known)),
            });
        }
        present.extend(intended.map(|(new, intended)| add(new, Unsure { before: None, intended })));
        present
    }
}

impl Intent {
    /// The text of the intent of a plan; `base` is the hash of the record it was made from.
    #[must_use]
    pub fn text(base: Option<Hash>, plan: &DeployPlan<'_>) -> String {
        let mut text = INTENT_TITLE.to_owned();
        match base {
            None => text.push_str(NO_RECORD),
            Some(hash) => _ = write!(text, "{hash}"),
        }
        text.push('\n');
        for upload in &plan.uploads {
            push(&upload.wanted, &mut text);
        }
        for (_, name) in &plan.removals {
            let _ = writeln!(text, "{GOES} {GOES} {name}");
        }
        text
    }

    /// Parses the decompressed result of `text`.
    pub fn parse(text: &str) -> Result<Self, ReadError> {
        let (title, lines) = text.split_once('\n').ok_or(ReadError::Title)?;
        let base = title.strip_prefix(INTENT_TITLE).ok_or(ReadError::Title)?;
        let base = if base == NO_RECORD { None } else { Some(Hash::from_hex(base).ok_or(ReadError::Title)?) };
        let file =
            |(at, line)| entry(line).map(|(known, name)| (Box::from(name), known)).ok_or(ReadError::Line(at + 2));
        let mut files: Vec<(Box<str>, Option<Known>)> =
            lines.split_terminator('\n').enumerate().map(file).collect::<Result<_, _>>()?;
        files.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(Self { base, files })
    }
}

fn push(wanted: &Wanted<'_>, text: &mut String) {
    // Writing to a `String` does not fail.
    let _ = writeln!(text, "{} {:08x} {}", wanted.file.hash, wanted.form, wanted.key);
}

/// Parses one line. The first value is `None` for a file to delete.
fn entry(line: &str) -> Option<(Option<Known>, &str)> {
    let (hash, rest) = line.split_once(' ')?;
    let (form, name) = rest.split_once(' ')?;
    // Files in a record can be deleted, so their names must not point outside the site.
    if !manifest::is_file_path(name) {
        return None;
    }
    if hash == GOES && form == GOES {
        return Some((None, name));
    }
    let form = u32::from_str_radix(form, 16).ok()?;
    Some((Some(Known { hash: Hash::from_hex(hash)?, form }), name))
}

/// Compresses a text for the store.
pub fn pack(text: &str) -> io::Result<Vec<u8>> {
    zstd::encode_all(text.as_bytes(), 3)
}

/// Decompresses the result of `pack`.
pub fn unpack(bytes: &[u8]) -> Result<String, ReadError> {
    let mut text = String::new();
    let read = zstd::Decoder::with_buffer(bytes)
        .and_then(|decoder| decoder.take(MAX_TEXT_BYTES + 1).read_to_string(&mut text));
    read.map_err(ReadError::Packed)?;
    if text.len() as u64 > MAX_TEXT_BYTES { Err(ReadError::TooLong) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(byte: u8) -> Known {
        Known { hash: Hash([byte; 16]), form: u32::from(byte) }
    }

    fn line(byte: u8, name: &str) -> String {
        format!("{} {:08x} {name}\n", known(byte).hash, known(byte).form)
    }

    #[test]
    fn nothing_outside_is_named() {
        for name in ["../a", "/etc/passwd", ".modelpress/lock", "", "a\rb"] {
            let line = line(1, name);
            assert!(Record::parse(&format!("{RECORD_TITLE}\n{line}")).is_err(), "{name:?}");
            assert!(Intent::parse(&format!("{INTENT_TITLE}none\n{line}")).is_err(), "{name:?}");
        }
        let twice = [line(1, "a"), line(1, "a")].concat();
        assert!(Record::parse(&format!("{RECORD_TITLE}\n{twice}")).is_err());
        assert!(Record::parse("modelpress deployed 2\n").is_err());
        assert!(unpack(b"no zstd").is_err());
    }

    #[test]
    fn a_record_is_unpacked_within_a_limit() {
        let blanks = io::Read::take(io::repeat(b' '), MAX_TEXT_BYTES + 1);
        let bomb = zstd::encode_all(blanks, 1).unwrap();
        assert!(bomb.len() < 100_000);
        let error = unpack(&bomb).unwrap_err();
        assert_eq!(error.to_string(), "it decompresses to more than 256 MiB, the limit for a deploy record");
    }

    #[test]
    fn packed_and_unpacked_it_is_the_same() {
        let text = [RECORD_TITLE, "\n", &line(1, "a b"), &line(2, "ü")].concat();
        assert_eq!(unpack(&pack(&text).unwrap()).unwrap(), text);
        assert_eq!(Record::parse(&text).unwrap().files, [("a b".into(), known(1)), ("ü".into(), known(2))]);
    }

    #[test]
    fn only_what_an_intent_names_is_looked_for() {
        let record = Record { files: vec![("b".into(), known(1)), ("d".into(), known(1))] };
        let intents = [
            [("a", Some(known(2))), ("b", Some(known(2))), ("e", None)],
            [("a", Some(known(2))), ("b", Some(known(3))), ("e", None)],
        ];
        let intent = |files: [(&str, Option<Known>); 3]| Intent {
            base: None,
            files: files.into_iter().map(|(name, known)| (name.into(), known)).collect(),
        };
        let looked = std::cell::RefCell::new(Vec::new());
        let present = record.present(intents.map(intent).into(), |name, unsure| {
            looked.borrow_mut().push((name.to_owned(), unsure));
            Present::Gone
        });
        let names: Vec<(&str, Present)> = present.iter().map(|(name, state)| (&**name, *state)).collect();
        assert_eq!(
            names,
            [("a", Present::Gone), ("b", Present::Gone), ("d", Present::Sure(known(1))), ("e", Present::Gone)]
        );
        assert_eq!(
            looked.into_inner(),
            [
                ("a".to_owned(), Unsure { before: None, intended: Some(known(2)) }),
                ("b".to_owned(), Unsure { before: Some(known(1)), intended: None }),
                ("e".to_owned(), Unsure { before: None, intended: None }),
            ]
        );
    }
}
