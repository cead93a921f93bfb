//! `OutputManifest`: all files and pages of a built site. No I/O, environment or clock; `output` reads and writes it.
//! The steps after a build (sitemaps, deploy, submit, check) know the site only through the manifest.

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

/// The version of the manifest format. Version 1 called topics hubs. Up to version 2, the facts hash of pages other
/// than models was a hash of their HTML. Both versions can still be read.
pub const SCHEMA: u32 = 3;

/// Name of the folder for the program's own records, inside the site's folder. It contains no site files.
pub const STATE_FOLDER: &str = ".modelpress";

/// The result of a build.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OutputManifest {
    /// Program name and version: `modelpress 0.1.0`.
    pub generator: Box<str>,
    /// Name of the snapshot.
    pub snapshot: Box<str>,
    /// When the snapshot was taken, if known.
    pub captured_at: Option<Moment>,
    /// `captured_at` of the first build into this folder.
    pub since: Option<Moment>,
    /// Number of sitemap shards, by kind of sitemap.
    pub shards: BTreeMap<Box<str>, u32>,
    /// Pages by key: `home`, `model:owner/Name`, `worker:ID`, `browse:3`. In an additional language, prefixed with the
    /// language folder: `pl/home`, `pl/model:owner/Name`.
    pub pages: BTreeMap<Box<str>, PageRecord>,
    /// Files by path, relative to the site's folder (the base path, if there is one), separated by `/`:
    /// `models/a/b/index.html`.
    pub files: BTreeMap<Box<str>, OutputFile>,
}

/// A file of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct OutputFile {
    /// Hash of the bytes.
    pub hash: Hash,
    /// Size in bytes.
    pub length: u64,
    /// The media type, stored as in the `Content-Type` header.
    #[serde(rename = "type")]
    pub content_type: ContentType,
}

/// A page of the site.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PageRecord {
    /// The path of the page, independent of the URL style: `/models/a/b`.
    pub path: Box<str>,
    /// The URL path, including the base path if there is one: `/models/a/b/`.
    pub url: Box<str>,
    /// The file served at `url`: a key of `files`.
    pub file: Box<str>,
    /// Why search engines are asked not to index the page. `None` if it is indexable.
    #[serde(default)]
    pub noindex_reason: Option<Box<str>>,
    /// Facts hash: hash of the page's content without counters.
    pub facts: Hash,
    /// When `facts` last changed, if known.
    #[serde(default)]
    pub changed: Option<Moment>,
    /// For a model: whether a worker runs it.
    #[serde(default)]
    pub runnable: Option<bool>,
    /// For a model that runs now and did not run in an earlier build: when it was first runnable.
    #[serde(default)]
    pub runnable_since: Option<Moment>,
}

impl OutputManifest {
    /// The size figures that hosts limit. `redirects` and `headers` are `None`: their figures come from the files.
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
    /// Whether search engines may index the page.
    #[must_use]
    pub fn indexable(&self) -> bool {
        self.noindex_reason.is_none()
    }
}

impl OutputManifest {
    /// The record of a page in the main language.
    #[must_use]
    pub fn page(&self, page: Page<'_>) -> Option<&PageRecord> {
        self.pages.get(&*PageKey::main(page).to_string())
    }
}

/// Whether a path is valid for a site file: relative, without empty, `.` or `..` segments, and outside
/// [`STATE_FOLDER`].
#[must_use]
pub fn is_file_path(path: &str) -> bool {
    let is_plain = |part: &str| !matches!(part, "" | "." | "..");
    let mut parts = path.split('/');
    let first = parts.next().unwrap_or_default();
    // A line feed would break the journal. A backslash is a separator on some systems.
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
