//! `[[language]]`: the additional languages of a site.

use crate::config::SiteIdentity;
use locale::canonical_tag;
use strict_toml::{At, FromText, Kind, Node, Reader, Report, Text, Tolerant, tables};

/// One additional language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageConfig {
    /// Language tag as pages write it: `pl`, `pt-BR`.
    pub tag: String,
    /// Folder of its pages: `pl`.
    pub path: String,
    /// Name of the site in this language.
    pub name: String,
    /// Description of the site in this language.
    pub description: String,
    /// Its line in the file, counted from 1, for checks beyond the settings.
    pub line: usize,
}

tables! {
    /// `[[language]]` as written. Invalid or missing values are `None`.
    pub struct LanguageTable {
        /// Language tag, such as "pl" or "pt-BR".
        "tag" tag: Option<At<String>> as Tolerant<At<Tag>> where example = "pl",
        /// Folder for the pages in this language [default: the tag in lower case].
        "path" path: Option<Option<At<String>>> as Tolerant<Option<At<Text<Folder>>>> where example = "pl",
        /// Name of the site in this language [default: as in `[site]`].
        "name" name: Option<Option<String>> as Tolerant<Option<String>> where example = "modelpress",
        /// Description of the site in this language [default: as in `[site]`].
        "description" description: Option<Option<String>> as Tolerant<Option<String>>
            where example = "Które modele językowe działają na których programach, i dlaczego.",
    }
}

/// Reads a language tag in its canonical spelling.
pub(super) struct Tag;

impl Tag {
    const WHAT: &str = "a language tag, such as `en` or `pt-BR`";
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
            let said = format!("{} is {text:?}, which is not the standard spelling", node.name());
            report.add_with_hint(node.start(), said, Some(format!("write `{canonical}`")));
            return None;
        }
        Some(canonical)
    }
}

/// Reads a path segment that is valid on every host and file system.
struct Folder;

impl FromText for Folder {
    type Value = String;

    const WHAT: &'static str = "one folder name, such as `pl`: lower-case letters, digits and dashes";

    fn from_text(text: &str) -> Option<String> {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (!text.is_empty() && text.bytes().all(is_plain)).then(|| text.to_owned())
    }
}

/// The languages with their defaults filled in. Duplicates are problems, even in a table with other problems.
#[must_use]
pub fn languages(tables: Vec<LanguageTable>, site: &SiteIdentity, report: &mut Report<'_>) -> Vec<LanguageConfig> {
    let mut languages = Vec::with_capacity(tables.len());
    let (mut tags, mut paths) = (Vec::new(), Vec::new());
    for LanguageTable { tag, path, name, description } in tables {
        let mut is_again = false;
        if let Some(At { start, value: tag }) = &tag {
            if *tag == site.language {
                report.add(*start, format!("`tag` in `[language]` is `{tag}`, the main language in `[site]`"));
            }
            is_again = tags.contains(tag);
            if is_again {
                report.add(*start, format!("`tag` in `[language]` is `{tag}`, which is already listed"));
            }
            tags.push(tag.clone());
        }
        let (start, path) = match (path, &tag) {
            (Some(Some(At { start, value: path })), _) => (start, path),
            // Two languages with the same tag also have the same folder, which needs no second message.
            (Some(None), Some(At { start, value: tag })) if !is_again => (*start, tag.to_lowercase()),
            _ => continue,
        };
        if paths.contains(&path) {
            report.add(start, format!("`path` in `[language]` is `{path}`, which another language already uses"));
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
