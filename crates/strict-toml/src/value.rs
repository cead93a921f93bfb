//! How the values of a file are read: texts, numbers, lists, and names out of a fixed set.

use super::{FromToml, Node, Report, TableReader};
use crate::redact::without_user_info;
use toml::de::DeValue;
use url::Url;

/// A value for a message: scalars as written, everything else by its kind.
pub(super) fn shown(value: &DeValue<'_>) -> String {
    match value {
        // What may be an address goes into logs without a password.
        DeValue::String(text) if text.contains("://") => format!("{:?}", without_user_info(text)),
        DeValue::String(text) => format!("{text:?}"),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

impl FromToml for String {
    /// Empty texts are mistakes: a key that says nothing is left out.
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        const WHAT: &str = "a text that is not empty";
        let text = node.text(WHAT, report)?.trim();
        if text.is_empty() {
            node.expected(WHAT, report);
            return None;
        }
        Some(text.to_owned())
    }
}

impl FromToml for Box<str> {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        String::from_toml(node, report).map(Into::into)
    }
}

impl FromToml for bool {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        let DeValue::Boolean(truth) = node.value.get_ref() else {
            node.expected("`true` or `false`", report);
            return None;
        };
        Some(*truth)
    }
}

impl FromToml for u64 {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        let number = whole_number(node.value.get_ref());
        if number.is_none() {
            node.expected("a whole number from 0", report);
        }
        number
    }
}

/// A whole number with two ends.
#[derive(Debug, Clone, Copy)]
pub struct Within<const MIN: u64, const MAX: u64>(pub u64);

impl<const MIN: u64, const MAX: u64> FromToml for Within<MIN, MAX> {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        let number = whole_number(node.value.get_ref()).filter(|number| (MIN..=MAX).contains(number));
        if number.is_none() {
            node.expected(&format!("a whole number from {MIN} to {MAX}"), report);
        }
        number.map(Self)
    }
}

fn whole_number(value: &DeValue<'_>) -> Option<u64> {
    match value {
        DeValue::Integer(number) => u64::from_str_radix(number.as_str(), number.radix()).ok(),
        _ => None,
    }
}

impl<T: FromToml> FromToml for Option<T> {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        T::from_toml(node, report).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromToml> FromToml for Vec<T> {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        let DeValue::Array(items) = node.value.get_ref() else {
            node.expected("a list", report);
            return None;
        };
        let read: Vec<Option<T>> = items.iter().map(|value| T::from_toml(Node { value, ..node }, report)).collect();
        read.into_iter().collect()
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
}

/// A value that is wrong, which the report then says, or not: what stands beside it is looked at all the same.
#[derive(Debug, Clone)]
pub struct Tolerant<T>(pub Option<T>);

impl<T: FromToml> FromToml for Tolerant<T> {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        Some(Self(T::from_toml(node, report)))
    }

    fn absent() -> Option<Self> {
        T::absent().map(Some).map(Self)
    }
}

/// A value with the byte where it begins, for checks that come after reading.
#[derive(Debug, Clone)]
pub struct At<T> {
    /// The byte where the value begins.
    pub start: usize,
    /// The value.
    pub value: T,
}

impl<T: FromToml> FromToml for At<T> {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        Some(Self { start: node.start(), value: T::from_toml(node, report)? })
    }
}

/// A set of names, each of which means a value. An enum of this crate or of the caller implements it for itself; for
/// an enum of another crate, a type of the caller implements it, and [`Name`] reads the value.
pub trait Names {
    /// What a name means.
    type Value;

    /// What it is called in messages.
    const WHAT: &'static str;

    /// Every name, for suggestions.
    fn names() -> Vec<&'static str>;

    /// By its exact name.
    fn named(name: &str) -> Option<Self::Value>;
}

impl<T: Names<Value = T>> FromToml for T {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        let name = node.text(&format!("the name of a {}", T::WHAT), report)?;
        by_name::<T>(name, node.start(), &format!(" for {}", node.name()), report)
    }
}

/// A value by its name, where the value's type belongs to another crate.
#[derive(Debug, Clone)]
pub struct Name<N: Names>(pub N::Value);

impl<N: Names> FromToml for Name<N> {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        let name = node.text(&format!("the name of a {}", N::WHAT), report)?;
        by_name::<N>(name, node.start(), &format!(" for {}", node.name()), report).map(Self)
    }
}

fn by_name<N: Names>(name: &str, at: usize, of: &str, report: &mut Report<'_>) -> Option<N::Value> {
    let found = N::named(name);
    if found.is_none() {
        report.add_unknown_name(at, N::WHAT, name, of, &N::names());
    }
    found
}

/// What can be a key of [`Entries`].
pub trait Key: Sized {
    /// The key, or nothing and at least one problem. `start` is the byte where it begins, `table` the name of its table.
    fn from_key(key: &str, start: usize, table: &str, report: &mut Report<'_>) -> Option<Self>;
}

impl Key for String {
    fn from_key(key: &str, _: usize, _: &str, _: &mut Report<'_>) -> Option<Self> {
        Some(key.to_owned())
    }
}

impl<T: Names<Value = T>> Key for T {
    fn from_key(key: &str, start: usize, table: &str, report: &mut Report<'_>) -> Option<Self> {
        by_name::<T>(key, start, &format!(" in `[{table}]`"), report)
    }
}

impl<N: Names> Key for Name<N> {
    fn from_key(key: &str, start: usize, table: &str, report: &mut Report<'_>) -> Option<Self> {
        by_name::<N>(key, start, &format!(" in `[{table}]`"), report).map(Self)
    }
}

/// A table whose keys are data.
#[derive(Debug, Clone)]
pub struct Entries<K, V>(pub Vec<(At<K>, V)>);

impl<K: Key, V: FromToml> FromToml for Entries<K, V> {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        let table = TableReader::open_any(node, report)?;
        let mut read = Vec::new();
        for (key, node) in table.entries() {
            let start = key.span().start;
            let value = V::from_toml(node, report);
            let key = K::from_key(key.get_ref(), start, table.name(), report);
            read.push(key.zip(value).map(|(key, value)| (At { start, value: key }, value)));
        }
        read.into_iter().collect::<Option<_>>().map(Self)
    }

    fn absent() -> Option<Self> {
        Some(Self(Vec::new()))
    }
}

/// A whole address: scheme `http` or `https`, and a host.
#[derive(Debug, Clone)]
pub struct WebAddress(pub String);

impl FromToml for WebAddress {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        const WHAT: &str = "a whole address: `https://` and so on";
        let url = Url::parse(node.text(WHAT, report)?.trim()).ok();
        let Some(url) = url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host()) else {
            node.expected(WHAT, report);
            return None;
        };
        Some(Self(url.into()))
    }
}
