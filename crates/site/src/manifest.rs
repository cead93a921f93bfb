//! `OutputManifest`: every file and every page of a built site. Pure: it names neither files of the disk,
//! environment nor clock; `output` reads and writes it.
//!
//! Whatever comes after a build (sitemaps, deployment, submission, checks) knows the site from here alone.

mod difference;
mod hash;
mod json;
mod moment;

use crate::{
    content_type::ContentType,
    host::Totals,
    page_key::{Page, PageKey},
};
use serde::Deserialize;
use std::collections::BTreeMap;

pub use difference::{Changes, Difference, Replaced, changes};
pub use hash::Hash;
pub use json::{ReadError, read};
pub use moment::Moment;

/// The version of the manifest's format. Version 1 called topics hubs, and up to version 2 the facts of pages other
/// than models were their HTML; both are read, too.
pub const SCHEMA: u32 = 3;

/// Name of the folder for our own records, below the site's folder; no file of the site lies in it.
pub const STATE_FOLDER: &str = ".modelpress";

/// What a build made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OutputManifest {
    /// Program and version: `modelpress 0.1.0`.
    pub generator: Box<str>,
    /// What the snapshot is called.
    pub snapshot: Box<str>,
    /// When the snapshot was taken, where that is known.
    pub captured_at: Option<Moment>,
    /// The same of the first build into this folder.
    pub since: Option<Moment>,
    /// How many shards the sitemaps of each kind have.
    pub shards: BTreeMap<Box<str>, u32>,
    /// Pages by key: `home`, `model:owner/Name`, `worker:ID`, `browse:3`. Those of a further language have its folder
    /// in front: `pl/home`, `pl/model:owner/Name`.
    pub pages: BTreeMap<Box<str>, PageRecord>,
    /// Files by their path: relative to the site's folder (which is the one that the base path names, where there
    /// is one), with `/` between the parts: `models/a/b/index.html`.
    pub files: BTreeMap<Box<str>, OutputFile>,
}

/// A file of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct OutputFile {
    /// Of the bytes.
    pub hash: Hash,
    /// In bytes.
    pub length: u64,
    /// As in the `Content-Type` header.
    #[serde(rename = "type")]
    pub content_type: ContentType,
}

/// A page of the site.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PageRecord {
    /// Where the page stands, whatever the form of addresses: `/models/a/b`.
    pub path: Box<str>,
    /// The address below the host: `/models/a/b/`, with the base path in front where there is one.
    pub url: Box<str>,
    /// The file that answers there, a key of `files`.
    pub file: Box<str>,
    /// Why search engines are asked to leave it out; none for an indexable page.
    #[serde(default)]
    pub noindex_reason: Option<Box<str>>,
    /// Of what the page says, counters left out.
    pub facts: Hash,
    /// When `facts` changed last, as far as data tells.
    #[serde(default)]
    pub changed: Option<Moment>,
    /// Of a model: whether a worker runs it.
    #[serde(default)]
    pub runnable: Option<bool>,
    /// Of a model that runs and did not in an earlier build: when that was first so.
    #[serde(default)]
    pub runnable_since: Option<Moment>,
}

impl OutputManifest {
    /// The site in figures, as hosts limit them; without those of `_redirects` and `_headers`, which are in the files.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let largest = self.files.iter().max_by_key(|(_, file)| file.length);
        Totals {
            files: self.files.len() as u64,
            bytes: self.files.values().map(|file| file.length).sum(),
            largest: largest.map(|(path, file)| (path.clone(), file.length)),
            redirects: None,
            headers: None,
        }
    }
}

impl PageRecord {
    /// Whether search engines may list it.
    #[must_use]
    pub fn indexable(&self) -> bool {
        self.noindex_reason.is_none()
    }
}

impl OutputManifest {
    /// The page in the main language.
    #[must_use]
    pub fn page(&self, page: Page<'_>) -> Option<&PageRecord> {
        self.pages.get(&*PageKey::main(page).to_string())
    }
}

/// Whether a file of a site can have that path: relative, of plain parts, and not among our own records.
#[must_use]
pub fn is_file_path(path: &str) -> bool {
    let is_plain = |part: &str| !matches!(part, "" | "." | "..");
    let mut parts = path.split('/');
    let first = parts.next().unwrap_or_default();
    // A line feed would break the journal, a backslash separates on some systems.
    let has_odd_bytes = path.bytes().any(|byte| byte < b' ' || byte == b'\\' || byte == 0x7f);
    is_plain(first) && !first.eq_ignore_ascii_case(STATE_FOLDER) && parts.all(is_plain) && !has_odd_bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside_the_site() {
        for path in ["a", "models/a/b/index.html", "..a/b..", ".well-known/x", "~a/ü"] {
            assert!(is_file_path(path), "{path}");
        }
        for path in ["", "/a", "a/", "a//b", "../a", "a/../b", "a/.", ".modelpress/x", ".ModelPress", "a\nb", "a\\b"] {
            assert!(!is_file_path(path), "{path:?}");
        }
    }
}
