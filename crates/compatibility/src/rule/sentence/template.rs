//! `Template`: a sentence with placeholders for values.

use memchr::memchr;
use std::iter::FusedIterator;

/// One English sentence with `{name}` as the placeholder for a value of a [`super::Sentence`]. Text between backticks
/// is the name of a type, a file or a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// The key, stable and in kebab case. Translations use the same key.
    pub key: &'static str,
    /// The wording if the value `n` is 1. `None` if one wording fits every number.
    pub one: Option<&'static str>,
    /// The wording for all other numbers, or for sentences without one.
    pub other: &'static str,
}

impl Template {
    /// The wording for a count.
    #[must_use]
    pub fn wording(&self, count: Option<u64>) -> &'static str {
        self.one.filter(|_| count == Some(1)).unwrap_or(self.other)
    }
}

/// A piece of a wording, in any language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Literal text.
    Text(&'t str),
    /// A placeholder: the name between `{` and `}`.
    Value(&'t str),
}

/// Iterator over the pieces of a wording; see [`pieces`].
#[derive(Debug, Clone)]
pub struct Pieces<'t> {
    rest: &'t str,
}

/// Splits a wording into text and placeholders. An unclosed `{` is text.
#[must_use]
pub fn pieces(wording: &str) -> Pieces<'_> {
    Pieces { rest: wording }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        if self.rest.is_empty() {
            return None;
        }
        let bytes = self.rest.as_bytes();
        let is_open = bytes[0] == b'{';
        if is_open && let Some(end) = memchr(b'}', bytes) {
            let name = &self.rest[1..end];
            self.rest = &self.rest[end + 1..];
            return Some(Piece::Value(name));
        }
        // Skip an unclosed brace.
        let from = usize::from(is_open);
        let end = memchr(b'{', &bytes[from..]).map_or(bytes.len(), |at| from + at);
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(Piece::Text(text))
    }
}

impl FusedIterator for Pieces<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::sentence::SENTENCES;

    #[test]
    fn keys_are_unique_and_in_order() {
        assert!(SENTENCES.is_sorted_by(|one, next| one.key < next.key));
        let is_kebab =
            |key: &str| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        for template in SENTENCES {
            assert!(is_kebab(template.key), "{}", template.key);
        }
    }

    /// A separate wording for `n` = 1 requires the value `n` in the sentence.
    #[test]
    fn wordings_are_told_by_number() {
        for template in SENTENCES {
            let has_number = pieces(template.other).any(|piece| piece == Piece::Value("n"));
            assert_eq!(template.one.is_some(), has_number, "{}", template.key);
            assert_eq!(template.wording(None), template.other);
            assert_eq!(template.wording(Some(2)), template.other);
            assert_eq!(template.wording(Some(1)), template.one.unwrap_or(template.other));
        }
    }

    #[test]
    fn pieces_are_the_whole_wording() {
        use Piece::{Text, Value};
        for (wording, expected) in [
            ("", &[][..]),
            ("plain", &[Text("plain")]),
            ("`{a}` is {b}", &[Text("`"), Value("a"), Text("` is "), Value("b")]),
            ("{a}{ü}", &[Value("a"), Value("ü")]),
            ("{}", &[Value("")]),
            ("a } b {c", &[Text("a } b "), Text("{c")]),
            ("{", &[Text("{")]),
        ] {
            assert_eq!(pieces(wording).collect::<Vec<_>>(), expected, "{wording}");
        }
    }
}
