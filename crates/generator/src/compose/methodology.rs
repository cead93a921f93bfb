//! The page on methods, made from the table of rules and the catalog.

use crate::{
    compose::{meta, worker},
    page::{
        Shown,
        methodology::{MethodologyPage, RuleRow, Word},
    },
    plan::SitePlan,
};
use compatibility::rule::RULES;

/// The page on methods.
#[must_use]
pub fn page<'a>(plan: &'a SitePlan<'_>) -> MethodologyPage<'a> {
    let text = plan.text();
    let heading = text.methodology_heading();
    let rules = text.methodology_rule_count(RULES.len());
    let description = text.methodology_description(rules, text.count_workers(plan.catalog.workers.len()));
    let confidence = |verdict: &Shown| match verdict.class() {
        "v-expected" => text.methodology_confidence_of_expected(),
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
