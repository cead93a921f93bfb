//! `summarise`: the same judgements as `assess`, without text, for many models.

use super::{
    Judged, Judgement, Summary, Verdict, WorkerSummary,
    assessment::best,
    engine::judge,
    ranking::{Decision, Rank},
};
use crate::{
    model_format::FormatSet,
    model_metadata::ModelMetadata,
    rule::RULES,
    worker_catalog::{Worker, WorkerCatalog},
};

/// Computes the same judgements as [`super::assess`] at a fraction of the cost.
///
/// For many models, create one [`Summariser`] and reuse it.
#[must_use]
pub fn summarise(model: &ModelMetadata, catalog: &WorkerCatalog) -> Summary {
    Summariser::new(catalog).summarise(model)
}

/// A catalog prepared for judging many models. Workers with the same format support are judged once.
#[derive(Debug)]
pub struct Summariser<'a> {
    /// One worker for each group of workers with the same format support.
    groups: Vec<&'a Worker>,
    /// Each worker's index into `groups`, in the catalog's order.
    group_of: Vec<usize>,
}

impl<'a> Summariser<'a> {
    /// Groups the workers of a catalog.
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

    /// Judges a model, without text.
    #[must_use]
    pub fn summarise(&self, model: &ModelMetadata) -> Summary {
        self.summarise_each(model, |_, _| {})
    }

    /// Like [`Self::summarise`], and also calls `each` with every artifact's index and judgement, once per group of
    /// workers with the same format support.
    #[must_use]
    pub fn summarise_each(&self, model: &ModelMetadata, mut each: impl FnMut(usize, Judgement)) -> Summary {
        let mut groups = vec![Group::default(); self.groups.len()];
        judge(model, &self.groups, |at, judged| {
            if judged.artifact().is_some() {
                each(judged.place(), judged.judgement());
            }
            groups[at].add(&judged);
        });
        let workers: Box<[WorkerSummary]> = self.group_of.iter().map(|group| groups[*group].summary()).collect();
        let best_rank = groups.iter().filter_map(|group| group.best).max();
        Summary {
            judgement: best(workers.iter().map(|worker| worker.judgement)),
            workers,
            left_out: best_rank.and_then(|rank| left_out(rank.decision)),
        }
    }
}

/// The judgements of one group of workers for the artifacts seen so far.
#[derive(Clone, Default)]
struct Group {
    best: Option<Rank>,
    has_artifacts: bool,
    taken: FormatSet,
}

impl Group {
    fn add(&mut self, judged: &Judged<'_>) {
        self.best = self.best.max(Some(judged.rank()));
        let Some(artifact) = judged.artifact() else { return };
        self.has_artifacts = true;
        if judged.judgement().verdict >= Verdict::Planned {
            self.taken = self.taken.with(artifact.format);
        }
    }

    fn summary(&self) -> WorkerSummary {
        let place = self.best.filter(|_| self.has_artifacts).and_then(|rank| u32::try_from(rank.place).ok());
        let judgement = best(self.best.map(|rank| rank.judgement).into_iter());
        WorkerSummary { judgement, best: place, taken: self.taken }
    }
}

/// The code of the deciding rule if the model neither runs nor is planned.
fn left_out(decision: Decision) -> Option<&'static str> {
    let is_out = matches!(Judgement::new(decision.outcome, false).verdict, Verdict::No | Verdict::Unknown);
    RULES.get(decision.rule).filter(|_| is_out).map(|rule| rule.code)
}
