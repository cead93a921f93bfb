//! Compares stored bytes with the number of weights that they are said to hold.

use super::Views;
use crate::{
    artifact::{Artifact, Completeness, stated_bits},
    contradiction::{Contradiction, Disputed},
    evidence::{Evidence, Field},
    hub_model::HubModel,
    model_format::ModelFormat,
    quantization::Quantization,
};

/// A size in a name, and the token that states it.
pub(super) type Named<'a> = (u64, &'a str);

/// The known sizes in bytes.
#[derive(Debug, Default)]
pub(super) struct Stored {
    /// The maximum size of the safetensors files and the field that states it. `usedStorage` also counts earlier
    /// versions.
    pub(super) most: Option<(u64, Field)>,
}

/// Minimum bits per weight of a complete model with no declared quantization. Anything with less is an adapter or a few
/// vectors.
pub(super) const LEAST_BITS: f64 = 3.0;

/// The smallest declared types, including those of llama.cpp, have more than one bit.
const LEAST_DECLARED_BITS: f64 = 0.9;

/// Far less than that: not even a smaller model with the name of a larger one.
const LEAST_BITS_OF_ANY_MODEL: f64 = 0.25;

/// Sixteen bits, less the rounding of sizes in names.
pub(super) const LEAST_PLAIN_BITS_BY_NAME: f64 = 12.8;

/// Sixteen bits, less what a count may include beyond the stored weights.
const LEAST_PLAIN_BITS_BY_COUNT: f64 = 15.0;

impl Stored {
    pub(super) fn new(record: &HubModel<'_>, artifacts: &[Artifact]) -> Self {
        let is_safetensors = |artifact: &&Artifact| {
            artifact.format == ModelFormat::Safetensors || artifact.format.is_safetensors_method()
        };
        let mut sets = artifacts.iter().filter(is_safetensors);
        let set = sets.next().filter(|set| set.complete == Completeness::Complete && sets.next().is_none());
        let listed = set.and_then(|set| set.bytes).map(|bytes| (bytes, Field::Siblings));
        let used = record.used_storage.filter(|bytes| *bytes > 0).map(|bytes| (bytes, Field::UsedStorage));
        Self { most: listed.into_iter().chain(used).min() }
    }

    /// Whether everything stored is too little for a model of that many weights in any format.
    pub(super) fn is_no_whole_model(&self, total: u64, artifacts: &[Artifact]) -> bool {
        let is_below = |bytes: u64, least: f64| bits(bytes, total) < least;
        if is_safetensors_alone(artifacts) {
            return self.most.is_some_and(|(bytes, _)| is_below(bytes, least_of_safetensors(artifacts)));
        }
        let is_too_small =
            |artifact: &Artifact| artifact.bytes.is_some_and(|bytes| is_below(bytes, LEAST_BITS_OF_ANY_MODEL));
        let is_little_in_all =
            self.most.is_some_and(|(bytes, by)| by == Field::UsedStorage && is_below(bytes, LEAST_BITS_OF_ANY_MODEL));
        is_little_in_all || artifacts.iter().all(is_too_small)
    }
}

/// Checks whether the files can hold the number of weights in the name. The error is the evidence against it.
pub(super) fn name_against_files(
    (named, _): Named<'_>,
    stored: &Stored,
    artifacts: &[Artifact],
) -> Result<(), Evidence> {
    let mut refuting = None;
    for artifact in artifacts.iter().filter(|artifact| artifact.format == ModelFormat::Gguf) {
        let Some(bytes) = artifact.bytes.filter(|_| artifact.complete == Completeness::Complete) else { continue };
        if fits_label(named, bytes, artifact.quantization) {
            // One matching model out of several is enough.
            return Ok(());
        }
        refuting = refuting.or(Some((artifact, bytes)));
    }
    if let Some((artifact, bytes)) = refuting {
        let file = artifact.files.first().map_or("", |file| &**file);
        return Err(Evidence::own(Field::Siblings, format!("{file}: {}", in_words(bytes, named))));
    }
    match stored.most {
        Some((bytes, field))
            if is_safetensors_alone(artifacts) && bits(bytes, named) < least_of_safetensors(artifacts) =>
        {
            Err(Evidence::own(field, in_words(bytes, named)))
        }
        _ => Ok(()),
    }
}

fn is_safetensors_alone(artifacts: &[Artifact]) -> bool {
    artifacts
        .iter()
        .all(|artifact| artifact.format == ModelFormat::Safetensors || artifact.format.is_safetensors_method())
}

fn least_of_safetensors(artifacts: &[Artifact]) -> f64 {
    let is_declared = artifacts.iter().any(|artifact| artifact.format.is_safetensors_method());
    if is_declared { LEAST_DECLARED_BITS } else { LEAST_BITS }
}

