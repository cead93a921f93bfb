//! The Markdown alternate of a model's page.

use crate::{display::figures::Figure as _, pages::model::view::ModelPage};
use askama::Template;

/// The alternate of a page.
#[derive(Debug, Template)]
#[template(path = "model/page.md")]
pub struct ModelMarkdown<'a> {
    /// The page.
    pub page: &'a ModelPage<'a>,
}
