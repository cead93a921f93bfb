//! The first page.

use super::{Frame, Link, PageMeta, Shown};
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
    /// Models by verdict.
    pub verdicts: Vec<VerdictCount>,
    /// The workers.
    pub workers: Vec<WorkerNote>,
    /// The most used models.
    pub most_used: Vec<&'a str>,
    /// Text of the link to the whole list.
    pub all_models: String,
}

/// How many models have a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictCount {
    /// The verdict.
    pub verdict: Shown,
    /// Models, thousands apart.
    pub count: String,
    /// What it means.
    pub meaning: &'static str,
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
