//! `Unseen`: files that a worker needs and that are not in the file list.

use std::fmt;

/// Required files that are not in the file list; at least one. Its `Display` lists the names between backticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unseen<'a> {
    needed: &'a [Box<str>],
    seen: &'a [Box<str>],
}

impl<'a> Unseen<'a> {
    /// The needed files that were not seen. `None` if all were seen.
    pub(in crate::rule) fn new(needed: &'a [Box<str>], seen: &'a [Box<str>]) -> Option<Self> {
        let unseen = Self { needed, seen };
        unseen.files().next().map(|_| unseen)
    }

    /// The file names, in the order in which the worker lists them.
    pub fn files(&self) -> impl Iterator<Item = &'a str> {
        let seen = self.seen;
        self.needed.iter().map(|file| &**file).filter(move |file| seen.iter().all(|known| **known != **file))
    }
}

impl fmt::Display for Unseen<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.files().enumerate().try_for_each(|(at, file)| {
            f.write_str(if at == 0 { "`" } else { ", `" })?;
            f.write_str(file)?;
            f.write_str("`")
        })
    }
}
