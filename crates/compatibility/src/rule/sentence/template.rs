//! `Template`: a sentence with places for values.

use memchr::memchr;
use std::iter::FusedIterator;

/// One sentence in English, with `{name}` where a value of a [`super::Sentence`] belongs. What stands between
/// backticks is a name, of a type, a file or a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// Stable, kebab case. The sentence of a translation has the same.
    pub key: &'static str,
    /// The wording where the value `n` is 1; none where one wording does for every number.
    pub one: Option<&'static str>,
    /// The wording.
    pub other: &'static str,
}

impl Template {
    /// The wording for so many.
    #[must_use]
    pub fn wording(&self, count: Option<u64>) -> &'static str {
        self.one.filter(|_| count == Some(1)).unwrap_or(self.other)
    }
}

/// A piece of a wording, in any language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Written as it stands.
    Text(&'t str),
    /// The name between `{` and `}`: the value of that name belongs here.
    Value(&'t str),
}

/// The pieces of a wording in turn; see [`pieces`].
#[derive(Debug, Clone)]
pub struct Pieces<'t> {
    rest: &'t str,
}

/// Cuts a wording into text and places for values. A `{` that nothing closes is text.
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
        // One that is not closed is passed over.
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

    /// Only a sentence with a number can have a wording for one.
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
