//! GGUF files: one artifact per quantization, its shards together.

use super::{
    Artifact, Context,
    file_list::{split_ending, split_folder},
    shard::{self, FileSet},
};
use crate::{
    model_format::ModelFormat,
    quantization::{Quantization, label_in},
    sieve::Sieve,
};

pub(super) fn collect(context: &Context<'_>, artifacts: &mut Vec<Artifact>) {
    // Two models under one label are two artifacts: their files are no parts of each other.
    let mut sets: Vec<(Key<'_>, FileSet<'_>)> = Vec::new();
    for (path, size) in context.files.iter() {
        let Some((format, stem)) = gguf_stem(path) else { continue };
        if is_beside_the_model(stem) {
            continue;
        }
        let shard = shard::parse(stem).filter(|_| format == ModelFormat::Gguf);
        let key = (format, shard.map_or(stem, |shard| shard.prefix), shard.map(|shard| shard.total));
        let has_parts = shard.is_some() || format == ModelFormat::GgufParts;
        // Paths are sorted, so the sets of one prefix were the last.
        let of_prefix = sets.iter().rev().take_while(|(known, _)| has_parts && known.1 == key.1).count();
        let known = (sets.len() - of_prefix..sets.len()).find(|at| sets[*at].0 == key);
        let at = known.unwrap_or_else(|| {
            sets.push((key, FileSet::default()));
            sets.len() - 1
        });
        sets[at].1.add(path, size, shard);
    }
    for ((format, prefix, _), set) in sets {
        let quantization = label_in(prefix);
        artifacts.push(Artifact { quantization, ..set.into_artifact(format, context.files.kind) });
    }
}

/// Format, prefix and number of parts: what the files of one set share.
type Key<'a> = (ModelFormat, &'a str, Option<u32>);

/// The path without `.gguf`, or without `.gguf` and what a hand-cut part has behind it.
fn gguf_stem(path: &str) -> Option<(ModelFormat, &str)> {
    let (stem, ending) = split_ending(path);
    if ending.eq_ignore_ascii_case("gguf") {
        return Some((ModelFormat::Gguf, stem));
    }
    if !["part", "split", "gguf-split-"].iter().any(|start| ending.starts_with(start)) {
        return None;
    }
    let stem = if ending.starts_with("gguf-split-") { stem } else { stem.strip_suffix(".gguf")? };
    Some((ModelFormat::GgufParts, stem))
}

/// Words for what is no model.
const BESIDE: &[&str] = &["mtp", "eagle3", "dflash", "drafter", "adapter"];

/// Words for tables, which models may be made with.
const TABLES: &[&str] = &["imatrix", "vocab"];

const SIEVE: Sieve = Sieve::of(BESIDE).with(TABLES);

/// Projectors, importance matrices, vocabularies, adapters and drafters: needed beside a model, or not at
/// all, and never the model.
pub(crate) fn is_beside_the_model(stem: &str) -> bool {
    let name = split_folder(stem).1;
    let mut last: &[u8] = b"";
    let mut is_unlabelled_table = false;
    for token in name.as_bytes().split(|byte| !byte.is_ascii_alphanumeric()) {
        last = token;
        if !SIEVE.passes(token) {
            continue;
        }
        let is = |wanted: &str| token.eq_ignore_ascii_case(wanted.as_bytes());
        if BESIDE.iter().copied().any(is) {
            return true;
        }
        // `…-Q4_K_M-imatrix.gguf` is a model made with one; a bare `imatrix.gguf` is one.
        is_unlabelled_table |= TABLES.iter().copied().any(is);
    }
    let starts = |with: &str| name.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    let is_projector = |part: &[u8]| matches!(part[0], b'm' | b'M') && part.eq_ignore_ascii_case(b"mmproj");
    let names_projector = || name.as_bytes().windows(6).any(is_projector);
    last.eq_ignore_ascii_case(b"lora")
        || starts("lora-")
        || names_projector()
        || (is_unlabelled_table && label_in(stem).is_none_or(Quantization::is_float))
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
