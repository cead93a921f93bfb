//! `Compatibility`: which worker runs a model, how sure that is, and why.

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
    /// It does not.
    No,
    /// The evidence does not tell.
    Unknown,
    /// The worker advertises it and does not load it yet.
    Planned,
    /// It does, as far as [`Confidence`] goes.
    Runs,
}

impl Verdict {
    /// The name, lower case.
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
    /// It does not run, or nobody knows.
    None,
    /// Planned, or of an architecture that only base models tell.
    Low,
    /// The loader takes it; not tested.
    Medium,
    /// Tested.
    High,
}

impl Confidence {
    /// The name, lower case.
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

/// Verdict and confidence together: what is said about an artifact, a worker, a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Judgement {
    /// Whether it runs.
    pub verdict: Verdict,
    /// How sure that is.
    pub confidence: Confidence,
}

impl Judgement {
    /// What an outcome means; an architecture that only base models tell is worth one step less, and never
    /// less than low.
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

    /// The words for it, the same on every surface.
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

/// Why a verdict is what it is, a warning, or a recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Reason {
    /// Stable, kebab case; of the table of rules.
    pub code: &'static str,
    /// One sentence with the figures of this model and worker.
    pub text: String,
}

/// What one worker makes of one artifact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArtifactCompatibility {
    /// Whether it runs, and how sure that is.
    pub judgement: Judgement,
    /// Bytes of the weights as this worker loads them.
    pub weights_bytes: Option<u64>,
    /// Whether `weights_bytes` rests on an estimate.
    pub weights_estimated: bool,
    /// All reasons, of passed rules too where they say something.
    pub reasons: Vec<Reason>,
    /// What to know before.
    pub warnings: Vec<Reason>,
    /// What to take instead.
    pub recommendations: Vec<Reason>,
}

/// What one worker makes of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerCompatibility<'a> {
    /// The worker.
    pub worker: &'a Worker,
    /// That of its best artifact.
    pub judgement: Judgement,
    /// Which artifact that is: a place in the model's list; none where the model has none.
    pub best: Option<usize>,
    /// One for each artifact of the model, in their order.
    pub artifacts: Vec<ArtifactCompatibility>,
    /// Why, where the model has no artifact at all.
    pub reasons: Vec<Reason>,
}

/// What the workers of a catalog make of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compatibility<'a> {
    /// That of the best worker.
    pub judgement: Judgement,
    /// One for each worker, in the catalog's order.
    pub workers: Vec<WorkerCompatibility<'a>>,
}

/// The judgements alone, without a word of text: for selecting, counting and listing many models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// That of the best worker.
    pub judgement: Judgement,
    /// One for each worker, in the catalog's order.
    pub workers: Box<[WorkerSummary]>,
    /// The code of the reason that keeps a model which neither runs nor is planned from doing so: that of the
    /// artifact that came furthest.
    pub left_out: Option<&'static str>,
}

/// One worker's judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkerSummary {
    /// That of its best artifact.
    pub judgement: Judgement,
    /// Which artifact that is.
    pub best: Option<u32>,
    /// The formats of the artifacts that it runs, or plans to.
    pub taken: FormatSet,
}
