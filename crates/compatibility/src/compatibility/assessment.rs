//! `assess`: every worker, every artifact, every reason.

use super::{
    ArtifactCompatibility, Compatibility, Confidence, Judgement, Reason, Verdict, WorkerCompatibility,
    ranking::{Decision, Rank, decide, worse},
};
use crate::{
    model_metadata::ModelMetadata,
    rule::{Case, Outcome, RULES, RuleKind, Scope},
    worker_catalog::{Worker, WorkerCatalog},
};

/// Judges a model against every worker, with all reasons.
#[must_use]
pub fn assess<'a>(model: &ModelMetadata, catalog: &'a WorkerCatalog) -> Compatibility<'a> {
    let workers: Vec<_> = catalog.workers.iter().map(|worker| by_worker(model, worker)).collect();
    Compatibility { judgement: best(workers.iter().map(|worker| worker.judgement)), workers }
}

/// The best of several; without any, nobody runs it.
pub(super) fn best(judgements: impl Iterator<Item = Judgement>) -> Judgement {
    judgements.max().unwrap_or(Judgement { verdict: Verdict::No, confidence: Confidence::None })
}

fn by_worker<'a>(model: &ModelMetadata, worker: &'a Worker) -> WorkerCompatibility<'a> {
    if model.artifacts.is_empty() {
        let case = Case::new(model, None, worker);
        let decision = worse(decide(&case, Scope::Model), decide(&case, Scope::Worker));
        let judgement = Judgement::new(decision.map_or(Outcome::Unknown, |decision| decision.outcome), false);
        let reasons = reasons(&case, is_verdict);
        return WorkerCompatibility { worker, judgement, best: None, artifacts: Vec::new(), reasons };
    }
    let cases = cases(model, worker);
    let of_model = cases.first().and_then(|case| decide(case, Scope::Model));
    let ranks: Vec<Rank> = cases.iter().zip(0..).filter_map(|(case, place)| rank(case, of_model, place)).collect();
    let runs = |rank: &&Rank| rank.judgement.verdict == Verdict::Runs;
    let best_running = ranks.iter().filter(runs).max();
    let artifacts = cases.iter().zip(&ranks).map(|(case, rank)| {
        let runs_itself = rank.judgement.verdict == Verdict::Runs;
        let instead = best_running.filter(|_| !runs_itself).map(|rank| &model.artifacts[rank.place]);
        let case = Case { runs_instead: instead, runs_any: best_running.is_some(), ..*case };
        by_artifact(&case, rank.judgement)
    });
    let artifacts = artifacts.collect();
    let best = ranks.iter().max();
    WorkerCompatibility {
        worker,
        judgement: self::best(best.map(|rank| rank.judgement).into_iter()),
        best: best.map(|rank| rank.place),
        artifacts,
        reasons: Vec::new(),
    }
}

/// One case for each artifact.
pub(super) fn cases<'a>(model: &'a ModelMetadata, worker: &'a Worker) -> Vec<Case<'a>> {
    let mut cases: Vec<Case<'_>> = Vec::with_capacity(model.artifacts.len());
    for artifact in &model.artifacts {
        cases.push(match cases.last() {
            Some(last) => last.with(artifact),
            None => Case::new(model, Some(artifact), worker),
        });
    }
    cases
}

fn rank(case: &Case<'_>, of_model: Option<Decision>, place: usize) -> Option<Rank> {
    Some(Rank::new(decide_artifact(case, of_model), case.is_inherited, case.artifact?, place))
}

/// Decides about an artifact, where it is known what the rules on the model say.
pub(super) fn decide_artifact(case: &Case<'_>, of_model: Option<Decision>) -> Option<Decision> {
    [Scope::Artifact, Scope::Worker].into_iter().fold(of_model, |worst, scope| worse(worst, decide(case, scope)))
}

fn by_artifact(case: &Case<'_>, judgement: Judgement) -> ArtifactCompatibility {
    let weights = case.loaded_weights();
    // What does not run needs no warnings.
    let warnings = if judgement.verdict == Verdict::No { Vec::new() } else { reasons(case, is_warning) };
    ArtifactCompatibility {
        judgement,
        weights_bytes: weights.bytes,
        weights_estimated: weights.is_estimated,
        reasons: reasons(case, is_verdict),
        warnings,
        recommendations: reasons(case, is_recommendation),
    }
}

pub(super) fn is_verdict(kind: RuleKind) -> bool {
    matches!(kind, RuleKind::Verdict(_))
}

pub(super) fn is_warning(kind: RuleKind) -> bool {
    kind == RuleKind::Warning
}

fn is_recommendation(kind: RuleKind) -> bool {
    kind == RuleKind::Recommendation
}

/// All that the rules of one kind find, in the order of the table.
fn reasons(case: &Case<'_>, of: fn(RuleKind) -> bool) -> Vec<Reason> {
    let rules = RULES.iter().filter(|rule| of(rule.kind));
    let found = rules.filter_map(|rule| (rule.check)(case).map(|detail| (rule.code, detail)));
    found.map(|(code, detail)| Reason { code, text: detail.text(case) }).collect()
}
