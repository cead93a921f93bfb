//! Quantization that the record does not declare, detected by words in names, files left by tools, and numbers of bits.

use super::{Artifact, FileList, split_ending};
use crate::{
    hub_model::{HubModel, HubQuantizationConfig},
    model_format::{ModelFormat, method_tag},
    sieve::Sieve,
    words::words,
};

/// Detects quantization by the weakest evidence, for records without a result from
/// [`crate::model_format::safetensors_method`]: a method as a word of the name, a number of bits as a tag, or a
/// statement that the model is a quantized copy. Without this check such a set would count as plain numbers and get too
/// good a verdict. Counts of plain tensors take precedence.
pub(crate) fn named_method(record: &HubModel<'_>) -> Option<ModelFormat> {
    if record.safetensors.as_ref().is_some_and(|block| !block.parameters.is_empty()) {
        return None;
    }
    let id = record.id.as_deref().or(record.model_id.as_deref())?;
    let name = id.rsplit('/').next().unwrap_or(id);
    let undone = |word: &str| ["unquantized", "dequantized"].iter().any(|undone| undone.eq_ignore_ascii_case(word));
    let by_word = words(name).find_map(method_word).filter(|_| !words(name).any(undone));
    let is_copy = record.base_models.relation.as_deref() == Some("quantized")
        || record.tags.iter().any(|tag| tag.starts_with("base_model:quantized:"));
    // In a repository that also has GGUF files, such a tag describes those.
    let by_tag = || record.tags.iter().any(|tag| is_bits_word(tag)) && !has_gguf(record);
    by_word.or((is_copy || by_tag()).then_some(ModelFormat::Quantized))
}

/// Files that quantization tools write next to the weights; older `config.json` files do not repeat their contents.
const LEFT_BY_TOOLS: &[(&str, ModelFormat)] = &[
    ("quantize_config.json", ModelFormat::Gptq),
    ("quant_config.json", ModelFormat::Awq),
    ("hf_quant_config.json", ModelFormat::Modelopt),
    ("job_new.json", ModelFormat::Exl2),
    ("quantization_config.json", ModelFormat::Exl3),
];

/// The method named by a safetensors file name (`4bit-128g.safetensors`) or by a settings file next to it, and the file
/// that names it.
pub(crate) fn by_files<'a>(artifact: &'a Artifact, files: &FileList<'a>) -> Option<(ModelFormat, &'a str)> {
    let path = &**artifact.files.first()?;
    let by_settings = LEFT_BY_TOOLS.iter().find(|(file, _)| files.has(file)).map(|(file, method)| (*method, *file));
    by_settings.or_else(|| {
        let method = words(split_ending(path).0).find_map(|word| method_word(word).or(group_word(word)))?;
        Some((method, path))
    })
}

/// Bits per weight according to the settings, otherwise to the tags.
pub(crate) fn stated_bits(record: &HubModel<'_>) -> Option<u8> {
    let config = record.config.as_ref();
    let settings = config.and_then(|config| config.quantization_settings().or(config.quantization.as_ref()));
    let by_flag = |settings: &HubQuantizationConfig<'_>| match settings {
        settings if settings.load_in_4bit => Some(4),
        settings if settings.load_in_8bit => Some(8),
        _ => None,
    };
    let stated = settings.and_then(|settings| settings.bits.or_else(|| by_flag(settings)));
    let has_tag = |wanted: &str| record.tags.iter().any(|tag| tag.eq_ignore_ascii_case(wanted));
    let by_tag = || {
        // The Hub tags packed four-bit floats as `8-bit`, after the width of the bytes that hold them.
        if ["nvfp4", "mxfp4"].into_iter().any(has_tag) {
            return Some(4);
        }
        let mut tags = record.tags.iter().filter_map(|tag| tag.strip_suffix("-bit")?.parse().ok());
        let first: u64 = tags.next()?;
        // Different numbers describe different artifacts, so they decide nothing.
        tags.all(|other| other == first).then_some(first)
    };
    stated.or_else(by_tag).and_then(|bits| u8::try_from(bits).ok()).filter(|bits| (1..=16).contains(bits))
}

fn has_gguf(record: &HubModel<'_>) -> bool {
    let is_gguf = |name: &str| name.len() >= 4 && name.as_bytes()[name.len() - 4..].eq_ignore_ascii_case(b"gguf");
    let mut files = record.siblings.iter().flatten().filter_map(|file| file.rfilename.as_deref());
    record.gguf.is_some() || record.tags.iter().any(|tag| is_gguf(tag)) || files.any(is_gguf)
}

fn is_bits_word(word: &str) -> bool {
    const BITS: &[&str] = &[
        "2bit", "3bit", "4bit", "5bit", "6bit", "8bit", "2bits", "3bits", "4bits", "8bits", "int4", "int8", "nf4",
        "w4a16", "w8a8", "w8a16", "w4a4", "w4a8",
    ];
    const SIEVE: Sieve = Sieve::of(BITS);
    SIEVE.passes(word.as_bytes()) && BITS.iter().any(|bits| bits.eq_ignore_ascii_case(word))
}

/// The method named by a word of a name, or `Quantized` for a number of bits that only quantized weights have.
fn method_word(word: &str) -> Option<ModelFormat> {
    method_tag(word).or(is_bits_word(word).then_some(ModelFormat::Quantized))
}

/// Whether a word is a group size such as `128g`, which occurs in the names of GPTQ files.
fn group_word(word: &str) -> Option<ModelFormat> {
    const GROUPS: &[&str] = &["32g", "64g", "128g", "1024g"];
    GROUPS.iter().any(|group| group.eq_ignore_ascii_case(word)).then_some(ModelFormat::Gptq)
}
