//! A TOML file read strictly: into a declared struct, or into the list of everything that is wrong with it.
//!
//! Tables are declared with `tables!`, a line a key. Reading one reports unknown keys, missing ones, wrong
//! types and unknown names in one go, each with its line. What a file is about is not known here.

mod problem;
mod value;

use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

pub use problem::{Invalid, Problem};
pub(crate) use problem::{Report, nearest};
pub(crate) use value::{At, Entries, Named, Tolerant, Within};

/// A value as it stands in the file, with the way to it.
#[derive(Clone, Copy)]
pub(crate) struct Node<'n, 'i> {
    pub(crate) value: &'n Spanned<DeValue<'i>>,
    /// Its key.
    pub(crate) key: &'n str,
    /// The table around it; empty for the file itself.
    pub(crate) table: &'n str,
}

impl Node<'_, '_> {
    /// `` `name` in `[site]` ``
    pub(crate) fn name(&self) -> String {
        if self.table.is_empty() { format!("`{}`", self.key) } else { format!("`{}` in `[{}]`", self.key, self.table) }
    }

    /// Byte where it begins.
    pub(crate) fn start(&self) -> usize {
        self.value.span().start
    }

    /// Says that it is not what it has to be.
    pub(crate) fn expected(&self, what: &str, report: &mut Report<'_>) {
        let shown = value::shown(self.value.get_ref());
        report.add(self.start(), format!("{} is {shown}, but has to be {what}", self.name()));
    }

    /// The text that it has to be.
    pub(crate) fn text(&self, what: &str, report: &mut Report<'_>) -> Option<&str> {
        if let DeValue::String(text) = self.value.get_ref() {
            return Some(text);
        }
        self.expected(what, report);
        None
    }
}

/// What can be read from a file.
pub(crate) trait FromToml: Sized {
    /// The value, or nothing and at least one problem.
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self>;

    /// What a key means that is not there; none where it has to be.
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads a whole file. Of a file that is no TOML only that is said.
pub(crate) fn read<T: FromToml>(report: &mut Report<'_>) -> Option<T> {
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
pub(crate) struct TableReader<'n, 'i> {
    entries: &'n DeTable<'i>,
    /// Where the table begins.
    start: usize,
    /// Its name with dots; empty for the file itself.
    name: String,
}

impl<'n, 'i> TableReader<'n, 'i> {
    /// Opens a table and reports the keys that it does not take.
    pub(crate) fn open(node: Node<'n, 'i>, keys: &[&str], report: &mut Report<'_>) -> Option<Self> {
        let table = Self::open_any(node, report)?;
        for (key, _) in table.entries {
            if !keys.contains(&&**key.get_ref()) {
                report.add_unknown_key(key.span().start, key.get_ref(), &table.name, keys);
            }
        }
        Some(table)
    }

    /// Opens a table that takes any key.
    pub(crate) fn open_any(node: Node<'n, 'i>, report: &mut Report<'_>) -> Option<Self> {
        let DeValue::Table(entries) = node.value.get_ref() else {
            node.expected("a table", report);
            return None;
        };
        let dot = if node.table.is_empty() { "" } else { "." };
        Some(Self { entries, start: node.start(), name: format!("{}{dot}{}", node.table, node.key) })
    }

    /// Reads one key.
    pub(crate) fn get<T: FromToml>(&self, key: &str, report: &mut Report<'_>) -> Option<T> {
        match self.entries.get_key_value(key) {
            Some((key, value)) => T::from_toml(Node { value, key: key.get_ref(), table: &self.name }, report),
            None => T::absent().or_else(|| {
                report.add_missing_key(self.start, key, &self.name);
                None
            }),
        }
    }

    /// Its name with dots.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Every key with its value.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'n Spanned<DeString<'i>>, Node<'_, 'i>)> {
        self.entries.iter().map(|(key, value)| (key, Node { value, key: key.get_ref(), table: &self.name }))
    }
}

/// Declares tables: structs with a field a key, which know how to be read. A key that may be left out has an
/// `Option`, a list or [`Entries`] for its type.
macro_rules! tables {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $key:literal $field:ident: $type:ty,)* })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone)]
        pub(crate) struct $name {
            $($(#[$field_meta])* pub(crate) $field: $type,)*
        }

        impl $crate::toml_file::FromToml for $name {
            fn from_toml(
                node: $crate::toml_file::Node<'_, '_>,
                report: &mut $crate::toml_file::Report<'_>,
            ) -> Option<Self> {
                let table = $crate::toml_file::TableReader::open(node, &[$($key),*], report)?;
                // Every key is read before the first that failed ends the matter: all problems are wanted.
                $(let $field = table.get::<$type>($key, report);)*
                Some(Self { $($field: $field?,)* })
            }
        }
    )+};
}

/// The names of enums, a line an enum.
macro_rules! names {
    ($($type:ident $what:literal { $($name:literal $variant:ident),* })+) => {$(
        impl $crate::toml_file::Named for $type {
            const WHAT: &'static str = $what;

            fn names() -> Vec<&'static str> {
                vec![$($name),*]
            }

            fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    )+};
}

pub(crate) use {names, tables};

#[cfg(test)]
mod tests {
    use super::*;

    tables! {
        Inner { "name" name: String, "size" size: Option<u64>, }
        Outer { "inner" inner: Option<Inner>, "flags" flags: Vec<bool>, "more" more: Entries<String, u64>, }
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
