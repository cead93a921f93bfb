//! Compatibility verdicts: which workers run a model, with what confidence, and for what reasons.

mod assessment;
mod engine;
mod judged;
mod ranking;
mod summariser;

use crate::{model_format::FormatSet, rule::Outcome, worker_catalog::Worker};
use serde::{Deserialize, Serialize};

pub use crate::rule::{LoadedWeights, sentence::Sentence};
pub use assessment::assess;
pub use engine::judge;
pub use judged::{Found, Judged};
pub use summariser::{Summariser, summarise};

/// Whether a worker runs a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It does not run.
    No,
    /// The evidence does not say.
    Unknown,
    /// The worker advertises support but does not load it yet.
    Planned,
    /// It runs; [`Confidence`] says how sure that is.
    Runs,
}

impl Verdict {
    /// The verdict's name in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Unknown => "unknown",
            Self::Planned => "planned",
            Self::Runs => "runs",
        }
    }
}

/// How sure a verdict is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The verdict is no or unknown.
    None,
    /// Planned, or expected but with an architecture known only from base models.
    Low,
    /// The loader supports it, but no run is on record; or tested, with an architecture known only from base models.
    Medium,
    /// A run is on record.
    High,
}

impl Confidence {
    /// The confidence's name in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// A verdict and its confidence, for an artifact, a worker or a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Judgement {
    /// Whether it runs.
    pub verdict: Verdict,
    /// How sure that is.
    pub confidence: Confidence,
}

impl Judgement {
    /// The judgement for an outcome. If the architecture is known only from base models, the confidence is one step
    /// lower, but at least low.
    pub(crate) fn new(outcome: Outcome, is_inherited: bool) -> Self {
        let (verdict, confidence) = match outcome {
            Outcome::No => (Verdict::No, Confidence::None),
            Outcome::Unknown => (Verdict::Unknown, Confidence::None),
            Outcome::Planned => (Verdict::Planned, Confidence::Low),
            Outcome::Expected => (Verdict::Runs, Confidence::Medium),
            Outcome::Tested => (Verdict::Runs, Confidence::High),
        };
        let confidence = match confidence {
            Confidence::High if is_inherited => Confidence::Medium,
            Confidence::Medium if is_inherited => Confidence::Low,
            confidence => confidence,
        };
        Self { verdict, confidence }
    }

    /// The English wording, the same wherever it is shown.
    #[must_use]
    pub fn words(self) -> &'static str {
        match (self.verdict, self.confidence) {
            (Verdict::Runs, Confidence::High) => "Runs",
            (Verdict::Runs, _) => "Expected to run, not tested",
            (Verdict::Planned, _) => "Planned",
            (Verdict::Unknown, _) => "Unknown",
            (Verdict::No, _) => "Does not run",
        }
    }
}

/// A reason for a verdict, a warning, or a recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Reason {
    /// The rule's code, stable and in kebab case.
    pub code: &'static str,
    /// One sentence with the values of this model and worker.
    pub text: String,
}

/// How well one worker supports one artifact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArtifactCompatibility {
    /// Whether it runs, and how sure that is.
    pub judgement: Judgement,
    /// Bytes of the weights as this worker loads them. `None` if unknown.
    pub weights_bytes: Option<u64>,
    /// Whether `weights_bytes` is an estimate.
    pub weights_estimated: bool,
    /// The findings of all verdict rules that apply, including positive ones (expected, tested).
    pub reasons: Vec<Reason>,
    /// The warnings that apply.
    pub warnings: Vec<Reason>,
    /// Better choices for this worker.
    pub recommendations: Vec<Reason>,
}

/// How well one worker supports a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerCompatibility<'a> {
    /// The worker.
    pub worker: &'a Worker,
    /// The judgement of the worker's best artifact.
    pub judgement: Judgement,
    /// The best artifact's index in the model's list. `None` if the model has no artifacts.
    pub best: Option<usize>,
    /// One entry per artifact of the model, in the model's order.
    pub artifacts: Vec<ArtifactCompatibility>,
    /// The reasons if the model has no artifacts; otherwise empty.
    pub reasons: Vec<Reason>,
}

/// How well each worker of a catalog supports a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compatibility<'a> {
    /// The judgement of the best worker.
    pub judgement: Judgement,
    /// One entry per worker, in the catalog's order.
    pub workers: Vec<WorkerCompatibility<'a>>,
}

/// The judgements without any text, for selecting, counting and listing many models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The judgement of the best worker.
    pub judgement: Judgement,
    /// One entry per worker, in the catalog's order.
    pub workers: Box<[WorkerSummary]>,
    /// If the model neither runs nor is planned on any worker: the code of the rule that decided about the artifact
    /// that passed the most rules.
    pub left_out: Option<&'static str>,
}

/// One worker's judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkerSummary {
    /// The judgement of the worker's best artifact.
    pub judgement: Judgement,
    /// The best artifact's index in the model's list. `None` if the model has no artifacts.
    pub best: Option<u32>,
    /// The formats of the artifacts that the worker runs or plans to run.
    pub taken: FormatSet,
}
