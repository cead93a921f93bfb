//! The `model_type` names of the transformers library and the family of each.
//!
//! Source: transformers, `models/auto/{configuration_auto,auto_mappings,modeling_auto}.py`; remote-code types from
//! their own `config.json`. Types that look like one of the five families but do not belong to it are listed under
//! their own name, so that the exclusion is an explicit row and not an omission.

use super::{
    KnownType,
    Role::{self, Decoder, Drafter, Encoder, Other, Seq2Seq, Wrapper},
    family::Family::{self, Gemma, Known, Llama, Mistral, Phi, Qwen},
};
use crate::sieve::Sieve;
use std::sync::LazyLock;

/// Looks up a `model_type`. Case-insensitive.
#[must_use]
pub fn known(model_type: &str) -> Option<KnownType> {
    lookup(&SORTED, model_type)
}

/// Known types sorted by name, for binary search.
pub(super) struct SortedTypes {
    pub(super) rows: Vec<(&'static str, KnownType)>,
    sieve: Sieve,
}

/// Looks up a name in a table created by [`sorted`]. Case-insensitive.
pub(super) fn lookup(table: &SortedTypes, name: &str) -> Option<KnownType> {
    if !table.sieve.passes(name.as_bytes()) {
        return None;
    }
    let table = &table.rows;
    let search = |lower: &str| table.binary_search_by(|(known, _)| (*known).cmp(lower)).ok();
    let at = if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        search(&name.to_ascii_lowercase())
    } else {
        search(name)
    };
    at.map(|at| table[at].1)
}

/// Every known type with its family and role, by name.
pub fn all() -> impl Iterator<Item = (&'static str, KnownType)> {
    SORTED.rows.iter().copied()
}

static SORTED: LazyLock<SortedTypes> = LazyLock::new(|| sorted(TABLE));

