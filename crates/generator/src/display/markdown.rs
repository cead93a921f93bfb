//! Markdown escaping for templates.

use askama::filters::Escaper;
use std::fmt;

/// Escapes what Markdown, and HTML inside it, would read as markup. Inserted text is on one line after words of the
/// template, so marks that only count at the beginning of a line need no escape. Registered in `askama.toml`.
#[derive(Debug, Clone, Copy)]
pub struct Markdown;

impl Escaper for Markdown {
    fn write_escaped_str<W: fmt::Write>(&self, mut to: W, text: &str) -> fmt::Result {
        let mut plain = 0;
        for (at, byte) in text.bytes().enumerate() {
            let escaped = match byte {
                b'\\' => "\\\\",
                b'`' => "\\`",
                b'*' => "\\*",
                b'[' => "\\[",
                b']' => "\\]",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'&' => "&amp;",
                b'|' => "\\|",
                b'~' => "\\~",
                b'$' => "\\$",
                b'^' => "\\^",
                b'_' if !is_inside_of_word(text.as_bytes(), at) => "\\_",
                0..=0x1f | 0x7f => " ",
                _ => continue,
            };
            to.write_str(&text[plain..at])?;
            to.write_str(escaped)?;
            plain = at + 1;
        }
        to.write_str(&text[plain..])
    }
}

/// An underscore between two letters or digits is not markup: `Q4_K_M`.
fn is_inside_of_word(text: &[u8], at: usize) -> bool {
    let is_word = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    is_word(at.checked_sub(1)) && is_word(Some(at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    fn escaped(text: &str) -> String {
        let mut markdown = String::new();
        Markdown.write_escaped_str(&mut markdown, text).unwrap();
        markdown
    }

    #[test]
    fn usual_names_stay_readable() {
        assert_eq!(escaped("Q4_K_M of 4.92 GB, model-00001-of-2.gguf"), "Q4_K_M of 4.92 GB, model-00001-of-2.gguf");
        assert_eq!(escaped("a|b\n# c"), "a\\|b # c");
    }

    proptest! {
        #[test]
        fn a_parser_finds_the_same_text_in_one_cell(text in "[ -~]{0,30}|\\PC{0,20}|[*_`<>\\[\\]()|~$&#!\\\\a\n]{0,20}") {
            let page = format!("| Fact | Value |\n|---|---|\n| x | v {} v |\n", escaped(&text));
            let mut found = String::new();
            let mut cells = 0;
            for event in Parser::new_ext(&page, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
                match event {
                    Event::Text(text) => found.push_str(&text),
                    Event::Start(Tag::TableCell) => { cells += 1; found.clear(); }
                    Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow) | Event::End(_) => {}
                    other => prop_assert!(false, "{:?} in {}", other, page),
                }
            }
            let whole = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let kept: String = text.chars().map(|c| if c.is_ascii_control() { ' ' } else { c }).collect();
            prop_assert_eq!(cells, 4);
            prop_assert_eq!(whole(&found), whole(&format!("v {kept} v")));
        }
    }
}
