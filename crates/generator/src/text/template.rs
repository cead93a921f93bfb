//! The file to start a translation from. Pure.

use crate::text::{ENGLISH, FORMS};
use locale::Language;
use std::fmt::Write as _;
use toml::Value;

/// All texts in English, with comments and with the plural forms of the language with this tag. `None` if the tag is
/// invalid.
#[must_use]
pub fn template(tag: &str) -> Option<String> {
    let forms = Language::parse(tag)?.plurals()?.forms();
    let mut text = String::with_capacity(ENGLISH.len() * 5 / 4);
    for line in ENGLISH.lines() {
        match line.split_once(" = ").filter(|(_, value)| value.starts_with('{')) {
            Some((key, value)) => push_forms(key, value, &forms, &mut text),
            None => text.push_str(line),
        }
        text.push('\n');
    }
    Some(text)
}

/// A text for a number: a form that English does not have begins as that of all other numbers.
fn push_forms(key: &str, value: &str, forms: &[usize], text: &mut String) {
    let table: Option<toml::Table> = format!("x = {value}").parse().ok();
    let table = table.as_ref().and_then(|table| table["x"].as_table());
    let form = |name: &str| table.and_then(|table| table.get(name).or(table.get("other"))).and_then(Value::as_str);
    let _ = write!(text, "{key} = {{");
    for (at, place) in forms.iter().enumerate() {
        let words = Value::from(form(FORMS[*place]).unwrap_or_default());
        let _ = write!(text, "{} {} = {words}", if at == 0 { "" } else { "," }, FORMS[*place]);
    }
    text.push_str(" }");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn a_template_is_a_whole_file_in_any_language() {
        assert_eq!(template("en").as_deref(), Some(ENGLISH));
        for tag in ["en-GB", "pl", "pt-BR", "ja", "ar"] {
            let source = template(tag).unwrap();
            Text::read(tag, "x.toml", &source, None).unwrap();
            assert_eq!(source.matches('#').count(), ENGLISH.matches('#').count());
        }
        assert_eq!(template("no tag"), None);
    }
}
