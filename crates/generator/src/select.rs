//! Decides which judged models get a page, and why the others do not.
//!
//! Pure: no files, no environment, no clock. The rules decide what runs; here, the settings of `[select]` limit the
//! result.

mod assessor;
pub mod funnel;

use crate::config::SelectConfig;
use compatibility::{
    compatibility::{Judgement, Summary, Verdict},
    model_metadata::ModelMetadata,
    rule::{Outcome, RULES, Rule},
    worker_catalog::WorkerCatalog,
};
use std::collections::BTreeMap;

pub use assessor::Assessor;

/// A model and its verdicts.
#[derive(Debug, Clone, PartialEq)]
pub struct AssessedModel {
    /// Its facts.
    pub metadata: Box<ModelMetadata>,
    /// The judgements.
    pub summary: Summary,
    /// The best worker's judgement of each variant, in their order. Empty if they all have the model's.
    pub variants: Box<[Judgement]>,
}

impl AssessedModel {
    /// The best worker's judgement of the variant at that index.
    #[must_use]
    pub fn judgement_of_variant(&self, place: usize) -> Judgement {
        self.variants.get(place).copied().unwrap_or(self.summary.judgement)
    }
}

/// A setting that leaves models out, with a code like those of the rules.
#[derive(Debug, Clone, Copy)]
pub struct Filter {
    /// Stable, kebab case.
    pub code: &'static str,
    /// What it checks, in one sentence.
    pub summary: &'static str,
    lets_through: fn(&AssessedModel, &Policy<'_>) -> bool,
}

/// Every filter, in the order in which they apply. The first one that excludes a model is the reason.
pub const FILTERS: &[Filter] = &[
    Filter {
        code: "no-worker",
        summary: "The worker catalog is empty.",
        lets_through: |model, _| !model.summary.workers.is_empty(),
    },
    Filter {
        code: "filtered-by-worker",
        summary: "No worker in `[select] workers` supports the model, but another worker does.",
        lets_through: |model, policy| policy.verdicts(model).any(|verdict| verdict >= Verdict::Planned),
    },
    Filter {
        code: "filtered-by-verdict",
        summary: "The verdict is not in `[select] verdicts`.",
        lets_through: |model, policy| {
            let wanted = &policy.settings.verdicts;
            wanted.is_empty() || policy.verdicts(model).any(|verdict| wanted.contains(&verdict))
        },
    },
    Filter {
        code: "filtered-by-kind",
        summary: "The kind is not in `[select] kinds`.",
        lets_through: |model, policy| {
            policy.settings.kinds.is_empty() || policy.settings.kinds.contains(&model.metadata.kind)
        },
    },
    Filter {
        code: "filtered-by-downloads",
        summary: "The model has fewer downloads than `[select] min-downloads`.",
        lets_through: |model, policy| model.metadata.downloads.unwrap_or(0) >= policy.settings.min_downloads,
    },
    Filter {
        code: "filtered-by-license",
        summary: "No license of the model is in `[select] licenses`.",
        lets_through: |model, policy| {
            let wanted = &policy.settings.licenses;
            let is_wanted = |id: &str| wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(id));
            wanted.is_empty() || model.metadata.license.iter().any(|license| is_wanted(&license.value.id))
        },
    },
    Filter {
        code: "filtered-by-gating",
        summary: "The model is gated, and `[select] gated` is false.",
        lets_through: |model, policy| policy.settings.gated || !model.metadata.gating.is_gated(),
    },
];

/// Every code for which a model can be left out: those of verdict rules and of filters.
#[must_use]
pub fn reason_codes() -> Vec<&'static str> {
    reasons().map(|(code, _)| code).collect()
}

/// The meaning of such a code.
#[must_use]
pub fn reason_summary(code: &str) -> Option<&'static str> {
    reasons().find(|(known, _)| *known == code).map(|(_, summary)| summary)
}

fn reasons() -> impl Iterator<Item = (&'static str, &'static str)> {
    let is_reason = |rule: &&Rule| matches!(rule.outcome(), Some(Outcome::No | Outcome::Unknown));
    let rules = RULES.iter().filter(is_reason).map(|rule| (rule.code, rule.summary));
    rules.chain(FILTERS.iter().map(|filter| (filter.code, filter.summary)))
}

/// The result of the selection.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// Models that get a page, in the order given.
    pub selected: Vec<AssessedModel>,
    /// Number of other models, by the code of the reason.
    pub left_out: BTreeMap<&'static str, usize>,
}

/// Selects models: those with a variant that runs or is planned, limited by the settings.
#[must_use]
pub fn select(models: Vec<AssessedModel>, settings: &SelectConfig, catalog: &WorkerCatalog) -> Selection {
    let policy = Policy::new(settings, catalog);
    let mut selection = Selection { selected: Vec::new(), left_out: BTreeMap::new() };
    for model in models {
        match policy.left_out(&model) {
            None => selection.selected.push(model),
            Some(code) => *selection.left_out.entry(code).or_default() += 1,
        }
    }
    selection
}

/// The settings, with the indexes of the workers looked up.
#[derive(Debug)]
pub struct Policy<'a> {
    settings: &'a SelectConfig,
    /// Indexes in the catalog. `None` if every worker counts.
    workers: Option<Vec<usize>>,
}

