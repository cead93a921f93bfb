//! The methodology page, composed from the table of rules and the worker catalog.

use crate::{
    display::{
        layout::{Frame, PageMeta},
        sentence::Sentence,
        verdict::Shown,
    },
    pages::{
        Facts, meta,
        worker::{self, WorkerNote},
    },
    plan::SitePlan,
};
use askama::Template;
use compatibility::rule::RULES;
use site::verdict_class::VerdictClass;

/// The methodology page.
#[derive(Debug, Template)]
#[template(path = "methodology/page.html")]
pub struct MethodologyPage<'a> {
    /// Shared by all pages.
    pub frame: &'a Frame,
    /// Metadata.
    pub meta: PageMeta,
    /// Heading.
    pub heading: &'a str,
    /// The verdicts and their meaning.
    pub verdicts: Vec<Word<'a>>,
    /// Every rule.
    pub rules: Vec<RuleRow<'a>>,
    /// The workers.
    pub workers: Vec<WorkerNote>,
}

impl MethodologyPage<'_> {
    /// A sentence with code in backticks.
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
    /// The confidence it can have.
    pub confidence: &'a str,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRow<'a> {
    /// Its code.
    pub code: &'static str,
    /// Its meaning.
    pub summary: &'a str,
}

/// The facts of the page: its texts, the rules, and the names of the workers. Their numbers of models are facts about
/// models.
pub fn facts(plan: &SitePlan<'_>, facts: &mut Facts) {
    let text = plan.text();
    facts.add(&text.script("methodology"));
    for verdict in Shown::ALL {
        facts.add(verdict.meaning(text));
    }
    for rule in RULES {
        facts.add(rule.code).add(text.by_key("rule", rule.code));
    }
    for worker in &plan.catalog.workers {
        facts.add(&worker.name);
    }
}

/// Composes the methodology page.
#[must_use]
pub fn page<'a>(plan: &'a SitePlan<'_>) -> MethodologyPage<'a> {
    let text = plan.text();
    let heading = text.methodology_heading();
    let rules = text.methodology_rule_count(RULES.len());
    let description = text.methodology_description(rules, text.count_workers(plan.catalog.workers.len()));
    let confidence = |verdict: &Shown| match verdict.class() {
        VerdictClass::Expected => text.methodology_confidence_of_expected(),
        _ => verdict.confidence(text),
    };
    let word =
        |verdict: &Shown| Word { verdict: *verdict, meaning: verdict.meaning(text), confidence: confidence(verdict) };
    MethodologyPage {
        meta: meta(plan, plan.title(heading), description, "/methodology", &[], heading),
        frame: &plan.frame,
        heading,
        verdicts: Shown::ALL.iter().map(word).collect(),
        rules: RULES.iter().map(|rule| RuleRow { code: rule.code, summary: text.by_key("rule", rule.code) }).collect(),
        workers: worker::notes(plan),
    }
}
