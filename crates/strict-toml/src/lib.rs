//! A TOML file read strictly: into a declared struct, or into the list of everything that is wrong with it.
//!
//! Tables are declared with `tables!`, a line a key. Reading one reports unknown keys, missing ones, wrong
//! types and unknown names in one go, each with its line. What a file is about is not known here.

mod problem;
pub mod redact;
mod value;

use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

pub use problem::{Invalid, Problem, Report, nearest};
pub use value::{At, Entries, Key, Name, Names, Tolerant, WebAddress, Within};

/// A value as it stands in the file, with the way to it.
#[derive(Debug, Clone, Copy)]
pub struct Node<'n, 'i> {
    /// The value, with its place in the text.
    pub value: &'n Spanned<DeValue<'i>>,
    /// Its key.
    pub key: &'n str,
    /// The table around it; empty for the file itself.
    pub table: &'n str,
}

impl Node<'_, '_> {
    /// `` `name` in `[site]` ``
    #[must_use]
    pub fn name(&self) -> String {
        if self.table.is_empty() { format!("`{}`", self.key) } else { format!("`{}` in `[{}]`", self.key, self.table) }
    }

    /// Byte where it begins.
    #[must_use]
    pub fn start(&self) -> usize {
        self.value.span().start
    }

    /// Says that it is not what it has to be.
    pub fn expected(&self, what: &str, report: &mut Report<'_>) {
        let shown = value::shown(self.value.get_ref());
        report.add(self.start(), format!("{} is {shown}, but has to be {what}", self.name()));
    }

    /// The text that it has to be.
    pub fn text(&self, what: &str, report: &mut Report<'_>) -> Option<&str> {
        if let DeValue::String(text) = self.value.get_ref() {
            return Some(text);
        }
        self.expected(what, report);
        None
    }
}

/// What can be read from a file.
pub trait FromToml: Sized {
    /// The value, or nothing and at least one problem.
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self>;

    /// What a key means that is not there; none where it has to be.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads a whole file. Of a file that is no TOML only that is said.
pub fn read<T: FromToml>(report: &mut Report<'_>) -> Option<T> {
    let (root, errors) = DeTable::parse_recoverable(report.text());
    for error in &errors {
        report.add(error.span().map_or(0, |span| span.start), error.message().trim().replace('\n', ", "));
    }
    if !errors.is_empty() {
        return None;
    }
    let span = root.span();
    let value = Spanned::new(span, DeValue::Table(root.into_inner()));
    T::from_toml(Node { value: &value, key: "", table: "" }, report)
}

/// One table, of which every key is asked for by name.
#[derive(Debug)]
pub struct TableReader<'n, 'i> {
    entries: &'n DeTable<'i>,
    /// Where the table begins.
    start: usize,
    /// Its name with dots; empty for the file itself.
    name: String,
}

impl<'n, 'i> TableReader<'n, 'i> {
    /// Opens a table and reports the keys that it does not take.
    pub fn open(node: Node<'n, 'i>, keys: &[&str], report: &mut Report<'_>) -> Option<Self> {
        let table = Self::open_any(node, report)?;
        for (key, _) in table.entries {
            if !keys.contains(&&**key.get_ref()) {
                report.add_unknown_key(key.span().start, key.get_ref(), &table.name, keys);
            }
        }
        Some(table)
    }

    /// Opens a table that takes any key.
    pub fn open_any(node: Node<'n, 'i>, report: &mut Report<'_>) -> Option<Self> {
        let DeValue::Table(entries) = node.value.get_ref() else {
            node.expected("a table", report);
            return None;
        };
        let dot = if node.table.is_empty() { "" } else { "." };
        Some(Self { entries, start: node.start(), name: format!("{}{dot}{}", node.table, node.key) })
    }

    /// Reads one key.
    pub fn get<T: FromToml>(&self, key: &str, report: &mut Report<'_>) -> Option<T> {
        match self.entries.get_key_value(key) {
            Some((key, value)) => T::from_toml(Node { value, key: key.get_ref(), table: &self.name }, report),
            None => T::absent().or_else(|| {
                report.add_missing_key(self.start, key, &self.name);
                None
            }),
        }
    }

