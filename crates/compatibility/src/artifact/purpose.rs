//! The purpose of a GGUF file: a model, or something used together with one.
//!
//! The name alone decides if a word has only one meaning (`mmproj`, `imatrix`, `eagle3`). `MTP`, `adapter`, `LoRA` and
//! `vision` also occur in the names of complete models. For those, the word's position, the label and the size relative
//! to the other files decide.

use super::{file_list::split_folder, shard};
use crate::{
    model_format::ModelFormat,
    parameters,
    quantization::{Quantization, label_in},
    sieve::Sieve,
    words::is_of_word,
};

/// A listed GGUF file, complete or one part.
#[derive(Debug, Clone, Copy)]
pub(super) struct GgufFile<'a> {
    pub(super) path: &'a str,
    /// The path without the extension.
    pub(super) stem: &'a str,
    pub(super) size: Option<u64>,
    pub(super) format: ModelFormat,
    pub(super) sign: Sign,
}

/// The purpose suggested by a file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// No special word: it is a model.
    Model,
    /// A projector, an importance matrix, a vocabulary or a drafter.
    Beside,
    /// One layer of a model that is stored in a file per layer.
    Layer,
    /// `mtp`, `draft` or `drafter`: a draft head, or a complete model that includes one.
    Draft(Position),
    /// `adapter` or `lora`: an adapter, or a model trained with one or named after one.
    Adapter(Position),
    /// `vision`, `clip`: a projector, or a model that accepts images.
    Vision,
}

/// The position of a word in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    /// Whether nothing comes before it.
    is_first: bool,
    /// Whether a quantization label comes before it.
    is_after_label: bool,
    /// Where the word ends in the path, as a byte offset.
    end: usize,
}

/// Words that decide alone.
const BESIDE: &[&str] = &["eagle3", "dflash", "dflash2", "dspark", "projector"];

/// Words for tables, which also occur in the names of models made with one.
const TABLES: &[&str] = &["imatrix", "vocab"];

const DRAFT: &[&str] = &["mtp", "draft", "drafter"];

const ADAPTER: &[&str] = &["adapter", "lora"];

const VISION: &[&str] = &["vision", "visual", "clip"];

const SIEVE: Sieve = Sieve::of(BESIDE).with(TABLES).with(DRAFT).with(ADAPTER).with(VISION);

/// Determines the sign from a path without its extension.
pub(super) fn sign(stem: &str) -> Sign {
    let name = split_folder(stem).1;
    let offset = stem.len() - name.len();
    let mut found = Sign::Model;
    let mut is_table = false;
    let mut start = 0;
    for token in name.as_bytes().split(|byte| !is_of_word(*byte)) {
        let at = start;
        start += token.len() + 1;
        if !SIEVE.passes(token) {
            continue;
        }
        let is_one_of = |words: &[&str]| words.iter().any(|word| token.eq_ignore_ascii_case(word.as_bytes()));
        let end = at + token.len();
        let position = || Position {
            is_first: !name[..at].bytes().any(|byte| byte.is_ascii_alphanumeric()),
            is_after_label: label_in(&name[..at]).is_some(),
            end: offset + end,
        };
        if is_one_of(BESIDE) {
            return Sign::Beside;
        }
        if is_one_of(TABLES) {
            is_table = true;
        } else if is_one_of(DRAFT) {
            let position = position();
            // Complete models are named `…-DRAFT-0.6B`.
            let is_name = token.len() == "draft".len() && !position.is_first;
            found = if is_name { found } else { Sign::Draft(position) };
        } else if is_one_of(ADAPTER) {
            let is_lora = token.len() == "lora".len();
            // Within a name, `lora` means that the model was trained with one. A library saves merged models as
            // `lora_model`.
            if !is_lora || end == name.len() || (at == 0 && name[end..].starts_with('-')) {
                found = Sign::Adapter(position());
            }
        } else if is_one_of(VISION) && found == Sign::Model {
            found = Sign::Vision;
        }
    }
    // `…-Q4_K_M-imatrix.gguf` is a model made with one; a bare `imatrix.gguf` is the matrix itself.
    if names_projector(name) || (is_table && label_in(stem).is_none_or(Quantization::is_float)) {
        return Sign::Beside;
    }
    if is_layer(name) { Sign::Layer } else { found }
}

fn names_projector(name: &str) -> bool {
    let is_projector = |part: &[u8]| matches!(part[0], b'm' | b'M') && part.eq_ignore_ascii_case(b"mmproj");
    name.as_bytes().windows(6).any(is_projector)
}

/// Whether a name is a word for a layer and a number: `layer-000`, `blk.12`, `layers_3`.
fn is_layer(name: &str) -> bool {
    let bytes = name.as_bytes();
    if !bytes.last().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    let word = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['-', '_', '.']);
    ["layer", "layers", "blk", "block"].iter().any(|layer| layer.eq_ignore_ascii_case(word))
}

