//! The second half of `explain` as text: the verdict of each worker on each variant.

use crate::cli::format;
use compatibility::{
    artifact::Artifact,
    compatibility::{ArtifactCompatibility, Compatibility, Confidence, Judgement, Reason, WorkerCompatibility},
    model_metadata::ModelMetadata,
};
use std::fmt::Write as _;

pub(super) fn render(model: &ModelMetadata, compatibility: &Compatibility<'_>, workers: &str) -> String {
    let count = format::counted(compatibility.workers.len(), "worker");
    let mut text = format!("  {count} from {workers}\n");
    for (at, worker) in compatibility.workers.iter().enumerate() {
        let _ = write!(text, "    {:<24} {}", worker.worker.id, words(worker.judgement));
        let same = compatibility.workers[..at].iter().find(|earlier| judges_alike(earlier, worker));
        if let Some(same) = same {
            let _ = writeln!(text, ", as {}", same.worker.id);
            continue;
        }
        text.push('\n');
        let artifacts: Vec<_> = model.artifacts.iter().zip(&worker.artifacts).collect();
        // Variants of one model usually differ only in size, so what is the same for all is printed once.
        for alike in artifacts.chunk_by(|(_, a), (_, b)| sentences(a) == sentences(b)) {
            text.extend(alike.iter().map(|(artifact, found)| of_artifact(artifact, found)));
            text.extend(alike.first().map(|(_, found)| sentences(found)));
        }
        text.push_str(&reasons("", &worker.reasons));
    }
    text
}

/// `Expected to run, not tested (medium confidence)`. A model that does not run has no confidence.
pub(super) fn words(judgement: Judgement) -> String {
    match judgement.confidence {
        Confidence::None => judgement.words().to_owned(),
        confidence => format!("{} ({} confidence)", judgement.words(), confidence.as_str()),
    }
}

/// Whether two workers give the same verdict for the same reasons.
fn judges_alike(a: &WorkerCompatibility<'_>, b: &WorkerCompatibility<'_>) -> bool {
    let codes = |reasons: &[Reason]| reasons.iter().map(|reason| reason.code).collect::<Vec<_>>();
    let said = |artifact: &ArtifactCompatibility| {
        let ArtifactCompatibility { judgement, weights_bytes, reasons, warnings, recommendations, .. } = artifact;
        (*judgement, *weights_bytes, codes(reasons), codes(warnings), codes(recommendations))
    };
    codes(&a.reasons) == codes(&b.reasons) && a.artifacts.iter().map(said).eq(b.artifacts.iter().map(said))
}

fn of_artifact(artifact: &Artifact, found: &ArtifactCompatibility) -> String {
    let label = artifact.quantization.map(|label| label.to_string()).unwrap_or_default();
    let memory = match found.weights_bytes {
        Some(bytes) if found.weights_estimated => format!("about {} of weights in memory", format::bytes(bytes)),
        Some(bytes) => format!("{} of weights in memory", format::bytes(bytes)),
        None => "weights in memory unknown".to_owned(),
    };
    format!("      {:<12} {label:<10} {}, {memory}\n", artifact.format.as_str(), words(found.judgement))
}

fn sentences(found: &ArtifactCompatibility) -> String {
    let recommendations = reasons("instead: ", &found.recommendations);
    [reasons("", &found.reasons), reasons("warning: ", &found.warnings), recommendations].concat()
}

fn reasons(kind: &str, reasons: &[Reason]) -> String {
    let line = |reason: &Reason| format!("        {kind}{}  [{}]\n", reason.text, reason.code);
    reasons.iter().map(line).collect()
}
