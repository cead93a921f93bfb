//! A page that editors wrote.

use crate::page::{Frame, PageMeta};
use askama::Template;

/// A page of `content/pages`.
#[derive(Debug, Template)]
#[template(path = "article/page.html")]
pub struct ArticlePage<'a> {
    /// Shared by all pages.
    pub frame: &'a Frame,
    /// Head.
    pub meta: PageMeta,
    /// Heading.
    pub heading: &'a str,
    /// The text, HTML made of Markdown.
    pub body: String,
}
