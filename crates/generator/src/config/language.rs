//! `[[language]]`: the further languages of a site.

use crate::config::SiteIdentity;
use locale::canonical_tag;
use strict_toml::{At, FromToml, Node, Report, Tolerant, tables};

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
    /// `[[language]]`
    pub struct LanguageTable {
        "tag" tag: Tolerant<At<Tag>>,
        "path" path: Tolerant<Option<At<Folder>>>,
        "name" name: Tolerant<Option<String>>,
        "description" description: Tolerant<Option<String>>,
    }
}

/// The tag of a language, in its canonical spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag(pub(super) String);

impl FromToml for Tag {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        const WHAT: &str = "the tag of a language, as in `en` or `pt-BR`";
        let text = node.text(WHAT, report)?;
        let Some(canonical) = canonical_tag(text) else {
            node.expected(WHAT, report);
            return None;
        };
        if canonical != text {
            let said = format!("{} is {text:?}, which is spelt otherwise", node.name());
            report.add_with_hint(node.start(), said, Some(format!("write `{canonical}`")));
            return None;
        }
        Some(Self(canonical))
    }
}

/// One part of an address that every host and file system takes as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Folder(String);

impl FromToml for Folder {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        const WHAT: &str = "one folder, as in `pl`: lower-case letters, digits and dashes";
        let text = node.text(WHAT, report)?;
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if text.is_empty() || !text.bytes().all(is_plain) {
            node.expected(WHAT, report);
            return None;
        }
        Some(Self(text.to_owned()))
    }
}

/// The languages as written, with what is left out filled in. What is there twice is a problem, in a table of which
/// something else is wrong as well.
pub(super) fn languages(
    tables: Vec<LanguageTable>,
    site: &SiteIdentity,
    report: &mut Report<'_>,
) -> Vec<LanguageConfig> {
    let mut languages = Vec::with_capacity(tables.len());
    let (mut tags, mut paths) = (Vec::new(), Vec::new());
    for LanguageTable { tag: Tolerant(tag), path: Tolerant(path), name, description } in tables {
        let mut is_again = false;
        if let Some(At { start, value: Tag(tag) }) = &tag {
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
            (Some(Some(At { start, value: Folder(path) })), _) => (start, path),
            // Two of one tag have one folder, too, which needs no word of its own.
            (Some(None), Some(At { start, value: Tag(tag) })) if !is_again => (*start, tag.to_lowercase()),
            _ => continue,
        };
        if paths.contains(&path) {
            report.add(start, format!("`path` in `[language]` is `{path}`, which is that of another language"));
        }
        paths.push(path.clone());
        let (Some(tag), Tolerant(Some(name)), Tolerant(Some(description))) = (tag, name, description) else { continue };
        languages.push(LanguageConfig {
            tag: tag.value.0,
            path,
            name: name.unwrap_or_else(|| site.name.clone()),
            description: description.unwrap_or_else(|| site.description.clone()),
            line: report.line(start),
        });
    }
    languages
}
