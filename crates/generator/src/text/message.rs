//! `Message`: one text, divided where something is filled in.

use std::fmt::{self, Write as _};

/// A text and what is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    /// What stands before the first place, before the second, …, behind the last.
    texts: Box<[Box<str>]>,
    /// Which value stands at each place.
    values: Box<[u8]>,
}

impl Message {
    /// Reads a text whose values have these names, in their order; says what is wrong with it.
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

    /// The text, of one that nothing is filled into.
    pub(super) fn plain(&self) -> &str {
        &self.texts[0]
    }

    /// What stands before and behind the one value.
    pub(super) fn around(&self) -> [&str; 2] {
        [&self.texts[0], self.texts.get(1).map_or("", |text| text)]
    }

    /// With its values, in the order of their names.
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

    /// As it was written.
    pub(super) fn source(&self, names: &[&str]) -> String {
        let names: Vec<String> = names.iter().map(|name| format!("{{{name}}}")).collect();
        self.filled(&names.iter().map(|name| name as &dyn fmt::Display).collect::<Vec<_>>())
    }
}

fn unknown(name: &str, names: &[&str]) -> String {
    let known: Vec<String> = names.iter().map(|name| format!("`{{{name}}}`")).collect();
    match &*known {
        [] => format!("`{{{name}}}` is filled in with nothing here"),
        known => format!("`{{{name}}}` is filled in with nothing here; there is {}", known.join(", ")),
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
        assert_eq!(wrong("{nam}"), "`{nam}` is filled in with nothing here; there is `{name}`, `{n}`");
        assert_eq!(wrong("a {name"), "a `{` has no `}` behind it");
        assert_eq!(wrong("a} {name}"), "a `}` has no `{` before it");
        assert_eq!(Message::parse("{x}", &[]).unwrap_err(), "`{x}` is filled in with nothing here");
    }
}
