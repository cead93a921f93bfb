//! `Rule`: one thing to look at when a worker is to load an artifact, and `RULES`, the table of all.
//!
//! A rule is one function with one stable code. It finds something or nothing; what it finds is a [`Detail`],
//! which becomes a [`sentence::Sentence`], and that a text, only when somebody wants to read it.

mod advice;
mod detail;
mod fit;
mod memory;
pub mod sentence;
mod verdict;

use crate::{
    artifact::Artifact,
    model_metadata::ModelMetadata,
    worker_catalog::{FormatSupport, Worker},
};
use serde::Serialize;

pub use detail::Detail;
pub(crate) use fit::{Fit, Subject, best_possible, fit};
pub use fit::{Vocabulary, status_of_type};
pub use memory::LoadedWeights;
use sentence::summary;

/// What a rule says about an artifact when it finds something; the worst of all rules counts.
///
/// `No` is worse than `Unknown`: what is known to keep an artifact from running does so whatever else is
/// unknown. `Unknown` is worse than `Planned`: a plan does not answer an open question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It does not run.
    No,
    /// The evidence does not tell.
    Unknown,
    /// The worker advertises it and does not load it yet.
    Planned,
    /// The loader takes it; nobody has recorded a run.
    Expected,
    /// A run is on record.
    Tested,
}

/// What a rule is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", content = "outcome", rename_all = "kebab-case")]
pub enum RuleKind {
    /// Decides.
    Verdict(Outcome),
    /// Decides nothing; to be known before.
    Warning,
    /// Decides nothing; a better choice.
    Recommendation,
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The model alone.
    Model,
    /// One artifact of it.
    Artifact,
    /// One artifact and what a worker says about its format; of verdicts, nothing else of the worker.
    Worker,
}

/// One rule.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Rule {
    /// Stable, kebab case.
    pub code: &'static str,
    /// What it is for.
    #[serde(flatten)]
    pub kind: RuleKind,
    /// What it looks at.
    pub scope: Scope,
    /// One sentence: when it applies and what that means.
    pub summary: &'static str,
    /// Finds something, or nothing.
    #[serde(skip)]
    pub(crate) check: for<'a> fn(&Case<'a>) -> Option<Detail<'a>>,
}

/// What rules look at: an artifact of a model, and a worker that is to load it.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The model.
    pub model: &'a ModelMetadata,
    /// The artifact; none for what is said of a model without any.
    pub artifact: Option<&'a Artifact>,
    /// The worker.
    pub worker: &'a Worker,
    /// What the worker says about the artifact's format.
    pub(crate) support: Option<&'a FormatSupport>,
    /// What it says about the architecture in that format; none where it does not load the format. Where there
    /// is no artifact, what it says about it in every format, if that is no.
    pub(crate) fit: Option<Fit<'a>>,
    /// Another artifact of the model that the worker runs, where it does not run this one.
    pub(crate) runs_instead: Option<&'a Artifact>,
    /// Whether the worker runs any artifact of the model.
    pub(crate) runs_any: bool,
    /// Whether what the verdict says about the architecture was taken from base models.
    pub(crate) is_inherited: bool,
}

impl<'a> Case<'a> {
    /// A worker and an artifact, or a model without any.
    pub(crate) fn new(model: &'a ModelMetadata, artifact: Option<&'a Artifact>, worker: &'a Worker) -> Self {
        let support = artifact.and_then(|artifact| worker.format(artifact.format));
        let of = |support: &FormatSupport| fit(&Subject::new(model, support.format), support);
        let subject = artifact.map(|artifact| Subject::new(model, artifact.format));
        let fit = match subject {
            Some(subject) => support.map(|support| fit(&subject, support)),
            None if worker.formats.iter().all(|support| of(support).is_no()) => worker.formats.first().map(of),
            None => None,
        };
        let is_inherited = subject.is_some_and(|subject| subject.is_inherited);
        Self { model, artifact, worker, support, fit, runs_instead: None, runs_any: false, is_inherited }
    }

    /// The same with another artifact: what is said of a format is looked up once for all of its artifacts.
    pub(crate) fn with(&self, artifact: &'a Artifact) -> Self {
        match self.artifact {
            Some(known) if known.format == artifact.format => Self { artifact: Some(artifact), ..*self },
            _ => Self::new(self.model, Some(artifact), self.worker),
        }
    }

    /// The weights as the worker holds them in memory.
    pub(crate) fn loaded_weights(&self) -> LoadedWeights {
        memory::loaded(self.model, self.artifact, self.support)
    }
}

impl Rule {
    /// The outcome, of a rule that decides.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        match self.kind {
            RuleKind::Verdict(outcome) => Some(outcome),
            RuleKind::Warning | RuleKind::Recommendation => None,
        }
    }
}

/// The rule of that code.
#[must_use]
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

const fn no(code: &'static str, scope: Scope, check: Check, summary: &'static str) -> Rule {
    Rule { code, kind: RuleKind::Verdict(Outcome::No), scope, summary, check }
}

const fn unknown(code: &'static str, scope: Scope, check: Check, summary: &'static str) -> Rule {
    Rule { code, kind: RuleKind::Verdict(Outcome::Unknown), scope, summary, check }
}

