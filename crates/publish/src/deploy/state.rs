//! What is wanted on a store, and what is known to be there. Pure.

use crate::deploy::form::Body;
use site::manifest::{Hash, OutputFile};
use std::borrow::Cow;

/// A file as it has to lie on the store.
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

/// What is there of one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Present {
    /// A deploy put this, and ended.
    Sure(Known),
    /// Something of ours, nobody knows in which version.
    Unsure,
    /// Nothing any more, though a record names it.
    Gone,
}

impl Wanted<'_> {
    /// What is known of it once it lies there.
    #[must_use]
    pub fn known(&self) -> Known {
        Known { hash: self.file.hash, form: self.form }
    }
}

impl Known {
    /// Whether a file that lies there is the one that is wanted.
    #[must_use]
    pub fn is(&self, wanted: &Wanted<'_>) -> bool {
        self.hash == wanted.file.hash && self.form == wanted.form
    }
}
