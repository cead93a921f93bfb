//! What is shown where there is no page.

use super::{Frame, PageMeta};
use askama::Template;

/// `404.html`.
#[derive(Debug, Template)]
#[template(path = "not_found/page.html")]
pub struct NotFoundPage<'a> {
    /// Shared by all pages.
    pub frame: &'a Frame,
    /// Head.
    pub meta: PageMeta,
}
