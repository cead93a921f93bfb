//! Readers for the values of a file: strings, numbers, lists, and names from a fixed set.

use super::{Kind, Node, Reader, Report, TableReader, problem};
use crate::redact::without_user_info;
use std::{collections::BTreeMap, marker::PhantomData, time::Duration};
use toml::de::DeValue;
use url::Url;

/// A value for a message: scalars as written, everything else by its type.
pub(super) fn shown(value: &DeValue<'_>) -> String {
    match value {
        // Possible URLs are logged without a password.
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

impl Reader for String {
    type Value = Self;

    fn kind() -> Kind {
        Kind::Value("non-empty text".to_owned())
    }

    /// Rejects empty strings: a key without a value should be left out.
    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        let what = Self::kind().to_string();
        let text = node.text(&what, report)?.trim();
        if text.is_empty() {
            node.expected(&what, report);
            return None;
        }
        Some(text.to_owned())
    }
}

impl Reader for Box<str> {
    type Value = Self;

    fn kind() -> Kind {
        String::kind()
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        String::read(node, report).map(Into::into)
    }
}

/// A type that is parsed from a string.
pub trait FromText {
    /// The type of the result.
    type Value;

    /// Description of valid strings: `the address of a Hub`.
    const WHAT: &'static str;

    /// Parses a string. `None` if it is invalid.
    fn from_text(text: &str) -> Option<Self::Value>;
}

/// Reads a string by [`FromText`].
#[derive(Debug)]
pub struct Text<T>(PhantomData<T>);

impl<T: FromText> Reader for Text<T> {
    type Value = T::Value;

    fn kind() -> Kind {
        Kind::Value(T::WHAT.to_owned())
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<T::Value> {
        let value = T::from_text(node.text(T::WHAT, report)?);
        if value.is_none() {
            node.expected(T::WHAT, report);
        }
        value
    }
}

impl Reader for bool {
    type Value = Self;

    fn kind() -> Kind {
        Kind::Value("`true` or `false`".to_owned())
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        let DeValue::Boolean(truth) = node.value.get_ref() else {
            node.expected(&Self::kind().to_string(), report);
            return None;
        };
        Some(*truth)
    }
}

impl Reader for u64 {
    type Value = Self;

    fn kind() -> Kind {
        Within::<0, { Self::MAX }>::kind()
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        Within::<0, { Self::MAX }>::read(node, report)
    }
}

/// A whole number from `MIN` to `MAX`.
#[derive(Debug)]
pub struct Within<const MIN: u64, const MAX: u64>;

impl<const MIN: u64, const MAX: u64> Reader for Within<MIN, MAX> {
    type Value = u64;

    fn kind() -> Kind {
        let end = if MAX == u64::MAX { String::new() } else { format!(" to {MAX}") };
        Kind::Value(format!("a whole number from {MIN}{end}"))
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<u64> {
        let number = match node.value.get_ref() {
            DeValue::Integer(number) => u64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        let number = number.filter(|number| (MIN..=MAX).contains(number));
        if number.is_none() {
            node.expected(&Self::kind().to_string(), report);
        }
        number
    }
}

/// A duration, written as a whole number of units of `UNIT` milliseconds.
#[derive(Debug)]
pub struct Time<const UNIT: u64, const MIN: u64, const MAX: u64>;

/// A duration in milliseconds.
pub type Millis<const MIN: u64, const MAX: u64> = Time<1, MIN, MAX>;
/// A duration in seconds.
pub type Seconds<const MIN: u64, const MAX: u64> = Time<1_000, MIN, MAX>;
/// A duration in minutes.
pub type Minutes<const MIN: u64, const MAX: u64> = Time<60_000, MIN, MAX>;

impl<const UNIT: u64, const MIN: u64, const MAX: u64> Reader for Time<UNIT, MIN, MAX> {
    type Value = Duration;

    fn kind() -> Kind {
        Within::<MIN, MAX>::kind()
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Duration> {
        Within::<MIN, MAX>::read(node, report).map(|number| Duration::from_millis(UNIT * number))
    }
}

impl<T: Reader> Reader for Option<T> {
    type Value = Option<T::Value>;

    fn kind() -> Kind {
        Kind::Optional(Box::new(T::kind()))
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self::Value> {
        T::read(node, report).map(Some)
    }

    fn absent() -> Option<Self::Value> {
        Some(None)
    }
}

impl<T: Reader> Reader for Vec<T> {
    type Value = Vec<T::Value>;

    fn kind() -> Kind {
        Kind::List(Box::new(T::kind()))
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self::Value> {
        let DeValue::Array(items) = node.value.get_ref() else {
            node.expected("a list", report);
            return None;
        };
        let read: Vec<Option<_>> = items.iter().map(|value| T::read(Node { value, ..node }, report)).collect();
        read.into_iter().collect()
    }

    fn absent() -> Option<Self::Value> {
        Some(Vec::new())
    }
}

/// Reads an invalid value as `None` after reporting it, so that the values next to it are still checked.
#[derive(Debug)]
pub struct Tolerant<T>(PhantomData<T>);

impl<T: Reader> Reader for Tolerant<T> {
    type Value = Option<T::Value>;

    fn kind() -> Kind {
        T::kind()
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self::Value> {
        Some(T::read(node, report))
    }

    fn absent() -> Option<Self::Value> {
        T::absent().map(Some)
    }
}

/// A value with its byte offset, for checks after reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    /// Byte offset of the value.
    pub start: usize,
    /// The value.
    pub value: T,
}

impl<T: Reader> Reader for At<T> {
    type Value = At<T::Value>;

    fn kind() -> Kind {
        T::kind()
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self::Value> {
        Some(At { start: node.start(), value: T::read(node, report)? })
    }
}

/// A set of names, each of which stands for a value. Enums of this crate and of callers implement it for themselves.
/// For an enum of another crate, the caller implements it for a marker type.
pub trait Names {
    /// The type of the values.
    type Value;

    /// The noun for a name in messages.
    const WHAT: &'static str;

    /// Every name, for suggestions.
    fn names() -> Vec<&'static str>;

    /// The value with exactly this name.
    fn named(name: &str) -> Option<Self::Value>;
}

impl<T: Names> Reader for T {
    type Value = T::Value;

    fn kind() -> Kind {
        Kind::Value(match problem::alternatives(&T::names()) {
            Some(names) => names,
            None => format!("the name of a {}", T::WHAT),
        })
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<T::Value> {
        let name = node.text(&format!("the name of a {}", T::WHAT), report)?;
        by_name::<T>(name, node.start(), &format!(" for {}", node.name()), report)
    }
}

fn by_name<N: Names>(name: &str, at: usize, of: &str, report: &mut Report<'_>) -> Option<N::Value> {
    let found = N::named(name);
    if found.is_none() {
        report.add_unknown_name(at, N::WHAT, name, of, &N::names());
    }
    found
}

/// Reads the keys of [`Entries`].
pub trait KeyReader {
    /// The type of the result.
    type Value;

    /// Reads a key. On `None` at least one problem has been reported. `start` is the byte offset of the key, `table`
    /// the name of its table.
    fn read_key(key: &str, start: usize, table: &str, report: &mut Report<'_>) -> Option<Self::Value>;
}

impl KeyReader for String {
    type Value = Self;

    fn read_key(key: &str, _: usize, _: &str, _: &mut Report<'_>) -> Option<Self> {
        Some(key.to_owned())
    }
}

impl<T: Names> KeyReader for T {
    type Value = T::Value;

    fn read_key(key: &str, start: usize, table: &str, report: &mut Report<'_>) -> Option<T::Value> {
        by_name::<T>(key, start, &format!(" in `[{table}]`"), report)
    }
}

/// A table whose keys are data.
#[derive(Debug)]
pub struct Entries<K, V>(PhantomData<(K, V)>);

impl<K: KeyReader, V: Reader> Reader for Entries<K, V> {
    type Value = Vec<(At<K::Value>, V::Value)>;

    fn kind() -> Kind {
        Kind::Named(Box::new(V::kind()))
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self::Value> {
        let table = TableReader::open_any(node, report)?;
        let mut read = Vec::new();
        for (key, node) in table.entries() {
            let start = key.span().start;
            let value = V::read(node, report);
            let key = K::read_key(key.get_ref(), start, table.name(), report);
            read.push(key.zip(value).map(|(key, value)| (At { start, value: key }, value)));
        }
        read.into_iter().collect()
    }

    fn absent() -> Option<Self::Value> {
        Some(Vec::new())
    }
}

/// A table whose keys are arbitrary names, read into a sorted map.
#[derive(Debug)]
pub struct Named<V>(PhantomData<V>);

impl<V: Reader> Reader for Named<V> {
    type Value = BTreeMap<String, V::Value>;

    fn kind() -> Kind {
        Entries::<String, V>::kind()
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self::Value> {
        let entries = Entries::<String, V>::read(node, report)?;
        Some(entries.into_iter().map(|(key, value)| (key.value, value)).collect())
    }
}

/// An absolute URL with the scheme `http` or `https` and a host.
#[derive(Debug)]
pub struct WebAddress;

impl FromText for WebAddress {
    type Value = String;

    const WHAT: &'static str = "a full URL, such as `https://example.org/`";

    fn from_text(text: &str) -> Option<String> {
        let url = Url::parse(text.trim()).ok()?;
        (matches!(url.scheme(), "http" | "https") && url.has_host()).then(|| url.into())
    }
}
