//! The 404 page.

use crate::display::layout::{Frame, PageMeta};
use askama::Template;

pub use site::file_names::NOT_FOUND;

/// [`NOT_FOUND`].
#[derive(Debug, Template)]
#[template(path = "not_found/page.html")]
pub struct NotFoundPage<'a> {
    /// Shared by all pages.
    pub frame: &'a Frame,
    /// Metadata.
    pub meta: PageMeta,
}
