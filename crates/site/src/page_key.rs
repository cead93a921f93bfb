//! `PageKey`: identifies a page of a site independently of its address. The manifest is keyed by it.

use crate::topic_kind::TopicKind;
use std::fmt;

/// A page in a language. `Display` formats the key and [`PageKey::parse`] parses it: `model:owner/Name`,
/// `pl/topic:family:llama:2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PageKey<'a> {
    /// The folder of the language. Empty for the main language.
    pub language: &'a str,
    /// The page within that language.
    pub page: Page<'a>,
}

/// A page within one language. Page numbers start at 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Page<'a> {
    /// The home page.
    Home,
    /// A page of the list of all models, by number.
    List(usize),
    /// A page of the list of all topics of a kind, by number.
    TopicIndex(TopicKind, usize),
    /// A page of a topic, by slug and number.
    Topic(TopicKind, &'a str, usize),
    /// A model, by its id.
    Model(&'a str),
    /// The list of workers.
    WorkerIndex,
    /// A worker, by its id.
    Worker(&'a str),
    /// The explanation of how verdicts are determined.
    Methodology,
    /// The downloads page.
    Data,
    /// A page of `content/pages`, by its slug.
    Article(&'a str),
    /// `404.html`.
    NotFound,
}

/// The kinds of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    /// [`Page::Home`].
    Home,
    /// [`Page::List`].
    List,
    /// [`Page::TopicIndex`].
    TopicIndex,
    /// [`Page::Topic`].
    Topic,
    /// [`Page::Model`].
    Model,
    /// [`Page::WorkerIndex`].
    WorkerIndex,
    /// [`Page::Worker`].
    Worker,
    /// [`Page::Methodology`].
    Methodology,
    /// [`Page::Data`].
    Data,
    /// [`Page::Article`].
    Article,
    /// [`Page::NotFound`].
    NotFound,
}

impl PageKind {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Home,
        Self::List,
        Self::TopicIndex,
        Self::Topic,
        Self::Model,
        Self::WorkerIndex,
        Self::Worker,
        Self::Methodology,
        Self::Data,
        Self::Article,
        Self::NotFound,
    ];

    /// The first word of the page keys, also used as the name in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::List => "browse",
            Self::TopicIndex => "topics",
            Self::Topic => "topic",
            Self::Model => "model",
            Self::WorkerIndex => "workers",
            Self::Worker => "worker",
            Self::Methodology => "methodology",
            Self::Data => "data",
            Self::Article => "article",
            Self::NotFound => "not-found",
        }
    }
}

impl<'a> Page<'a> {
    /// The kind of the page.
    #[must_use]
    pub const fn kind(self) -> PageKind {
        match self {
            Self::Home => PageKind::Home,
            Self::List(_) => PageKind::List,
            Self::TopicIndex(..) => PageKind::TopicIndex,
            Self::Topic(..) => PageKind::Topic,
            Self::Model(_) => PageKind::Model,
            Self::WorkerIndex => PageKind::WorkerIndex,
            Self::Worker(_) => PageKind::Worker,
            Self::Methodology => PageKind::Methodology,
            Self::Data => PageKind::Data,
            Self::Article(_) => PageKind::Article,
            Self::NotFound => PageKind::NotFound,
        }
    }

