//! The counts of an audit.

use super::Judged;
use compatibility::{compatibility::Judgement, model_kind::ModelKind, model_metadata::ModelMetadata};
use generator::pipeline::Understood;
use serde::Serialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

/// What stands for the format of a model without an artifact.
pub(super) const NO_FORMAT: &str = "none known";

pub(super) type Counts = BTreeMap<&'static str, usize>;

/// Everything that is counted; its fields are the keys of `--json`.
#[derive(Debug, Default, Serialize)]
pub(super) struct Funnel {
    /// Lines that are records, repeated ids included.
    pub(super) records: usize,
    /// Lines that are not, by code.
    pub(super) malformed: Counts,
    pub(super) models: usize,
    pub(super) selected: usize,
    /// By the code of the reason.
    pub(super) left_out: Counts,
    pub(super) kinds: Counts,
    pub(super) families: Counts,
    /// Models that have an artifact of the format.
    pub(super) formats: Counts,
    pub(super) verdicts: Counts,
    pub(super) confidence: Counts,
    /// What names the architecture: a field of the model's own record, `base-model`, or `none`.
    pub(super) evidence: Counts,
    pub(super) seconds: f64,
    /// Selected models, by the words for their judgement.
    #[serde(skip)]
    pub(super) selected_as: Counts,
    /// Models that write text: family, format of the best artifact, judgement.
    #[serde(skip)]
    pub(super) matrix: BTreeMap<(&'static str, &'static str), BTreeMap<Judgement, usize>>,
}

impl Funnel {
    pub(super) fn new(understood: &Understood, models: &[Judged], seconds: f64) -> Self {
        let mut funnel = Self { records: understood.records, models: models.len(), seconds, ..Self::default() };
        funnel.malformed.clone_from(&understood.malformed.counts);
        for (model, left_out) in models {
            let metadata = &model.metadata;
            let judgement = model.summary.judgement;
            match left_out {
                None => count(&mut funnel.selected_as, judgement.words()),
                Some(code) => count(&mut funnel.left_out, code),
            }
            count(&mut funnel.kinds, metadata.kind.as_str());
            count(&mut funnel.families, metadata.architecture.family.as_str());
            for format in formats(metadata) {
                count(&mut funnel.formats, format);
            }
            count(&mut funnel.verdicts, judgement.verdict.as_str());
            count(&mut funnel.confidence, judgement.confidence.as_str());
            count(&mut funnel.evidence, evidence(metadata));
            if metadata.kind == ModelKind::TextGeneration {
                let format = best_format(model).unwrap_or(NO_FORMAT);
                let family = metadata.architecture.family;
                let row = funnel.matrix.entry((family.as_str(), format)).or_default();
                *row.entry(judgement).or_default() += 1;
            }
        }
        funnel.selected = funnel.selected_as.values().sum();
        funnel
    }

    pub(super) fn json(&self) -> io::Result<String> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        Ok(text)
    }
}

fn count(counts: &mut Counts, name: &'static str) {
    *counts.entry(name).or_default() += 1;
}

/// The formats of a model's artifacts, each once.
pub(super) fn formats(model: &ModelMetadata) -> BTreeSet<&'static str> {
    model.artifacts.iter().map(|artifact| artifact.format.as_str()).collect()
}

/// What names the architecture.
pub(super) fn evidence(model: &ModelMetadata) -> &'static str {
    match &model.architecture.evidence {
        None => "none",
        Some(evidence) if evidence.is_inherited() => "base-model",
        Some(evidence) => evidence.field,
    }
}

/// The format of the artifact that decides: the best one of the first worker that judges as the whole does.
fn best_format(model: &generator::select::AssessedModel) -> Option<&'static str> {
    let summary = &model.summary;
    let best = summary.workers.iter().find(|worker| worker.judgement == summary.judgement)?.best?;
    let artifact = model.metadata.artifacts.get(usize::try_from(best).ok()?)?;
    Some(artifact.format.as_str())
}
