//! `Card`: a model in a list.

use crate::{display::verdict::Shown, text::Text};
use askama::Template;

/// A model in a list: name, verdict, and what tells it from the others.
///
/// Every model stands in many lists, so this is rendered once for each and its text put into them.
#[derive(Debug, Template)]
#[template(path = "listing/card.html")]
pub struct Card<'a> {
    /// The model's id.
    pub id: &'a str,
    /// Address of its page.
    pub href: &'a str,
    /// The verdict of its best worker.
    pub verdict: Shown,
    /// Family, size, formats.
    pub facts: &'a str,
    /// The words.
    pub text: &'a Text,
}
