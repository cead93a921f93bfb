//! `ModelAssessment`: the result of `assess`.

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

/// The full assessment of a model by the workers of a catalog.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ModelAssessment {
    /// `owner/name`.
    pub id: String,
    /// The kind of content in the repository.
    #[cfg_attr(test, ts(type = "ModelKind"))]
    pub kind: ModelKind,
    /// The architecture family, or `unknown`.
    pub family: String,
    /// The exact model type, if known.
    pub model_type: Option<String>,
    /// Total number of parameters.
    pub parameters: Option<u64>,
    /// Context length in training, in tokens.
    pub context_length: Option<u64>,
    /// Evidence for the fields above.
    pub evidence: Grounds,
    /// The variants: loadable sets of weight files.
    pub artifacts: Vec<ArtifactFacts>,
    /// The verdict of the best worker.
    pub verdict: Verdict,
    /// Confidence in the verdict.
    pub confidence: Confidence,
    /// Verdict and confidence as display text.
    pub words: &'static str,
    /// The code of the rule that prevents a model from running or being planned.
    pub left_out: Option<&'static str>,
    /// One entry per worker, in catalog order.
    pub workers: Vec<WorkerAssessment>,
}

/// The evidence for each fact. Null if the fact is unknown.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Grounds {
    /// Evidence for the kind.
    pub kind: Option<Ground>,
    /// Evidence for the family.
    pub family: Option<Ground>,
    /// Evidence for the number of parameters.
    pub parameters: Option<Ground>,
    /// Evidence for the context length.
    pub context_length: Option<Ground>,
}

/// A field of a record and its value.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Ground {
    /// The field in the Hub's spelling: `config.model_type`.
    pub field: &'static str,
    /// The value as written in the record.
    pub value: String,
    /// The base model whose record contains the field. Null for the model's own record.
    pub model: Option<String>,
}

/// A variant: one loadable set of weight files.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ArtifactFacts {
    /// The format of the weights.
    #[cfg_attr(test, ts(type = "ModelFormat"))]
    pub format: ModelFormat,
    /// The quantization label, if there is one.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub quantization: Option<Quantization>,
    /// Paths in the repository. Empty if the record lists none.
    pub files: Vec<String>,
    /// Total size in bytes. Null unless the size of every file is known.
    pub bytes: Option<u64>,
    /// Whether all shards are present.
    #[cfg_attr(test, ts(type = "boolean | \"unknown\""))]
    pub complete: Completeness,
}

/// The assessment of a model by one worker.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct WorkerAssessment {
    /// Id of the worker.
    pub id: String,
    /// Display name.
    pub name: String,
    /// The verdict for the best variant.
    pub verdict: Verdict,
    /// Confidence in the verdict.
    pub confidence: Confidence,
    /// Verdict and confidence as display text.
    pub words: &'static str,
    /// Index of the best variant in the model's `artifacts`.
    pub best: Option<u32>,
    /// One entry per variant of the model, in the same order.
    pub artifacts: Vec<ArtifactAssessment>,
    /// Reasons for the verdict if the model has no variants.
    pub reasons: Vec<Reason>,
}

/// The assessment of one variant by one worker.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ArtifactAssessment {
    /// Whether the variant runs.
    pub verdict: Verdict,
    /// Confidence in the verdict.
    pub confidence: Confidence,
    /// Verdict and confidence as display text.
    pub words: &'static str,
    /// Bytes of the weights once the worker has loaded them.
    pub weights_bytes: Option<u64>,
    /// Whether `weightsBytes` is an estimate.
    pub weights_estimated: bool,
    /// Reasons for the verdict.
    pub reasons: Vec<Reason>,
    /// What to consider before running it.
    pub warnings: Vec<Reason>,
    /// Alternatives that would work better.
    pub recommendations: Vec<Reason>,
}

impl ModelAssessment {
    /// Combines the facts of a model with its compatibility.
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
