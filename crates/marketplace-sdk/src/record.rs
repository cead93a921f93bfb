//! Hub records in the terms of the legacy SDK, which knows a single format and architecture per model.

use crate::{
    compatibility_result::{CompatibilityResult, check_model_worker_compatibility, incapable},
    plain_metadata::PlainMetadata,
};
use compatibility::{
    artifact::Artifact,
    compatibility::{Compatibility, Reason, Verdict, WorkerCompatibility, assess},
    model_format::ModelFormat,
    model_metadata::ModelMetadata,
    rule::{Outcome, RuleKind, Scope, rule},
    worker_catalog::WorkerCatalog,
};

/// Describes a model by its best variant, as judged by the workers of a catalog. Unknown values are `unknown` or
/// missing.
#[must_use]
pub fn plain_metadata(model: &ModelMetadata, catalog: &WorkerCatalog) -> PlainMetadata {
    let compatibility = assess(model, catalog);
    let best = best(&compatibility).and_then(|worker| worker.best);
    let artifact = best.map_or_else(|| model.artifacts.first(), |place| model.artifacts.get(place));
    plain(model, artifact)
}

/// [`is_model_compatible`](crate::is_model_compatible) for a model with a full record: every variant is judged.
#[must_use]
pub fn is_record_compatible(model: &ModelMetadata, catalog: &WorkerCatalog) -> CompatibilityResult {
    let compatibility = assess(model, catalog);
    let Some(worker) = best(&compatibility) else { return incapable(vec!["The worker catalog is empty".to_owned()]) };
    let texts = |reasons: &[Reason]| reasons.iter().map(|reason| reason.text.clone()).collect::<Vec<_>>();
    let artifact = worker.best.and_then(|place| worker.artifacts.get(place));
    CompatibilityResult {
        compatible: is_compatible(worker.judgement.verdict),
        confidence: worker.judgement.confidence,
        reasons: texts(artifact.map_or(&worker.reasons, |artifact| &artifact.reasons)),
        warnings: artifact.map(|artifact| texts(&artifact.warnings)).unwrap_or_default(),
        recommendations: artifact.map(|artifact| texts(&artifact.recommendations)).unwrap_or_default(),
    }
}

/// Whether a verdict counts as compatible in the legacy SDK, which has only two answers.
#[must_use]
pub fn is_compatible(verdict: Verdict) -> bool {
    verdict >= Verdict::Planned
}

/// [`check_model_worker_compatibility`] for a model with a full record: the answer for its best variant. Reasons that
/// keep a model or its files from running on any worker apply as well.
#[must_use]
pub fn check_record<A: AsRef<str>, F: AsRef<str>>(
    model: &ModelMetadata,
    catalog: &WorkerCatalog,
    architectures: &[A],
    formats: &[F],
    max_context: u64,
) -> CompatibilityResult {
    let compatibility = assess(model, catalog);
    let Some(worker) = compatibility.workers.first() else {
        return incapable(vec!["The worker catalog is empty".to_owned()]);
    };
    if worker.artifacts.is_empty() {
        let stopped = whatever_the_worker(&worker.reasons);
        let metadata = plain(model, None);
        let found = || check_model_worker_compatibility(&metadata, architectures, formats, max_context);
        return if stopped.is_empty() { found() } else { incapable(stopped) };
    }
    let judged = model.artifacts.iter().zip(&worker.artifacts).map(|(artifact, judged)| {
        let stopped = whatever_the_worker(&judged.reasons);
        if !stopped.is_empty() {
            return incapable(stopped);
        }
        let metadata = plain(model, Some(artifact));
        check_model_worker_compatibility(&metadata, architectures, formats, max_context)
    });
    // The first one if several are equal.
    let better = |best: CompatibilityResult, next: CompatibilityResult| {
        if (next.compatible, next.confidence) > (best.compatible, best.confidence) { next } else { best }
    };
    judged.reduce(better).unwrap_or_else(|| incapable(Vec::new()))
}

/// The worker with the best judgement; the first if several are equal.
fn best<'a>(compatibility: &'a Compatibility<'a>) -> Option<&'a WorkerCompatibility<'a>> {
    compatibility.workers.iter().rev().max_by_key(|worker| worker.judgement)
}

/// The reasons that rule out every worker.
fn whatever_the_worker(reasons: &[Reason]) -> Vec<String> {
    let holds = |reason: &&Reason| {
        rule(reason.code).is_some_and(|rule| rule.scope != Scope::Worker && rule.kind == RuleKind::Verdict(Outcome::No))
    };
    reasons.iter().filter(holds).map(|reason| reason.text.clone()).collect()
}

/// Describes a model by one variant.
fn plain(model: &ModelMetadata, artifact: Option<&Artifact>) -> PlainMetadata {
    let architecture = &model.architecture;
    let is_gguf = artifact.is_some_and(|artifact| artifact.format == ModelFormat::Gguf);
    let gguf = architecture.gguf_architecture.as_ref().filter(|_| is_gguf);
    let exact = gguf.or(architecture.model_type.as_ref()).map(ToString::to_string);
    let unknown = || "unknown".to_owned();
    PlainMetadata {
        architecture: exact.unwrap_or_else(|| architecture.family.as_str().to_owned()),
        format: artifact.map_or_else(unknown, |artifact| artifact.format.as_str().to_owned()),
        quantization: artifact.and_then(|artifact| artifact.quantization).map(|label| label.to_string()),
        parameters: model.parameters.total.map(in_words),
        size_bytes: artifact.and_then(|artifact| artifact.bytes),
        max_context_length: model.context.as_ref().map(|context| context.value),
    }
}

/// A parameter count in the style of model names: `7.62B`, `494M`.
#[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
fn in_words(count: u64) -> String {
    let (unit, name) = match count {
        0..1_000_000 => (1e3, "K"),
        1_000_000..1_000_000_000 => (1e6, "M"),
        1_000_000_000..1_000_000_000_000 => (1e9, "B"),
        _ => (1e12, "T"),
    };
    let count = count as f64 / unit;
    let digits = if count < 10.0 { 2 } else { usize::from(count < 100.0) };
    let text = format!("{count:.digits$}");
    let text = if digits > 0 { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    format!("{text}{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_written_as_models_are_named() {
        for (count, text) in [
            (7_615_616_512, "7.62B"),
            (7_000_000_000, "7B"),
            (70_600_000_000, "70.6B"),
            (494_000_000, "494M"),
            (405_000_000_000, "405B"),
            (1_000_000_000_000, "1T"),
            (15_000, "15K"),
        ] {
            assert_eq!(in_words(count), text);
        }
    }
}
