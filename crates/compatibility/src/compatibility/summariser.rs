//! `summarise`: the judgements of `assess` for many models, without a word of text.

use super::{
    Judgement, Summary, Verdict, WorkerSummary,
    assessment::best,
    ranking::{Decision, Rank, decide, worse},
};
use crate::{
    model_metadata::ModelMetadata,
    rule::{Case, Outcome, RULES, Scope, Subject},
    worker_catalog::{Worker, WorkerCatalog},
};

/// The judgements of [`super::assess`], at a fraction of its cost.
///
/// For many models, make one [`Summariser`] and use that.
#[must_use]
pub fn summarise(model: &ModelMetadata, catalog: &WorkerCatalog) -> Summary {
    Summariser::new(catalog).summarise(model)
}

/// A catalog made ready for many models: workers that say the same about all formats are judged once.
#[derive(Debug)]
pub struct Summariser<'a> {
    /// One worker for each set of those that load the same.
    groups: Vec<&'a Worker>,
    /// The group of each worker, in the catalog's order.
    group_of: Vec<usize>,
}

impl<'a> Summariser<'a> {
    /// Compares the workers of a catalog.
    #[must_use]
    pub fn new(catalog: &'a WorkerCatalog) -> Self {
        let mut groups: Vec<&Worker> = Vec::new();
        let mut group_of = Vec::with_capacity(catalog.workers.len());
        for worker in &catalog.workers {
            let known = groups.iter().position(|group| group.formats == worker.formats);
            group_of.push(known.unwrap_or_else(|| {
                groups.push(worker);
                groups.len() - 1
            }));
        }
        Self { groups, group_of }
    }

    /// The judgements alone.
    #[must_use]
    pub fn summarise(&self, model: &ModelMetadata) -> Summary {
        let Some(first) = self.groups.first() else {
            return Summary { judgement: best([].into_iter()), workers: Box::default(), left_out: None };
        };
        let of_model = decide(&Case::new(model, None, first), Scope::Model);
        if model.artifacts.is_empty() {
            return self.without_artifacts(model, of_model);
        }
        let ranks = self.ranks(model, of_model);
        let workers: Box<[WorkerSummary]> = self.group_of.iter().map(|group| summary(ranks[*group].as_ref())).collect();
        let best_rank = ranks.iter().flatten().max();
        Summary {
            judgement: best(workers.iter().map(|worker| worker.judgement)),
            workers,
            left_out: best_rank.and_then(|rank| left_out(rank.decision)),
        }
    }

    /// The best artifact of each group.
    fn ranks(&self, model: &ModelMetadata, of_model: Option<Decision>) -> Vec<Option<Rank>> {
        // Rules on the model stand first in the table: nothing that comes after them decides against their `no`.
        let is_decided = of_model.is_some_and(|decision| decision.outcome == Outcome::No);
        let mut ranks: Vec<Option<Rank>> = vec![None; self.groups.len()];
        for (place, artifact) in model.artifacts.iter().enumerate() {
            let is_inherited = Subject::new(model, artifact.format).is_inherited;
            let mut of_artifact: Option<Option<Decision>> = None;
            for (rank, worker) in ranks.iter_mut().zip(&self.groups) {
                let decision = if is_decided {
                    of_model
                } else {
                    let case = Case::new(model, Some(artifact), worker);
                    let of_artifact =
                        *of_artifact.get_or_insert_with(|| worse(of_model, decide(&case, Scope::Artifact)));
                    worse(of_artifact, decide(&case, Scope::Worker))
                };
                *rank = (*rank).max(Some(Rank::new(decision, is_inherited, artifact, place)));
            }
        }
        ranks
    }

    fn without_artifacts(&self, model: &ModelMetadata, of_model: Option<Decision>) -> Summary {
        let of_group = |worker: &&Worker| worse(of_model, decide(&Case::new(model, None, worker), Scope::Worker));
        let decisions: Vec<Option<Decision>> = self.groups.iter().map(of_group).collect();
        let judgement = |decision: Option<Decision>| {
            Judgement::new(decision.map_or(Outcome::Unknown, |decision| decision.outcome), false)
        };
        let of_worker = |group: &usize| WorkerSummary { judgement: judgement(decisions[*group]), best: None };
        let workers: Box<[WorkerSummary]> = self.group_of.iter().map(of_worker).collect();
        let best_decision = decisions.iter().flatten().max_by_key(|decision| (decision.outcome, decision.rule));
        Summary {
            judgement: best(workers.iter().map(|worker| worker.judgement)),
            workers,
            left_out: best_decision.and_then(|decision| left_out(*decision)),
        }
    }
}

fn summary(rank: Option<&Rank>) -> WorkerSummary {
    let place = rank.and_then(|rank| u32::try_from(rank.place).ok());
    WorkerSummary { judgement: best(rank.map(|rank| rank.judgement).into_iter()), best: place }
}

/// The code of a decision that keeps a model from running and from being planned.
fn left_out(decision: Decision) -> Option<&'static str> {
    let is_out = matches!(Judgement::new(decision.outcome, false).verdict, Verdict::No | Verdict::Unknown);
    RULES.get(decision.rule).filter(|_| is_out).map(|rule| rule.code)
}