/// Whether a GGUF file with this label and size can hold `named` weights. The tolerance covers the rounding of names
/// and the extra size of embeddings and outputs, which matters most for small models.
fn fits_label(named: u64, bytes: u64, label: Option<Quantization>) -> bool {
    const SMALL: u64 = 1_500_000_000;
    const TOLERANCE: f64 = 1.9;
    let stored = bits(bytes, named);
    let expected = label.and_then(|label| label.bits_per_weight().or(label.tensor_bits_per_weight()));
    let Some(expected) = expected else { return (LEAST_DECLARED_BITS..64.0).contains(&stored) };
    // For models without experts, tools store Q8_0 under this label.
    let is_for_experts =
        matches!(label, Some(Quantization::FileType { file_type, .. }) if file_type.label.starts_with("MXFP4"));
    let most = if is_for_experts { 17.0 } else { expected * TOLERANCE };
    let most = if named < SMALL { most.max(18.0) } else { most };
    (expected / TOLERANCE..=most).contains(&stored)
}

/// Marks a plain safetensors set as quantized if it stores fewer bits than its types need, and as incomplete if it
/// stores next to nothing of the counted weights.
pub(super) fn find_quantized(
    (total, field): (u64, Field),
    stored: &Stored,
    views: &Views<'_>,
    artifacts: &mut [Artifact],
    found: &mut Vec<Contradiction>,
) {
    let Some((bytes, by)) = stored.most else { return };
    let is_plain = |artifact: &&mut Artifact| artifact.format == ModelFormat::Safetensors;
    let Some(artifact) = artifacts.iter_mut().find(is_plain) else { return };
    let of_each = bits(bytes, total);
    let least = match field {
        Field::Name => LEAST_PLAIN_BITS_BY_NAME,
        Field::GgufTotal => return,
        _ => least_bits_of_types(views.record).unwrap_or(LEAST_PLAIN_BITS_BY_COUNT),
    };
    if of_each >= least {
        return;
    }
    let by_bytes = Evidence::own(by, in_words(bytes, total));
    let is_by_type = field != Field::Name && least_bits_of_types(views.record).is_some();
    if by == Field::UsedStorage && field != Field::Name && (is_by_type || of_each < LEAST_BITS) {
        // The Hub counted the tensors of an existing file, so the storage size is outdated.
        let against = Evidence::own(field, total.to_string());
        found.push(Contradiction::new(Disputed::Format, by_bytes, against));
        return;
    }
    // Adapters are named after their base and store as many bytes as quantized weights.
    if field == Field::Name
        && (of_each < LEAST_BITS || (by == Field::UsedStorage && !states_a_whole_model(views.record)))
    {
        return;
    }
    if of_each < LEAST_BITS {
        artifact.complete = Completeness::Incomplete;
    } else {
        artifact.format = ModelFormat::Quantized;
        artifact.quantization = stated_bits(views.record).map(Quantization::Bits);
    }
    let dropped = artifact.evidence.take().unwrap_or_else(|| match artifact.files.first() {
        Some(file) => Evidence::own(Field::Siblings, &**file),
        None => Evidence::own(Field::Safetensors, "present"),
    });
    if artifact.files.is_empty() {
        artifact.evidence = Some(by_bytes.clone());
    }
    found.push(Contradiction::new(Disputed::Format, dropped, by_bytes));
}

/// Whether the record states text generation and has no sign of an adapter.
fn states_a_whole_model(record: &HubModel<'_>) -> bool {
    let has_tag = |wanted: &str| record.tags.iter().any(|tag| tag == wanted);
    let is_adapter = record.library_name.as_deref() == Some("peft") || has_tag("peft") || has_tag("lora");
    !is_adapter && (record.pipeline_tag.as_deref() == Some("text-generation") || has_tag("text-generation"))
}

/// The bits per number that the counted types need, less a tolerance. `None` if not all types are plain.
#[expect(clippy::cast_precision_loss, reason = "a ratio that is compared with round figures")]
fn least_bits_of_types(record: &HubModel<'_>) -> Option<f64> {
    const TOLERANCE: f64 = 0.95;
    let types = &record.safetensors.as_ref()?.parameters;
    let mut needed = 0.0;
    let mut numbers = 0.0;
    for (name, count) in types {
        let width = match &**name {
            "F64" => 64.0,
            "F32" => 32.0,
            "F16" | "BF16" => 16.0,
            _ => return None,
        };
        needed += width * *count as f64;
        numbers += *count as f64;
    }
    (numbers > 0.0).then_some(needed / numbers * TOLERANCE)
}

/// The tensor type with the most numbers.
pub(super) fn largest_type<'a>(record: &'a HubModel<'_>) -> &'a str {
    let types = record.safetensors.as_ref().into_iter().flat_map(|block| &block.parameters);
    types.max_by_key(|(_, count)| **count).map_or("", |(name, _)| &**name)
}

fn in_words(bytes: u64, weights: u64) -> String {
    format!("{bytes} bytes, {:.1} bits per weight", bits(bytes, weights))
}

#[expect(clippy::cast_precision_loss, reason = "a ratio that is compared with round figures")]
pub(super) fn bits(bytes: u64, weights: u64) -> f64 {
    bytes as f64 * 8.0 / weights.max(1) as f64
}
