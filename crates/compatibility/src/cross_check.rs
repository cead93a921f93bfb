//! Compares the sources of a model's size: parameter counts, stored bytes and bits per weight.
//!
//! Counts in metadata, sizes in names and bytes of files describe the same weights. The better-supported value is kept,
//! contradicting values are dropped, and every contradiction is recorded. This never improves a verdict: it only drops
//! a count, or treats a set as quantized that its tags call plain.

mod count;
mod part;
mod storage;

use crate::{
    artifact::{Artifact, FileList, by_files, is_taken_apart, stated_bits},
    contradiction::{Contradiction, Disputed},
    evidence::{Evidence, Field},
    hub_model::HubModel,
    model_format::ModelFormat,
    model_id::ModelId,
    parameters::{self, Parameters},
    words::words,
};
use storage::Stored;

pub(crate) use part::part_of_a_model;

/// The inputs of the comparison.
pub(crate) struct Views<'a> {
    pub(crate) record: &'a HubModel<'a>,
    pub(crate) id: &'a ModelId,
    pub(crate) files: &'a FileList<'a>,
    /// The declared quantization method of the safetensors files.
    pub(crate) method: Option<ModelFormat>,
}

/// The result of the comparison.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    pub(crate) parameters: Parameters,
    /// The size that the record claims, whether or not its files can hold it.
    pub(crate) claimed: Option<u64>,
    /// Evidence that the files cannot be a complete model.
    pub(crate) fragment: Option<Evidence>,
    pub(crate) contradictions: Vec<Contradiction>,
}

/// Determines the parameters: the Hub's count of safetensors or GGUF files, otherwise the size in the name if the files
/// can hold it. Sets in `artifacts` that store fewer bits than plain numbers need become quantized.
pub(crate) fn check(views: &Views<'_>, artifacts: &mut Vec<Artifact>) -> Checked {
    let mut checked = Checked::default();
    drop_exported(views, artifacts, &mut checked.contradictions);
    take_methods_from_files(views, artifacts, &mut checked.contradictions);
    let stored = Stored::new(views.record, artifacts);
    let name = parameters::from_name(views.id.name());
    // For a mixture-of-experts type, a single size in the name is that of one expert, or of the parameters active per
    // token.
    let is_of_one_expert = name.active.is_none() && has_experts_by_type(views.record);
    // If a model is stored in a file per layer, no file has the size in the name.
    let named = name.total.filter(|_| !is_of_one_expert && !is_taken_apart(views.files));
    let counted = count::counted(views, named, &stored, &mut checked.contradictions);
    checked.claimed = counted.value.map(|(total, _)| total).or(named.map(|(total, _)| total));
    if let Some((total, field)) = counted.value {
        checked.parameters.total = Some(total);
        checked.parameters.evidence = Some(Evidence::own(field, total.to_string()));
        storage::find_quantized((total, field), &stored, views, artifacts, &mut checked.contradictions);
    } else if let Some((total, token)) = named.filter(|_| !counted.is_refuted) {
        match storage::name_against_files((total, token), &stored, artifacts) {
            Ok(()) => {
                checked.parameters.total = Some(total);
                checked.parameters.evidence = Some(Evidence::own(Field::Name, token));
                storage::find_quantized((total, Field::Name), &stored, views, artifacts, &mut checked.contradictions);
            }
            Err(against) => {
                let is_too_little = stored.is_no_whole_model(total, artifacts);
                checked.contradictions.push(Contradiction::new(
                    Disputed::Parameters,
                    Evidence::own(Field::Name, token),
                    against.clone(),
                ));
                checked.fragment = is_too_little.then_some(against);
            }
        }
    }
    let total = checked.parameters.total;
    checked.parameters.active = name.active.filter(|active| total.is_none_or(|total| *active < total));
    checked
}

/// Whether the type has experts that share layers, so that a single size in a name is not that of the whole model.
fn has_experts_by_type(record: &HubModel<'_>) -> bool {
    let is_type = |name: &str| name.eq_ignore_ascii_case("mixtral") || name.eq_ignore_ascii_case("llama4");
    let is_class = |class: &str| class.starts_with("Mixtral") || class.starts_with("Llama4");
    let by_config = record.config.as_ref().and_then(|config| config.model_type.as_deref()).map(is_type);
    let by_class = || record.first_class().map(is_class);
    let by_header = || record.gguf.as_ref()?.architecture.as_deref().map(is_type);
    // Used last, because a tag may be a topic.
    let by_tag = || record.tags.iter().any(|tag| is_type(tag));
    by_config.or_else(by_class).or_else(by_header).unwrap_or_else(by_tag)
}

/// Drops safetensors sets known only from a tag for OpenVINO exports. An export copies the tags of its source model,
/// including `safetensors`, so the tag alone is no evidence of safetensors files.
fn drop_exported(views: &Views<'_>, artifacts: &mut Vec<Artifact>, found: &mut Vec<Contradiction>) {
    let is_by_tag = |artifact: &Artifact| {
        artifact.format == ModelFormat::Safetensors
            && artifact.evidence.as_ref().is_some_and(|evidence| evidence.field == Field::Tags)
    };
    let Some(at) = artifacts.iter().position(is_by_tag) else { return };
    let has_tag = |wanted: &str| views.record.tags.iter().any(|tag| tag.eq_ignore_ascii_case(wanted));
    let is_named =
        || words(views.id.name()).any(|word| word.eq_ignore_ascii_case("openvino") || word.eq_ignore_ascii_case("ov"));
    if has_tag("openvino-export") || (has_tag("openvino") && is_named()) {
        let dropped = artifacts.remove(at).evidence.unwrap_or_else(|| Evidence::own(Field::Tags, "safetensors"));
        found.push(Contradiction::new(Disputed::Format, dropped, Evidence::own(Field::Tags, "openvino")));
    }
}

/// Converts safetensors sets that look plain but whose file name or settings file names a method. Tensors that the Hub
/// counted as plain numbers take precedence.
fn take_methods_from_files(views: &Views<'_>, artifacts: &mut [Artifact], found: &mut Vec<Contradiction>) {
    let mut plain = artifacts.iter_mut().filter(|artifact| artifact.format == ModelFormat::Safetensors);
    let Some(artifact) = plain.next() else { return };
    let is_counted_plain = views.record.safetensors.as_ref().is_some_and(|block| !block.parameters.is_empty());
    let mut take = |artifact: &mut Artifact| {
        let Some((method, file)) = by_files(artifact, views.files) else { return };
        let by_file = Evidence::own(Field::Siblings, file);
        if is_counted_plain {
            let against = Evidence::own(Field::SafetensorsParameters, storage::largest_type(views.record));
            found.push(Contradiction::new(Disputed::Format, by_file, against));
            return;
        }
        artifact.format = method;
        artifact.quantization = stated_bits(views.record).map(crate::quantization::Quantization::Bits);
    };
    take(artifact);
    plain.for_each(take);
}
