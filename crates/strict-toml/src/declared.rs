//! The declared content of a file: keys with type, default and documentation. Generates a template file and a reference
//! from it.

use crate::Reader;
use std::fmt::{self, Write as _};

/// A table declared by [`tables!`](crate::tables).
pub trait Table: Reader<Value = Self> + Sized {
    /// The keys, in declaration order.
    const KEYS: &'static [KeySpec];
}

/// The declaration of one key.
#[derive(Debug)]
pub struct KeySpec {
    /// The key in the file.
    pub name: &'static str,
    /// The accepted values.
    pub kind: fn() -> Kind,
    /// The default as TOML, used if the key is missing.
    pub default: Option<&'static str>,
    /// An example value as TOML, for keys without a default. For named tables, the name of an example.
    pub example: Option<&'static str>,
    /// The lines of the documentation.
    pub doc: &'static [&'static str],
}

/// The accepted values of a key.
#[derive(Debug)]
pub enum Kind {
    /// A single value, described by words that complete "must be": `a whole number from 0`.
    Value(String),
    /// A value that may be missing.
    Optional(Box<Self>),
    /// A list of values.
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
    /// Whether the key must be in the file.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.default.is_none() && matches!((self.kind)(), Kind::Value(_) | Kind::Table(_))
    }

    /// Whether the value is a table, or contains tables.
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

/// A table of a file.
struct Section {
    /// `[site]`, `[[language]]` or `[deploy.targets.production]`.
    heading: String,
    /// The key that contains the table.
    key: &'static KeySpec,
    keys: &'static [KeySpec],
    /// Whether the table is optional and shown as an example.
    is_example: bool,
}

impl Section {
    fn values(&self) -> impl Iterator<Item = &'static KeySpec> {
        self.keys.iter().filter(|key| !key.is_table())
    }
}

/// Collects the tables of a file in declaration order.
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

/// A file with every key, its documentation and its default. Optional tables, lists of tables, named tables and keys
/// without a default are commented out and have an example.
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

/// Markdown tables with the type, default and documentation of every key.
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

/// Long lists span several lines in the Rust source.
fn one_line(value: &str) -> String {
    value.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}