    /// Its name with dots.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Every key with its value.
    pub fn entries(&self) -> impl Iterator<Item = (&'n Spanned<DeString<'i>>, Node<'_, 'i>)> {
        self.entries.iter().map(|(key, value)| (key, Node { value, key: key.get_ref(), table: &self.name }))
    }
}

/// Declares tables: structs with a field a key, which know how to be read; the fields are private to the module. A key that may be left out has an
/// `Option`, a list or [`Entries`] for its type.
#[macro_export]
macro_rules! tables {
    ($($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$field_meta:meta])* $key:literal $field:ident: $type:ty,)* })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone)]
        $vis struct $name {
            $($(#[$field_meta])* $field: $type,)*
        }

        impl $crate::FromToml for $name {
            fn from_toml(
                node: $crate::Node<'_, '_>,
                report: &mut $crate::Report<'_>,
            ) -> Option<Self> {
                let table = $crate::TableReader::open(node, &[$($key),*], report)?;
                // Every key is read before the first that failed ends the matter: all problems are wanted.
                $(let $field = table.get::<$type>($key, report);)*
                Some(Self { $($field: $field?,)* })
            }
        }
    )+};
}

/// The names of enums, a line an enum. For an enum of another crate, `Reader of Enum "kind" { … }` declares `Reader`,
/// which is read with [`Name`].
#[macro_export]
macro_rules! names {
    ($($type:ident $(of $value:ident)? $what:literal { $($name:literal $variant:ident),* })+) => {$(
        $crate::names!(@reader $type $($value)?);

        impl $crate::Names for $type {
            type Value = $crate::names!(@value $type $($value)?);

            const WHAT: &'static str = $what;

            fn names() -> Vec<&'static str> {
                vec![$($name),*]
            }

            fn named(name: &str) -> Option<Self::Value> {
                match name {
                    $($name => Some(<Self as $crate::Names>::Value::$variant),)*
                    _ => None,
                }
            }
        }
    )+};
    (@reader $type:ident) => {};
    (@reader $type:ident $value:ident) => {
        #[derive(Debug, Clone, Copy)]
        pub(crate) struct $type;
    };
    (@value $type:ident) => { Self };
    (@value $type:ident $value:ident) => { $value };
}

#[cfg(test)]
mod tests {
    use super::*;

    tables! {
        struct Inner { "name" name: String, "size" size: Option<u64>, }
        struct Outer { "inner" inner: Option<Inner>, "flags" flags: Vec<bool>, "more" more: Entries<String, u64>, }
    }

    fn problems(text: &str) -> Vec<String> {
        let mut report = Report::new("line ", text);
        let read: Option<Outer> = read(&mut report);
        let problems = report.into_problems();
        assert_eq!(read.is_none() || !problems.is_empty(), !problems.is_empty(), "nothing fails in silence");
        problems.into_iter().map(|problem| format!("{}: {}", problem.place, problem.text)).collect()
    }

    #[test]
    fn what_is_right_is_read() {
        let mut report = Report::new("line ", "flags = [true]\n[inner]\nname = 'a'\n[more]\nb = 2\n");
        let outer: Outer = read(&mut report).unwrap();
        let inner = outer.inner.unwrap();
        assert_eq!((inner.name.as_str(), inner.size, outer.flags), ("a", None, vec![true]));
        let more: Vec<_> = outer.more.0.into_iter().map(|(key, value)| (key.value, value)).collect();
        assert_eq!(more, [("b".to_owned(), 2)]);
    }

    #[test]
    fn all_problems_are_found_at_once() {
        let text = "flags = [true, 1]\nflag = 1\n[inner]\nsize = 'big'\n[more]\nb = -1\n";
        assert_eq!(
            problems(text),
            [
                "line 1: `flags` is 1, but has to be `true` or `false`",
                "line 2: unknown key `flag`",
                "line 3: `name` is missing in `[inner]`",
                "line 4: `size` in `[inner]` is \"big\", but has to be a whole number from 0",
                "line 6: `b` in `[more]` is -1, but has to be a whole number from 0",
            ]
        );
        assert_eq!(problems("inner = 1").len(), 1);
        assert!(problems("a = \nb = 'x").len() >= 2, "mistakes of syntax too");
    }
}
