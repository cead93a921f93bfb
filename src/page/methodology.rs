//! How verdicts come about: made from the rules and the catalog, so that it cannot fall behind them.

use super::{Frame, PageMeta, Shown, home::WorkerNote};
use askama::Template;

/// The page on methods.
#[derive(Debug, Template)]
#[template(path = "methodology/page.html")]
pub struct MethodologyPage<'a> {
    /// Shared by all pages.
    pub frame: &'a Frame,
    /// Head.
    pub meta: PageMeta,
    /// Heading.
    pub heading: &'static str,
    /// The words and what they mean.
    pub verdicts: Vec<Word>,
    /// Every rule.
    pub rules: Vec<RuleRow>,
    /// The workers.
    pub workers: Vec<WorkerNote>,
}

/// A verdict explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The verdict.
    pub verdict: Shown,
    /// What it means.
    pub meaning: &'static str,
    /// The confidence that goes with it.
    pub confidence: &'static str,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRow {
    /// Its code.
    pub code: &'static str,
    /// What it says.
    pub summary: &'static str,
}
