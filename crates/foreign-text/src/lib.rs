//! Sanitizes untrusted text from the Hub once, where records are parsed. Text that passed this module contains no
//! control characters, no invisible or bidirectional formatting characters and no line breaks, and does not exceed the
//! limit for its kind. Later code can display it as it is.

use std::{borrow::Cow, fmt::Write as _};

/// Maximum length of a name in bytes: a license, language, task or type. The longest real one has 61.
pub const MAX_NAME_BYTES: usize = 200;

/// Maximum length of an identifying text in bytes: an id, tag or URL. The longest real one has 214.
pub const MAX_KEY_BYTES: usize = 1_000;

/// Maximum length of a file path in bytes. The longest real one has 385.
pub const MAX_PATH_BYTES: usize = 500;

/// Whether a character breaks a line or moves the cursor within it. Such characters are replaced by a space.
#[must_use]
pub fn is_break(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a character is never displayed: control characters, invisible formatting characters including bidirectional
/// ones, and noncharacters. Joiners (U+200C, U+200D) are not included: scripts and emoji need them.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        )
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// A text for terminals and logs, on one line. Hidden characters are replaced by their JSON escapes (`\u001b`), so the
/// result is also valid within JSON that contains the text.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if is_printable_ascii(text) || !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut printable = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(printable, "\\u{unit:04x}");
            }
        } else {
            printable.push(c);
        }
    }
    Cow::Owned(printable)
}

/// Sanitizes a name for pages and reports: collapses white space, removes hidden characters, and cuts it with `…` at
/// [`MAX_NAME_BYTES`]. `None` if nothing is left.
#[must_use]
pub fn name(text: Cow<'_, str>) -> Option<Cow<'_, str>> {
    if is_plain(&text) && text.len() <= MAX_NAME_BYTES {
        return Some(text);
    }
    let mut clean = String::with_capacity(text.len().min(MAX_NAME_BYTES + 8));
    let mut is_apart = false;
    for c in text.chars() {
        if c.is_whitespace() || is_break(c) {
            is_apart = true;
        } else if !is_hidden(c) {
            let gap = if is_apart && !clean.is_empty() { " " } else { "" };
            if clean.len() + gap.len() + c.len_utf8() > MAX_NAME_BYTES {
                clean.push('…');
                break;
            }
            clean.push_str(gap);
            clean.push(c);
            is_apart = false;
        }
    }
    (!clean.is_empty()).then_some(Cow::Owned(clean))
}

/// Sanitizes an identifying text, which must not be altered except for trimming. `None` if it contains hidden
/// characters or is longer than [`MAX_KEY_BYTES`].
#[must_use]
pub fn key(text: Cow<'_, str>) -> Option<Cow<'_, str>> {
    let text = match text {
        text if is_plain(&text) => return (text.len() <= MAX_KEY_BYTES).then_some(text),
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    };
    is_exact(&text, MAX_KEY_BYTES).then_some(text)
}

/// Validates a file path. Leading and trailing blanks are kept, since commands must name the actual file. `None` if a
/// page could not show it unchanged, or if it is longer than [`MAX_PATH_BYTES`].
#[must_use]
pub fn path(text: Cow<'_, str>) -> Option<Cow<'_, str>> {
    (is_exact(&text, MAX_PATH_BYTES) && !text.trim().is_empty()).then_some(text)
}

fn is_exact(text: &str, limit: usize) -> bool {
    !text.is_empty() && text.len() <= limit && (is_printable_ascii(text) || !text.contains(is_hidden))
}

/// Whether a text is printable ASCII without leading, trailing or repeated blanks, as nearly all are.
fn is_plain(text: &str) -> bool {
    if is_one_word(text.as_bytes()) {
        return !text.is_empty();
    }
    // Starting with a blank makes a leading blank count as repeated.
    let mut previous = b' ';
    let is_plain = text.bytes().all(|byte| {
        let is_double = byte == b' ' && previous == b' ';
        previous = byte;
        (b' '..=b'~').contains(&byte) && !is_double
    });
    is_plain && previous != b' '
}

/// Whether all bytes are visible ASCII, as in nearly every tag and id. Tests eight bytes at a time: a byte-wise loop
/// took 4 % of the instructions of `audit` (callgrind, 15,000 records).
fn is_one_word(text: &[u8]) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    // In each byte, the high bit of `sum` is set for values above `~`; that of `difference` is clear for values below
    // `!`.
    let is_visible = |bytes: u64| {
        let sum = bytes | bytes.wrapping_add(ONES);
        let difference = (bytes | HIGH).wrapping_sub(ONES * u64::from(b'!'));
        (sum | !difference) & HIGH == 0
    };
    let (blocks, rest) = text.as_chunks();
    blocks.iter().all(|block| is_visible(u64::from_ne_bytes(*block)))
        && rest.iter().all(|byte| (b'!'..=b'~').contains(byte))
}

/// Does not stop at the first other byte: there rarely is one, and without an early exit the loop is vectorized.
fn is_printable_ascii(text: &str) -> bool {
    text.bytes().fold(true, |all, byte| all & (b' '..=b'~').contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_lose_what_nobody_sees() {
        for (text, shown) in [
            ("mit", Some("mit")),
            ("  a  b\t\r\nc ", Some("a b c")),
            ("a\u{2028}b\u{85}c\u{b}d", Some("a b c d")),
            ("abc\u{202e}gpj.\u{2066}x\u{2069}", Some("abcgpj.x")),
            ("\u{1b}[31mRED\u{7}\u{9b}2J", Some("[31mRED2J")),
            ("a\u{0}b\u{fffe}\u{fdd0}c\u{7f}", Some("abc")),
            ("pâté 👩‍👧 \u{fffd}", Some("pâté 👩‍👧 \u{fffd}")),
            (" \u{200b}\n", None),
            ("", None),
        ] {
            assert_eq!(name(text.into()).as_deref(), shown, "{text:?}");
        }
        let long = name("ü".repeat(150).into()).unwrap();
        assert_eq!(&*long, format!("{}…", "ü".repeat(100)));
    }

    #[test]
    fn what_is_printed_moves_no_cursor_and_begins_no_line() {
        assert_eq!(
            printable("a\u{1b}[31m\r\nb\u{9b}\u{202e}\u{e0041} ü"),
            "a\\u001b[31m\\u000d\\u000ab\\u009b\\u202e\\udb40\\udc41 ü"
        );
        assert!(matches!(printable("plain ü"), Cow::Borrowed(_)));
    }

    #[test]
    fn keys_and_paths_stay_as_they_are_or_go() {
        assert_eq!(key(" a/b\n".into()).as_deref(), Some("a/b"));
        assert_eq!(path(" a  b.gguf ".into()).as_deref(), Some(" a  b.gguf "));
        for odd in ["a/\u{202e}b", "a\nb", "a\u{2029}b", "", "  ", "a\u{7f}", "a\u{feff}b", &"x".repeat(1_001)] {
            assert_eq!((key(odd.into()), path(odd.into())), (None, None), "{odd:?}");
        }
    }

    proptest! {
        #[test]
        fn names_are_clean_and_stay_so(text in "\\PC{0,40}|[ -~]{0,30}|(?s:.{0,300})") {
            if let Some(clean) = name(text.into()) {
                prop_assert!(!clean.contains(is_hidden) && !clean.contains("  ") && clean.trim() == clean);
                prop_assert!(clean.len() <= MAX_NAME_BYTES + '…'.len_utf8());
                let again = name(Cow::Borrowed(&*clean)).unwrap();
                prop_assert_eq!(again.trim_end_matches('…'), clean.trim_end_matches('…'));
            }
        }
    }
}
