//! GGUF files: one artifact per quantization, its shards together.

use super::{
    Artifact, Context,
    file_list::{split_folder, strip_ending},
    shard::{self, FileSet},
};
use crate::{
    model_format::ModelFormat,
    quantization::{Quantization, label_in},
};
use std::collections::BTreeMap;

pub(super) fn collect(context: &Context<'_>, artifacts: &mut Vec<Artifact>) {
    // Two models under one label are two artifacts: their files are no parts of each other.
    let mut sets: BTreeMap<(ModelFormat, &str, Option<u32>), FileSet<'_>> = BTreeMap::new();
    for (path, size) in context.files.iter() {
        let Some((format, stem)) = gguf_stem(path) else { continue };
        if is_beside_the_model(stem) {
            continue;
        }
        let shard = shard::parse(stem).filter(|_| format == ModelFormat::Gguf);
        let prefix = shard.map_or(stem, |shard| shard.prefix);
        sets.entry((format, prefix, shard.map(|shard| shard.total))).or_default().add(path, size, shard);
    }
    for ((format, prefix, _), set) in sets {
        let quantization = label_in(prefix);
        artifacts.push(Artifact { quantization, ..set.into_artifact(format, context.files.kind) });
    }
}

/// The path without `.gguf`, or without `.gguf` and what a hand-cut part has behind it.
fn gguf_stem(path: &str) -> Option<(ModelFormat, &str)> {
    if let Some(stem) = strip_ending(path, ".gguf") {
        return Some((ModelFormat::Gguf, stem));
    }
    let (stem, rest) = path.split_once(".gguf").filter(|(_, rest)| !rest.contains('/'))?;
    let is_part = rest.starts_with(".part") || rest.starts_with("-split-") || rest.starts_with(".split");
    is_part.then_some((ModelFormat::GgufParts, stem))
}

/// Projectors, importance matrices, vocabularies, adapters and drafters: needed beside a model, or not at
/// all, and never the model.
pub(crate) fn is_beside_the_model(stem: &str) -> bool {
    let name = split_folder(stem).1.to_ascii_lowercase();
    let tokens = || name.split(|c: char| !c.is_ascii_alphanumeric());
    let has = |wanted: &[&str]| tokens().any(|token| wanted.contains(&token));
    let last = tokens().next_back().unwrap_or_default();
    let is_unlabelled = || label_in(stem).is_none_or(Quantization::is_float);
    name.contains("mmproj")
        || has(&["mtp", "eagle3", "dflash", "drafter"])
        || last == "lora"
        || name.starts_with("lora-")
        || has(&["adapter"])
        // `…-Q4_K_M-imatrix.gguf` is a model made with one; a bare `imatrix.gguf` is one.
        || (has(&["imatrix", "vocab"]) && is_unlabelled())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_beside_a_model_is_told_from_it() {
        for stem in [
            "mmproj-BF16",
            "mmproj-model-f16",
            "X.mmproj-Q8_0",
            "mtp-X-Q8_0",
            "imatrix",
            "X.imatrix",
            "ggml-vocab-llama",
            "X-F16-LoRA",
            "ggml-adapter-model",
            "X-eagle3-Q8_0",
        ] {
            assert!(is_beside_the_model(stem), "{stem}");
        }
        for stem in
            ["X-Q4_K_M", "X-Q4_K_M_imatrix", "Q4_K_M-imatrix", "X-lora-merged-Q4_K_M", "sub/mmproj/X-Q8_0", "florence"]
        {
            assert!(!is_beside_the_model(stem), "{stem}");
        }
    }

    #[test]
    fn parts_cut_by_hand_are_no_gguf() {
        assert_eq!(gguf_stem("X.Q8_0.gguf.part1of2"), Some((ModelFormat::GgufParts, "X.Q8_0")));
        assert_eq!(gguf_stem("X.Q8_0.gguf-split-a"), Some((ModelFormat::GgufParts, "X.Q8_0")));
        assert_eq!(gguf_stem("X.Q8_0.GGUF"), Some((ModelFormat::Gguf, "X.Q8_0")));
        assert_eq!(gguf_stem("X.gguf?download=true"), None);
        assert_eq!(gguf_stem("X.gguf.partners/readme.md"), None);
    }
}
