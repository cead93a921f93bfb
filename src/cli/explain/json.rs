//! `explain --json`: one object with stable keys.

use super::Explained;
use compatibility::{
    architecture::Architecture,
    artifact::{Artifact, FileListKind},
    base_model::BaseModel,
    card_facts::{Date, Gating, License},
    compatibility::{Confidence, Reason, Verdict, WorkerCompatibility},
    evidence::{Evidence, Stated},
    model_format::ModelFormat,
    model_kind::ModelKind,
    model_metadata::ModelMetadata,
    parameters::Parameters,
    quantization::Quantization,
};
use serde::Serialize;

/// The fields that scripts need most, in plain form, followed by the rest of the model under its own names.
#[derive(Serialize)]
struct Explanation<'a> {
    id: &'a str,
    kind: ModelKind,
    kind_evidence: Option<&'a Evidence>,
    architecture: &'a Architecture,
    parameters: &'a Parameters,
    context: Option<u64>,
    context_evidence: Option<Evidence>,
    /// The first license; all of them with evidence are in `licenses`.
    license: Option<&'a str>,
    licenses: &'a [Stated<License>],
    gating: Gating,
    base_models: &'a [BaseModel],
    artifacts: &'a [Artifact],
    file_list: FileListKind,
    author: Option<&'a str>,
    task: Option<&'a str>,
    task_evidence: Option<Evidence>,
    library: Option<&'a str>,
    languages: &'a [Box<str>],
    downloads: Option<u64>,
    likes: Option<u64>,
    created_at: Option<Date>,
    last_modified: Option<Date>,
    sha: Option<&'a str>,
    snapshot: &'a str,
    verdict: Verdict,
    confidence: Confidence,
    selected: bool,
    left_out: Option<&'static str>,
    workers: Vec<Worker<'a>>,
}

#[derive(Serialize)]
struct Worker<'a> {
    id: &'a str,
    verdict: Verdict,
    confidence: Confidence,
    artifacts: Vec<ArtifactVerdict<'a>>,
    /// The reasons, if there is no variant that could have them.
    #[serde(skip_serializing_if = "<[Reason]>::is_empty")]
    reasons: &'a [Reason],
}

#[derive(Serialize)]
struct ArtifactVerdict<'a> {
    format: ModelFormat,
    quantization: Option<Quantization>,
    verdict: Verdict,
    confidence: Confidence,
    weights_bytes: Option<u64>,
    weights_estimated: bool,
    reasons: &'a [Reason],
    warnings: &'a [Reason],
    recommendations: &'a [Reason],
}

fn worker<'a>(model: &ModelMetadata, found: &'a WorkerCompatibility<'_>) -> Worker<'a> {
    let artifacts = model.artifacts.iter().zip(&found.artifacts).map(|(artifact, found)| ArtifactVerdict {
        format: artifact.format,
        quantization: artifact.quantization,
        verdict: found.judgement.verdict,
        confidence: found.judgement.confidence,
        weights_bytes: found.weights_bytes,
        weights_estimated: found.weights_estimated,
        reasons: &found.reasons,
        warnings: &found.warnings,
        recommendations: &found.recommendations,
    });
    Worker {
        id: &found.worker.id,
        verdict: found.judgement.verdict,
        confidence: found.judgement.confidence,
        artifacts: artifacts.collect(),
        reasons: &found.reasons,
    }
}

pub(super) fn render(explained: &Explained<'_>) -> serde_json::Result<String> {
    let model = explained.model;
    let compatibility = &explained.compatibility;
    let explanation = Explanation {
        id: model.id.as_str(),
        kind: model.kind,
        kind_evidence: model.kind_evidence.as_ref(),
        architecture: &model.architecture,
        parameters: &model.parameters,
        context: model.context.as_ref().map(|context| context.value),
        context_evidence: model.context.as_ref().map(Stated::evidence),
        license: model.license.first().map(|license| &*license.value.id),
        licenses: &model.license,
        gating: model.gating,
        base_models: &model.base_models,
        artifacts: &model.artifacts,
        file_list: model.file_list,
        author: model.author(),
        task: model.task.as_ref().map(|task| &*task.value),
        task_evidence: model.task.as_ref().map(Stated::evidence),
        library: model.library.as_deref(),
        languages: &model.languages,
        downloads: model.downloads,
        likes: model.likes,
        created_at: model.created_at,
        last_modified: model.last_modified,
        sha: model.sha.as_deref(),
        snapshot: explained.snapshot,
        verdict: compatibility.judgement.verdict,
        confidence: compatibility.judgement.confidence,
        selected: explained.left_out.is_none(),
        left_out: explained.left_out,
        workers: compatibility.workers.iter().map(|found| worker(model, found)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&explanation)?;
    text.push('\n');
    Ok(text)
}