/// Flattens groups of `(family, role, names)` into a sorted table.
pub(super) fn sorted(table: &[(Family, Role, &[&'static str])]) -> SortedTypes {
    let mut rows: Vec<_> = table
        .iter()
        .flat_map(|(family, role, names)| {
            let known = KnownType { family: *family, role: *role };
            names.iter().map(move |name| (*name, known))
        })
        .collect();
    rows.sort_unstable_by_key(|(name, _)| *name);
    let sieve = rows.iter().fold(Sieve::EMPTY, |sieve, (name, _)| sieve.and(name));
    SortedTypes { rows, sieve }
}

#[rustfmt::skip]
const TABLE: &[(Family, Role, &[&str])] = &[
    // The five families: text-generation models …
    (Llama, Decoder, &["llama", "code_llama"]),
    (Mistral, Decoder, &["mistral", "mixtral", "ministral", "ministral3", "mistral4"]),
    (Phi, Decoder, &["phi", "phi3", "phimoe", "phi3small", "phi4flash", "phi-msft", "mixformer-sequential"]),
    (Qwen, Decoder, &["qwen", "qwen2", "qwen2_moe", "qwen3", "qwen3_moe", "qwen3_next", "qwen3_5_text", "qwen3_5_moe_text"]),
    (Gemma, Decoder, &["gemma", "gemma2", "gemma3_text", "gemma3n_text", "gemma4_text"]),
    // … and relatives that are shown under the family but cannot be loaded as plain text models.
    (Llama, Wrapper, &["llama4"]),
    (Llama, Decoder, &["llama4_text"]),
    (Mistral, Wrapper, &["mistral3"]),
    (Phi, Wrapper, &["phi3_v", "phi4mm", "phi4_multimodal", "phi4_multimodal_audio", "phi4_multimodal_vision"]),
    (Qwen, Wrapper, &[
        "qwen2_vl", "qwen2_vl_text", "qwen2_vl_vision", "qwen2_5_vl", "qwen2_5_vl_text", "qwen2_5_vl_vision", "qwen3_vl",
        "qwen3_vl_text", "qwen3_vl_vision", "qwen3_vl_moe", "qwen3_vl_moe_text", "qwen3_vl_moe_vision", "qwen3_5",
        "qwen3_5_vision", "qwen3_5_moe", "qwen3_5_moe_vision", "qwen4_exp", "qwen4_exp_text",
    ]),
    (Gemma, Wrapper, &[
        "gemma3", "gemma3n", "gemma3n_audio", "gemma3n_vision", "gemma4", "gemma4_audio", "gemma4_vision",
        "gemma4_unified", "gemma4_unified_text", "gemma4_unified_audio", "gemma4_unified_vision",
    ]),
    (Gemma, Drafter, &["gemma4_assistant"]),

    // Named like one of the five families but not part of it.
    (Known("mllama"), Wrapper, &["mllama", "mllama_text_model", "mllama_vision_model"]),
    (Known("llava"), Wrapper, &[
        "llava", "llava_next", "llava_next_video", "llava_onevision", "llava_llama", "llava_mistral", "llava_qwen",
        "llava_qwen2", "llava-qwen2", "llava_gemma", "llava_phi", "video_llava", "vipllava", "video_llama_3",
        "tinyllava", "bunny-llama", "bunny-phi", "bunny-qwen", "llava_mpt",
    ]),
    (Known("diffllama"), Decoder, &["diffllama"]),
    (Known("open-llama"), Decoder, &["open-llama"]),
    (Known("nanochat"), Decoder, &["nanochat"]),
    (Known("arcee"), Decoder, &["arcee"]),
    (Known("smollm3"), Decoder, &["smollm3"]),
    (Known("deci"), Decoder, &["deci", "deci_lm", "deci-lm", "nemotron-nas"]),
    (Known("sparse-llama"), Decoder, &["sparse_llama"]),
    (Known("pixtral"), Wrapper, &["pixtral"]),
    (Known("voxtral"), Wrapper, &["voxtral", "voxtral_encoder", "voxtral_realtime", "voxtral_realtime_encoder", "voxtral_realtime_text"]),
    (Known("qwen2-audio"), Wrapper, &["qwen2_audio", "qwen2_audio_encoder"]),
    (Known("qwen-omni"), Wrapper, &[
        "qwen2_5_omni", "qwen2_5_omni_thinker", "qwen2_5_omni_talker", "qwen2_5_omni_text", "qwen2_5_omni_token2wav",
        "qwen3_omni_moe", "qwen3_omni_moe_thinker", "qwen3_omni_moe_talker", "qwen3_omni_moe_text",
        "qwen3_omni_moe_audio_encoder", "qwen3_omni_moe_vision_encoder",
    ]),
    (Known("qwen3-asr"), Other, &["qwen3_asr", "qwen3_asr_audio_encoder", "qwen3_asr_text", "qwen3_asr_thinker"]),
    (Known("colqwen2"), Encoder, &["colqwen2"]),
    (Known("colpali"), Encoder, &["colpali"]),
    (Known("dream"), Decoder, &["dream"]),
    (Known("paligemma"), Wrapper, &["paligemma"]),
    (Known("recurrent-gemma"), Decoder, &["recurrent_gemma"]),
    (Known("shieldgemma2"), Wrapper, &["shieldgemma2"]),
    (Known("t5gemma"), Seq2Seq, &["t5gemma", "t5gemma_module", "t5gemma2", "t5gemma2_text", "t5gemma2_encoder", "t5gemma2_decoder", "t5_gemma_module"]),
    (Known("vaultgemma"), Decoder, &["vaultgemma"]),
    (Known("diffusion-gemma"), Decoder, &["diffusion_gemma"]),

    // Other decoders.
    (Known("afmoe"), Decoder, &["afmoe"]),
    (Known("apertus"), Decoder, &["apertus"]),
    (Known("aquila"), Decoder, &["aquila"]),
    (Known("baichuan"), Decoder, &["baichuan", "baichuan_m1"]),
    (Known("bailing"), Decoder, &["bailing_moe", "bailing_moe_v2", "bailing_moe_linear", "bailing_hybrid"]),
    (Known("bamba"), Decoder, &["bamba"]),
    (Known("biogpt"), Decoder, &["biogpt"]),
    (Known("bitnet"), Decoder, &["bitnet"]),
    (Known("bloom"), Decoder, &["bloom"]),
    (Known("codegen"), Decoder, &["codegen"]),
    (Known("cohere"), Decoder, &["cohere", "cohere2", "cohere2_moe"]),
    (Known("ctrl"), Decoder, &["ctrl"]),
    (Known("dbrx"), Decoder, &["dbrx"]),
    (Known("deepseek"), Decoder, &["deepseek", "deepseek_v2", "deepseek_v3", "deepseek_v32", "deepseek_v4"]),
    (Known("doge"), Decoder, &["doge"]),
    (Known("dots1"), Decoder, &["dots1"]),
    (Known("ernie"), Decoder, &["ernie4_5", "ernie4_5_moe"]),
    (Known("exaone"), Decoder, &["exaone", "exaone4", "exaone4_5", "exaone_moe"]),
    (Known("falcon"), Decoder, &["falcon", "falcon_h1", "refinedweb", "refinedwebmodel"]),
    (Known("glm"), Decoder, &["chatglm", "glm", "glm4", "glm4_moe", "glm4_moe_lite", "glm_moe_dsa"]),
    (Known("gpt-bigcode"), Decoder, &["gpt_bigcode", "starcoder"]),
    (Known("gpt-j"), Decoder, &["gptj"]),
    (Known("gpt-neo"), Decoder, &["gpt_neo"]),
    (Known("gpt-neox"), Decoder, &["gpt_neox", "gpt_neox_japanese"]),
    (Known("gpt-oss"), Decoder, &["gpt_oss"]),
    (Known("gpt2"), Decoder, &["gpt2", "openai-gpt"]),
    (Known("granite"), Decoder, &["granite", "granitemoe", "granitemoehybrid", "granitemoeshared", "granite_hybrid"]),
    (Known("grok"), Decoder, &["grok", "grok-1"]),
    (Known("helium"), Decoder, &["helium"]),
    (Known("hunyuan"), Decoder, &["hunyuan", "hunyuan_v1_dense", "hunyuan_v1_moe", "hy_v3"]),
    (Known("hyperclovax"), Decoder, &["hyperclovax"]),
    (Known("internlm"), Decoder, &["internlm", "internlm2", "internlm3"]),
    (Known("jais"), Decoder, &["jais", "jais2"]),
    (Known("jamba"), Decoder, &["jamba"]),
    (Known("jetmoe"), Decoder, &["jetmoe"]),
    (Known("kimi"), Decoder, &["kimi", "kimi_k2", "kimi_linear"]),
    (Known("laguna"), Decoder, &["laguna"]),
    (Known("lfm2"), Decoder, &["lfm2", "lfm2_moe"]),
    (Known("llada"), Decoder, &["llada", "llada_moe", "llada2_moe"]),
    (Known("longcat"), Decoder, &["longcat_flash"]),
    (Known("mamba"), Decoder, &["mamba", "mamba2", "falcon_mamba"]),
    (Known("mimo"), Decoder, &["mimo", "mimo_v2", "mimo_v2_flash"]),
    (Known("minicpm"), Decoder, &["minicpm", "minicpm3", "minicpm_sala"]),
    (Known("minimax"), Decoder, &["minimax", "minimax_m1", "minimax_m2", "minimax_text_01"]),
    (Known("mpt"), Decoder, &["mpt"]),
    (Known("nanbeige"), Decoder, &["nanbeige"]),
    (Known("nemotron"), Decoder, &["nemotron", "nemotron_h"]),
    (Known("olmo"), Decoder, &["olmo", "olmo2", "olmo3", "olmoe", "flex_olmo", "olmo_1124", "olmo_hybrid", "hf_olmo"]),
    (Known("openelm"), Decoder, &["openelm"]),
    (Known("opt"), Decoder, &["opt"]),
    (Known("orion"), Decoder, &["orion"]),
    (Known("ouro"), Decoder, &["ouro"]),
    (Known("persimmon"), Decoder, &["persimmon"]),
    (Known("phonelm"), Decoder, &["phonelm"]),
    (Known("plamo"), Decoder, &["plamo", "plamo2", "plamo3"]),
    (Known("reformer"), Decoder, &["reformer"]),
    (Known("rwkv"), Decoder, &["rwkv", "rwkv5", "rwkv6", "rwkv7", "rwkv_hybrid"]),
    (Known("sdar"), Decoder, &["sdar"]),
    (Known("seed-oss"), Decoder, &["seed_oss"]),
    (Known("solar"), Decoder, &["solar", "solar_open"]),
    (Known("stablelm"), Decoder, &["stablelm", "stablelm_epoch", "stablelm_alpha"]),
    (Known("starcoder2"), Decoder, &["starcoder2"]),
    (Known("step"), Decoder, &["step1", "step3p5"]),
    (Known("xglm"), Decoder, &["xglm"]),
    (Known("xlnet"), Decoder, &["xlnet"]),
    (Known("xverse"), Decoder, &["xverse"]),
    // Published before transformers had a type for it; not Llama's `llama` type.
    (Known("yi"), Decoder, &["yi"]),
    (Known("zamba"), Decoder, &["zamba", "zamba2"]),

    // Other multimodal models.
    (Known("aria"), Wrapper, &["aria"]),
    (Known("aya-vision"), Wrapper, &["aya_vision", "cohere2_vision"]),
    (Known("blip"), Wrapper, &["blip", "blip-2", "instructblip"]),
    (Known("chameleon"), Wrapper, &["chameleon"]),
    (Known("deepseek-vl"), Wrapper, &["deepseek_vl", "deepseek_vl_v2", "multi_modality"]),
    (Known("dots-ocr"), Wrapper, &["dots_ocr"]),
    (Known("emu3"), Wrapper, &["emu3"]),
    (Known("florence2"), Wrapper, &["florence2"]),
    (Known("fuyu"), Wrapper, &["fuyu"]),
    (Known("git"), Wrapper, &["git"]),
    (Known("glm-v"), Wrapper, &["glm4v", "glm4v_moe"]),
    (Known("idefics"), Wrapper, &["idefics", "idefics2", "idefics3", "smolvlm"]),
    (Known("internvl"), Wrapper, &["internvl", "internvl_chat", "internvl_vision"]),
    (Known("kimi-vl"), Wrapper, &["kimi_vl", "kimi_k25"]),
    (Known("lfm2-vl"), Wrapper, &["lfm2_vl", "lfm2-vl"]),
    (Known("minicpm-v"), Wrapper, &["minicpmv", "minicpmo"]),
    (Known("molmo"), Wrapper, &["molmo", "molmo2"]),
    (Known("moondream"), Wrapper, &["moondream1", "moondream3"]),
    (Known("ovis"), Wrapper, &["ovis", "ovis2", "ovis2_5", "ovis2_6_moe"]),
    (Known("vision-encoder-decoder"), Wrapper, &["vision-encoder-decoder"]),

    // Encoders: text to vectors or labels.
    (Known("albert"), Encoder, &["albert"]),
    (Known("bert"), Encoder, &["bert", "mobilebert", "squeezebert", "neobert"]),
    (Known("camembert"), Encoder, &["camembert"]),
    (Known("canine"), Encoder, &["canine"]),
    (Known("deberta"), Encoder, &["deberta", "deberta-v2"]),
    (Known("distilbert"), Encoder, &["distilbert"]),
    (Known("electra"), Encoder, &["electra"]),
    (Known("flaubert"), Encoder, &["flaubert"]),
    (Known("layoutlm"), Encoder, &["layoutlm", "layoutlmv2", "layoutlmv3"]),
    (Known("longformer"), Encoder, &["longformer"]),
    (Known("modernbert"), Encoder, &["modernbert"]),
    (Known("mpnet"), Encoder, &["mpnet"]),
    (Known("nomic-bert"), Encoder, &["nomic_bert"]),
    (Known("roberta"), Encoder, &["roberta", "xlm-roberta", "xlm-roberta-xl"]),
    (Known("roformer"), Encoder, &["roformer"]),

    // Encoder-decoder models.
    (Known("bart"), Seq2Seq, &["bart", "mbart", "bigbird_pegasus"]),
    (Known("blenderbot"), Seq2Seq, &["blenderbot", "blenderbot-small"]),
    (Known("encoder-decoder"), Seq2Seq, &["encoder-decoder", "encoder_decoder"]),
    (Known("led"), Seq2Seq, &["led"]),
    (Known("m2m-100"), Seq2Seq, &["m2m_100", "nllb-moe"]),
    (Known("marian"), Seq2Seq, &["marian"]),
    (Known("pegasus"), Seq2Seq, &["pegasus", "pegasus_x"]),
    (Known("prophetnet"), Seq2Seq, &["prophetnet"]),
    (Known("t5"), Seq2Seq, &["t5", "mt5", "umt5", "longt5", "switch_transformers"]),

    // Images, sound and the rest.
    (Known("beit"), Other, &["beit"]),
    (Known("clip"), Other, &["clip", "clip_vision_model", "siglip", "siglip2", "xclip"]),
    (Known("convnext"), Other, &["convnext", "convnextv2"]),
    (Known("detr"), Other, &["detr"]),
    (Known("dinov2"), Other, &["dinov2"]),
    (Known("encodec"), Other, &["encodec", "dac"]),
    (Known("hubert"), Other, &["hubert"]),
    (Known("jina-clip"), Other, &["jina_clip"]),
    (Known("musicgen"), Other, &["musicgen"]),
    (Known("openvla"), Other, &["openvla"]),
    (Known("parler-tts"), Other, &["parler_tts"]),
    (Known("resnet"), Other, &["resnet"]),
    (Known("segformer"), Other, &["segformer"]),
    (Known("speecht5"), Other, &["speecht5"]),
    (Known("swin"), Other, &["swin", "swinv2"]),
    (Known("vit"), Other, &["vit"]),
    (Known("wav2vec2"), Other, &["wav2vec2", "wav2vec2-bert", "wavlm"]),
    (Known("whisper"), Other, &["whisper"]),
    (Known("xlstm"), Decoder, &["xlstm"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stands_once_and_lower_case() {
        for pair in SORTED.rows.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} stands twice", pair[0].0);
        }
        for (name, _) in &SORTED.rows {
            assert_eq!(known(&name.to_ascii_uppercase()), known(name));
            assert!(known(name).is_some(), "{name}");
        }
    }

    #[test]
    fn only_whole_names_count() {
        for name in ["", "llam", "llama2x", "xllama", "my_mistral", "philosophy", "qwen2-vl-chat", "gemmaish"] {
            assert_eq!(known(name), None, "{name}");
        }
    }
}
