//! The counts of `modelpress audit`, from records to selected models.

use super::AssessedModel;
use compatibility::{
    architecture::family::Family,
    compatibility::Judgement,
    model_format::{FormatSet, ModelFormat},
    model_kind::ModelKind,
    model_metadata::ModelMetadata,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// The format of a model without a variant.
pub const NO_FORMAT: &str = "none known";

/// A count for each name.
pub type Counts = BTreeMap<&'static str, usize>;

/// All counts. The field names are the keys of `--json`.
#[derive(Debug, Default, Serialize)]
pub struct Funnel {
    /// Number of records, including repeated ids.
    pub records: usize,
    /// Number of malformed lines by code.
    pub malformed: Counts,
    /// Number of different models.
    pub models: usize,
    /// Number of models with a page.
    pub selected: usize,
    /// Models without a page, by the code of the reason.
    pub left_out: Counts,
    /// Models by kind.
    pub kinds: Counts,
    /// Models by family.
    pub families: Counts,
    /// Models that have a variant in the format.
    pub formats: Counts,
    /// Models by the best worker's verdict.
    pub verdicts: Counts,
    /// Models by its confidence.
    pub confidence: Counts,
    /// Models by the source of the architecture: a field of their own record, `base-model`, or `none`.
    pub evidence: Counts,
    /// Duration of the audit in seconds; set by the caller.
    pub seconds: f64,
    /// Selected models by the words for their judgement.
    #[serde(skip)]
    pub selected_as: Counts,
    /// Text models by family, format of the best variant, and judgement.
    #[serde(skip)]
    pub matrix: BTreeMap<(&'static str, &'static str), BTreeMap<Judgement, usize>>,
}

impl Funnel {
    /// Counts `models`, each with the code of the reason why it is left out, if it is. `records` and `malformed` come
    /// from reading the snapshot.
    #[must_use]
    pub fn new(records: usize, malformed: Counts, models: &[(AssessedModel, Option<&'static str>)]) -> Self {
        let mut funnel = Self { records, malformed, models: models.len(), ..Self::default() };
        // Counted by value and named at the end, because comparing names costs more than everything else here.
        let (mut kinds, mut families, mut all_formats, mut judgements, mut matrix) = Default::default();
        for (model, left_out) in models {
            let metadata = &model.metadata;
            let judgement = model.summary.judgement;
            match left_out {
                None => count(&mut funnel.selected_as, judgement.words()),
                Some(code) => count(&mut funnel.left_out, code),
            }
            count(&mut kinds, metadata.kind);
            count(&mut families, metadata.architecture.family);
            for format in formats(metadata).iter() {
                count(&mut all_formats, format);
            }
            count(&mut judgements, judgement);
            count(&mut funnel.evidence, evidence(metadata));
            if metadata.kind == ModelKind::TextGeneration {
                count(&mut matrix, (metadata.architecture.family, best_format(model), judgement));
            }
        }
        funnel.selected = funnel.selected_as.values().sum();
        funnel.kinds = named(kinds, ModelKind::as_str);
        funnel.families = named(families, Family::as_str);
        funnel.formats = named(all_formats, ModelFormat::as_str);
        funnel.verdicts = named(judgements.clone(), |judgement| judgement.verdict.as_str());
        funnel.confidence = named(judgements, |judgement| judgement.confidence.as_str());
        for ((family, format, judgement), models) in matrix {
            let format = format.map_or(NO_FORMAT, ModelFormat::as_str);
            *funnel.matrix.entry((family.as_str(), format)).or_default().entry(judgement).or_default() += models;
        }
        funnel
    }
}

fn count<T: Ord>(counts: &mut BTreeMap<T, usize>, value: T) {
    *counts.entry(value).or_default() += 1;
}

fn named<T>(counts: BTreeMap<T, usize>, name: impl Fn(T) -> &'static str) -> Counts {
    let mut named = Counts::new();
    for (value, count) in counts {
        *named.entry(name(value)).or_default() += count;
    }
    named
}

/// The formats of a model's variants.
#[must_use]
pub fn formats(model: &ModelMetadata) -> FormatSet {
    model.artifacts.iter().fold(FormatSet::EMPTY, |formats, artifact| formats.with(artifact.format))
}

/// The source of the architecture.
#[must_use]
pub fn evidence(model: &ModelMetadata) -> &'static str {
    match &model.architecture.evidence {
        None => "none",
        Some(evidence) if evidence.is_inherited() => "base-model",
        Some(evidence) => evidence.field.as_str(),
    }
}

/// The format of the deciding variant: the best one for the first worker with the overall judgement.
fn best_format(model: &AssessedModel) -> Option<ModelFormat> {
    let summary = &model.summary;
    let best = summary.workers.iter().find(|worker| worker.judgement == summary.judgement)?.best?;
    let artifact = model.metadata.artifacts.get(usize::try_from(best).ok()?)?;
    Some(artifact.format)
}