impl<'a> Policy<'a> {
    /// Unknown ids are ignored here; [`SelectConfig::check`] reports them.
    #[must_use]
    pub fn new(settings: &'a SelectConfig, catalog: &WorkerCatalog) -> Self {
        let place = |id: &String| catalog.workers.iter().position(|worker| *worker.id == **id);
        let workers = (!settings.workers.is_empty()).then(|| settings.workers.iter().filter_map(place).collect());
        Self { settings, workers }
    }

    /// Why a model gets no page: the code of a rule, or of the first filter that excludes it.
    #[must_use]
    pub fn left_out(&self, model: &AssessedModel) -> Option<&'static str> {
        let by_filter = || FILTERS.iter().find(|filter| !(filter.lets_through)(model, self)).map(|filter| filter.code);
        model.summary.left_out.or_else(by_filter)
    }

    /// The verdicts of the workers that count.
    fn verdicts<'m>(&'m self, model: &'m AssessedModel) -> impl Iterator<Item = Verdict> + 'm {
        let counts = |at: &usize| self.workers.as_ref().is_none_or(|workers| workers.contains(at));
        let workers = model.summary.workers.iter().enumerate().filter(move |(at, _)| counts(at));
        workers.map(|(_, worker)| worker.judgement.verdict)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content;
    use compatibility::{
        compatibility::{Confidence, Judgement, WorkerSummary},
        hub_model::HubModel,
        model_format::FormatSet,
    };
    use strict_toml::Report;

    const RUNS: Judgement = Judgement { verdict: Verdict::Runs, confidence: Confidence::High };
    const PLANNED: Judgement = Judgement { verdict: Verdict::Planned, confidence: Confidence::Low };
    const NO: Judgement = Judgement { verdict: Verdict::No, confidence: Confidence::None };

    /// A model judged for the three built-in workers (CPU, CUDA, Metal).
    fn model(json: &str, workers: [Judgement; 3]) -> AssessedModel {
        let record = HubModel::from_json(json.as_bytes()).unwrap();
        let best = *workers.iter().max().unwrap();
        let of_worker = |judgement| WorkerSummary { judgement, best: Some(0), taken: FormatSet::EMPTY };
        let summary = Summary {
            judgement: best,
            workers: workers.into_iter().map(of_worker).collect(),
            left_out: (best.verdict < Verdict::Planned).then_some("unsupported-format"),
        };
        let metadata = Box::new(ModelMetadata::from_huggingface(&record).unwrap());
        AssessedModel { metadata, summary, variants: Box::default() }
    }

    /// The settings with these keys of `[select]`.
    fn settings(text: &str) -> SelectConfig {
        let mut report = Report::new("line ", text);
        let select = strict_toml::read::<SelectConfig>(&mut report).unwrap();
        assert_eq!(report.into_problems(), []);
        select
    }

    #[test]
    fn every_filter_has_a_reason_and_the_rules_come_first() {
        let catalog = content::shipped_workers().unwrap();
        let open = r#"{"id":"a/b","downloads":50,"gated":false,"cardData":{"license":"MIT"},"pipeline_tag":"text-generation"}"#;
        let gated = r#"{"id":"a/b","gated":"auto"}"#;
        for (text, json, workers, expected) in [
            ("", open, [RUNS; 3], None),
            ("", open, [NO, PLANNED, NO], None),
            ("", open, [NO; 3], Some("unsupported-format")),
            ("workers = ['llm-worker-rbee-cuda']", open, [RUNS, NO, RUNS], Some("filtered-by-worker")),
            ("workers = ['llm-worker-rbee-cuda']", open, [NO, PLANNED, NO], None),
            ("verdicts = ['runs']", open, [PLANNED; 3], Some("filtered-by-verdict")),
            (
                "verdicts = ['runs']\nworkers = ['llm-worker-rbee-cpu']",
                open,
                [PLANNED, RUNS, NO],
                Some("filtered-by-verdict"),
            ),
            ("verdicts = []", open, [PLANNED; 3], None),
            ("kinds = ['adapter']", open, [RUNS; 3], Some("filtered-by-kind")),
            ("min-downloads = 51", open, [RUNS; 3], Some("filtered-by-downloads")),
            ("min-downloads = 1", gated, [RUNS; 3], Some("filtered-by-downloads")),
            ("licenses = ['apache-2.0']", open, [RUNS; 3], Some("filtered-by-license")),
            ("licenses = ['mit']", open, [RUNS; 3], None),
            ("gated = false", open, [RUNS; 3], None),
            ("gated = false", gated, [RUNS; 3], Some("filtered-by-gating")),
            ("gated = false\nmin-downloads = 99", gated, [NO; 3], Some("unsupported-format")),
        ] {
            let settings = settings(text);
            let selection = select(vec![model(json, workers)], &settings, &catalog);
            let reasons: Vec<&str> = selection.left_out.keys().copied().collect();
            assert_eq!(
                (selection.selected.len(), reasons),
                (1 - expected.iter().len(), Vec::from_iter(expected)),
                "{text}"
            );
        }
    }

    #[test]
    fn without_workers_nothing_is_selected() {
        let summary = Summary { judgement: NO, workers: Box::default(), left_out: None };
        let model = AssessedModel { summary, ..model(r#"{"id":"a/b"}"#, [NO; 3]) };
        let selection = select(vec![model], &SelectConfig::default(), &WorkerCatalog::default());
        assert_eq!(selection.left_out, BTreeMap::from([("no-worker", 1)]));
    }
}
