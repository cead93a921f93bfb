//! How verdicts come about: made from the rules and the catalog, so that it cannot fall behind them.

use crate::page::{Frame, PageMeta, Shown, home::WorkerNote, sentence::Sentence};
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
    pub heading: &'a str,
    /// The words and what they mean.
    pub verdicts: Vec<Word<'a>>,
    /// Every rule.
    pub rules: Vec<RuleRow<'a>>,
    /// The workers.
    pub workers: Vec<WorkerNote>,
}

impl MethodologyPage<'_> {
    /// A sentence in which names between backticks are code.
    fn prose(text: &str) -> Sentence<&str> {
        Sentence(text)
    }
}

/// A verdict explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// The verdict.
    pub verdict: Shown,
    /// What it means.
    pub meaning: &'a str,
    /// The confidence that goes with it.
    pub confidence: &'a str,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRow<'a> {
    /// Its code.
    pub code: &'static str,
    /// What it says.
    pub summary: &'a str,
}
