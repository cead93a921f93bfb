//! Parses HTML for tests.
//!
//! A separate crate, because the parser is generic over the tree it builds: compiled as part of the tests, it would be
//! unoptimized like them.

mod indented;

use html5ever::{ParseOpts, parse_document, tendril::TendrilSink as _, tokenizer::TokenizerOpts};

pub use html5ever::Attribute;
pub use indented::indented;
pub use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Parses a document, with all its parse errors.
#[must_use]
pub fn parse(html: &str) -> RcDom {
    let tokenizer = TokenizerOpts { exact_errors: true, ..TokenizerOpts::default() };
    parse_document(RcDom::default(), ParseOpts { tokenizer, ..ParseOpts::default() }).one(html)
}
