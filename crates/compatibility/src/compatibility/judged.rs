//! `Judged`: one artifact and one worker, without a word of text until somebody asks for it.

use super::{
    Judgement,
    assessment::{decide_artifact, is_verdict, is_warning},
    ranking::{Decision, decide, worse},
};
use crate::{
    model_metadata::ModelMetadata,
    rule::{Case, Detail, LoadedWeights, Outcome, RULES, RuleKind, Scope, sentence::Sentence},
    worker_catalog::Worker,
};
use std::fmt;

/// What a worker makes of an artifact, or of a model without any.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'a> {
    case: Case<'a>,
    judgement: Judgement,
}

impl<'a> Judged<'a> {
    /// Judges a model that has no artifact. The judgement is the one that [`super::assess`] gives.
    #[must_use]
    pub fn without_artifact(model: &'a ModelMetadata, worker: &'a Worker) -> Self {
        let case = Case::new(model, None, worker);
        let decision = worse(decide(&case, Scope::Model), decide(&case, Scope::Worker));
        Self { case, judgement: judgement(decision, false) }
    }

    /// Judges every artifact of a model, in their order. The judgements are those that [`super::assess`] gives.
    pub fn artifacts(model: &'a ModelMetadata, worker: &'a Worker) -> impl Iterator<Item = Self> {
        let mut last: Option<(Case<'a>, Option<Decision>)> = None;
        model.artifacts.iter().map(move |artifact| {
            let (case, of_model) = if let Some((last, of_model)) = &last {
                (last.with(artifact), *of_model)
            } else {
                let case = Case::new(model, Some(artifact), worker);
                (case, decide(&case, Scope::Model))
            };
            last = Some((case, of_model));
            Self { case, judgement: judgement(decide_artifact(&case, of_model), case.is_inherited) }
        })
    }

    /// Whether it runs, and how sure that is.
    #[must_use]
    pub fn judgement(&self) -> Judgement {
        self.judgement
    }

    /// The weights as the worker holds them.
    #[must_use]
    pub fn weights(&self) -> LoadedWeights {
        self.case.loaded_weights()
    }

    /// All reasons.
    pub fn reasons(&self) -> impl Iterator<Item = Found<'a>> + use<'a> {
        self.found(is_verdict)
    }

    /// What to know before; of what does not run, nothing.
    pub fn warnings(&self) -> impl Iterator<Item = Found<'a>> + use<'a> {
        let runs_or_may = self.judgement.verdict != super::Verdict::No;
        self.found(is_warning).filter(move |_| runs_or_may)
    }

    fn found(&self, of: fn(RuleKind) -> bool) -> impl Iterator<Item = Found<'a>> + use<'a> {
        let case = self.case;
        let rules = RULES.iter().filter(move |rule| of(rule.kind));
        rules.filter_map(move |rule| (rule.check)(&case).map(|detail| Found { code: rule.code, detail, case }))
    }
}

fn judgement(decision: Option<Decision>, is_inherited: bool) -> Judgement {
    Judgement::new(decision.map_or(Outcome::Unknown, |decision| decision.outcome), is_inherited)
}

/// What a rule found; prints as its sentence in English.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The rule's.
    pub code: &'static str,
    detail: Detail<'a>,
    case: Case<'a>,
}

impl<'a> Found<'a> {
    /// What is to be said, for any language.
    #[must_use]
    pub fn sentence(&self) -> Sentence<'a> {
        self.detail.sentence(&self.case)
    }
}

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sentence().fmt(f)
    }
}
