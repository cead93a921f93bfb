//! The wanted files of a store, and the known state of its stored files. Pure.

use crate::deploy::form::Body;
use site::manifest::{Hash, OutputFile};
use std::borrow::Cow;

/// A file that the store should have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// Name on the store, relative to the site's folder.
    pub key: Cow<'a, str>,
    /// Path of the site's file that it is made from.
    pub source: &'a str,
    /// Hash, length and content type of that file.
    pub file: OutputFile,
    /// How the bytes of that file are stored.
    pub body: Body,
    /// Number of the form; see `FormRules::number`.
    pub form: u32,
}

/// A file that a deploy stored under one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Hash of the uncompressed bytes.
    pub hash: Hash,
    /// Number of the form.
    pub form: u32,
}

/// The known state of the file with one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Present {
    /// The store has this file.
    Sure(Known),
    /// A file of ours may be stored, but its content is unknown.
    Unsure,
    /// A record or an intent lists the file, but it does not exist.
    Gone,
}

impl Wanted<'_> {
    /// The entry for the record after the upload.
    #[must_use]
    pub fn known(&self) -> Known {
        Known { hash: self.file.hash, form: self.form }
    }
}

impl Known {
    /// Whether the stored object is the wanted one.
    #[must_use]
    pub fn is(&self, wanted: &Wanted<'_>) -> bool {
        self.hash == wanted.file.hash && self.form == wanted.form
    }
}
