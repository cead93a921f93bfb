//! `Judged`: one artifact and one worker, without a word of text until somebody asks for it.

use super::{
    Judgement,
    assessment::{is_verdict, is_warning},
    ranking::{decide, worse},
};
use crate::{
    artifact::Artifact,
    model_metadata::ModelMetadata,
    rule::{Case, Detail, LoadedWeights, Outcome, RULES, RuleKind, Scope},
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
    /// Judges. The judgement is the one that [`super::assess`] gives.
    #[must_use]
    pub fn new(model: &'a ModelMetadata, artifact: Option<&'a Artifact>, worker: &'a Worker) -> Self {
        let case = Case::new(model, artifact, worker);
        let scopes: &[Scope] = match artifact {
            Some(_) => &[Scope::Model, Scope::Artifact, Scope::Worker],
            None => &[Scope::Model],
        };
        let decision = scopes.iter().fold(None, |worst, scope| worse(worst, decide(&case, *scope)));
        let outcome = decision.map_or(Outcome::Unknown, |decision| decision.outcome);
        Self { case, judgement: Judgement::new(outcome, artifact.is_some() && case.is_inherited()) }
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

/// What a rule found; prints as a sentence.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The rule's.
    pub code: &'static str,
    detail: Detail<'a>,
    case: Case<'a>,
}

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail.text(&self.case))
    }
}
