//! Copies: repositories that offer the very files, or the very kinds of files, that another one offers.

use crate::{page::figures::Bucket, select::AssessedModel};
use compatibility::{
    artifact::Artifact, base_model::Relation, model_format::ModelFormat, model_metadata::ModelMetadata,
};
use std::fmt::Write as _;

/// For each model, whether it is a copy of one that is used more: same base model, same sets of files, same
/// sizes. Files of a size of their own make a repository no copy.
///
/// Only what stores the base's own weights again can be one: two models trained further from one base have
/// files of the same size to the byte, and are two models.
#[must_use]
pub(super) fn copies(models: &[AssessedModel]) -> Vec<bool> {
    let mut is_copy = vec![false; models.len()];
    let mut keys: Vec<(String, std::cmp::Reverse<Bucket>, usize)> = models
        .iter()
        .enumerate()
        .filter_map(|(place, model)| {
            let used = Bucket::of(model.metadata.downloads.unwrap_or(0));
            key(&model.metadata).map(|key| (key, std::cmp::Reverse(used), place))
        })
        .collect();
    keys.sort_unstable();
    for group in keys.chunk_by(|a, b| a.0 == b.0) {
        for (_, _, place) in &group[1..] {
            is_copy[*place] = true;
        }
    }
    is_copy
}

/// What copies have in common; none of models that may hold weights of their own.
fn key(model: &ModelMetadata) -> Option<String> {
    let [base] = &*model.base_models else { return None };
    let is_repacked = match base.relation {
        Some(relation) => relation == Relation::Quantized,
        // A file that is stored smaller was made from another one.
        None => model.artifacts.iter().all(is_stored_smaller),
    };
    if !is_repacked || model.artifacts.is_empty() {
        return None;
    }
    let mut key = base.id.as_str().to_ascii_lowercase();
    for artifact in &model.artifacts {
        let _ = write!(key, "|{}", artifact.format);
        if let Some(quantization) = artifact.quantization {
            let _ = write!(key, " {quantization}");
        }
        if let Some(bytes) = artifact.bytes {
            let _ = write!(key, " {bytes}");
        }
    }
    Some(key)
}

fn is_stored_smaller(artifact: &Artifact) -> bool {
    artifact.format == ModelFormat::Gguf || artifact.format.is_safetensors_method()
}
