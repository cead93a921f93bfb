//! Generates `english.rs` of the `compatibility` crate from `english.toml`: rule summaries and sentences.

use anyhow::{Context as _, Result, bail};
use std::fmt::Write as _;
use toml::{Table, Value};

/// The generated code: one constant per summary, and `Key` and `SENTENCES` for the sentences, sorted by key.
pub(super) fn rules(english: &str) -> Result<String> {
    let file: Table = english.parse()?;
    let section = |name: &str| file.get(name).and_then(Value::as_table).with_context(|| format!("no `[{name}]`"));
    let mut code = String::from(
        "//! The English of the rules. `cargo embed` makes this file from `english.toml`.\n\n\
         use super::template::Template;\n\n\
         /// What each rule is for, by its code.\npub(in crate::rule) mod summary {\n",
    );
    for (key, text) in section("rule")? {
        let text = text.as_str().with_context(|| format!("`{key}` in `[rule]` is not text"))?;
        writeln!(code, "    pub(in crate::rule) const {}: &str = {text:?};", key.replace('-', "_").to_uppercase())?;
    }
    code.push_str(
        "}\n\n/// The key of a sentence: its index in [`SENTENCES`].\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub(in crate::rule) enum Key {\n",
    );
    let mut templates = String::new();
    for (key, text) in section("sentence")? {
        let (one, other) = match text {
            Value::String(text) => (None, &**text),
            Value::Table(forms) => {
                let form = |name: &str| forms.get(name).and_then(Value::as_str);
                (form("one"), form("other").with_context(|| format!("`{key}` in `[sentence]` has no `other`"))?)
            }
            _ => bail!("`{key}` in `[sentence]` is neither a text nor a table of plural forms"),
        };
        writeln!(code, "    {},", variant(key))?;
        writeln!(templates, "    Template {{ key: {key:?}, one: {one:?}, other: {other:?} }},")?;
    }
    write!(
        code,
        "}}\n\nimpl Key {{\n    /// The sentence of this key in [`SENTENCES`].\n    pub(in crate::rule) fn template(self) -> &'static Template {{\n        \
         &SENTENCES[self as usize]\n    }}\n}}\n\n/// Everything that the rules say, sorted by key.\n\
         pub const SENTENCES: &[Template] = &[\n{templates}];\n"
    )?;
    Ok(code)
}

/// `KindAdapter` from `kind-adapter`.
fn variant(key: &str) -> String {
    let capitalized = |word: &str| word[..1].to_uppercase() + &word[1..];
    key.split('-').map(capitalized).collect()
}
