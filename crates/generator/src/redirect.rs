//! Redirects: old addresses that lead to pages of today, in one step.
//!
//! Nothing here touches files: the text of `content/redirects.toml` comes in, and the text of a `_redirects`
//! file and of small pages that forward goes out.

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

/// An old address, and the page that answers for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// The old address.
    pub from: Source,
    /// The page.
    pub to: PagePath,
    /// Who says so.
    pub origin: Origin,
    /// Whether something lies below the old address as if it were a folder.
    pub is_folder: bool,
}

/// An old address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Of a page that this site had, in the form that addresses have.
    Page(PagePath),
    /// Word for word, from the site's own root, not encoded.
    Path(String),
}

/// Who says that an address leads elsewhere; where two do, the upper one is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// `content/redirects.toml`.
    Written,
    /// The Hub: a model has another id now.
    Renamed,
    /// The site that this one replaces had the model elsewhere.
    ReplacedSite,
}
