//! `Card`: a model in a list.

use crate::{display::verdict::Shown, text::Text};
use askama::Template;

/// A model in a list: name, verdict, and what distinguishes it from others.
///
/// A model appears in many lists, so its card is rendered once and the HTML inserted into each.
#[derive(Debug, Template)]
#[template(path = "listing/card.html")]
pub struct Card<'a> {
    /// The model's id.
    pub id: &'a str,
    /// URL of its page.
    pub href: &'a str,
    /// The verdict of its best worker.
    pub verdict: Shown,
    /// Family, size, formats.
    pub facts: &'a str,
    /// The texts.
    pub text: &'a Text,
}
