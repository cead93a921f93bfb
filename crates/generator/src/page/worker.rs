//! One page a worker: what it loads, and what says so.

use crate::page::{
    Frame, PageMeta, Shown,
    home::{VerdictCount, WorkerNote},
};
use askama::Template;

/// The page of one worker.
#[derive(Debug, Template)]
#[template(path = "worker/page.html")]
pub struct WorkerPage<'a> {
    /// Shared by all pages.
    pub frame: &'a Frame,
    /// Head.
    pub meta: PageMeta,
    /// Its name.
    pub name: &'a str,
    /// Models by its verdict.
    pub verdicts: Vec<VerdictCount<'a>>,
    /// The most used models that it runs, or plans to.
    pub examples: Vec<&'a str>,
    /// What it loads.
    pub formats: Vec<FormatSection>,
    /// The worker itself.
    pub about: Vec<AboutRow<'a>>,
    /// Address of the same in JSON.
    pub json: String,
}

/// What a worker says about one format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatSection {
    /// For fragments.
    pub id: String,
    /// Name of the format.
    pub name: &'static str,
    /// Of the table.
    pub caption: String,
    /// Families first, then exact types.
    pub rows: Vec<SupportRow>,
    /// Shards, quantizations, required files, memory.
    pub notes: Vec<String>,
}

/// One claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportRow {
    /// Family or type.
    pub name: String,
    /// What the worker makes of it.
    pub verdict: Shown,
    /// What says so, and when it was read.
    pub source: String,
}

/// A fact of the worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AboutRow<'a> {
    /// Which.
    pub label: &'a str,
    /// The fact.
    pub value: String,
}

/// The list of workers.
#[derive(Debug, Template)]
#[template(path = "worker/index.html")]
pub struct WorkersPage<'a> {
    /// Shared by all pages.
    pub frame: &'a Frame,
    /// Head.
    pub meta: PageMeta,
    /// Heading.
    pub heading: &'a str,
    /// Columns.
    pub verdicts: Vec<Shown>,
    /// Rows.
    pub workers: Vec<WorkerNote>,
    /// Address of the same in JSON.
    pub json: String,
}
