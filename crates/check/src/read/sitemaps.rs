//! Sitemaps, parsed strictly.

mod read;

use crate::read::{
    base::Base,
    files::{FileId, Files},
};

use site::address::UrlStyle;

pub use read::read_all;

/// Maximum number of entries and bytes of one sitemap, by the protocol.
pub(crate) const LIMITS: (usize, u64) = (50_000, 52_428_800);

/// The kind of a sitemap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A sitemap index, listing sitemaps.
    Index,
    /// A list of pages.
    Pages,
}

/// A parsed sitemap.
#[derive(Debug)]
pub struct Sitemap {
    /// The file.
    pub file: FileId,
    /// Whether it lists sitemaps or pages.
    pub kind: Kind,
    /// The entries, in order.
    pub entries: Vec<Entry>,
    /// Whether parsing stopped at an error.
    pub is_damaged: bool,
}

/// An entry of a sitemap.
#[derive(Debug, Default)]
pub struct Entry {
    /// The address, as written.
    pub loc: Box<str>,
    /// When the page last changed, as written.
    pub lastmod: Option<Box<str>>,
    /// The model data of the entry.
    pub facts: Option<Box<ModelFacts>>,
}

/// Model data in modelpress's own namespace.
#[derive(Debug, Default)]
pub struct ModelFacts {
    /// Name and value of the attributes of the model.
    pub model: Vec<(Box<str>, Box<str>)>,
    /// Id and verdict of each worker.
    pub workers: Vec<(Box<str>, Box<str>)>,
}

/// The pages listed in sitemaps.
#[derive(Debug, Default)]
pub struct Listed(Vec<(FileId, u32, u32)>);

impl Listed {
    /// Expects files with the index of their sitemap and entry, sorted by file and without duplicates.
    #[must_use]
    pub(crate) fn new(listed: Vec<(FileId, u32, u32)>) -> Self {
        Self(listed)
    }

    /// Where a page is listed: index of the sitemap and of the entry.
    #[must_use]
    pub fn get(&self, file: FileId) -> Option<(usize, usize)> {
        let at = self.0.binary_search_by_key(&file, |(file, ..)| *file).ok()?;
        Some((self.0[at].1 as usize, self.0[at].2 as usize))
    }

    /// Number of listed pages.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

/// Parses a `lastmod` value: seconds since 1970, and whether it is only a date.
#[must_use]
pub fn moment(text: &str) -> Option<(i64, bool)> {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let midnight = |text: &str| format!("{text}T00:00:00Z").parse::<jiff::Timestamp>().ok();
    match &*shape {
        "0000-00-00" => midnight(text).map(|at| (at.as_second(), true)),
        "0000-00-00T00:00:00Z" | "0000-00-00T00:00:00+00:00" | "0000-00-00T00:00:00-00:00" => {
            text.parse::<jiff::Timestamp>().ok().map(|at| (at.as_second(), false))
        }
        _ => None,
    }
}

/// The first addresses of each sitemap, from which the site's host is derived.
pub fn first_locs(sitemaps: &[Sitemap]) -> impl Iterator<Item = &str> {
    sitemaps.iter().flat_map(|sitemap| sitemap.entries.iter().take(50).map(|entry| &*entry.loc))
}

/// The URL styles of the first addresses of each sitemap.
#[must_use]
pub fn styles(sitemaps: &[Sitemap], base: &Base, files: &Files) -> Vec<UrlStyle> {
    let pages = sitemaps.iter().filter(|sitemap| sitemap.kind == Kind::Pages);
    let locs = pages.flat_map(|sitemap| sitemap.entries.iter().take(50));
    locs.filter_map(|entry| files.style(&base.own_path(&entry.loc)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_two_forms() {
        assert_eq!(moment("1970-01-02"), Some((86_400, true)));
        assert_eq!(moment("1970-01-02T00:00:01Z"), Some((86_401, false)));
        assert_eq!(moment("1970-01-02T01:00:00+01:00"), Some((86_400, false)));
        for text in ["2026-10", "2025-06-25T23:32Z", "2025-06-25T23:32:46.8Z", "2025-06-25T23:32:46", "2025-13-01", ""]
        {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
