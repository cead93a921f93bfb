//! `Sentence`: a rule's message as a key and named values. English is one wording of it.
//!
//! [`SENTENCES`] holds the English wording of every key. Another language supplies its own wordings with the same
//! values: [`pieces`] splits a wording, and [`Sentence::value`] returns the value for each placeholder.

#[rustfmt::skip]
mod english;
mod template;
mod unseen;

use crate::quantization::Quantization;
use std::fmt::{self, Write as _};

pub use english::SENTENCES;
pub(super) use english::{Key, summary};
pub use template::{Piece, Pieces, Template, pieces};
pub use unseen::Unseen;

/// A value in a sentence. Its `Display` is the English notation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// A name that is the same in every language: of a worker, type, format, family, file or model.
    Text(&'a str),
    /// A quantization label; the same in every language.
    Label(Quantization),
    /// A number. English groups the digits with commas: `32,768`.
    Number(u64),
    /// File names between backticks; the same in every language.
    Files(Unseen<'a>),
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Label(label) => label.fmt(f),
            Self::Number(number) => grouped(*number, f),
            Self::Files(files) => files.fmt(f),
        }
    }
}

/// Writes a number with digit groups: `32,768`.
fn grouped(number: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if number < 1000 {
        return write!(f, "{number}");
    }
    grouped(number / 1000, f)?;
    write!(f, ",{:03}", number % 1000)
}

impl Value<'_> {
    fn push_to(&self, text: &mut String) {
        match self {
            Self::Text(value) => text.push_str(value),
            // Writing to a `String` cannot fail.
            other => {
                let _ = write!(text, "{other}");
            }
        }
    }

    /// Approximate length of the value's text in bytes.
    fn size_hint(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Label(_) | Self::Number(_) => 16,
            Self::Files(_) => 48,
        }
    }
}

/// A value with its name.
pub type Named<'a> = (&'static str, Value<'a>);

/// A rule's message. Its `Display` is the English sentence, without a full stop and with names between backticks.
///
/// No text is allocated until it is printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sentence<'a> {
    key: Key,
    /// Only the first `len` entries are used.
    values: [Named<'a>; MAX_VALUES],
    len: u8,
}

/// Maximum number of values in a sentence.
const MAX_VALUES: usize = 4;

impl<'a> Sentence<'a> {
    /// Creates a sentence without values.
    pub(super) fn new(key: Key) -> Self {
        Self { key, values: [("", Value::Number(0)); MAX_VALUES], len: 0 }
    }

    /// Adds a value, up to [`MAX_VALUES`].
    fn add(&mut self, value: Named<'a>) -> &mut Self {
        if let Some(place) = self.values.get_mut(usize::from(self.len)) {
            *place = value;
            self.len += 1;
        }
        self
    }

    pub(super) fn with_text(&mut self, name: &'static str, text: &'a str) -> &mut Self {
        self.add((name, Value::Text(text)))
    }

    pub(super) fn with_label(&mut self, label: Quantization) -> &mut Self {
        self.add(("label", Value::Label(label)))
    }

    pub(super) fn with_files(&mut self, files: Unseen<'a>) -> &mut Self {
        self.add(("files", Value::Files(files)))
    }

    pub(super) fn with_number(&mut self, name: &'static str, number: u64) -> &mut Self {
        self.add((name, Value::Number(number)))
    }

    /// The sentence's key, stable and in kebab case; one of those in [`SENTENCES`].
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.template().key
    }

    /// The key's index in [`SENTENCES`], for direct lookup in a table of wordings with the same order.
    #[must_use]
    pub fn place(&self) -> usize {
        self.key as usize
    }

    /// The English wordings.
    #[must_use]
    pub fn template(&self) -> &'static Template {
        self.key.template()
    }

    /// All values, with the names used in the wordings.
    #[must_use]
    pub fn values(&self) -> &[Named<'a>] {
        self.values.get(..usize::from(self.len)).unwrap_or_default()
    }

    /// The value with that name.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<Value<'a>> {
        self.values().iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// The value `n`, which selects the wording in languages with plural forms. `None` if the sentence counts nothing.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        match self.value("n") {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        }
    }

    /// The English sentence.
    #[must_use]
    pub fn text(&self) -> String {
        self.fill(self.template().wording(self.count()))
    }

    /// Fills a wording with the values in English notation. A placeholder without a value is left as it is.
    #[must_use]
    pub fn fill(&self, wording: &str) -> String {
        let values = self.values();
        let size = wording.len() + values.iter().map(|(_, value)| value.size_hint()).sum::<usize>();
        let mut text = String::with_capacity(size);
        for piece in pieces(wording) {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Value(name) => match values.iter().find(|(known, _)| *known == name) {
                    Some((_, value)) => value.push_to(&mut text),
                    None => text.extend(["{", name, "}"]),
                },
            }
        }
        text
    }
}

impl fmt::Display for Sentence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_groups_digits() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (32_768, "32,768"),
            (1_000_001, "1,000,001"),
            (u64::MAX, "18,446,744,073,709,551,615"),
        ] {
            assert_eq!(Value::Number(number).to_string(), text);
        }
    }

    #[test]
    fn values_are_put_in_as_they_are() {
        let mut sentence = Sentence::new(Key::NotListed);
        sentence.with_text("name", "a{worker}b").with_text("worker", "W");
        assert_eq!(sentence.text(), "W does not support `a{worker}b` in any format");
        assert_eq!(sentence.to_string(), sentence.text());
        assert_eq!(sentence.fill("`{name}` lädt {worker} nicht, {who} {"), "`a{worker}b` lädt W nicht, {who} {");
        assert_eq!(sentence.value("name"), Some(Value::Text("a{worker}b")));
        assert_eq!((sentence.value("who"), sentence.value(""), sentence.count()), (None, None, None));
        assert_eq!(SENTENCES[sentence.place()].key, sentence.key());
    }
}
