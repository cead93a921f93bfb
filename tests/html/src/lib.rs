//! Parses HTML for tests.
//!
//! A crate of its own because the parser is generic over the tree that it builds: compiled as a part of the tests, it
//! would not be optimized, as they are not.

mod indented;

use html5ever::{ParseOpts, parse_document, tendril::TendrilSink as _, tokenizer::TokenizerOpts};

pub use html5ever::Attribute;
pub use indented::indented;
pub use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Parses a document, with all its errors.
#[must_use]
pub fn parse(html: &str) -> RcDom {
    let tokenizer = TokenizerOpts { exact_errors: true, ..TokenizerOpts::default() };
    parse_document(RcDom::default(), ParseOpts { tokenizer, ..ParseOpts::default() }).one(html)
}
