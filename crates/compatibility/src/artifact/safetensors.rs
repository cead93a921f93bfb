//! Safetensors files: the one set that a loader would load.

use super::{
    Artifact, Completeness, Context,
    file_list::split_ending,
    possible,
    shard::{self, FileSet},
};
use crate::{
    hub_model::HubModel,
    model_format::{self, ModelFormat},
    quantization::Quantization,
};
use std::collections::BTreeMap;

/// Adds the safetensors set, under the format of its quantization method.
pub(super) fn collect(context: &Context<'_>, artifacts: &mut Vec<Artifact>) {
    let mut sets: BTreeMap<(&str, Option<u32>), FileSet<'_>> = BTreeMap::new();
    for (path, size) in context.files.iter() {
        // Sub-folders hold copies (`original/`, `onnx/`, parts of pipelines); a loader reads the top level.
        let (stem, ending) = split_ending(path);
        if !ending.eq_ignore_ascii_case("safetensors") || stem.contains('/') {
            continue;
        }
        let shard = shard::parse(stem);
        let base = shard.map_or(stem, |shard| shard.prefix);
        if !is_beside_the_model(base) {
            sets.entry((base, shard.map(|shard| shard.total))).or_default().add(path, size, shard);
        }
    }
    if sets.is_empty() {
        return;
    }
    let format = format(context);
    for set in the_model(sets, context) {
        let quantization = stored_as(context);
        artifacts.push(Artifact { quantization, ..set.into_artifact(format, context.files.kind) });
    }
}

/// Plain safetensors, or the quantization method by even the weakest evidence.
pub(super) fn format(context: &Context<'_>) -> ModelFormat {
    context.method.or_else(|| super::named_method(context.record)).unwrap_or(ModelFormat::Safetensors)
}

/// The set with the library's own name, if there is one; otherwise all sets.
fn the_model<'a>(mut sets: BTreeMap<(&'a str, Option<u32>), FileSet<'a>>, context: &Context<'_>) -> Vec<FileSet<'a>> {
    for base in ["model", "pytorch_model"] {
        let mut named: Vec<_> = sets.keys().filter(|(name, _)| *name == base).copied().collect();
        if named.is_empty() {
            continue;
        }
        // A loader loads every file of the folder, so with two complete sets the result is unclear.
        let is_whole = |key: &&(&str, Option<u32>)| {
            key.1.is_some() && sets[*key].completeness(context.files.kind) == Completeness::Complete
        };
        let is_doubtful = named.iter().filter(is_whole).count() > 1;
        // Complete sets first; then shards, which the index names, before a single file left over from an earlier
        // version.
        named.sort_by_key(|key| (sets[key].completeness(context.files.kind), std::cmp::Reverse(key.1)));
        let mut set = sets.remove(&named[0]).unwrap_or_default();
        set.is_doubtful = is_doubtful;
        return vec![set];
    }
    // Several sets with other names may be parts of one model (`…split-a`, `decoder_layer_7`), so none is known to be
    // complete.
    let is_doubtful = sets.len() > 1 || sets.keys().any(|(name, _)| name.contains("split"));
    let mut sets: Vec<FileSet<'a>> = sets.into_values().collect();
    for set in &mut sets {
        set.is_doubtful = is_doubtful;
    }
    sets
}

/// Whether a file is a duplicate in another layout, an adapter or training state.
fn is_beside_the_model(base: &str) -> bool {
    let name = base.to_ascii_lowercase();
    let starts = ["consolidated", "adapter", "training_args", "optimizer", "scheduler", "rng_state", "lora", "mtp"];
    let ends = [".fp16", ".fp32", ".bf16", ".non_ema", "_lora", "-lora", "-mtp", ".lora"];
    starts.iter().any(|start| name.starts_with(start)) || ends.iter().any(|end| name.ends_with(end))
}

/// How the set's weights are stored: the bits of its method, or the most frequent type of plain numbers.
pub(super) fn stored_as(context: &Context<'_>) -> Option<Quantization> {
    let record = context.record;
    if format(context) != ModelFormat::Safetensors {
        return super::stated_bits(record).map(Quantization::Bits);
    }
    let parameters = &record.safetensors.as_ref()?.parameters;
    let (name, _) = parameters.iter().max_by_key(|(_, count)| **count)?;
    name.parse::<Quantization>().ok().filter(|quantization| quantization.is_float())
}

/// Bytes computed from the record's counts by tensor type. `None` if a type is not a plain number, or if `parameters`
/// shows that the Hub has already unpacked the packed ones.
pub(super) fn bytes_by_tensor_type(record: &HubModel<'_>, parameters: Option<u64>) -> Option<u64> {
    let block = record.safetensors.as_ref()?;
    let types = &block.parameters;
    let sum = types.values().try_fold(0u64, |sum, count| sum.checked_add(*count))?;
    // A total above the sum means that the Hub unpacked some type. Its count is then not that of the stored values.
    let is_unpacked = parameters == Some(sum) && model_format::packed_words(block) > sum / 100;
    if is_unpacked || block.total.is_some_and(|total| total > sum) {
        return None;
    }
    let mut bytes = 0u64;
    for (name, count) in types {
        let width = match &**name {
            "F64" | "I64" | "U64" => 8,
            "F32" | "I32" | "U32" => 4,
            "F16" | "BF16" | "I16" | "U16" => 2,
            "I8" | "U8" | "BOOL" | "F8_E4M3" | "F8_E5M2" => 1,
            _ => return None,
        };
        bytes = bytes.checked_add(count.checked_mul(width)?)?;
    }
    possible(bytes).filter(|bytes| *bytes > 0)
}
