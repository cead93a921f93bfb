//! The first page.

use crate::page::{Frame, Link, PageMeta, Shown, chart::Shares, topic::TopicLink, listing::PageLink};
use askama::Template;

/// The first page: what there is, and where to go.
#[derive(Debug, Template)]
#[template(path = "home/page.html")]
pub struct HomePage<'a> {
    /// Shared by all pages.
    pub frame: &'a Frame,
    /// Head.
    pub meta: PageMeta,
    /// Heading.
    pub heading: String,
    /// When the snapshot was taken, as far as is known.
    pub as_of: Option<String>,
    /// Models by verdict.
    pub shares: Shares,
    /// What the verdicts mean.
    pub verdicts: Vec<VerdictCount<'a>>,
    /// The workers.
    pub workers: Vec<WorkerNote>,
    /// The largest topics of each kind.
    pub topics: Vec<TopicRow<'a>>,
    /// The most used models.
    pub most_used: Vec<&'a str>,
    /// The models that began to run since an earlier build.
    pub became_runnable: Vec<&'a str>,
    /// The models whose repositories were made last.
    pub newest: Vec<&'a str>,
    /// Heading of the list of all models.
    pub all_models: String,
    /// The way into that list.
    pub pages: Vec<PageLink>,
}

/// Topics of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicRow<'a> {
    /// The list of them all.
    pub all: &'a Link,
    /// The first of them.
    pub topics: Vec<TopicLink<'a>>,
    /// How many more there are; none where that is all.
    pub more: Option<String>,
}

/// How many models have a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictCount<'a> {
    /// The verdict.
    pub verdict: Shown,
    /// Models, thousands apart.
    pub count: String,
    /// What it means.
    pub meaning: &'a str,
}

/// A worker in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerNote {
    /// Its page.
    pub link: Link,
    /// What tells it from the others.
    pub note: String,
    /// Models by verdict, in the order of the table's columns.
    pub counts: Vec<String>,
}

impl WorkerNote {
    /// Address of its page.
    #[must_use]
    pub fn href(&self) -> &str {
        &self.link.href
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.link.name
    }
}
