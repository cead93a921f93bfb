//! Redirects from old URLs to current pages, in one step.
//!
//! Nothing here uses files: the input is the text of `content/redirects.toml`, and the output is the text of
//! `_redirects` and of small redirect pages.

// In reading order.
pub mod source_toml;
pub mod table;
pub mod output;

pub use crate::redirect::{
    output::{page_output, redirect_page, redirects_file},
    source_toml::{TomlError, Written, parse},
    table::{Candidate, Error, Redirects, redirects},
};

use site::address::page_path::PagePath;

/// An old URL and the page that replaces it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// The old URL.
    pub from: Source,
    /// The page.
    pub to: PagePath,
    /// Where the redirect comes from.
    pub origin: Origin,
    /// Whether other old URLs are below this one, as if it were a folder.
    pub is_folder: bool,
}

/// An old URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Of a page this site had, in the URL style of the site.
    Page(PagePath),
    /// Literal path from the root of the site, not encoded.
    Path(String),
}

/// Where a redirect comes from; earlier ones take precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// `content/redirects.toml`.
    Written,
    /// The Hub renamed a model.
    Renamed,
    /// The model's URL on the legacy site.
    ReplacedSite,
}
