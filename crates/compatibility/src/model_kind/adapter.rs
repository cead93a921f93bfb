//! Detects adapters by the repository's content and not by a word alone.
//!
//! The library `peft`, a relation and leftover files only show how a model was trained: many such repositories hold the
//! complete merged model.

use super::{Clues, KindFound, ModelKind, own};
use crate::evidence::Field;
use crate::{
    architecture,
    artifact::{Artifact, Completeness, is_named_adapter, is_whole},
    model_format::ModelFormat,
    parameters,
    quantization::Quantization,
};

const FILES: [&str; 3] = ["adapter_config.json", "adapter_model.safetensors", "adapter_model.bin"];

pub(super) fn by_adapter(clues: &Clues<'_>) -> KindFound {
    let adapter = |(field, value): (Field, &str)| own(ModelKind::Adapter, field, value);
    if let Some(file) = gguf_adapter(clues) {
        return adapter((Field::Siblings, file));
    }
    let (sign, is_strong) = match (by_library_or_config(clues), by_file_or_relation(clues)) {
        (Some(sign), _) => (sign, true),
        (None, Some(sign)) => (sign, false),
        (None, None) => return None,
    };
    // A GGUF file of unknown size and type outweighs only a weak sign.
    let is_model = |artifact: &Artifact| is_whole_gguf(artifact, promised(clues)).unwrap_or(!is_strong);
    let mut gguf = clues.artifacts.iter().filter(|artifact| artifact.format.is_gguf() && !artifact.files.is_empty());
    if gguf.any(is_model) || has_whole_safetensors(clues) { None } else { adapter(sign) }
}

/// Evidence that names an adapter explicitly.
fn by_library_or_config<'a>(clues: &Clues<'a>) -> Option<(Field, &'a str)> {
    // Only the Hub's converter of adapters to GGUF sets this tag.
    if let Some(tag) = clues.record.tags.iter().find(|tag| **tag == "gguf-my-lora") {
        return Some((Field::Tags, tag));
    }
    if let Some(library @ ("peft" | "adapter-transformers" | "adapters")) = clues.library {
        return Some((Field::LibraryName, library));
    }
    let config = clues.record.config.as_ref()?;
    if config.peft.0 {
        return Some((Field::ConfigPeft, "present"));
    }
    config.adapter_transformers.0.then_some((Field::ConfigAdapterTransformers, "present"))
}

/// Evidence that may be left over from training.
fn by_file_or_relation<'a>(clues: &Clues<'a>) -> Option<(Field, &'a str)> {
    let by_file = FILES.into_iter().find(|file| clues.files.has(file)).map(|file| (Field::Siblings, file));
    let by_relation = || clues.base_models.iter().find(|base| base.is_adapted());
    by_file.or_else(|| by_relation().map(|base| (base.field, base.id.as_str())))
}

/// The evidence for a GGUF file that is an adapter: either no listed file is a model and one is named like an adapter,
/// or all files are far too small for the model and the repository's name says LoRA or adapter.
fn gguf_adapter<'a>(clues: &Clues<'a>) -> Option<&'a str> {
    const ENDING: &str = ".gguf";
    let is_gguf = |path: &str| {
        let at = path.len().checked_sub(ENDING.len());
        at.is_some_and(|at| path.as_bytes()[at..].eq_ignore_ascii_case(ENDING.as_bytes()))
    };
    let mut files = clues.files.iter().map(|(path, _)| path).filter(|path| is_gguf(path));
    let first = files.next()?;
    let mut gguf = clues.artifacts.iter().filter(|artifact| artifact.format == ModelFormat::Gguf).peekable();
    if gguf.peek().is_none() {
        return std::iter::once(first).chain(files).find(|path| is_named_adapter(path));
    }
    let weights = promised(clues);
    let is_too_small =
        |artifact: &Artifact| artifact.bytes.is_some() && is_whole_gguf(artifact, weights) == Some(false);
    let is_called = || clues.id.name().to_ascii_lowercase().contains("lora");
    let is_related = || clues.base_models.iter().any(crate::base_model::BaseModel::is_adapted);
    (gguf.all(is_too_small) && (is_called() || is_related())).then_some(first)
}

/// The weight count of the complete model: the largest size in its name and those of its base models, otherwise the
/// count.
fn promised(clues: &Clues<'_>) -> Option<u64> {
    named(clues).or(clues.parameters)
}

fn named(clues: &Clues<'_>) -> Option<u64> {
    let size_of = |name: &str| parameters::from_name(name).total.map(|(total, _)| total);
    let bases = clues.base_models.iter().filter_map(|base| size_of(base.id.name()));
    size_of(clues.id.name()).into_iter().chain(bases).max()
}

/// Whether a GGUF file holds a complete model. `None` if neither its size nor its type is conclusive.
fn is_whole_gguf(artifact: &Artifact, parameters: Option<u64>) -> Option<bool> {
    // Adapters are not quantized below eight bits.
    let is_narrow = |label: Quantization| label.tensor_bits_per_weight().is_some_and(|bits| bits < 8.0);
    if artifact.quantization.is_some_and(is_narrow) {
        return Some(true);
    }
    let (bytes, total) = artifact.bytes.zip(parameters)?;
    Some(is_whole(bytes, artifact.quantization, total))
}

/// Whether the safetensors files hold a complete model. The Hub counts the weights of `model.safetensors` and its
/// shards, never those of `adapter_model.safetensors`.
fn has_whole_safetensors(clues: &Clues<'_>) -> bool {
    /// More than any adapter for a model whose size no name states.
    const MANY_WEIGHTS: u64 = 1_000_000_000;
    let files: u64 = FILES[1..].iter().filter_map(|file| clues.files.size(file)).sum();
    let has_adapter = FILES[1..].iter().any(|file| clues.files.has(file));
    let mut sets = clues.artifacts.iter().filter(|artifact| {
        let is_safetensors = artifact.format == ModelFormat::Safetensors || artifact.format.is_safetensors_method();
        is_safetensors && artifact.complete == Completeness::Complete
    });
    if has_adapter {
        // A single `model.safetensors` next to an adapter may belong to it; adapters are never sharded.
        let is_larger = |set: &Artifact| files > 0 && set.bytes.is_some_and(|bytes| bytes / 10 > files);
        let is_model = |set: &Artifact| set.files.len() > 1 || is_larger(set);
        if !sets.any(is_model) {
            return false;
        }
        if clues.record.safetensors.is_none() {
            return files > 0 && clues.files.has("config.json");
        }
    }
    let Some(total) = clues.record.safetensors.as_ref().and_then(|block| block.total) else { return false };
    match named(clues) {
        // One number may hold several packed weights.
        Some(named) => total >= named / 8,
        None => total >= MANY_WEIGHTS && has_config(clues),
    }
}

/// Whether the record shows a `config.json`, which adapters do not have.
fn has_config(clues: &Clues<'_>) -> bool {
    let config = clues.record.config.as_ref();
    config.is_some_and(|config| config.model_type.is_some())
        || clues.record.first_class().is_some()
        || !architecture::type_tags(clues.record).is_empty()
}
