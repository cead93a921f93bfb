//! `summarise`: the judgements of `assess` for many models, without a word of text.

use super::{
    Judgement, Summary, Verdict, WorkerSummary,
    assessment::best,
    ranking::{Decision, Rank, decide, worse},
};
use crate::{
    artifact::Artifact,
    model_format::FormatSet,
    model_metadata::ModelMetadata,
    rule::{Case, Outcome, RULES, Scope},
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
        self.summarise_each(model, |_, _| {})
    }

    /// The same, and tells of each set of files, by its place, what the workers make of it: once for all that load
    /// the same.
    #[must_use]
    pub fn summarise_each(&self, model: &ModelMetadata, each: impl FnMut(usize, Judgement)) -> Summary {
        let Some(first) = self.groups.first() else {
            return Summary { judgement: best([].into_iter()), workers: Box::default(), left_out: None };
        };
        let of_model = decide(&Case::new(model, None, first), Scope::Model);
        if model.artifacts.is_empty() {
            return self.without_artifacts(model, of_model);
        }
        let ranked = self.rank(model, of_model, each);
        let workers: Box<[WorkerSummary]> = self.group_of.iter().map(|group| ranked[*group].summary()).collect();
        let best_rank = ranked.iter().filter_map(|group| group.best).max();
        Summary {
            judgement: best(workers.iter().map(|worker| worker.judgement)),
            workers,
            left_out: best_rank.and_then(|rank| left_out(rank.decision)),
        }
    }

    /// What each group makes of the artifacts.
    fn rank<'m>(
        &'m self,
        model: &'m ModelMetadata,
        of_model: Option<Decision>,
        mut each: impl FnMut(usize, Judgement),
    ) -> Vec<Ranked<'m>> {
        // Rules on the model stand first in the table: nothing that comes after them decides against their `no`.
        let is_decided = of_model.is_some_and(|decision| decision.outcome == Outcome::No);
        let mut ranked = vec![Ranked::default(); self.groups.len()];
        for (place, artifact) in model.artifacts.iter().enumerate() {
            if is_decided {
                let rank = Rank::new(of_model, false, artifact, place);
                each(place, rank.judgement);
                for group in &mut ranked {
                    group.add(rank, artifact);
                }
                continue;
            }
            let mut of_artifact: Option<Option<Decision>> = None;
            for (group, worker) in ranked.iter_mut().zip(&self.groups) {
                let case = match &group.last {
                    Some(last) => last.with(artifact),
                    None => Case::new(model, Some(artifact), worker),
                };
                let of_artifact = *of_artifact.get_or_insert_with(|| worse(of_model, decide(&case, Scope::Artifact)));
                let decision = worse(of_artifact, decide(&case, Scope::Worker));
                let rank = Rank::new(decision, case.is_inherited, artifact, place);
                each(place, rank.judgement);
                group.add(rank, artifact);
                group.last = Some(case);
            }
        }
        ranked
    }

    fn without_artifacts(&self, model: &ModelMetadata, of_model: Option<Decision>) -> Summary {
        let of_group = |worker: &&Worker| worse(of_model, decide(&Case::new(model, None, worker), Scope::Worker));
        let decisions: Vec<Option<Decision>> = self.groups.iter().map(of_group).collect();
        let judgement = |decision: Option<Decision>| {
            Judgement::new(decision.map_or(Outcome::Unknown, |decision| decision.outcome), false)
        };
        let of_worker = |group: &usize| WorkerSummary {
            judgement: judgement(decisions[*group]),
            best: None,
            taken: FormatSet::EMPTY,
        };
        let workers: Box<[WorkerSummary]> = self.group_of.iter().map(of_worker).collect();
        let best_decision = decisions.iter().flatten().max_by_key(|decision| (decision.outcome, decision.rule));
        Summary {
            judgement: best(workers.iter().map(|worker| worker.judgement)),
            workers,
            left_out: best_decision.and_then(|decision| left_out(*decision)),
        }
    }
}

/// What a group of workers makes of the artifacts seen so far.
#[derive(Clone, Default)]
struct Ranked<'a> {
    best: Option<Rank>,
    taken: FormatSet,
    last: Option<Case<'a>>,
}

impl Ranked<'_> {
    fn add(&mut self, rank: Rank, artifact: &Artifact) {
        self.best = self.best.max(Some(rank));
        if rank.judgement.verdict >= Verdict::Planned {
            self.taken = self.taken.with(artifact.format);
        }
    }

    fn summary(&self) -> WorkerSummary {
        let place = self.best.and_then(|rank| u32::try_from(rank.place).ok());
        let judgement = best(self.best.map(|rank| rank.judgement).into_iter());
        WorkerSummary { judgement, best: place, taken: self.taken }
    }
}

/// The code of a decision that keeps a model from running and from being planned.
fn left_out(decision: Decision) -> Option<&'static str> {
    let is_out = matches!(Judgement::new(decision.outcome, false).verdict, Verdict::No | Verdict::Unknown);
    RULES.get(decision.rule).filter(|_| is_out).map(|rule| rule.code)
}
