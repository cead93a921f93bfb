//! `PageSummary`: what stays of a page when it has been looked at.

use crate::{read::files::FileId, sketch::Sketch};

/// What stays of a page when it has been looked at.
#[derive(Debug)]
pub(crate) struct PageSummary {
    /// The file.
    pub file: FileId,
    /// The address from the host's root, decoded, as the host serves it.
    pub address: Box<str>,
    /// The language that it says it is in, in lower case; empty where it says none.
    pub lang: Box<str>,
    /// Whether search engines are asked to leave it out.
    pub is_noindex: bool,
    /// What it names as canonical.
    pub canonical: Canonical,
    /// Where it sends its visitors on to, from the host's root or in full.
    pub refresh: Option<Box<str>>,
    /// Hash of the title; none where there is not one.
    pub title: Option<u64>,
    /// Hash of the description; none where there is not one.
    pub description: Option<u64>,
    /// When it was changed, as its structured data say: seconds since 1970, and whether it is a day.
    pub modified: Option<(i64, bool)>,
    /// Pages that it links to so that search engines follow, each once, in order, without itself.
    pub links: Box<[FileId]>,
    /// Places on other pages that it links to.
    pub fragments: Box<[(FileId, Box<str>)]>,
    /// Hashes of its ids, in order.
    pub ids: Box<[u64]>,
    /// The pages that it calls next and previous.
    pub neighbours: [Option<FileId>; 2],
    /// Translations: language, and page.
    pub translations: Box<[(Box<str>, Option<FileId>)]>,
    /// Words of its main part.
    pub words: u32,
    /// What its main part says.
    pub sketch: Sketch,
    /// Types of structured data, in order, joined.
    pub types: Box<str>,
}

/// What a page names as canonical.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Canonical {
    /// Nothing.
    None,
    /// Itself, in the form in which it is served.
    Own,
    /// Another page.
    Page(FileId),
    /// An address that is no page in the form in which pages are served.
    Wrong,
    /// An address of another host.
    External,
}

impl PageSummary {
    /// Whether it is indexable and speaks for itself: what belongs into sitemaps.
    #[must_use]
    pub(crate) fn is_own(&self) -> bool {
        !self.is_noindex && self.refresh.is_none() && matches!(self.canonical, Canonical::None | Canonical::Own)
    }
}

/// The page in that file. `pages` are in the order of their files. `None` if the file is no page.
#[must_use]
pub(crate) fn page_at(pages: &[PageSummary], file: FileId) -> Option<&PageSummary> {
    pages.binary_search_by_key(&file, |page| page.file).ok().map(|at| &pages[at])
}