/// The facts about a repository that are needed to judge a file: its name and the other files.
pub(super) struct Neighbours<'a> {
    repository: &'a str,
    /// The parameter count of the record's `gguf` block.
    counted: Option<u64>,
    /// Whether any file is a model by its name.
    has_models: bool,
    /// The highest number of weights among the files that are models by name.
    most_weights: Option<f64>,
    /// Name prefixes that end in a word for adapters, of files that are complete models anyway.
    products: Vec<&'a str>,
}

impl<'a> Neighbours<'a> {
    pub(super) fn new(files: &[GgufFile<'a>], repository: &'a str, counted: Option<u64>) -> Self {
        let models = || files.iter().filter(|file| file.sign == Sign::Model);
        let most_weights = models().filter_map(weights).reduce(f64::max);
        let mut found =
            Self { repository, counted, has_models: models().next().is_some(), most_weights, products: Vec::new() };
        for file in files {
            if let Sign::Adapter(position) = file.sign
                && found.is_whole_model(file, position)
            {
                found.products.push(&file.stem[..position.end]);
            }
        }
        found
    }

    /// Whether a file is not a model.
    pub(super) fn rule_out(&self, file: &GgufFile<'a>) -> bool {
        match file.sign {
            Sign::Model | Sign::Layer => false,
            Sign::Beside => true,
            Sign::Draft(position) => self.is_draft(file, position),
            Sign::Adapter(position) => {
                let is_product = || self.products.contains(&&file.stem[..position.end]);
                !self.is_whole_model(file, position) && !is_product()
            }
            Sign::Vision => self.is_small(file) == Some(true),
        }
    }

    /// Whether a file has less than a third of the weights of the largest model next to it. `None` if a size is
    /// unknown.
    fn is_small(&self, file: &GgufFile<'a>) -> Option<bool> {
        Some(weights(file)? * 3.0 < self.most_weights?)
    }

    /// Whether a file is a draft head. A head has far fewer weights than the model it drafts for and is never split. If
    /// sizes are unknown, the position decides: llama.cpp's own tools put the word first; others put it after the
    /// label, next to the model.
    fn is_draft(&self, file: &GgufFile<'a>, position: Position) -> bool {
        if is_split(file) {
            return false;
        }
        let by_name = || {
            let named = self.named(file)?;
            Some(weights(file)? * 4.0 < to_float(named))
        };
        let folder = split_folder(file.stem).0;
        let is_apart = ["mtp", "draft"].iter().any(|word| word.eq_ignore_ascii_case(folder))
            || file.stem[..position.end].to_ascii_lowercase().ends_with("drafter");
        let by_position = || position.is_first || (self.has_models && (position.is_after_label || is_apart));
        self.is_small(file).or_else(by_name).unwrap_or_else(by_position)
    }

    /// Whether a file with a word for adapters holds a complete model: adapters are not quantized below eight bits and
    /// have far fewer weights than the model they belong to.
    fn is_whole_model(&self, file: &GgufFile<'a>, position: Position) -> bool {
        /// The largest adapters have some hundred megabytes.
        const MOST_BYTES: u64 = 2_000_000_000;
        /// No adapter has more weights, so a higher count is that of a model.
        const MOST_WEIGHTS: u64 = 1_000_000_000;
        let label = label_in(&file.stem[position.end..]);
        let is_narrow = |label: Quantization| label.tensor_bits_per_weight().is_none_or(|bits| bits < 8.0);
        if label.is_some_and(is_narrow) || is_split(file) {
            return true;
        }
        let model = self.named(file).or(self.counted.filter(|counted| *counted > MOST_WEIGHTS));
        match (file.size, model) {
            (Some(bytes), Some(model)) => is_whole(bytes, label_in(file.stem), model),
            (Some(bytes), None) => bytes > MOST_BYTES,
            (None, _) => false,
        }
    }

    fn named(&self, file: &GgufFile<'a>) -> Option<u64> {
        named(file.stem).or_else(|| named(self.repository))
    }
}

/// Whether a file of `bytes` with this label can hold a model of `weights` weights, or at least a third of them.
/// Without a label, four bits per weight are assumed.
pub(crate) fn is_whole(bytes: u64, label: Option<Quantization>, weights: u64) -> bool {
    let bits = label.and_then(Quantization::tensor_bits_per_weight).unwrap_or(4.0);
    to_float(bytes) * 8.0 / bits * 3.0 >= to_float(weights)
}

/// The parameter count in a name.
pub(super) fn named(name: &str) -> Option<u64> {
    parameters::from_name(split_folder(name).1).total.map(|(total, _)| total)
}

/// Whether the file is one of several parts.
fn is_split(file: &GgufFile<'_>) -> bool {
    file.format == ModelFormat::GgufParts || shard::parse(file.stem).is_some_and(|shard| shard.total > 1)
}

/// The approximate number of weights in a complete file, from its size and label; without a label, at 16 bits each.
/// `None` for parts and unknown sizes.
fn weights(file: &GgufFile<'_>) -> Option<f64> {
    if is_split(file) {
        return None;
    }
    let bits = label_in(file.stem).and_then(Quantization::tensor_bits_per_weight).unwrap_or(16.0);
    Some(to_float(file.size?) * 8.0 / bits)
}

#[expect(clippy::cast_precision_loss, reason = "compared by factors of three and more")]
fn to_float(count: u64) -> f64 {
    count as f64
}

/// Whether a path is named like an adapter.
pub(crate) fn is_named_adapter(path: &str) -> bool {
    let stem = super::split_ending(path).0;
    matches!(sign(stem), Sign::Adapter(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_is_enough_for_what_is_never_a_model() {
        for stem in [
            "mmproj-BF16",
            "mmproj-model-f16",
            "X.mmproj-Q8_0",
            "imatrix",
            "X.imatrix",
            "ggml-vocab-llama",
            "X-eagle3-Q8_0",
            "X-DFlash-Q4_K_M",
            "qwen2-audio-projector",
        ] {
            assert_eq!(sign(stem), Sign::Beside, "{stem}");
        }
        for stem in [
            "X-Q4_K_M",
            "X-Q4_K_M_imatrix",
            "Q4_K_M-imatrix",
            "X-lora-merged-Q4_K_M",
            "sub/mmproj/X-Q8_0",
            "florence",
            "X-DRAFT-0.6B-Q4_0",
            "CardProjector-24B-v3",
        ] {
            assert_eq!(sign(stem), Sign::Model, "{stem}");
        }
        for stem in ["layers/layer-000", "blk.12", "Layer_3"] {
            assert_eq!(sign(stem), Sign::Layer, "{stem}");
        }
    }

    /// The files of a repository that are models.
    fn models<'a>(repository: &'a str, files: &[(&'a str, Option<u64>)]) -> Vec<&'a str> {
        let file = |(stem, size): &(&'a str, Option<u64>)| GgufFile {
            path: stem,
            stem,
            size: *size,
            format: ModelFormat::Gguf,
            sign: sign(stem),
        };
        let files: Vec<GgufFile<'a>> = files.iter().map(file).collect();
        let neighbours = Neighbours::new(&files, repository, None);
        files.iter().filter(|file| !neighbours.rule_out(file)).map(|file| file.stem).collect()
    }

    #[test]
    fn a_draft_head_is_told_by_position_and_size() {
        let gb = |tenths: u64| Some(tenths * 100_000_000);
        let beside = [("X-12B-Q4_K_M", gb(73)), ("X-12B-Q8_0-MTP", gb(9)), ("mtp-X-12B-Q8_0", gb(9))];
        assert_eq!(models("X-12B-GGUF", &beside), ["X-12B-Q4_K_M"]);
        let unsized_beside = beside.map(|(stem, _)| (stem, None));
        assert_eq!(models("X-12B-GGUF", &unsized_beside), ["X-12B-Q4_K_M"]);
        assert_eq!(models("X-27B-MTP-GGUF", &[("X-27B-MTP-Q4_K_M", gb(169))]), ["X-27B-MTP-Q4_K_M"]);
        assert_eq!(models("X-MTP-GGUF", &[("X-Q4_K_M-mtp", None)]), ["X-Q4_K_M-mtp"]);
        assert_eq!(models("X-27B-GGUF", &[("X-27B-MTP-BF16", gb(59))]), [""; 0], "3 billion weights are no 27 B model");
        let split = [("X-235B-MTP-Q4_K_M-00001-of-00005", gb(300)), ("X-235B-MTP-Q4_K_M-00002-of-00005", gb(300))];
        assert_eq!(models("X-235B-MTP-GGUF", &split).len(), 2, "one part of a model is no head");
        let both = [("X-27B-MTP-Q4_K_M", gb(169)), ("X-27B-Q4_K_M", gb(165))];
        assert_eq!(models("X-27B-GGUF", &both), ["X-27B-MTP-Q4_K_M", "X-27B-Q4_K_M"]);
        assert_eq!(models("X-12B", &[("MTP/X-12B-MTP-Q8_0", None), ("Y-Q8_0", None)]), ["Y-Q8_0"]);
    }

    #[test]
    fn an_adapter_is_told_by_content() {
        let mb = |count: u64| Some(count * 1_000_000);
        let product = [("C3-Adapter-Q4_k_m", mb(5330)), ("C3-Adapter.f16.Q8_0", None)];
        assert_eq!(models("C3-Adapter_gguf", &product), ["C3-Adapter-Q4_k_m", "C3-Adapter.f16.Q8_0"]);
        for (repository, stem, size, is_model) in [
            ("Llama-3-8B-lora", "X-8B-lora", mb(168), false),
            ("gemma-4b", "gemma-3-4b-tax-law-lora", mb(4844), true),
            ("X", "ggml-adapter-model", None, false),
            ("X", "lora_adapter_test2-q4_k_m", mb(4920), true),
            ("X", "medical-adapter.f16", mb(349), false),
            ("gemma3-270m", "adapter_model.Q8_0", mb(292), true),
            ("X", "tq1_0-biomed-trained-adapter", None, false),
            ("X", "lora_model.F16", mb(543), true),
            ("Qwen2.5-1.5B", "lora-x-f16", mb(591), false),
        ] {
            assert_eq!(models(repository, &[(stem, size)]).len(), usize::from(is_model), "{stem}");
        }
    }
}
