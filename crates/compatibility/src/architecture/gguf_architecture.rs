//! llama.cpp's architecture names (`general.architecture` of a GGUF file).
//!
//! Source: llama.cpp, `src/llama-arch.cpp` and `gguf-py/gguf/constants.py`, the complete list as of 2026-08. The table
//! is separate because the spelling differs from transformers' (`qwen2moe`, `phi2`), and because `llama` also covers
//! Mistral 7B, Mistral Nemo and Mixtral.

use super::{
    KnownType,
    Role::{self, Decoder, Drafter, Encoder, Other, Seq2Seq, Wrapper},
    family::Family::{self, Gemma, Known, Llama, Mistral, Phi, Qwen},
    model_type::{SortedTypes, lookup, sorted},
};
use std::sync::LazyLock;

/// Looks up a GGUF architecture. Case-insensitive.
#[must_use]
pub fn known(architecture: &str) -> Option<KnownType> {
    lookup(&SORTED, architecture)
}

/// Whether llama.cpp treats the language part of a multimodal `model_type` as a plain decoder (`gemma3n`, and `qwen35`
/// for `qwen3_5`). The projector is then a separate file, and the other files are those of a text-generation model.
#[must_use]
pub(crate) fn has_plain_part(model_type: &str) -> bool {
    let stem = model_type.strip_suffix("_unified").unwrap_or(model_type);
    let spelled: compact_str::CompactString = stem.chars().filter(|c| *c != '_').collect();
    known(&spelled).is_some_and(|known| known.role == Decoder)
}

/// Every known architecture with its family and role, by name.
pub fn all() -> impl Iterator<Item = (&'static str, KnownType)> {
    SORTED.rows.iter().copied()
}

static SORTED: LazyLock<SortedTypes> = LazyLock::new(|| sorted(TABLE));

