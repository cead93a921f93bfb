//! The files that a store should have, and what is known about those it has. Pure.

use crate::deploy::form::Body;
use site::manifest::{Hash, OutputFile};
use std::borrow::Cow;

/// A file as the store should have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// Its name there, from the site's folder.
    pub key: Cow<'a, str>,
    /// The file of the site that it is made of.
    pub source: &'a str,
    /// Of that file.
    pub file: OutputFile,
    /// Which bytes of it.
    pub body: Body,
    /// Number of its form.
    pub form: u32,
}

/// What a deploy put under one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Of the bytes before they were packed.
    pub hash: Hash,
    /// Number of the form.
    pub form: u32,
}

/// What is known about the object of one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Present {
    /// A deploy put this, and ended.
    Sure(Known),
    /// A deploy put something there, but its content is unknown.
    Unsure,
    /// A record names it, and it no longer exists.
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
