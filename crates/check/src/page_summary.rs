//! `PageSummary`: the data kept of a page after its file has been checked.

use crate::{read::files::FileId, sketch::Sketch};

/// The data kept of a page after its file has been checked.
#[derive(Debug)]
pub(crate) struct PageSummary {
    /// The file.
    pub file: FileId,
    /// The path at which the host serves the page, decoded, from the root of the host.
    pub address: Box<str>,
    /// The declared language in lower case. Empty if none is declared.
    pub lang: Box<str>,
    /// Whether search engines are asked not to index the page.
    pub is_noindex: bool,
    /// The canonical link.
    pub canonical: Canonical,
    /// Target of a refresh redirect: a path from the root of the host or an absolute URL.
    pub refresh: Option<Box<str>>,
    /// Hash of the title. `None` unless there is exactly one.
    pub title: Option<u64>,
    /// Hash of the description. `None` unless there is exactly one.
    pub description: Option<u64>,
    /// Modification time from the structured data: seconds since 1970, and whether it is only a date.
    pub modified: Option<(i64, bool)>,
    /// Other pages it links to with links that search engines follow: sorted, without duplicates.
    pub links: Box<[FileId]>,
    /// Fragments on other pages that it links to.
    pub fragments: Box<[(FileId, Box<str>)]>,
    /// Hashes of the element ids, sorted.
    pub ids: Box<[u64]>,
    /// The pages linked as next and previous.
    pub neighbours: [Option<FileId>; 2],
    /// Translations: language and page.
    pub translations: Box<[(Box<str>, Option<FileId>)]>,
    /// Number of words in the main part.
    pub words: u32,
    /// Similarity sketch of the text in the main part.
    pub sketch: Sketch,
    /// Types in the structured data, sorted and joined.
    pub types: Box<str>,
}

/// The target of a canonical link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Canonical {
    /// There is no canonical link.
    None,
    /// The page itself, at the URL at which it is served.
    Own,
    /// Another page.
    Page(FileId),
    /// A URL of this site at which no page is served.
    Wrong,
    /// A URL on another host.
    External,
}

impl PageSummary {
    /// Whether the page is indexable and its own canonical, and therefore belongs in a sitemap.
    #[must_use]
    pub(crate) fn is_own(&self) -> bool {
        !self.is_noindex && self.refresh.is_none() && matches!(self.canonical, Canonical::None | Canonical::Own)
    }
}

/// The page in a file. `pages` is sorted by file. `None` if the file is not a page.
#[must_use]
pub(crate) fn page_at(pages: &[PageSummary], file: FileId) -> Option<&PageSummary> {
    pages.binary_search_by_key(&file, |page| page.file).ok().map(|at| &pages[at])
}