#[rustfmt::skip]
const TABLE: &[(Family, Role, &[&str])] = &[
    (Llama, Decoder, &["llama"]),
    (Llama, Wrapper, &["llama4"]),
    (Mistral, Decoder, &["mistral3", "mistral4"]),
    (Phi, Decoder, &["phi2", "phi3", "phimoe"]),
    (Qwen, Decoder, &["qwen", "qwen2", "qwen2moe", "qwen3", "qwen3moe", "qwen3next", "qwen35", "qwen35moe"]),
    (Qwen, Wrapper, &["qwen2vl", "qwen3vl", "qwen3vlmoe"]),
    (Gemma, Decoder, &["gemma", "gemma2", "gemma3", "gemma3n", "gemma4"]),
    (Gemma, Drafter, &["gemma4-assistant"]),

    (Known("gemma-embedding"), Encoder, &["gemma-embedding"]),
    (Known("llama-embed"), Encoder, &["llama-embed"]),
    (Known("rwkv"), Decoder, &["rwkv6", "rwkv6qwen2", "rwkv7", "arwkv7"]),
    (Known("dream"), Decoder, &["dream"]),
    (Known("deci"), Decoder, &["deci"]),
    (Known("smollm3"), Decoder, &["smollm3"]),
    (Known("arcee"), Decoder, &["arcee"]),
    (Known("afmoe"), Decoder, &["afmoe"]),
    (Known("apertus"), Decoder, &["apertus"]),
    (Known("arctic"), Decoder, &["arctic"]),
    (Known("baichuan"), Decoder, &["baichuan"]),
    (Known("bailing"), Decoder, &["bailingmoe", "bailingmoe2"]),
    (Known("bitnet"), Decoder, &["bitnet"]),
    (Known("bloom"), Decoder, &["bloom"]),
    (Known("chameleon"), Wrapper, &["chameleon"]),
    (Known("codeshell"), Decoder, &["codeshell"]),
    (Known("cogvlm"), Wrapper, &["cogvlm"]),
    (Known("cohere"), Decoder, &["command-r", "cohere2", "cohere2moe"]),
    (Known("dbrx"), Decoder, &["dbrx"]),
    (Known("deepseek"), Decoder, &["deepseek", "deepseek2", "deepseek32", "deepseek4"]),
    (Known("deepseek-ocr"), Wrapper, &["deepseek2-ocr"]),
    (Known("dots1"), Decoder, &["dots1"]),
    (Known("ernie"), Decoder, &["ernie4_5", "ernie4_5-moe"]),
    (Known("exaone"), Decoder, &["exaone", "exaone4", "exaone-moe"]),
    (Known("falcon"), Decoder, &["falcon", "falcon-h1"]),
    (Known("glm"), Decoder, &["chatglm", "glm4", "glm4moe", "glm-dsa"]),
    (Known("gpt-j"), Decoder, &["gptj"]),
    (Known("gpt-neox"), Decoder, &["gptneox"]),
    (Known("gpt-oss"), Decoder, &["gpt-oss"]),
    (Known("gpt2"), Decoder, &["gpt2"]),
    (Known("granite"), Decoder, &["granite", "granitemoe", "granitehybrid"]),
    (Known("grok"), Decoder, &["grok"]),
    (Known("grovemoe"), Decoder, &["grovemoe"]),
    (Known("hunyuan"), Decoder, &["hunyuan-moe", "hunyuan-dense", "hy_v3"]),
    (Known("hunyuan-vl"), Wrapper, &["hunyuan_vl"]),
    (Known("internlm"), Decoder, &["internlm2"]),
    (Known("jais"), Decoder, &["jais", "jais2"]),
    (Known("jamba"), Decoder, &["jamba"]),
    (Known("kimi"), Decoder, &["kimi-linear"]),
    (Known("laguna"), Decoder, &["laguna"]),
    (Known("lfm2"), Decoder, &["lfm2", "lfm2moe"]),
    (Known("llada"), Decoder, &["llada", "llada-moe"]),
    (Known("maincoder"), Decoder, &["maincoder"]),
    (Known("mamba"), Decoder, &["mamba", "mamba2"]),
    (Known("mellum"), Decoder, &["mellum"]),
    (Known("mimo"), Decoder, &["mimo2"]),
    (Known("minicpm"), Decoder, &["minicpm", "minicpm3"]),
    (Known("minimax"), Decoder, &["minimax-m2"]),
    (Known("mpt"), Decoder, &["mpt"]),
    (Known("nemotron"), Decoder, &["nemotron", "nemotron_h", "nemotron_h_moe"]),
    (Known("olmo"), Decoder, &["olmo", "olmo2", "olmoe"]),
    (Known("openelm"), Decoder, &["openelm"]),
    (Known("orion"), Decoder, &["orion"]),
    (Known("paddleocr"), Wrapper, &["paddleocr"]),
    (Known("pangu"), Decoder, &["pangu-embedded"]),
    (Known("plamo"), Decoder, &["plamo", "plamo2", "plamo3"]),
    (Known("plm"), Decoder, &["plm"]),
    (Known("refact"), Decoder, &["refact"]),
    (Known("rnd1"), Decoder, &["rnd1"]),
    (Known("seed-oss"), Decoder, &["seed_oss"]),
    (Known("smallthinker"), Decoder, &["smallthinker"]),
    (Known("stablelm"), Decoder, &["stablelm"]),
    (Known("gpt-bigcode"), Decoder, &["starcoder"]),
    (Known("starcoder2"), Decoder, &["starcoder2"]),
    (Known("step"), Decoder, &["step35"]),
    (Known("talkie"), Decoder, &["talkie"]),
    (Known("xverse"), Decoder, &["xverse"]),

    (Known("bert"), Encoder, &["bert", "neo-bert"]),
    (Known("eurobert"), Encoder, &["eurobert"]),
    (Known("jina-bert"), Encoder, &["jina-bert-v2", "jina-bert-v3"]),
    (Known("modernbert"), Encoder, &["modern-bert"]),
    (Known("nomic-bert"), Encoder, &["nomic-bert", "nomic-bert-moe"]),
    (Known("t5"), Seq2Seq, &["t5"]),
    (Known("t5"), Encoder, &["t5encoder"]),
    (Known("eagle3"), Drafter, &["eagle3"]),
    (Known("dflash"), Drafter, &["dflash"]),
    (Known("clip"), Other, &["clip"]),
    (Known("wavtokenizer"), Other, &["wavtokenizer-dec"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stands_once() {
        for pair in SORTED.rows.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} stands twice", pair[0].0);
        }
    }

    #[test]
    fn spellings_of_transformers_are_not_mixed_in() {
        for name in ["phi", "qwen2_moe", "qwen3_moe", "mixtral", "mistral", "gemma3_text"] {
            assert_eq!(known(name), None, "{name} is not a GGUF architecture");
        }
    }
}
