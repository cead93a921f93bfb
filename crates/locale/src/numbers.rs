//! `Numbers`: the number format of a language, from Unicode's data (CLDR).

use icu_decimal::{DecimalFormatter, DecimalFormatterPreferences, input::Decimal, options::DecimalFormatterOptions};
use icu_locale_core::Locale;
use std::{borrow::Cow, fmt};

/// Separators and grouping of numbers. Digits are ASCII in every language, since numbers appear next to file names and
/// labels that use them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbers {
    /// Decimal separator: `.`
    pub decimal: Box<str>,
    /// Group separator: `,`
    pub group: Box<str>,
    /// Number of digits in the last group. Zero if digits are not grouped.
    last: usize,
    /// Number of digits in the other groups.
    others: usize,
    /// Minimum number of digits of a number that is grouped.
    shortest: usize,
}

impl Numbers {
    /// The format of a locale. Falls back to Unicode's default if it has no data for the language.
    pub(crate) fn of(locale: &Locale) -> Self {
        let mut preferences = DecimalFormatterPreferences::from(locale);
        preferences.numbering_system = "latn".parse().ok().and_then(|name: icu_locale_core::subtags::Subtag| {
            icu_locale_core::extensions::unicode::Value::from_subtag(Some(name)).try_into().ok()
        });
        let formatter = DecimalFormatter::try_new(preferences, DecimalFormatterOptions::default());
        let written = |number: &str| -> String {
            let number = number.parse::<Decimal>().unwrap_or_default();
            formatter.as_ref().map(|formatter| formatter.format(&number).to_string()).unwrap_or_default()
        };
        let groups = |number: &str| -> Vec<usize> {
            written(number).split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(str::len).collect()
        };
        let long = groups("123456789012");
        let is_divided = |digits: &usize| groups(&"1".repeat(*digits)).len() > 1;
        Self {
            decimal: written("1.5").trim_matches(|c: char| c.is_ascii_digit()).into(),
            group: written("123456789012").chars().filter(|c| !c.is_ascii_digit()).take(1).collect::<String>().into(),
            last: long.last().copied().filter(|_| long.len() > 1).unwrap_or_default(),
            others: long.len().checked_sub(2).map_or(3, |at| long[at]),
            shortest: (1..12).find(is_divided).unwrap_or(usize::MAX),
        }
    }

    /// Converts the numbers in a text to English format.
    #[must_use]
    pub fn to_english<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut english = String::new();
        let mut done = 0;
        for (at, separator) in text.char_indices().filter(|(_, c)| !c.is_ascii_alphanumeric()) {
            let behind = &text[at + separator.len_utf8()..];
            let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
            if digits == 0 || !text[..at].ends_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let is = |mark: &str| mark.starts_with(separator);
            let plain = match digits {
                _ if is(&self.decimal) => '.',
                3 if is(&self.group) => ',',
                _ => continue,
            };
            english.push_str(&text[done..at]);
            english.push(plain);
            done = at + separator.len_utf8();
        }
        if done == 0 {
            return Cow::Borrowed(text);
        }
        english.push_str(&text[done..]);
        Cow::Owned(english)
    }

    /// Formats a whole number.
    #[must_use]
    pub fn whole(&self, number: u64) -> impl fmt::Display + use<'_> {
        Whole { numbers: self, number }
    }

    /// Splits the digits of a whole number into groups and passes groups and separators to `put`.
    pub fn divide<'d>(&'d self, digits: &'d str, mut put: impl FnMut(&str)) {
        if digits.len() < self.shortest || self.last == 0 {
            return put(digits);
        }
        let (front, last) = digits.split_at(digits.len().saturating_sub(self.last));
        let mut at = (front.len().saturating_sub(1)) % self.others + 1;
        if !front.is_empty() {
            put(&front[..at]);
            while at < front.len() {
                put(&self.group);
                put(&front[at..at + self.others]);
                at += self.others;
            }
            put(&self.group);
        }
        put(last);
    }
}

/// Displays a whole number in the format of a language.
struct Whole<'n> {
    numbers: &'n Numbers,
    number: u64,
}

impl fmt::Display for Whole<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut result = Ok(());
        let mut put = |part: &str| result = result.and_then(|()| f.write_str(part));
        self.numbers.divide(itoa::Buffer::new().format(self.number), &mut put);
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(tag: &str, number: u64) -> String {
        let mut text = String::new();
        Numbers::of(&tag.parse().unwrap()).divide(&number.to_string(), |part| text.push_str(part));
        text
    }

    #[test]
    fn each_language_divides_as_its_readers_do() {
        for (tag, number, text) in [
            ("en", 0, "0"),
            ("en", 999, "999"),
            ("en", 1_234, "1,234"),
            ("en", 123_456, "123,456"),
            ("en", 1_234_567, "1,234,567"),
            ("de", 1_234, "1.234"),
            ("pl", 1_234, "1234"),
            ("pl", 12_345, "12\u{a0}345"),
            ("en-IN", 12_345_678, "1,23,45,678"),
            ("ar-EG", 1_234, "1,234"),
            ("fr", 1_234, "1\u{202f}234"),
        ] {
            assert_eq!(divided(tag, number), text, "{tag}");
        }
        let of = |tag: &str| Numbers::of(&tag.parse().unwrap());
        let polish = of("pl");
        assert_eq!(polish.to_english("8,83B (8\u{a0}829\u{a0}407\u{a0}232), 1234"), "8.83B (8,829,407,232), 1234");
        assert_eq!(of("de").to_english("1.234,5 von v3.1"), "1,234.5 von v3.1");
        let decimal = |tag: &str| of(tag).decimal;
        assert_eq!([&*decimal("en"), &*decimal("de"), &*decimal("pl")], [".", ",", ","]);
    }
}
