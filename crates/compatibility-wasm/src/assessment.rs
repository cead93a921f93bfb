//! `ModelAssessment`: what `assess` answers.

use compatibility::{
    artifact::{Artifact, Completeness},
    compatibility::{Compatibility, Confidence, Judgement, Reason, Summary, Verdict, WorkerCompatibility},
    evidence::{Evidence, Stated},
    model_format::ModelFormat,
    model_kind::ModelKind,
    model_metadata::ModelMetadata,
    quantization::Quantization,
};
use serde::Serialize;

/// Everything that the workers of a catalog make of a model.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ModelAssessment {
    /// `owner/name`.
    pub id: String,
    /// What the repository holds.
    #[cfg_attr(test, ts(type = "ModelKind"))]
    pub kind: ModelKind,
    /// The family of its architecture, or `unknown`.
    pub family: String,
    /// The exact type, where something names one.
    pub model_type: Option<String>,
    /// All weights.
    pub parameters: Option<u64>,
    /// Trained context, in tokens.
    pub context_length: Option<u64>,
    /// What says so.
    pub evidence: Grounds,
    /// The loadable sets of files.
    pub artifacts: Vec<ArtifactFacts>,
    /// That of the best worker.
    pub verdict: Verdict,
    /// How sure that is.
    pub confidence: Confidence,
    /// Both in words, for people.
    pub words: &'static str,
    /// The code of the rule that keeps a model which neither runs nor is planned from doing so.
    pub left_out: Option<&'static str>,
    /// One for each worker, in the catalog's order.
    pub workers: Vec<WorkerAssessment>,
}

/// What each fact rests on; null where nothing tells.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Grounds {
    /// Of the kind.
    pub kind: Option<Ground>,
    /// Of the family.
    pub family: Option<Ground>,
    /// Of the parameters.
    pub parameters: Option<Ground>,
    /// Of the context.
    pub context_length: Option<Ground>,
}

/// A field of a record and what stands there.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Ground {
    /// In the Hub's own spelling: `config.model_type`.
    pub field: &'static str,
    /// As written there.
    pub value: String,
    /// The base model whose record it is; null for the model's own.
    pub model: Option<String>,
}

/// One loadable set of files.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ArtifactFacts {
    /// In what form the weights are stored.
    #[cfg_attr(test, ts(type = "ModelFormat"))]
    pub format: ModelFormat,
    /// The label, where there is one.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub quantization: Option<Quantization>,
    /// Paths inside the repository; empty where the record lists none.
    pub files: Vec<String>,
    /// Sum of their sizes, where every one is known.
    pub bytes: Option<u64>,
    /// Whether every part is there.
    #[cfg_attr(test, ts(type = "boolean | \"unknown\""))]
    pub complete: Completeness,
}

/// What one worker makes of a model.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct WorkerAssessment {
    /// Of the worker.
    pub id: String,
    /// For people.
    pub name: String,
    /// That of its best artifact.
    pub verdict: Verdict,
    /// How sure that is.
    pub confidence: Confidence,
    /// Both in words, for people.
    pub words: &'static str,
    /// Which of the model's artifacts that is.
    pub best: Option<u32>,
    /// One for each artifact of the model, in their order.
    pub artifacts: Vec<ArtifactAssessment>,
    /// Why, where the model has no artifact at all.
    pub reasons: Vec<Reason>,
}

/// What one worker makes of one artifact.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ArtifactAssessment {
    /// Whether it runs.
    pub verdict: Verdict,
    /// How sure that is.
    pub confidence: Confidence,
    /// Both in words, for people.
    pub words: &'static str,
    /// Bytes of the weights as the worker loads them.
    pub weights_bytes: Option<u64>,
    /// Whether that rests on an estimate.
    pub weights_estimated: bool,
    /// All reasons.
    pub reasons: Vec<Reason>,
    /// What to know before.
    pub warnings: Vec<Reason>,
    /// What to take instead.
    pub recommendations: Vec<Reason>,
}

impl ModelAssessment {
    /// Puts together what was found.
    pub(crate) fn new(model: &ModelMetadata, found: Compatibility<'_>, summary: &Summary) -> Self {
        let Judgement { verdict, confidence } = found.judgement;
        Self {
            id: model.id.as_str().to_owned(),
            kind: model.kind,
            family: model.architecture.family.as_str().to_owned(),
            model_type: model.architecture.model_type.as_ref().map(ToString::to_string),
            parameters: model.parameters.total,
            context_length: model.context.as_ref().map(|context| context.value),
            evidence: Grounds {
                kind: model.kind_evidence.as_ref().map(Ground::new),
                family: model.architecture.evidence.as_ref().map(Ground::new),
                parameters: model.parameters.evidence.as_ref().map(Ground::new),
                context_length: model.context.as_ref().map(Stated::evidence).as_ref().map(Ground::new),
            },
            artifacts: model.artifacts.iter().map(ArtifactFacts::new).collect(),
            verdict,
            confidence,
            words: found.judgement.words(),
            left_out: summary.left_out,
            workers: found.workers.into_iter().map(WorkerAssessment::new).collect(),
        }
    }
}

impl Ground {
    fn new(evidence: &Evidence) -> Self {
        let model = evidence.model.as_ref().map(|model| model.as_str().to_owned());
        Self { field: evidence.field.as_str(), value: evidence.value.to_string(), model }
    }
}

impl ArtifactFacts {
    fn new(artifact: &Artifact) -> Self {
        Self {
            format: artifact.format,
            quantization: artifact.quantization,
            files: artifact.files.iter().map(ToString::to_string).collect(),
            bytes: artifact.bytes,
            complete: artifact.complete,
        }
    }
}

impl WorkerAssessment {
    fn new(found: WorkerCompatibility<'_>) -> Self {
        let Judgement { verdict, confidence } = found.judgement;
        let artifacts = found.artifacts.into_iter().map(|artifact| ArtifactAssessment {
            verdict: artifact.judgement.verdict,
            confidence: artifact.judgement.confidence,
            words: artifact.judgement.words(),
            weights_bytes: artifact.weights_bytes,
            weights_estimated: artifact.weights_estimated,
            reasons: artifact.reasons,
            warnings: artifact.warnings,
            recommendations: artifact.recommendations,
        });
        Self {
            id: found.worker.id.to_string(),
            name: found.worker.name.to_string(),
            verdict,
            confidence,
            words: found.judgement.words(),
            best: found.best.and_then(|place| u32::try_from(place).ok()),
            artifacts: artifacts.collect(),
            reasons: found.reasons,
        }
    }
}
