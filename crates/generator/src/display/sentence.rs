//! `Sentence`: text with names in backticks, as the rules write it, in the form of a page.

use crate::display::{escape::Html, markdown::Markdown};
use askama::filters::Escaper;
use std::fmt::{self, Write as _};

/// Prints as HTML that can be inserted unescaped: text in backticks becomes code, everything else is escaped, and the
/// first letter is a capital.
#[derive(Debug)]
pub struct Sentence<T>(pub T);

impl<T: fmt::Display> Sentence<T> {
    /// As text, with its backticks.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = self.0.to_string();
        if let Some(first) = text.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        text
    }

    /// As Markdown that can be inserted unescaped.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut markdown = String::new();
        // Writing to memory does not fail.
        let _ = write_parts(&self.text(), &mut markdown, Markdown, ["`", "`"], |name, to| {
            name.chars().try_for_each(|c| to.write_char(if c.is_control() { ' ' } else { c }))
        });
        markdown
    }
}

impl<T: fmt::Display> fmt::Display for Sentence<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = |name: &str, f: &mut fmt::Formatter<'_>| Html.write_escaped_str(f, name);
        write_parts(&self.text(), f, Html, ["<code>", "</code>"], code)
    }
}

/// Writes text and names in turn: text through the escaper, names between two marks.
fn write_parts<W: fmt::Write>(
    text: &str,
    to: &mut W,
    escaper: impl Escaper,
    [before, behind]: [&str; 2],
    code: impl Fn(&str, &mut W) -> fmt::Result,
) -> fmt::Result {
    let mut parts = text.split('`');
    escaper.write_escaped_str(&mut *to, parts.next().unwrap_or_default())?;
    while let Some(name) = parts.next() {
        let Some(after) = parts.next() else {
            // A single backtick starts nothing.
            escaper.write_escaped_str(&mut *to, "`")?;
            return escaper.write_escaped_str(&mut *to, name);
        };
        to.write_str(before)?;
        code(name, to)?;
        to.write_str(behind)?;
        escaper.write_escaped_str(&mut *to, after)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(askama::Template)]
    #[template(source = "<p>{{ sentence|safe }}</p>", ext = "html")]
    struct Page {
        sentence: Sentence<&'static str>,
    }

    #[test]
    fn a_page_takes_it_as_it_is() {
        let page = Page { sentence: Sentence("the worker needs `a<b`") };
        assert_eq!(askama::Template::render(&page).unwrap(), "<p>The worker needs <code>a&#60;b</code></p>");
    }

    #[test]
    fn names_become_code_and_markup_stays_text() {
        for (text, html) in [
            ("plain", "Plain"),
            ("needs `config.json`, `a<b`", "Needs <code>config.json</code>, <code>a&#60;b</code>"),
            ("one ` alone <b>", "One ` alone &#60;b&#62;"),
        ] {
            assert_eq!(Sentence(text).to_string(), html);
        }
        assert_eq!(Sentence("a|b needs `c|\nd`, one ` alone").markdown(), "A\\|b needs `c| d`, one \\` alone");
    }
}
