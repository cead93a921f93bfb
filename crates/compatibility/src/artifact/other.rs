//! Weight files of other formats, recognized by name. They are shown so that they are not missing from the page.

use super::{
    Artifact, FileList,
    file_list::split_ending,
    shard::{self, FileSet},
};
use crate::{model_format::ModelFormat, sieve::Sieve};
use std::collections::BTreeMap;

/// Adds one artifact for each other format that has files.
pub(super) fn collect(files: &FileList<'_>, artifacts: &mut Vec<Artifact>) {
    let mut sets: BTreeMap<ModelFormat, BTreeMap<(&str, Option<u32>), FileSet<'_>>> = BTreeMap::new();
    for (path, size) in files.iter() {
        let Some((format, stem)) = recognise(path) else { continue };
        let shard = shard::parse(stem);
        let key = (shard.map_or(stem, |shard| shard.prefix), shard.map(|shard| shard.total));
        sets.entry(format).or_default().entry(key).or_default().add(path, size, shard);
    }
    for (format, mut sets) in sets {
        // Prefer the name that the library saves under, otherwise the first.
        let saved = sets
            .keys()
            .find(|(base, _)| matches!(*base, "pytorch_model" | "tf_model" | "flax_model" | "model"))
            .copied();
        let first = sets.first_key_value().map(|(key, _)| *key);
        if let Some(set) = saved.or(first).and_then(|key| sets.remove(&key)) {
            artifacts.push(set.into_artifact(format, files.kind));
        }
    }
}

/// The format of a weight file, and its path without the ending.
fn recognise(path: &str) -> Option<(ModelFormat, &str)> {
    const ENDINGS: &[(&str, ModelFormat)] = &[
        ("bin", ModelFormat::Pytorch),
        ("pt", ModelFormat::Pytorch),
        ("pth", ModelFormat::Pytorch),
        ("ckpt", ModelFormat::Pytorch),
        ("onnx", ModelFormat::Onnx),
        ("h5", ModelFormat::Tensorflow),
        ("msgpack", ModelFormat::Flax),
        ("tflite", ModelFormat::Tflite),
        ("litertlm", ModelFormat::Tflite),
        ("pte", ModelFormat::Executorch),
        ("rkllm", ModelFormat::Rkllm),
        ("nemo", ModelFormat::Nemo),
        ("ot", ModelFormat::RustModel),
        ("mlmodel", ModelFormat::Coreml),
        ("npz", ModelFormat::Mlx),
    ];
    const SIEVE: Sieve = Sieve::of_rows(ENDINGS);
    let (stem, ending) = split_ending(path);
    if !SIEVE.passes(ending.as_bytes()) {
        return None;
    }
    let (_, format) = *ENDINGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending))?;
    let is_onnx = format == ModelFormat::Onnx;
    if stem.contains('/') && !is_onnx {
        return None;
    }
    let name = stem.to_ascii_lowercase();
    if format != ModelFormat::Pytorch {
        return Some((format, stem));
    }
    if name.starts_with("openvino") {
        return Some((ModelFormat::Openvino, stem));
    }
    if name.starts_with("ggml") || name.contains("ggmlv") || name.contains(".ggml") {
        return Some((ModelFormat::Ggml, stem));
    }
    let beside = [
        "training_args",
        "optimizer",
        "scheduler",
        "rng_state",
        "adapter",
        "trainer_state",
        "tokenizer",
        "vocab",
        "lora",
    ];
    let is_model = !beside.iter().any(|start| name.starts_with(start));
    is_model.then_some((ModelFormat::Pytorch, stem))
}
