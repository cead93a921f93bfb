//! `Judged`: one artifact and one worker, without a word of text until somebody asks for it.

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

/// What a worker makes of an artifact, or of a model without any.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'a> {
    subject: Looked<'a>,
    decision: Option<Decision>,
    judgement: Judgement,
    place: usize,
}

/// What rules look at; looked up already, or only when somebody asks for reasons.
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

    /// What the rules on the model have decided for all workers and artifacts.
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

    /// The place of the artifact in the model's list; 0 where it has none.
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

    /// The same, where the worker runs the best of those beside it: then that is recommended instead.
    pub(super) fn beside(&self, best_running: Option<&Self>) -> Self {
        let runs_itself = self.judgement.verdict == Verdict::Runs;
        let runs_instead = best_running.filter(|_| !runs_itself).and_then(Self::artifact);
        let case = Case { runs_instead, runs_any: best_running.is_some(), ..self.case() };
        Self { subject: Looked::Up(case), ..*self }
    }

    /// The weights as the worker holds them.
    #[must_use]
    pub fn weights(&self) -> LoadedWeights {
        self.case().loaded_weights()
    }

    /// All reasons.
    pub fn reasons(&self) -> impl Iterator<Item = Found<'a>> + use<'a> {
        self.found(|kind| matches!(kind, RuleKind::Verdict(_)))
    }

    /// What to know before; of what does not run, nothing.
    pub fn warnings(&self) -> impl Iterator<Item = Found<'a>> + use<'a> {
        let runs_or_may = self.judgement.verdict != Verdict::No;
        self.found(|kind| kind == RuleKind::Warning).filter(move |_| runs_or_may)
    }

    /// What to take instead.
    pub(super) fn recommendations(&self) -> impl Iterator<Item = Found<'a>> + use<'a> {
        self.found(|kind| kind == RuleKind::Recommendation)
    }

    /// All that the rules of some kinds find, in the order of the table.
    fn found(&self, of: fn(RuleKind) -> bool) -> impl Iterator<Item = Found<'a>> + use<'a> {
        let case = self.case();
        let rules = RULES.iter().filter(move |rule| of(rule.kind));
        rules.filter_map(move |rule| (rule.check)(&case).map(|detail| Found { code: rule.code, detail, case }))
    }
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
