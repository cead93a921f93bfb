//! `Sentence`: text with names between backticks, as the rules write it, in the form of a page.

use super::escape::Html;
use askama::filters::Escaper as _;
use std::fmt;

/// Prints as HTML, to be put into a page as it is: what stands between backticks is code, everything else is
/// text, and the first letter is a capital one.
#[derive(Debug)]
pub struct Sentence<T>(pub T);

impl<T: fmt::Display> fmt::Display for Sentence<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = self.0.to_string();
        if let Some(first) = text.get_mut(..1) {
            first.make_ascii_uppercase();
        }
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
    }
}
