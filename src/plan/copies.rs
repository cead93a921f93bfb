//! Copies: repositories that offer the very files, or the very kinds of files, that another one offers.

use crate::{page::figures::Bucket, select::AssessedModel};
use compatibility::model_metadata::ModelMetadata;
use std::fmt::Write as _;

/// For each model, whether it is a copy of one that is used more: same base models, same sets of files, same
/// sizes. Files of a size of their own make a repository no copy.
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

/// What copies have in common; none where too little is known to call anything a copy.
fn key(model: &ModelMetadata) -> Option<String> {
    let mut key = String::new();
    let mut bases: Vec<&str> = model.base_models.iter().map(|base| base.id.as_str()).collect();
    bases.sort_unstable();
    for base in &bases {
        let _ = write!(key, "{base} ");
    }
    let mut is_sized = !model.artifacts.is_empty();
    for artifact in &model.artifacts {
        let _ = write!(key, "|{}", artifact.format);
        if let Some(quantization) = artifact.quantization {
            let _ = write!(key, " {quantization}");
        }
        match artifact.bytes {
            Some(bytes) => {
                let _ = write!(key, " {bytes}");
            }
            None => is_sized = false,
        }
    }
    // Without a common origin only sizes to the byte tell that files are the same.
    let is_tellable = is_sized || (!bases.is_empty() && !model.artifacts.is_empty());
    is_tellable.then_some(key)
}