const fn listed(code: &'static str, outcome: Outcome, check: Check, summary: &'static str) -> Rule {
    Rule { code, kind: RuleKind::Verdict(outcome), scope: Scope::Worker, summary, check }
}

const fn warning(code: &'static str, check: Check, summary: &'static str) -> Rule {
    Rule { code, kind: RuleKind::Warning, scope: Scope::Worker, summary, check }
}

const fn recommendation(code: &'static str, check: Check, summary: &'static str) -> Rule {
    Rule { code, kind: RuleKind::Recommendation, scope: Scope::Worker, summary, check }
}

type Check = for<'a> fn(&Case<'a>) -> Option<Detail<'a>>;

/// Every rule. The verdicts stand in the order in which a worker would notice: what the repository is, what
/// the files are, what is in them, whether all are there. Of several rules with one outcome the first is the
/// one that a model is left out for, and the model whose first stands later came further.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    no("not-public", Scope::Model, verdict::not_public, summary::NOT_PUBLIC),
    no("kind-adapter", Scope::Model, verdict::kind_adapter, summary::KIND_ADAPTER),
    no("kind-embedding", Scope::Model, verdict::kind_embedding, summary::KIND_EMBEDDING),
    no("kind-reward", Scope::Model, verdict::kind_reward, summary::KIND_REWARD),
    no("kind-multimodal", Scope::Model, verdict::kind_multimodal, summary::KIND_MULTIMODAL),
    no("kind-tokenizer", Scope::Model, verdict::kind_tokenizer, summary::KIND_TOKENIZER),
    no("kind-other", Scope::Model, verdict::kind_other, summary::KIND_OTHER),
    no("no-weight-files", Scope::Model, verdict::no_weight_files, summary::NO_WEIGHT_FILES),
    unknown("no-files-known", Scope::Model, verdict::no_files_known, summary::NO_FILES_KNOWN),
    unknown("kind-unknown", Scope::Model, verdict::kind_unknown, summary::KIND_UNKNOWN),
    no("format-not-loaded", Scope::Worker, verdict::format_not_loaded, summary::FORMAT_NOT_LOADED),
    no("multimodal-architecture", Scope::Worker, verdict::multimodal_architecture, summary::MULTIMODAL_ARCHITECTURE),
    no("not-a-text-architecture", Scope::Worker, verdict::not_a_text_architecture, summary::NOT_A_TEXT_ARCHITECTURE),
    no("architecture-not-supported", Scope::Worker, verdict::architecture_not_supported, summary::ARCHITECTURE_NOT_SUPPORTED),
    unknown("architecture-unknown", Scope::Worker, verdict::architecture_unknown, summary::ARCHITECTURE_UNKNOWN),
    no("foreign-quantization", Scope::Worker, verdict::foreign_quantization, summary::FOREIGN_QUANTIZATION),
    no("quantization-not-accepted", Scope::Worker, verdict::quantization_not_accepted, summary::QUANTIZATION_NOT_ACCEPTED),
    unknown("quantization-mixed", Scope::Worker, verdict::quantization_mixed, summary::QUANTIZATION_MIXED),
    unknown("quantization-unknown", Scope::Worker, verdict::quantization_unknown, summary::QUANTIZATION_UNKNOWN),
    unknown("fork-unclear", Scope::Artifact, verdict::fork_unclear, summary::FORK_UNCLEAR),
    no("shards-not-accepted", Scope::Worker, verdict::shards_not_accepted, summary::SHARDS_NOT_ACCEPTED),
    no("incomplete-shards", Scope::Artifact, verdict::incomplete_shards, summary::INCOMPLETE_SHARDS),
    unknown("shards-unseen", Scope::Artifact, verdict::shards_unseen, summary::SHARDS_UNSEEN),
    unknown("parts-unclear", Scope::Artifact, verdict::parts_unclear, summary::PARTS_UNCLEAR),
    no("missing-required-file", Scope::Worker, verdict::missing_required_file, summary::MISSING_REQUIRED_FILE),
    listed("architecture-planned", Outcome::Planned, verdict::architecture_planned, summary::ARCHITECTURE_PLANNED),
    listed("architecture-expected", Outcome::Expected, verdict::architecture_expected, summary::ARCHITECTURE_EXPECTED),
    listed("architecture-tested", Outcome::Tested, verdict::architecture_tested, summary::ARCHITECTURE_TESTED),

    warning("context-cut", advice::context_cut, summary::CONTEXT_CUT),
    warning("gated", advice::gated, summary::GATED),
    warning("architecture-inherited", advice::architecture_inherited, summary::ARCHITECTURE_INHERITED),
    warning("size-estimated", advice::size_estimated, summary::SIZE_ESTIMATED),
    warning("required-file-unseen", advice::required_file_unseen, summary::REQUIRED_FILE_UNSEEN),
    warning("files-not-listed", advice::files_not_listed, summary::FILES_NOT_LISTED),

    recommendation("take-other-artifact", advice::take_other_artifact, summary::TAKE_OTHER_ARTIFACT),
    recommendation("take-base-model", advice::take_base_model, summary::TAKE_BASE_MODEL),
];
