//! The page on methods, made from the table of rules and the catalog.

use super::{meta, worker};
use crate::{
    page::{
        Shown,
        figures::Counted,
        methodology::{MethodologyPage, RuleRow, Word},
    },
    plan::SitePlan,
};
use compatibility::rule::RULES;

/// The page on methods.
#[must_use]
pub fn page<'a>(plan: &'a SitePlan<'_>) -> MethodologyPage<'a> {
    let heading = "How verdicts are made";
    let rules = Counted(RULES.len(), "rule");
    let workers = Counted(plan.catalog.workers.len(), "worker");
    let description = format!(
        "What the words on this site mean, what they rest on, how memory is computed, and the {rules} that judge every model for {workers}."
    );
    let word =
        |verdict: &Shown| Word { verdict: *verdict, meaning: verdict.meaning(), confidence: verdict.confidence() };
    MethodologyPage {
        meta: meta(plan, format!("{heading} | {}", plan.frame.name), description, "/methodology", &[], heading),
        frame: &plan.frame,
        heading,
        verdicts: Shown::ALL.iter().map(word).collect(),
        rules: RULES.iter().map(|rule| RuleRow { code: rule.code, summary: rule.summary }).collect(),
        workers: worker::notes(plan),
    }
}
