//! Generates a method of `Text` for every text in `content/text/en.toml`, so that a page with a missing text or wrong
//! values does not compile.

use anyhow::{Context as _, Result, bail};
use std::{collections::BTreeSet, fmt::Write as _};
use toml::{Table, Value};

/// Sections whose texts are looked up by key: by scripts, and by the codes of rules and fields.
const BY_KEY: [&str; 5] = ["field", "machine", "rule", "search", "sentence"];

/// The generated code: `SPECS`, the table of all texts sorted by name, the index of the first sentence in it, and the
/// methods.
pub(super) fn accessors(english: &str) -> Result<String> {
    let file: Table = english.parse()?;
    let mut specs = String::from("pub(super) const SPECS: &[Spec] = &[\n");
    let mut methods = String::from("impl Text {\n");
    let mut at = 0;
    let mut first_sentence = None;
    // Tables are sorted by key.
    for (section, texts) in &file {
        let texts = texts.as_table().with_context(|| format!("`{section}` is not a table"))?;
        for (key, text) in texts {
            let (english, is_plural) = match text {
                Value::String(text) => (text.clone(), false),
                Value::Table(forms) => (forms.values().filter_map(Value::as_str).collect::<Vec<_>>().join(" / "), true),
                _ => bail!("`{key}` in `[{section}]` is neither a string nor a table of plural forms"),
            };
            let names = names(&english);
            writeln!(
                specs,
                "    Spec {{ section: {section:?}, key: {key:?}, is_plural: {is_plural}, names: &{names:?} }},"
            )?;
            if !BY_KEY.contains(&&**section) {
                method(&mut methods, at, &format!("{section}-{key}"), &english, is_plural, &names)?;
            }
            if section == "sentence" {
                first_sentence.get_or_insert(at);
            }
            at += 1;
        }
    }
    writeln!(specs, "];\n\npub(super) const FIRST_SENTENCE: usize = {};\n", first_sentence.unwrap_or_default())?;
    Ok(format!("{specs}{methods}}}\n"))
}

/// The placeholders of a text, sorted. `n`, the number of a plural, is left out.
fn names(text: &str) -> Vec<&str> {
    let names = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    let names: BTreeSet<&str> = names.map(|(name, _)| name).filter(|name| *name != "n").collect();
    names.into_iter().collect()
}

fn method(to: &mut String, at: usize, name: &str, english: &str, is_plural: bool, names: &[&str]) -> std::fmt::Result {
    let name = name.replace('-', "_");
    writeln!(to, "    /// {}\n    #[must_use]", english.replace('`', "'").replace('[', "(").replace(']', ")"))?;
    let mut given = String::new();
    for name in names {
        write!(given, ", {name}: impl fmt::Display")?;
    }
    let values = names.iter().map(|name| format!("&{name}")).collect::<Vec<_>>().join(", ");
    match (is_plural, names.is_empty()) {
        (true, _) => writeln!(
            to,
            "    pub fn {name}(&self, n: usize{given}) -> String {{ self.counted({at}, n as u64, &[{values}]) }}"
        ),
        (false, true) => writeln!(to, "    pub fn {name}(&self) -> &str {{ self.plain({at}) }}"),
        // Figures are frequent, so they are written without an intermediate string.
        (false, false) if name.starts_with("figure_") => {
            writeln!(to, "    pub fn {name}(&self) -> [&str; 2] {{ self.around({at}) }}")
        }
        (false, false) => {
            writeln!(to, "    pub fn {name}(&self{given}) -> String {{ self.filled({at}, &[{values}]) }}")
        }
    }
}
