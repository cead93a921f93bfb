//! `assess`: judges a model for every worker and artifact, with all reasons as text.

use super::{
    ArtifactCompatibility, Compatibility, Confidence, Found, Judged, Judgement, Reason, Verdict, WorkerCompatibility,
    engine::judge,
};
use crate::{
    model_metadata::ModelMetadata,
    worker_catalog::{Worker, WorkerCatalog},
};

/// Judges a model against every worker, with all reasons.
#[must_use]
pub fn assess<'a>(model: &ModelMetadata, catalog: &'a WorkerCatalog) -> Compatibility<'a> {
    let workers: Vec<&Worker> = catalog.workers.iter().collect();
    let mut judged: Vec<Vec<Judged<'_>>> = vec![Vec::with_capacity(model.artifacts.len()); workers.len()];
    judge(model, &workers, |at, one| judged[at].push(one));
    let workers: Vec<_> =
        catalog.workers.iter().zip(&judged).map(|(worker, judged)| by_worker(model, worker, judged)).collect();
    Compatibility { judgement: best(workers.iter().map(|worker| worker.judgement)), workers }
}

/// The best judgement, or `No` if there is none.
pub(super) fn best(judgements: impl Iterator<Item = Judgement>) -> Judgement {
    judgements.max().unwrap_or(Judgement { verdict: Verdict::No, confidence: Confidence::None })
}

fn by_worker<'a>(model: &ModelMetadata, worker: &'a Worker, judged: &[Judged<'_>]) -> WorkerCompatibility<'a> {
    let judgement = best(judged.iter().map(Judged::judgement));
    if model.artifacts.is_empty() {
        let reasons = judged.iter().flat_map(|one| texts(one.reasons())).collect();
        return WorkerCompatibility { worker, judgement, best: None, artifacts: Vec::new(), reasons };
    }
    let best_running =
        judged.iter().filter(|one| one.judgement().verdict == Verdict::Runs).max_by_key(|one| one.rank());
    let artifacts = judged.iter().map(|one| by_artifact(&one.beside(best_running))).collect();
    let best = judged.iter().max_by_key(|one| one.rank());
    WorkerCompatibility { worker, judgement, best: best.map(Judged::place), artifacts, reasons: Vec::new() }
}

fn by_artifact(judged: &Judged<'_>) -> ArtifactCompatibility {
    let weights = judged.weights();
    ArtifactCompatibility {
        judgement: judged.judgement(),
        weights_bytes: weights.bytes,
        weights_estimated: weights.is_estimated,
        reasons: texts(judged.reasons()),
        warnings: texts(judged.warnings()),
        recommendations: texts(judged.recommendations()),
    }
}

fn texts<'a>(found: impl Iterator<Item = Found<'a>>) -> Vec<Reason> {
    found.map(|found| Reason { code: found.code, text: found.to_string() }).collect()
}
