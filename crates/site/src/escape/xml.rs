//! Writes XML text piece by piece. The sitemaps of a million pages are a gigabyte of small pieces; an event-based
//! writer would cost more than the text.

use super::escape_scan::is_plain;

/// Bytes that must be escaped: markup, quotes, controls, and the first byte of U+FFFE and U+FFFF.
#[expect(clippy::needless_bitwise_bool, reason = "without short cuts, sixteen bytes are looked at in one step")]
const fn is_special(byte: u8) -> bool {
    (byte < 0x20) | (byte == b'<') | (byte == b'>') | (byte == b'&') | (byte == b'"') | (byte == b'\'') | (byte == 0xEF)
}

/// Destination for XML: a buffer, or [`Length`], which only counts bytes to get the size of a file before writing it.
pub trait Sink {
    /// Appends text that is already XML.
    fn raw(&mut self, xml: &str);

    /// Appends text, escaped for an element or a quoted attribute. Drops characters that XML 1.0 cannot represent.
    fn text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        if is_plain(bytes, is_special) {
            return self.raw(text);
        }
        let mut done = 0;
        for (at, byte) in bytes.iter().enumerate() {
            if !is_special(*byte) {
                continue;
            }
            let (xml, length) = match byte {
                b'<' => ("&lt;", 1),
                b'>' => ("&gt;", 1),
                b'&' => ("&amp;", 1),
                b'"' => ("&quot;", 1),
                b'\'' => ("&apos;", 1),
                // As references, because parsers turn these three into spaces in attributes.
                b'\t' => ("&#9;", 1),
                b'\n' => ("&#10;", 1),
                b'\r' => ("&#13;", 1),
                0xEF if matches!(bytes.get(at + 1..at + 3), Some([0xBF, 0xBE | 0xBF])) => ("", 3),
                0xEF => continue,
                _ => ("", 1),
            };
            self.raw(&text[done..at]);
            self.raw(xml);
            done = at + length;
        }
        self.raw(&text[done..]);
    }

    /// Appends a decimal number.
    fn number(&mut self, number: u64) {
        let mut digits = [0; 20];
        let mut begin = digits.len();
        let mut rest = number;
        loop {
            begin -= 1;
            digits[begin] = b'0' + u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.raw(std::str::from_utf8(&digits[begin..]).unwrap_or_default());
    }

    /// Appends an attribute. The name must not need escaping.
    fn attribute(&mut self, name: &str, value: &str) {
        self.raw(" ");
        self.raw(name);
        self.raw("=\"");
        self.text(value);
        self.raw("\"");
    }
}

impl Sink for String {
    #[inline]
    fn raw(&mut self, xml: &str) {
        self.push_str(xml);
    }
}

/// Counts the bytes of XML.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Length(pub u64);

impl Sink for Length {
    #[inline]
    fn raw(&mut self, xml: &str) {
        self.0 += xml.len() as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether XML 1.0 can represent a character.
    fn can_hold(c: char) -> bool {
        !matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}')
    }

    #[test]
    fn numbers_are_written_in_full() {
        for number in [0, 7, 10, 8_030_261_248, u64::MAX] {
            let mut xml = String::new();
            xml.number(number);
            assert_eq!(xml, number.to_string());
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back_from_a_parser(text in ".*|[\\x00-\\x20<>&\"'\u{fffd}-\u{ffff}\u{85}]{0,40}") {
            let (mut xml, mut length) = (String::new(), Length::default());
            xml.raw("<a");
            xml.attribute("b", &text);
            xml.raw(">");
            xml.text(&text);
            xml.raw("</a>");
            length.raw("<a></a>");
            length.attribute("b", &text);
            length.text(&text);
            prop_assert_eq!(length.0, xml.len() as u64);
            let parsed = roxmltree::Document::parse(&xml).unwrap();
            let kept: String = text.chars().filter(|c| can_hold(*c)).collect();
            prop_assert_eq!(parsed.root_element().attribute("b").unwrap(), &kept);
            prop_assert_eq!(parsed.root_element().text().unwrap_or_default(), &kept);
        }
    }
}