    fn parse(key: &'a str) -> Option<Self> {
        let (name, rest) = match key.split_once(':') {
            Some((name, rest)) => (name, Some(rest)),
            None => (key, None),
        };
        let kind = PageKind::ALL.into_iter().find(|kind| kind.as_str() == name)?;
        Some(match (kind, rest) {
            (PageKind::Home, None) => Self::Home,
            (PageKind::WorkerIndex, None) => Self::WorkerIndex,
            (PageKind::Methodology, None) => Self::Methodology,
            (PageKind::Data, None) => Self::Data,
            (PageKind::NotFound, None) => Self::NotFound,
            (PageKind::List, Some(rest)) => Self::List(number(rest)?),
            (PageKind::Model, Some(id)) => Self::Model(id),
            (PageKind::Worker, Some(id)) => Self::Worker(id),
            (PageKind::Article, Some(slug)) => Self::Article(slug),
            (PageKind::TopicIndex, Some(rest)) => {
                let (kind, rest) = rest.split_once(':')?;
                Self::TopicIndex(TopicKind::from_name(kind)?, number(rest)?)
            }
            (PageKind::Topic, Some(rest)) => {
                let (kind, rest) = rest.split_once(':')?;
                let (slug, rest) = rest.rsplit_once(':')?;
                Self::Topic(TopicKind::from_name(kind)?, slug, number(rest)?)
            }
            (
                PageKind::Home
                | PageKind::WorkerIndex
                | PageKind::Methodology
                | PageKind::Data
                | PageKind::NotFound
                | PageKind::List
                | PageKind::Model
                | PageKind::Worker
                | PageKind::Article
                | PageKind::TopicIndex
                | PageKind::Topic,
                _,
            ) => return None,
        })
    }
}

/// Parses a number without a sign or leading zeros.
fn number(digits: &str) -> Option<usize> {
    digits.parse().ok().filter(|number: &usize| *number > 0 && number.to_string() == digits)
}

impl<'a> PageKey<'a> {
    /// A page in the main language.
    #[must_use]
    pub const fn main(page: Page<'a>) -> Self {
        Self { language: "", page }
    }

    /// Parses a key. `None` if this version does not know such a key.
    #[must_use]
    pub fn parse(key: &'a str) -> Option<Self> {
        // The language precedes the first word. Ids after the colon contain slashes, too.
        let end = key.find(':').unwrap_or(key.len());
        let (language, page) = match key[..end].rfind('/') {
            Some(slash) => (&key[..slash], &key[slash + 1..]),
            None => ("", key),
        };
        Some(Self { language, page: Page::parse(page)? })
    }
}

impl fmt::Display for PageKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.language.is_empty() {
            write!(f, "{}/", self.language)?;
        }
        let kind = self.page.kind().as_str();
        match self.page {
            Page::Home | Page::WorkerIndex | Page::Methodology | Page::Data | Page::NotFound => f.write_str(kind),
            Page::List(number) => write!(f, "{kind}:{number}"),
            Page::TopicIndex(topic, number) => write!(f, "{kind}:{}:{number}", topic.as_str()),
            Page::Topic(topic, slug, number) => write!(f, "{kind}:{}:{slug}:{number}", topic.as_str()),
            Page::Model(name) | Page::Worker(name) | Page::Article(name) => write!(f, "{kind}:{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_they_are_written() {
        for (key, language, page) in [
            ("home", "", Page::Home),
            ("pt-br/home", "pt-br", Page::Home),
            ("model:a/b:c", "", Page::Model("a/b:c")),
            ("pl/model:a/b", "pl", Page::Model("a/b")),
            ("browse:12", "", Page::List(12)),
            ("topics:size:2", "", Page::TopicIndex(TopicKind::Size, 2)),
            ("pl/topic:license:a:b:1", "pl", Page::Topic(TopicKind::License, "a:b", 1)),
            ("worker:w", "", Page::Worker("w")),
            ("workers", "", Page::WorkerIndex),
            ("article:about", "", Page::Article("about")),
            ("methodology", "", Page::Methodology),
            ("data", "", Page::Data),
            ("not-found", "", Page::NotFound),
        ] {
            let parsed = PageKey { language, page };
            assert_eq!((PageKey::parse(key), &*parsed.to_string()), (Some(parsed), key));
        }
        for other in
            ["", "pl", "homes", "home:1", "model", "browse:0", "browse:01", "browse:+1", "topic:size:a", "topic:x:a:1"]
        {
            assert_eq!(PageKey::parse(other), None, "{other}");
        }
    }
}
