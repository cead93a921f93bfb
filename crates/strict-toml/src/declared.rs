//! What a file can contain: keys with type, default and documentation, printed as a file and as a reference.

use crate::Reader;
use std::fmt::{self, Write as _};

/// A table that [`tables!`](crate::tables) declares.
pub trait Table: Reader<Value = Self> + Sized {
    /// Its keys, in the order of the declaration.
    const KEYS: &'static [KeySpec];
}

/// The declaration of one key.
#[derive(Debug)]
pub struct KeySpec {
    /// The key, as files have it.
    pub name: &'static str,
    /// What its value has to be.
    pub kind: fn() -> Kind,
    /// Its value where a file does not have it, as TOML.
    pub default: Option<&'static str>,
    /// A possible value, as TOML, for keys without a default; the name of an example for named tables.
    pub example: Option<&'static str>,
    /// The lines of its documentation.
    pub doc: &'static [&'static str],
}

/// What a value has to be.
#[derive(Debug)]
pub enum Kind {
    /// A value, in words that complete "has to be": `a whole number from 0`.
    Value(String),
    /// A value that can be absent.
    Optional(Box<Self>),
    /// A list.
    List(Box<Self>),
    /// A table with these keys.
    Table(&'static [KeySpec]),
    /// A table whose keys are data.
    Named(Box<Self>),
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(what) => f.write_str(what),
            Self::Optional(kind) => kind.fmt(f),
            Self::List(kind) => write!(f, "a list; each item is {kind}"),
            Self::Table(_) => f.write_str("a table"),
            Self::Named(kind) => write!(f, "a table; each value is {kind}"),
        }
    }
}

impl KeySpec {
    /// Whether a file without the key is not valid.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.default.is_none() && matches!((self.kind)(), Kind::Value(_) | Kind::Table(_))
    }

    /// Whether its value is a table of its own.
    fn is_table(&self) -> bool {
        match (self.kind)() {
            Kind::Table(_) => true,
            Kind::Optional(kind) | Kind::List(kind) | Kind::Named(kind) => matches!(*kind, Kind::Table(_)),
            Kind::Value(_) => false,
        }
    }

    fn paragraph(&self) -> String {
        self.doc.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
    }
}

/// One table of a file.
struct Section {
    /// `[site]`, `[[language]]` or `[deploy.targets.production]`.
    heading: String,
    /// The key that holds it.
    key: &'static KeySpec,
    keys: &'static [KeySpec],
    /// Whether files have it only if somebody adds it.
    is_example: bool,
}

impl Section {
    fn values(&self) -> impl Iterator<Item = &'static KeySpec> {
        self.keys.iter().filter(|key| !key.is_table())
    }
}

/// The tables of a file, in the order of the declaration.
fn sections(path: &str, is_example: bool, keys: &'static [KeySpec], all: &mut Vec<Section>) {
    for key in keys {
        let mut path = if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
        let (heading, keys, is_example) = match (key.kind)() {
            Kind::Table(keys) => (format!("[{path}]"), keys, is_example),
            Kind::Optional(kind) if let Kind::Table(keys) = *kind => (format!("[{path}]"), keys, true),
            Kind::List(kind) if let Kind::Table(keys) = *kind => (format!("[[{path}]]"), keys, true),
            Kind::Named(kind) if let Kind::Table(keys) = *kind => {
                path = format!("{path}.{}", key.example.unwrap_or("NAME").trim_matches('"'));
                (format!("[{path}]"), keys, true)
            }
            _ => continue,
        };
        let section = Section { heading, key, keys, is_example };
        if section.values().next().is_some() {
            all.push(section);
        }
        sections(&path, is_example, keys, all);
    }
}

/// A file that has every key with its documentation and its default. Lists and named tables, and keys without a
/// default, are comments with an example.
#[must_use]
pub fn file<T: Table>(intro: &[&str]) -> String {
    let mut all = Vec::new();
    sections("", false, T::KEYS, &mut all);
    let comments = |lines: &[&str]| -> String { lines.iter().flat_map(|line| ["# ", line.trim(), "\n"]).collect() };
    let mut text = comments(intro);
    for section in all {
        let gap = if section.is_example { "#\n# " } else { "" };
        let _ = writeln!(text, "\n{}{gap}{}", comments(section.key.doc), section.heading);
        for key in section.values() {
            let is_example = section.is_example || key.default.is_none();
            let value = one_line(key.default.or(key.example).unwrap_or_default());
            let gap = if is_example { "# " } else { "" };
            let _ = writeln!(text, "{}{gap}{} = {value}", comments(key.doc), key.name);
        }
    }
    text
}

/// Tables in Markdown: every key with type, default and documentation.
#[must_use]
pub fn reference<T: Table>() -> String {
    let mut all = Vec::new();
    sections("", false, T::KEYS, &mut all);
    let mut text = String::new();
    let outside = T::KEYS.iter().filter(|key| !key.is_table()).collect::<Vec<_>>();
    if !outside.is_empty() {
        text.push_str("\n## Before the first table\n\n");
        rows(&mut text, outside.into_iter());
    }
    for section in all {
        let _ = write!(text, "\n## `{}`\n\n{}\n\n", section.heading, section.key.paragraph());
        rows(&mut text, section.values());
    }
    text
}

fn rows(text: &mut String, keys: impl Iterator<Item = &'static KeySpec>) {
    text.push_str("| key | type | default | |\n|---|---|---|---|\n");
    for key in keys {
        let example = key.example.map(|example| format!("; for example `{}`", one_line(example))).unwrap_or_default();
        let default = match key.default {
            Some(default) => format!("`{}`", one_line(default)),
            None if key.is_required() => format!("required{example}"),
            None => format!("none{example}"),
        };
        let cells = [(key.kind)().to_string(), default, key.paragraph().replace('<', "&lt;")];
        let cells = cells.map(|cell| cell.replace('|', "\\|"));
        let _ = writeln!(text, "| `{}` | {} |", key.name, cells.join(" | "));
    }
}

/// Long lists are several lines of Rust.
fn one_line(value: &str) -> String {
    value.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}
