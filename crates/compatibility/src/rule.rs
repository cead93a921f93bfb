//! `Rule`: one check of an artifact against a worker, and `RULES`, the table of all rules.
//!
//! A rule is one function with one stable code. If it applies, it returns a [`Detail`], which is turned into a
//! [`sentence::Sentence`] and then into text only on request.

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

/// The effect of a verdict rule that applies. The worst outcome of all rules decides.
///
/// `No` is worse than `Unknown`: a known obstacle keeps an artifact from running whatever else is unknown. `Unknown` is
/// worse than `Planned`: a plan does not answer an open question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It does not run.
    No,
    /// The evidence does not say.
    Unknown,
    /// The worker advertises support but does not load it yet.
    Planned,
    /// The loader supports it, but no run is on record.
    Expected,
    /// A run is on record.
    Tested,
}

/// The purpose of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", content = "outcome", rename_all = "kebab-case")]
pub enum RuleKind {
    /// Decides the verdict.
    Verdict(Outcome),
    /// Warns without affecting the verdict.
    Warning,
    /// Suggests a better choice without affecting the verdict.
    Recommendation,
}

/// The input of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Only the model.
    Model,
    /// One artifact of the model.
    Artifact,
    /// One artifact and the worker's support for its format. Verdict rules read nothing else of the worker.
    Worker,
}

/// One rule.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Rule {
    /// The rule's code, stable and in kebab case.
    pub code: &'static str,
    /// The rule's purpose.
    #[serde(flatten)]
    pub kind: RuleKind,
    /// The rule's input.
    pub scope: Scope,
    /// One sentence: when the rule applies and what that means.
    pub summary: &'static str,
    /// Returns a detail if the rule applies.
    #[serde(skip)]
    pub(crate) check: for<'a> fn(&Case<'a>) -> Option<Detail<'a>>,
}

/// The input of all rules: an artifact of a model, and the worker that is to load it.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The model.
    pub model: &'a ModelMetadata,
    /// The artifact. `None` for a model without artifacts.
    pub artifact: Option<&'a Artifact>,
    /// The worker.
    pub worker: &'a Worker,
    /// The worker's support for the artifact's format. `None` if the worker does not load it.
    pub(crate) support: Option<&'a FormatSupport>,
    /// The worker's support for the architecture in that format. `None` if the worker does not load the format. Without
    /// an artifact, it is set only if the worker does not load the architecture in any format.
    pub(crate) fit: Option<Fit<'a>>,
    /// Another artifact of the model that the worker runs, if it does not run this one.
    pub(crate) runs_instead: Option<&'a Artifact>,
    /// Whether the worker runs any artifact of the model.
    pub(crate) runs_any: bool,
    /// Whether the architecture used for the verdict is known only from base models.
    pub(crate) is_inherited: bool,
}

impl<'a> Case<'a> {
    /// Creates the case of an artifact, or of a model without artifacts.
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

    /// The same case with another artifact. The lookup for a format is reused for all of its artifacts.
    pub(crate) fn with(&self, artifact: &'a Artifact) -> Self {
        match self.artifact {
            Some(known) if known.format == artifact.format => Self { artifact: Some(artifact), ..*self },
            _ => Self::new(self.model, Some(artifact), self.worker),
        }
    }

    /// The weights as the worker loads them into memory.
    pub(crate) fn loaded_weights(&self) -> LoadedWeights {
        memory::loaded(self.model, self.artifact, self.support)
    }
}

impl Rule {
    /// The outcome of a verdict rule; `None` for a warning or recommendation.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        match self.kind {
            RuleKind::Verdict(outcome) => Some(outcome),
            RuleKind::Warning | RuleKind::Recommendation => None,
        }
    }
}

/// Finds a rule by its code.
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

/// All rules. Verdict rules follow the order in which a worker would fail: kind of repository, file formats, contents,
/// completeness. Of several rules with the same outcome, the first to apply decides. A model whose deciding rule comes
/// later in the table got further.
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
