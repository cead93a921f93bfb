//! `[[language]]`: the further languages of a site.

use crate::config::SiteIdentity;
use locale::canonical_tag;
use strict_toml::{At, FromText, Kind, Node, Reader, Report, Text, Tolerant, tables};

/// One further language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageConfig {
    /// Its tag, as pages write it: `pl`, `pt-BR`.
    pub tag: String,
    /// The folder that its pages lie below: `pl`.
    pub path: String,
    /// What the site is called in it.
    pub name: String,
    /// The site's description in it.
    pub description: String,
    /// Where it stands in the file, counted from 1, for checks that need more than the settings.
    pub line: usize,
}

tables! {
    /// `[[language]]`, as written: what is wrong or left out is `None`.
    pub struct LanguageTable {
        /// The language, by its tag, as in "pl" or "pt-BR".
        "tag" tag: Option<At<String>> as Tolerant<At<Tag>> where example = "pl",
        /// The folder that its pages lie below [default: the tag in lower case].
        "path" path: Option<Option<At<String>>> as Tolerant<Option<At<Text<Folder>>>> where example = "pl",
        /// What the site is called in it [default: as in `[site]`].
        "name" name: Option<Option<String>> as Tolerant<Option<String>> where example = "modelpress",
        /// One sentence in it [default: as in `[site]`].
        "description" description: Option<Option<String>> as Tolerant<Option<String>>
            where example = "Które modele językowe działają na których programach, i dlaczego.",
    }
}

/// Reads the tag of a language, in its canonical spelling.
pub(super) struct Tag;

impl Tag {
    const WHAT: &str = "the tag of a language, as in `en` or `pt-BR`";
}

impl Reader for Tag {
    type Value = String;

    fn kind() -> Kind {
        Kind::Value(Self::WHAT.to_owned())
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<String> {
        let text = node.text(Self::WHAT, report)?;
        let Some(canonical) = canonical_tag(text) else {
            node.expected(Self::WHAT, report);
            return None;
        };
        if canonical != text {
            let said = format!("{} is {text:?}, which is spelt otherwise", node.name());
            report.add_with_hint(node.start(), said, Some(format!("write `{canonical}`")));
            return None;
        }
        Some(canonical)
    }
}

/// Reads one part of an address that every host and file system takes as it is.
struct Folder;

impl FromText for Folder {
    type Value = String;

    const WHAT: &'static str = "one folder, as in `pl`: lower-case letters, digits and dashes";

    fn from_text(text: &str) -> Option<String> {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (!text.is_empty() && text.bytes().all(is_plain)).then(|| text.to_owned())
    }
}

/// The languages as written, with what is left out filled in. What is there twice is a problem, in a table of which
/// something else is wrong as well.
#[must_use]
pub fn languages(tables: Vec<LanguageTable>, site: &SiteIdentity, report: &mut Report<'_>) -> Vec<LanguageConfig> {
    let mut languages = Vec::with_capacity(tables.len());
    let (mut tags, mut paths) = (Vec::new(), Vec::new());
    for LanguageTable { tag, path, name, description } in tables {
        let mut is_again = false;
        if let Some(At { start, value: tag }) = &tag {
            if *tag == site.language {
                report.add(*start, format!("`tag` in `[language]` is `{tag}`, which is the main language of `[site]`"));
            }
            is_again = tags.contains(tag);
            if is_again {
                report.add(*start, format!("`tag` in `[language]` is `{tag}`, which is there already"));
            }
            tags.push(tag.clone());
        }
        let (start, path) = match (path, &tag) {
            (Some(Some(At { start, value: path })), _) => (start, path),
            // Two of one tag have one folder, too, which needs no word of its own.
            (Some(None), Some(At { start, value: tag })) if !is_again => (*start, tag.to_lowercase()),
            _ => continue,
        };
        if paths.contains(&path) {
            report.add(start, format!("`path` in `[language]` is `{path}`, which is that of another language"));
        }
        paths.push(path.clone());
        let (Some(tag), Some(name), Some(description)) = (tag, name, description) else { continue };
        languages.push(LanguageConfig {
            tag: tag.value,
            path,
            name: name.unwrap_or_else(|| site.name.clone()),
            description: description.unwrap_or_else(|| site.description.clone()),
            line: report.line(start),
        });
    }
    languages
}
