//! Number formatting for reports and errors, which are in English regardless of the language of the site.

use std::fmt;

/// A whole number with grouped thousands: `32,768`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grouped(pub u64);

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        f.pad(&grouped)
    }
}

/// A noun with its count: `1 file`, `20 files`, `3 addresses`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted(pub usize, pub &'static str);

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}{}", Grouped(self.0 as u64), self.1, ending(self.0, self.1))
    }
}

/// The plural ending of a noun for a count: `es` as in `3 addresses`.
#[must_use]
pub fn ending(count: usize, noun: &str) -> &'static str {
    match count {
        1 => "",
        _ if noun.ends_with('s') => "es",
        _ => "s",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_follow_their_counts() {
        for (count, noun, text) in
            [(1, "file", "1 file"), (0, "file", "0 files"), (1_234_567, "address", "1,234,567 addresses")]
        {
            assert_eq!(Counted(count, noun).to_string(), text);
        }
    }
}
