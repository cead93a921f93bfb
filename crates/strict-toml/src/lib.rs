//! Strict TOML parser: reads a file into a declared struct, or reports everything that is wrong with it. Tables are
//! declared with `tables!`: keys with type, default and documentation. Reading a table reports all unknown keys,
//! missing keys, wrong types and unknown names at once, each with its line. From the same declaration, a template file
//! with every key and a reference are generated. This crate has no knowledge of specific files.

mod declared;
mod problem;
pub mod redact;
mod value;

use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

pub use declared::{KeySpec, Kind, Table, file, reference};
pub use problem::{Invalid, Problem, Report, nearest};
pub use value::{
    At, Entries, FromText, KeyReader, Millis, Minutes, Named, Names, Seconds, Text, Time, Tolerant, WebAddress, Within,
};

/// A value of the file with its key and table.
#[derive(Debug, Clone, Copy)]
pub struct Node<'n, 'i> {
    /// The value with its position in the text.
    pub value: &'n Spanned<DeValue<'i>>,
    /// Its key.
    pub key: &'n str,
    /// Name of the table that contains it. Empty for the top level.
    pub table: &'n str,
}

impl Node<'_, '_> {
    /// `` `name` in `[site]` ``
    #[must_use]
    pub fn name(&self) -> String {
        if self.table.is_empty() { format!("`{}`", self.key) } else { format!("`{}` in `[{}]`", self.key, self.table) }
    }

    /// Byte offset of the value.
    #[must_use]
    pub fn start(&self) -> usize {
        self.value.span().start
    }

    /// Reports that the value is not `what`.
    pub fn expected(&self, what: &str, report: &mut Report<'_>) {
        let shown = value::shown(self.value.get_ref());
        report.add(self.start(), format!("{} is {shown}, but must be {what}", self.name()));
    }

    /// The value if it is a string. Otherwise reports that it is not `what`.
    pub fn text(&self, what: &str, report: &mut Report<'_>) -> Option<&str> {
        if let DeValue::String(text) = self.value.get_ref() {
            return Some(text);
        }
        self.expected(what, report);
        None
    }
}

/// Reads values of one type. Implemented by the type itself, or by a marker type that stands for the reader.
pub trait Reader {
    /// The type of the result.
    type Value;

    /// The accepted values.
    fn kind() -> Kind;

    /// Reads the value. On `None` at least one problem has been reported.
    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self::Value>;

    /// The value if the key is missing. `None` if the key is required.
    #[must_use]
    fn absent() -> Option<Self::Value> {
        None
    }
}

/// Reads a whole file. If it is not valid TOML, only syntax errors are reported.
pub fn read<T: Reader>(report: &mut Report<'_>) -> Option<T::Value> {
    let (root, errors) = DeTable::parse_recoverable(report.text());
    for error in &errors {
        report.add(error.span().map_or(0, |span| span.start), error.message().trim().replace('\n', ", "));
    }
    if !errors.is_empty() {
        return None;
    }
    let span = root.span();
    let value = Spanned::new(span, DeValue::Table(root.into_inner()));
    T::read(Node { value: &value, key: "", table: "" }, report)
}

/// A table with the defaults of all keys. Required keys have the value of their example.
#[must_use]
pub fn defaults<T: Table>() -> T {
    let required = T::KEYS.iter().filter(|key| key.is_required());
    let lines = required.filter_map(|key| Some(format!("{} = {}", key.name, key.example?)));
    declared_value::<T>("", &format!("{{ {} }}", lines.collect::<Vec<_>>().join(", ")))
}

/// Parses a default or example from the declaration of a table. Panics if it is invalid.
fn declared_value<T: Reader>(key: &str, text: &str) -> T::Value {
    let mut report = Report::new("line ", text);
    let value = DeValue::parse(text).unwrap_or_else(|error| panic!("`{text}` is declared for `{key}`: {error}"));
    let read = T::read(Node { value: &value, key, table: "" }, &mut report);
    read.unwrap_or_else(|| panic!("`{text}` is declared for `{key}`: {:?}", report.into_problems()))
}

/// A table whose keys are read by name.
#[derive(Debug)]
pub struct TableReader<'n, 'i> {
    entries: &'n DeTable<'i>,
    /// Byte offset of the table.
    start: usize,
    /// Dotted name. Empty for the top level.
    name: String,
}

impl<'n, 'i> TableReader<'n, 'i> {
    /// Opens a table and reports keys that are not in `keys`.
    pub fn open(node: Node<'n, 'i>, keys: &[KeySpec], report: &mut Report<'_>) -> Option<Self> {
        let table = Self::open_any(node, report)?;
        let keys: Vec<&str> = keys.iter().map(|key| key.name).collect();
        for (key, _) in table.entries {
            if !keys.contains(&&**key.get_ref()) {
                report.add_unknown_key(key.span().start, key.get_ref(), &table.name, &keys);
            }
        }
        Some(table)
    }

