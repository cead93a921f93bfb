//! Topics: everything that has one thing in common (a family, a format, an author, …), and the lists of topics.

use crate::{
    page::{
        Frame, Link, PageMeta, Shown,
        chart::{Histogram, Shares},
        listing::PageLink,
    },
    text::Text,
};
use askama::Template;
use std::borrow::Cow;

/// What the models of a topic have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TopicKind {
    /// The architecture family.
    Family,
    /// The exact model type.
    ModelType,
    /// The format of a set of files.
    Format,
    /// The label of a set of files.
    Quantization,
    /// The class of parameter counts.
    Size,
    /// The license.
    License,
    /// Who published it.
    Author,
}

impl TopicKind {
    /// All kinds, in the order in which pages name them.
    pub const ALL: [Self; 7] =
        [Self::Family, Self::Size, Self::ModelType, Self::Format, Self::Quantization, Self::License, Self::Author];

    /// Its place in [`TopicKind::ALL`].
    #[must_use]
    pub fn place(self) -> usize {
        Self::ALL.iter().take_while(|kind| **kind != self).count()
    }

    /// In keys of the manifest: `topic:model-type:llama:1`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::ModelType => "model-type",
            Self::Format => "format",
            Self::Quantization => "quantization",
            Self::Size => "size",
            Self::License => "license",
            Self::Author => "author",
        }
    }

    /// The folder that all topics of the kind lie in; nothing else does.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Family => "families",
            Self::ModelType => "model-types",
            Self::Format => "formats",
            Self::Quantization => "quantizations",
            Self::Size => "sizes",
            Self::License => "licenses",
            Self::Author => "authors",
        }
    }

    /// Name of the list of all topics of the kind.
    #[must_use]
    pub fn plural(self, text: &Text) -> &str {
        match self {
            Self::Family => text.topic_families(),
            Self::ModelType => text.topic_model_types(),
            Self::Format => text.topic_formats(),
            Self::Quantization => text.topic_quantizations(),
            Self::Size => text.topic_sizes(),
            Self::License => text.topic_licenses(),
            Self::Author => text.topic_authors(),
        }
    }

    /// What stands above a topic's name.
    #[must_use]
    pub fn singular(self, text: &Text) -> &str {
        match self {
            Self::Family => text.topic_family(),
            Self::ModelType => text.topic_model_type(),
            Self::Format => text.topic_format(),
            Self::Quantization => text.topic_quantization(),
            Self::Size => text.topic_size(),
            Self::License => text.topic_license(),
            Self::Author => text.topic_author(),
        }
    }

    /// Whether it is about files, of which a model has several sorts, and not about models.
    #[must_use]
    pub fn is_of_files(self) -> bool {
        matches!(self, Self::Format | Self::Quantization)
    }

    /// Fewest models that a topic of the kind needs.
    #[must_use]
    pub fn least_members(self) -> usize {
        if self == Self::Author { 2 } else { 1 }
    }
}

/// One page of a topic.
#[derive(Debug, Template)]
#[template(path = "topic/page.html")]
pub struct TopicPage<'a> {
    /// Shared by all pages.
    pub frame: &'a Frame,
    /// Head.
    pub meta: PageMeta,
    /// What the models have in common.
    pub kind: TopicKind,
    /// The filter that leaves the models of this topic: `license=mit`; empty where there is none.
    pub filter: String,
    /// The topic's name, and the page's number beyond the first.
    pub heading: String,
    /// Another topic that lists nearly the same models.
    pub like: Option<Link>,
    /// What tells the topic from others: on its first page alone.
    pub overview: Option<Overview<'a>>,
    /// Heading of the list.
    pub list_title: String,
    /// Place of the first item in the whole list, counted from 1.
    pub start: usize,
    /// The models, smallest first.
    pub items: Vec<Cow<'a, str>>,
    /// The way to the other pages.
    pub pages: Vec<PageLink>,
    /// All pages, where the others are many; on the first page alone.
    pub directory: Vec<PageLink>,
}

/// What tells a topic from others.
#[derive(Debug)]
pub struct Overview<'a> {
    /// Models by verdict.
    pub shares: Shares,
    /// Its models by size, where enough of them have one.
    pub sizes: Option<Histogram<'a>>,
    /// Ranges, and what is common in it.
    pub rows: Vec<OverviewRow<'a>>,
    /// The most used models, where the list is long.
    pub best_known: Vec<Cow<'a, str>>,
}

/// A line about all models of a topic.
#[derive(Debug)]
pub struct OverviewRow<'a> {
    /// What it is about.
    pub label: &'a str,
    /// A text, where it is one.
    pub text: String,
    /// Topics that share models with this one, most shared first.
    pub topics: Vec<TopicLink<'a>>,
}

/// A link to a topic, with a number of models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicLink<'a> {
    /// Its name.
    pub name: String,
    /// Its first page.
    pub href: &'a str,
    /// Models.
    pub count: String,
}

/// All topics of one kind, or a part of them.
#[derive(Debug, Template)]
#[template(path = "topic/index.html")]
pub struct TopicIndexPage<'a> {
    /// Shared by all pages.
    pub frame: &'a Frame,
    /// Head.
    pub meta: PageMeta,
    /// Heading.
    pub heading: String,
    /// What the topics are, in a sentence.
    pub note: &'a str,
    /// What the counts are of.
    pub caption: &'a str,
    /// Heading of the column of names.
    pub column: &'a str,
    /// The columns of counts.
    pub verdicts: Vec<Shown>,
    /// The topics.
    pub rows: Vec<TopicRow<'a>>,
    /// The way to the other pages.
    pub pages: Vec<PageLink>,
}

/// A topic in the list of its kind.
#[derive(Debug)]
pub struct TopicRow<'a> {
    /// Its name.
    pub name: String,
    /// Its first page.
    pub href: &'a str,
    /// Its last page, where it has several: that of the largest models.
    pub largest: Option<String>,
    /// All of its models.
    pub count: String,
    /// Models by verdict, in the order of the columns.
    pub counts: Vec<String>,
}
