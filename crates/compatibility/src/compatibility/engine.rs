//! The single loop over workers, artifacts and verdict rules. Everything that judges is a fold over it: texts
//! (`assess`), judgements of many models (`Summariser`), and the table rows of pages.

use super::{
    judged::Judged,
    ranking::{Decision, decide, worse},
};
use crate::{
    model_metadata::ModelMetadata,
    rule::{Case, Outcome, Scope},
    worker_catalog::Worker,
};

/// Judges a model for several workers. `visit` gets the worker's index and the result for one artifact: the first
/// artifact for all workers, then the second, and so on. A model without artifacts is judged once per worker.
pub fn judge<'a>(model: &'a ModelMetadata, workers: &[&'a Worker], mut visit: impl FnMut(usize, Judged<'a>)) {
    let Some(first) = workers.first() else { return };
    // Model rules do not depend on the worker, so any worker will do.
    let of_model = decide(&Case::new(model, None, first), Scope::Model);
    if model.artifacts.is_empty() {
        for (at, worker) in workers.iter().enumerate() {
            let case = Case::new(model, None, worker);
            visit(at, Judged::new(case, worse(of_model, decide(&case, Scope::Worker)), 0));
        }
        return;
    }
    // Model rules come first in the table, so no later rule can override their `no`.
    if let Some(decision) = of_model.filter(|decision| decision.outcome == Outcome::No) {
        for (place, artifact) in model.artifacts.iter().enumerate() {
            for (at, worker) in workers.iter().enumerate() {
                visit(at, Judged::by_model(model, artifact, worker, decision, place));
            }
        }
        return;
    }
    let mut cases: Vec<Option<Case<'a>>> = vec![None; workers.len()];
    for (place, artifact) in model.artifacts.iter().enumerate() {
        let mut of_artifact: Option<Option<Decision>> = None;
        for (at, (worker, last)) in workers.iter().zip(&mut cases).enumerate() {
            let case = match last {
                Some(last) => last.with(artifact),
                None => Case::new(model, Some(artifact), worker),
            };
            // Artifact rules do not depend on the worker either.
            let of_artifact = *of_artifact.get_or_insert_with(|| worse(of_model, decide(&case, Scope::Artifact)));
            *last = Some(case);
            visit(at, Judged::new(case, worse(of_artifact, decide(&case, Scope::Worker)), place));
        }
    }
}