    /// Opens a table with arbitrary keys.
    pub fn open_any(node: Node<'n, 'i>, report: &mut Report<'_>) -> Option<Self> {
        let DeValue::Table(entries) = node.value.get_ref() else {
            node.expected("a table", report);
            return None;
        };
        let dot = if node.table.is_empty() { "" } else { "." };
        Some(Self { entries, start: node.start(), name: format!("{}{dot}{}", node.table, node.key) })
    }

    /// Reads a key. If it is missing, `default` is parsed as TOML and used instead.
    pub fn get<T: Reader>(&self, key: &str, default: Option<&str>, report: &mut Report<'_>) -> Option<T::Value> {
        match (self.entries.get_key_value(key), default) {
            (Some((key, value)), _) => T::read(Node { value, key: key.get_ref(), table: &self.name }, report),
            (None, Some(default)) => Some(declared_value::<T>(key, default)),
            (None, None) => T::absent().or_else(|| {
                report.add_missing_key(self.start, key, &self.name);
                None
            }),
        }
    }

    /// The dotted name. Empty for the top level.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All keys with their values.
    pub fn entries(&self) -> impl Iterator<Item = (&'n Spanned<DeString<'i>>, Node<'_, 'i>)> {
        self.entries.iter().map(|(key, value)| (key, Node { value, key: key.get_ref(), table: &self.name }))
    }
}

/// Declares tables: structs that can be read and documented. Each key has documentation, its name in files, its field
/// and the type of the field. Optional parts follow:
///
/// - `as R`: the [`Reader`] for types without one of their own, or to override it,
/// - `= v`: the default; `{}` for a table,
/// - `where example = v`: an example for keys without a default.
///
/// Keys without a default are optional if their type is an `Option`, a list or [`Entries`]. `struct Name: Default`
/// implements [`Default`] with the defaults of all keys.
#[macro_export]
macro_rules! tables {
    ($($(#[$meta:meta])* $vis:vis struct $name:ident $(: $default:ident)? {
        $($(#[doc = $doc:literal])* $key:literal $field_vis:vis $field:ident: $type:ty $(as $reader:ty)?
            $(= $preset:tt)? $(where example = $example:tt)?,)*
    })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        $vis struct $name {
            $($(#[doc = $doc])* $field_vis $field: $type,)*
        }

        impl $crate::Table for $name {
            const KEYS: &'static [$crate::KeySpec] = &[$($crate::KeySpec {
                name: $key,
                kind: <$crate::tables!(@reader $type $(as $reader)?) as $crate::Reader>::kind,
                default: $crate::tables!(@toml $($preset)?),
                example: $crate::tables!(@toml $($example)?),
                doc: &[$($doc),*],
            }),*];
        }

        impl $crate::Reader for $name {
            type Value = Self;

            fn kind() -> $crate::Kind {
                $crate::Kind::Table(<Self as $crate::Table>::KEYS)
            }

            fn read(node: $crate::Node<'_, '_>, report: &mut $crate::Report<'_>) -> Option<Self> {
                let table = $crate::TableReader::open(node, <Self as $crate::Table>::KEYS, report)?;
                // All keys are read before the first failure returns, so that every problem is reported.
                $(let $field = table.get::<$crate::tables!(@reader $type $(as $reader)?)>(
                    $key, $crate::tables!(@toml $($preset)?), report
                );)*
                Some(Self { $($field: $field?,)* })
            }
        }

        $(impl $default for $name {
            fn default() -> Self {
                $crate::defaults()
            }
        })?
    )+};
    (@reader $type:ty) => { $type };
    (@reader $type:ty as $reader:ty) => { $reader };
    (@toml) => { None };
    (@toml $value:tt) => { Some(stringify!($value)) };
}

