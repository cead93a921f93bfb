//! `Message`: one text, split at its placeholders.

use std::fmt::{self, Write as _};

/// A text and its placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    /// The text before the first placeholder, before the second, …, and after the last.
    texts: Box<[Box<str>]>,
    /// The value of each placeholder, as an index of the names.
    values: Box<[u8]>,
}

impl Message {
    /// Parses a text whose placeholders may have these names; returns what is wrong with it.
    pub(super) fn parse(text: &str, names: &[&str]) -> Result<Self, String> {
        let (mut texts, mut values) = (Vec::new(), Vec::new());
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('{') {
            let Some((name, after)) = behind.split_once('}') else {
                return Err("a `{` has no `}` behind it".to_owned());
            };
            let place = names.iter().position(|known| *known == name);
            values.push(place.and_then(|place| u8::try_from(place).ok()).ok_or_else(|| unknown(name, names))?);
            texts.push(before.into());
            rest = after;
        }
        texts.push(rest.into());
        let texts: Box<[Box<str>]> = texts.into();
        if texts.iter().any(|text| text.contains('}')) {
            return Err("a `}` has no `{` before it".to_owned());
        }
        Ok(Self { texts, values: values.into() })
    }

    /// The text, if it has no placeholder.
    pub(super) fn plain(&self) -> &str {
        &self.texts[0]
    }

    /// The text before and after the only placeholder.
    pub(super) fn around(&self) -> [&str; 2] {
        [&self.texts[0], self.texts.get(1).map_or("", |text| text)]
    }

    /// The text with these values, in the order of the names.
    pub(super) fn filled(&self, values: &[&dyn fmt::Display]) -> String {
        let mut text = String::with_capacity(self.texts.iter().map(|text| text.len() + 12).sum());
        text.push_str(&self.texts[0]);
        for (place, behind) in self.values.iter().zip(&self.texts[1..]) {
            // Writing to memory does not fail.
            let _ = write!(text, "{}", values[usize::from(*place)]);
            text.push_str(behind);
        }
        text
    }

    /// The text as written.
    pub(super) fn source(&self, names: &[&str]) -> String {
        let names: Vec<String> = names.iter().map(|name| format!("{{{name}}}")).collect();
        self.filled(&names.iter().map(|name| name as &dyn fmt::Display).collect::<Vec<_>>())
    }
}

fn unknown(name: &str, names: &[&str]) -> String {
    let known: Vec<String> = names.iter().map(|name| format!("`{{{name}}}`")).collect();
    match &*known {
        [] => format!("the placeholder `{{{name}}}` is not available here"),
        known => format!("the placeholder `{{{name}}}` is not available here; use {}", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_where_a_language_puts_them() {
        let message = Message::parse("{b} of {a}, {b}.", &["a", "b"]).unwrap();
        assert_eq!(message.filled(&[&"x", &3]), "3 of x, 3.");
        assert_eq!(message.source(&["a", "b"]), "{b} of {a}, {b}.");
        assert_eq!(Message::parse("about {n}!", &["n"]).unwrap().around(), ["about ", "!"]);
        assert_eq!(Message::parse("{n}", &["n"]).unwrap().around(), ["", ""]);
    }

    #[test]
    fn what_is_wrong_is_said() {
        let wrong = |text| Message::parse(text, &["name", "n"]).unwrap_err();
        assert_eq!(wrong("{nam}"), "the placeholder `{nam}` is not available here; use `{name}`, `{n}`");
        assert_eq!(wrong("a {name"), "a `{` has no `}` behind it");
        assert_eq!(wrong("a} {name}"), "a `}` has no `{` before it");
        assert_eq!(Message::parse("{x}", &[]).unwrap_err(), "the placeholder `{x}` is not available here");
    }
}
