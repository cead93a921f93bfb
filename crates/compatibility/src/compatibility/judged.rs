//! `Judged`: the judgement of one artifact for one worker. Text is created only on request.

use super::{
    Judgement, Verdict,
    ranking::{Decision, Rank},
};
use crate::{
    artifact::Artifact,
    model_metadata::ModelMetadata,
    rule::{Case, Detail, LoadedWeights, Outcome, RULES, RuleKind, sentence::Sentence},
    worker_catalog::Worker,
};
use std::fmt;

/// The judgement of one artifact for one worker, or of a model without artifacts.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'a> {
    subject: Looked<'a>,
    decision: Option<Decision>,
    judgement: Judgement,
    place: usize,
}

/// The input of the rules, looked up already (`Up`) or only when reasons are requested (`Not`).
#[derive(Debug, Clone, Copy)]
enum Looked<'a> {
    Up(Case<'a>),
    Not { model: &'a ModelMetadata, artifact: &'a Artifact, worker: &'a Worker },
}

impl<'a> Judged<'a> {
    pub(super) fn new(case: Case<'a>, decision: Option<Decision>, place: usize) -> Self {
        let outcome = decision.map_or(Outcome::Unknown, |decision| decision.outcome);
        Self { subject: Looked::Up(case), decision, judgement: Judgement::new(outcome, case.is_inherited), place }
    }

    /// A decision of the model rules, which holds for all workers and artifacts.
    pub(super) fn by_model(
        model: &'a ModelMetadata,
        artifact: &'a Artifact,
        worker: &'a Worker,
        decision: Decision,
        place: usize,
    ) -> Self {
        let subject = Looked::Not { model, artifact, worker };
        Self { subject, decision: Some(decision), judgement: Judgement::new(decision.outcome, false), place }
    }

    fn case(&self) -> Case<'a> {
        match self.subject {
            Looked::Up(case) => case,
            Looked::Not { model, artifact, worker } => Case::new(model, Some(artifact), worker),
        }
    }

    /// Whether it runs, and how sure that is.
    #[must_use]
    pub fn judgement(&self) -> Judgement {
        self.judgement
    }

    /// The artifact's index in the model's list; 0 if the model has no artifacts.
    #[must_use]
    pub fn place(&self) -> usize {
        self.place
    }

    /// The artifact; `None` for a model without any.
    pub(super) fn artifact(&self) -> Option<&'a Artifact> {
        match self.subject {
            Looked::Up(case) => case.artifact,
            Looked::Not { artifact, .. } => Some(artifact),
        }
    }

    /// How good the artifact is for the worker.
    pub(super) fn rank(&self) -> Rank {
        Rank::new(self.judgement, self.decision, self.artifact(), self.place)
    }

    /// The same judgement with `best_running`, the worker's best running artifact, as a recommendation if this one does
    /// not run.
    pub(super) fn beside(&self, best_running: Option<&Self>) -> Self {
        let runs_itself = self.judgement.verdict == Verdict::Runs;
        let runs_instead = best_running.filter(|_| !runs_itself).and_then(Self::artifact);
        let case = Case { runs_instead, runs_any: best_running.is_some(), ..self.case() };
        Self { subject: Looked::Up(case), ..*self }
    }

    /// The weights as the worker loads them.
    #[must_use]
    pub fn weights(&self) -> LoadedWeights {
        self.case().loaded_weights()
    }

    /// The findings of all verdict rules that apply, including positive ones.
    pub fn reasons(&self) -> impl Iterator<Item = Found<'a>> + use<'a> {
        self.found(|kind| matches!(kind, RuleKind::Verdict(_)))
    }

    /// The warnings that apply. Empty if the artifact does not run.
    pub fn warnings(&self) -> impl Iterator<Item = Found<'a>> + use<'a> {
        let runs_or_may = self.judgement.verdict != Verdict::No;
        self.found(|kind| kind == RuleKind::Warning).filter(move |_| runs_or_may)
    }

    /// Better choices for the worker.
    pub(super) fn recommendations(&self) -> impl Iterator<Item = Found<'a>> + use<'a> {
        self.found(|kind| kind == RuleKind::Recommendation)
    }

    /// The findings of all rules of the selected kinds, in the order of the table.
    fn found(&self, of: fn(RuleKind) -> bool) -> impl Iterator<Item = Found<'a>> + use<'a> {
        let case = self.case();
        let rules = RULES.iter().filter(move |rule| of(rule.kind));
        rules.filter_map(move |rule| (rule.check)(&case).map(|detail| Found { code: rule.code, detail, case }))
    }
}

/// The finding of a rule. Its `Display` is the English sentence.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The rule's code.
    pub code: &'static str,
    detail: Detail<'a>,
    case: Case<'a>,
}

impl<'a> Found<'a> {
    /// The finding as a sentence that can be printed in any language.
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