/// Declares the names of enum variants, one enum per line. For an enum of another crate, `Type of Enum "kind" { … }`
/// declares `Type`, which reads it.
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
        struct Outer { "inner" inner: Option<Inner>, "flags" flags: Vec<bool>, "more" more: Vec<(At<String>, u64)> as Entries<String, u64>, }
    }

    fn problems(text: &str) -> Vec<String> {
        let mut report = Report::new("line ", text);
        let read = read::<Outer>(&mut report);
        let problems = report.into_problems();
        assert_eq!(read.is_none() || !problems.is_empty(), !problems.is_empty(), "nothing fails in silence");
        problems.into_iter().map(|problem| format!("{}: {}", problem.place, problem.text)).collect()
    }

    #[test]
    fn what_is_right_is_read() {
        let mut report = Report::new("line ", "flags = [true]\n[inner]\nname = 'a'\n[more]\nb = 2\n");
        let outer = read::<Outer>(&mut report).unwrap();
        let inner = outer.inner.unwrap();
        assert_eq!((inner.name.as_str(), inner.size, outer.flags), ("a", None, vec![true]));
        let more: Vec<_> = outer.more.into_iter().map(|(key, value)| (key.value, value)).collect();
        assert_eq!(more, [("b".to_owned(), 2)]);
    }

    #[test]
    fn all_problems_are_found_at_once() {
        let text = "flags = [true, 1]\nflag = 1\n[inner]\nsize = 'big'\n[more]\nb = -1\n";
        assert_eq!(
            problems(text),
            [
                "line 1: `flags` is 1, but must be `true` or `false`",
                "line 2: unknown key `flag`",
                "line 3: `name` is missing in `[inner]`",
                "line 4: `size` in `[inner]` is \"big\", but must be a whole number from 0",
                "line 6: `b` in `[more]` is -1, but must be a whole number from 0",
            ]
        );
        assert_eq!(problems("inner = 1").len(), 1);
        assert!(problems("a = \nb = 'x").len() >= 2, "mistakes of syntax too");
    }

    tables! {
        struct Store {
            /// Where it is.
            "url" url: String where example = "s3://b",
            /// How many | at once.
            "count" count: u64 as Within<1, 9> = 4,
            /// Its region.
            "region" region: Option<String> where example = "auto",
            /// How it is kept.
            "keep" keep: Keep = {},
        }
        struct Keep: Default {
            /// Days.
            "days" days: u64 = 1,
        }
        struct Form: Default {
            /// First line,
            /// second line.
            "names" names: Vec<String> = ["a text that is much longer than it has to be", "another one that is not shorter"],
        }
        struct File: Default {
            /// The form.
            "form" form: Form = {},
            /// The stores.
            "stores" stores: Vec<(At<String>, Store)> as Entries<String, Store> = {} where example = "main",
        }
    }

    /// Printed on one line, regardless of its length.
    const NAMES: &str = "[\"a text that is much longer than it has to be\", \"another one that is not shorter\"]";

    const STORES: &str = "\n# The stores.\n#\n# [stores.main]\n# Where it is.\n# url = \"s3://b\"\n# How many | at once.\n\
                          # count = 4\n# Its region.\n# region = \"auto\"\n\n# How it is kept.\n#\n# [stores.main.keep]\n# Days.\n\
                          # days = 1\n";

    #[test]
    fn a_file_with_every_key_holds_the_defaults() {
        let file = file::<File>(&["Intro."]);
        let form = "# Intro.\n\n# The form.\n[form]\n# First line,\n# second line.\n";
        assert_eq!(file, format!("{form}names = {NAMES}\n{STORES}"));
        let mut report = Report::new("line ", &file);
        let read = read::<File>(&mut report).unwrap();
        assert_eq!((read.form.names.len(), read.stores.len()), (2, 0));
        assert_eq!(read, File::default());
    }

    #[test]
    fn a_table_with_a_required_key_has_defaults_beside_it() {
        let Store { url, count, region, keep } = defaults();
        assert_eq!((url.as_str(), count, region, keep.days), ("s3://b", 4, None, 1));
        let required = Outer::KEYS.iter().chain(Store::KEYS).filter(|key| key.is_required());
        assert_eq!(required.map(|key| key.name).collect::<Vec<_>>(), ["url"]);
        let mut report = Report::new("line ", "[stores.x]\ncount = 0\n");
        assert!(read::<File>(&mut report).is_none());
        let problems: Vec<String> = report.into_problems().iter().map(ToString::to_string).collect();
        assert_eq!(
            problems,
            [
                "line 1: `url` is missing in `[stores.x]`",
                "line 2: `count` in `[stores.x]` is 0, but must be a whole number from 1 to 9"
            ]
        );
    }

    #[test]
    fn a_reference_says_type_and_default() {
        let text = reference::<File>();
        let (form, stores) = text.split_once("\n## `[stores.main]`\n\nThe stores.\n").unwrap();
        let row = format!("| a list; each item is non-empty text | `{NAMES}` | First line, second line. |");
        assert!(form.contains(&row), "{form}");
        let rows: Vec<&str> = stores.lines().skip(3).take_while(|line| !line.is_empty()).collect();
        assert_eq!(
            rows,
            [
                "| `url` | non-empty text | required; for example `\"s3://b\"` | Where it is. |",
                "| `count` | a whole number from 1 to 9 | `4` | How many \\| at once. |",
                "| `region` | non-empty text | none; for example `\"auto\"` | Its region. |",
            ]
        );
    }
}
