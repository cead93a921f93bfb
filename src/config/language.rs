//! `[[language]]`: the further languages of a site.

use super::SiteIdentity;
use crate::toml_file::{At, FromToml, Node, Report, tables};
use icu_locale_core::LanguageIdentifier;

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
    LanguageTable {
        "tag" tag: At<Tag>,
        "path" path: Option<At<Folder>>,
        "name" name: Option<String>,
        "description" description: Option<String>,
    }
}

/// The tag of a language, in its canonical spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag(pub(super) String);

impl FromToml for Tag {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        const WHAT: &str = "the tag of a language, as in `en` or `pt-BR`";
        let text = node.text(WHAT, report)?;
        let Some(known) = LanguageIdentifier::try_from_str(text).ok().filter(|known| !known.language.is_unknown())
        else {
            node.expected(WHAT, report);
            return None;
        };
        let canonical = known.to_string();
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

/// The languages as written, with what is left out filled in. What is there twice is a problem.
pub(super) fn languages(
    tables: Vec<LanguageTable>,
    site: &SiteIdentity,
    report: &mut Report<'_>,
) -> Vec<LanguageConfig> {
    let mut languages: Vec<LanguageConfig> = Vec::with_capacity(tables.len());
    for LanguageTable { tag, path, name, description } in tables {
        let At { start, value: Tag(tag) } = tag;
        let line = report.line(path.as_ref().map_or(start, |path| path.start));
        let (at, path) = path.map_or_else(|| (start, tag.to_lowercase()), |path| (path.start, path.value.0));
        if tag == site.language {
            report.add(start, format!("`tag` in `[language]` is `{tag}`, which is the main language of `[site]`"));
        }
        if languages.iter().any(|known| known.tag == tag) {
            report.add(start, format!("`tag` in `[language]` is `{tag}`, which is there already"));
        } else if languages.iter().any(|known| known.path == path) {
            report.add(at, format!("`path` in `[language]` is `{path}`, which is that of another language"));
        }
        let name = name.unwrap_or_else(|| site.name.clone());
        let description = description.unwrap_or_else(|| site.description.clone());
        languages.push(LanguageConfig { tag, path, name, description, line });
    }
    languages
}
