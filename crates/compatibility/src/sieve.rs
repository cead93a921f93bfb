//! `Sieve`: a fast filter that rejects most names that are not in a table, before the table is searched.

/// The first and last letters of a table's names, by length.
///
/// Names that do not pass are not in the table, in upper or lower case. Names that pass may be.
pub(crate) struct Sieve {
    first: [u32; 32],
    last: [u32; 32],
}

impl Sieve {
    /// A sieve that passes nothing.
    pub(crate) const EMPTY: Self = Self { first: [0; 32], last: [0; 32] };

    pub(crate) const fn of(names: &[&str]) -> Self {
        Self::EMPTY.with(names)
    }

    /// Adds names.
    pub(crate) const fn with(mut self, names: &[&str]) -> Self {
        let mut at = 0;
        while at < names.len() {
            self = self.and(names[at]);
            at += 1;
        }
        self
    }

    /// Creates a sieve from the names in a table's first column.
    pub(crate) const fn of_rows<T>(rows: &[(&str, T)]) -> Self {
        let mut sieve = Self::EMPTY;
        let mut at = 0;
        while at < rows.len() {
            sieve = sieve.and(rows[at].0);
            at += 1;
        }
        sieve
    }

    /// Adds one name.
    pub(crate) const fn and(mut self, name: &str) -> Self {
        let text = name.as_bytes();
        let row = Self::row(text);
        if let ([first, ..], [.., last]) = (text, text) {
            self.first[row] |= Self::bit(*first);
            self.last[row] |= Self::bit(*last);
        }
        self
    }

    pub(crate) const fn passes(&self, text: &[u8]) -> bool {
        let ([first, ..], [.., last]) = (text, text) else { return false };
        let row = Self::row(text);
        self.first[row] & Self::bit(*first) != 0 && self.last[row] & Self::bit(*last) != 0
    }

    const fn row(text: &[u8]) -> usize {
        if text.len() < 32 { text.len() } else { 31 }
    }

    /// Upper and lower case have the same last five bits.
    const fn bit(letter: u8) -> u32 {
        1 << (letter & 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_pass_in_any_case_and_most_other_texts_do_not() {
        let sieve = Sieve::of(&["gguf", "safetensors", "a-name-that-is-longer-than-the-sieve-has-rows"]);
        for text in ["gguf", "GGUF", "Safetensors", "a-name-that-is-longer-than-the-sieve-has-rows"] {
            assert!(sieve.passes(text.as_bytes()), "{text}");
        }
        for text in ["", "g", "ggufs", "tf", "afetensors", "ggml"] {
            assert!(!sieve.passes(text.as_bytes()), "{text}");
        }
    }
}
