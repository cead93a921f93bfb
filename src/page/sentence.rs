//! `Sentence`: text with names between backticks, as the rules write it, in the form of a page.

use super::escape::Html;
use askama::filters::{Escaper as _, HtmlSafe};
use std::fmt;

/// Prints what stands between backticks as code, and everything else as text.
#[derive(Debug)]
pub struct Sentence<T>(pub T);

impl<T: fmt::Display> fmt::Display for Sentence<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.to_string();
        let mut parts = text.split('`');
        Html.write_escaped_str(&mut *f, parts.next().unwrap_or_default())?;
        while let Some(name) = parts.next() {
            let Some(after) = parts.next() else {
                // One alone begins nothing.
                f.write_str("`")?;
                return Html.write_escaped_str(&mut *f, name);
            };
            f.write_str("<code>")?;
            Html.write_escaped_str(&mut *f, name)?;
            f.write_str("</code>")?;
            Html.write_escaped_str(&mut *f, after)?;
        }
        Ok(())
    }
}

// All of it is escaped above.
impl<T: fmt::Display> HtmlSafe for Sentence<T> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_code_and_markup_stays_text() {
        for (text, html) in [
            ("plain", "plain"),
            ("needs `config.json`, `a<b`", "needs <code>config.json</code>, <code>a&#60;b</code>"),
            ("one ` alone <b>", "one ` alone &#60;b&#62;"),
        ] {
            assert_eq!(Sentence(text).to_string(), html);
        }
    }
}
