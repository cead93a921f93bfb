//! HTML escaping for templates.

use askama::filters::Escaper;
use site::escape::escape_scan::is_plain;
use std::fmt;

/// Escapes markup and replaces characters that HTML does not allow even when escaped, such as control characters, which
/// records do contain. Registered in `askama.toml`.
#[derive(Debug, Clone, Copy)]
pub struct Html;

impl Escaper for Html {
    fn write_escaped_str<W: fmt::Write>(&self, mut to: W, text: &str) -> fmt::Result {
        if is_plain(text.as_bytes(), |byte| is_markup(byte) | may_be_unfit(byte)) {
            return to.write_str(text);
        }
        let mut plain = 0;
        for (at, byte) in text.bytes().enumerate() {
            let (html, length) = match byte {
                b'"' => ("&#34;", 1),
                b'&' => ("&#38;", 1),
                b'\'' => ("&#39;", 1),
                b'<' => ("&#60;", 1),
                b'>' => ("&#62;", 1),
                byte if may_be_unfit(byte) => match unfit_length(text, at) {
                    Some(length) => ("\u{fffd}", length),
                    None => continue,
                },
                _ => continue,
            };
            to.write_str(&text[plain..at])?;
            to.write_str(html)?;
            plain = at + length;
        }
        to.write_str(&text[plain..])
    }
}

#[expect(clippy::needless_bitwise_bool, reason = "without short cuts, sixteen bytes are looked at in one step")]
const fn is_markup(byte: u8) -> bool {
    (byte == b'"') | (byte == b'&') | (byte == b'\'') | (byte == b'<') | (byte == b'>')
}

/// Whether a character starting with this byte may be one that HTML does not allow.
#[expect(clippy::needless_bitwise_bool, reason = "without short cuts, sixteen bytes are looked at in one step")]
pub(super) const fn may_be_unfit(byte: u8) -> bool {
    (byte < b' ') | (byte == 0x7f) | (byte == 0xc2) | (byte >= 0xef)
}

/// The length of the character at this position if HTML does not allow it.
pub(super) fn unfit_length(text: &str, at: usize) -> Option<usize> {
    let character = text[at..].chars().next()?;
    let number = u32::from(character);
    let is_unfit = match character {
        '\t' | '\n' | '\u{c}' | '\r' => false,
        '\u{fdd0}'..='\u{fdef}' => true,
        // The last two code points of every plane are not characters.
        _ => character.is_control() || number & 0xfffe == 0xfffe,
    };
    is_unfit.then(|| character.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut html = String::new();
        Html.write_escaped_str(&mut html, text).unwrap();
        html
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(escaped("plain, ü · — 語 🦙\tx\r\n"), "plain, ü · — 語 🦙\tx\r\n");
        assert_eq!(escaped("<a href=\"x\">'&'"), "&#60;a href=&#34;x&#34;&#62;&#39;&#38;&#39;");
        assert_eq!(
            escaped("a\0b\u{1b}c\u{7f}\u{85}\u{fdd0}\u{fffe}\u{1ffff}"),
            "a\u{fffd}b\u{fffd}c".to_owned() + &"\u{fffd}".repeat(5)
        );
    }
}
