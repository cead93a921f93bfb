//! Class names of the transformers library (`config.architectures`): the head of a class and its model type.
//!
//! The suffix determines only the head. The family comes from whole class names.

use super::{
    KnownType,
    family::Family::{self, Qwen},
    model_type,
};
use serde::Serialize;

/// The head on top of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Head {
    /// Predicts the next token.
    CausalLm,
    /// Scores or labels a text.
    SequenceClassification,
    /// Scores a text for reinforcement learning.
    Reward,
    /// Labels tokens, answers questions about a passage, fills gaps, …
    OtherTask,
    /// Generates from an input such as an image, a sound or another text.
    ConditionalGeneration,
    /// No head: outputs embeddings.
    Bare,
    /// Drafts tokens for another model (speculative decoding).
    Drafter,
}

/// Determines the head of a class from the end of its name.
///
/// ```
/// use compatibility::architecture::class_name::{Head, head};
/// assert_eq!(head("LlamaForCausalLM"), Some(Head::CausalLm));
/// assert_eq!(head("MistralModel"), Some(Head::Bare));
/// assert_eq!(head("Ovis"), None);
/// ```
#[must_use]
pub fn head(class: &str) -> Option<Head> {
    const SUFFIXES: &[(&str, Head)] = &[
        ("ForCausalLMEagle3", Head::Drafter),
        ("ForCausalLMEagle", Head::Drafter),
        ("AssistantForCausalLM", Head::Drafter),
        ("DraftModel", Head::Drafter),
        ("ForCausalLM", Head::CausalLm),
        ("LMHeadModel", Head::CausalLm),
        ("ForSequenceClassification", Head::SequenceClassification),
        ("RewardModel", Head::Reward),
        ("ForTokenClassification", Head::OtherTask),
        ("ForQuestionAnswering", Head::OtherTask),
        ("ForMultipleChoice", Head::OtherTask),
        ("ForMaskedLM", Head::OtherTask),
        ("ForPreTraining", Head::OtherTask),
        ("ForCTC", Head::OtherTask),
        ("ForImageClassification", Head::OtherTask),
        ("ForAudioClassification", Head::OtherTask),
        ("ForConditionalGeneration", Head::ConditionalGeneration),
        ("MTModel", Head::ConditionalGeneration),
        ("EncoderDecoderModel", Head::ConditionalGeneration),
        ("Model", Head::Bare),
    ];
    SUFFIXES.iter().find(|(suffix, _)| class.ends_with(suffix)).map(|(_, head)| *head)
}

/// The architecture information of a class name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownClass {
    /// The family and role.
    pub known: KnownType,
    /// The model type, if the class belongs to only one.
    pub model_type: Option<&'static str>,
}

/// Looks up a class by its whole name. Case-sensitive, as in transformers.
#[must_use]
pub fn known(class: &str) -> Option<KnownClass> {
    let at = CLASSES.binary_search_by(|(name, _)| (*name).cmp(class)).ok();
    if let Some(at) = at {
        let model_type = CLASSES[at].1;
        let known = model_type::known(model_type)?;
        return Some(KnownClass { known, model_type: Some(model_type) });
    }
    let (_, family) = AMBIGUOUS.iter().find(|(name, _)| *name == class)?;
    // Text model and wrapper share one class, and the wrapper cannot be excluded.
    Some(KnownClass { known: KnownType { family: *family, role: super::Role::Wrapper }, model_type: None })
}

/// Whether the tables assign the class to the model type.
pub(super) fn is_of_type(class: &str, model_type: &str) -> bool {
    // The remote code that Phi used before the library supported it, under the class name that the library uses now.
    const ALSO: &[(&str, &str)] = &[("PhiForCausalLM", "phi-msft")];
    let by_table = known(class).and_then(|class| class.model_type);
    let also = ALSO.iter().filter(|(name, _)| *name == class).map(|(_, of_class)| *of_class);
    by_table.into_iter().chain(also).any(|of_class| of_class.eq_ignore_ascii_case(model_type))
}

/// Classes shared by several model types.
const AMBIGUOUS: &[(&str, Family)] = &[("Qwen3_5ForCausalLM", Qwen), ("Qwen3_5MoeForCausalLM", Qwen)];

/// Classes that identify the family, with their model type, in byte order. Includes all text-generation classes of the
/// five families. Classes with another head (`LlamaForSequenceClassification`, `MistralModel`) are left out on purpose:
/// they are no evidence that the family's text model is present.
#[rustfmt::skip]
const CLASSES: &[(&str, &str)] = &[
    ("AfmoeForCausalLM", "afmoe"),
    ("ApertusForCausalLM", "apertus"),
    ("AquilaForCausalLM", "aquila"),
    ("ArceeForCausalLM", "arcee"),
    ("AriaForConditionalGeneration", "aria"),
    ("AyaVisionForConditionalGeneration", "aya_vision"),
    ("BaiChuanForCausalLM", "baichuan"),
    ("BaichuanForCausalLM", "baichuan"),
    ("BailingMoeForCausalLM", "bailing_moe"),
    ("BambaForCausalLM", "bamba"),
    ("BartForConditionalGeneration", "bart"),
    ("BertForMaskedLM", "bert"),
    ("BertForQuestionAnswering", "bert"),
    ("BertForSequenceClassification", "bert"),
    ("BertForTokenClassification", "bert"),
    ("BertModel", "bert"),
    ("BioGptForCausalLM", "biogpt"),
    ("BitNetForCausalLM", "bitnet"),
    ("BlenderbotForConditionalGeneration", "blenderbot"),
    ("BloomForCausalLM", "bloom"),
    ("CLIPModel", "clip"),
    ("ChatGLMForConditionalGeneration", "chatglm"),
    ("ChatGLMModel", "chatglm"),
    ("CodeGenForCausalLM", "codegen"),
    ("Cohere2ForCausalLM", "cohere2"),
    ("CohereForCausalLM", "cohere"),
    ("DbrxForCausalLM", "dbrx"),
    ("DeciLMForCausalLM", "deci_lm"),
    ("DeepseekForCausalLM", "deepseek"),
    ("DeepseekV2ForCausalLM", "deepseek_v2"),
    ("DeepseekV32ForCausalLM", "deepseek_v32"),
    ("DeepseekV3ForCausalLM", "deepseek_v3"),
    ("DeepseekV4ForCausalLM", "deepseek_v4"),
    ("DiffLlamaForCausalLM", "diffllama"),
    ("DistilBertForMaskedLM", "distilbert"),
    ("DistilBertForSequenceClassification", "distilbert"),
    ("DistilBertForTokenClassification", "distilbert"),
    ("DistilBertModel", "distilbert"),
    ("DogeForCausalLM", "doge"),
    ("DreamModel", "dream"),
    ("Ernie4_5ForCausalLM", "ernie4_5"),
    ("Ernie4_5_ForCausalLM", "ernie4_5"),
    ("Ernie4_5_MoeForCausalLM", "ernie4_5_moe"),
    ("Exaone4ForCausalLM", "exaone4"),
    ("ExaoneForCausalLM", "exaone"),
    ("FalconForCausalLM", "falcon"),
    ("FalconH1ForCausalLM", "falcon_h1"),
    ("FalconMambaForCausalLM", "falcon_mamba"),
    ("Florence2ForConditionalGeneration", "florence2"),
    ("GPT2LMHeadModel", "gpt2"),
    ("GPTBigCodeForCausalLM", "gpt_bigcode"),
    ("GPTJForCausalLM", "gptj"),
    ("GPTNeoForCausalLM", "gpt_neo"),
    ("GPTNeoXForCausalLM", "gpt_neox"),
    ("Gemma2ForCausalLM", "gemma2"),
    ("Gemma3ForCausalLM", "gemma3_text"),
    ("Gemma3ForConditionalGeneration", "gemma3"),
    ("Gemma3nForCausalLM", "gemma3n_text"),
    ("Gemma3nForConditionalGeneration", "gemma3n"),
    ("Gemma4AssistantForCausalLM", "gemma4_assistant"),
    ("Gemma4ForCausalLM", "gemma4_text"),
    ("Gemma4ForConditionalGeneration", "gemma4"),
    ("Gemma4UnifiedForCausalLM", "gemma4_unified"),
    ("Gemma4UnifiedForConditionalGeneration", "gemma4_unified"),
    ("GemmaForCausalLM", "gemma"),
    ("Glm4ForCausalLM", "glm4"),
    ("Glm4MoeForCausalLM", "glm4_moe"),
    ("Glm4MoeLiteForCausalLM", "glm4_moe_lite"),
    ("GlmForCausalLM", "glm"),
    ("GlmMoeDsaForCausalLM", "glm_moe_dsa"),
    ("GptOssForCausalLM", "gpt_oss"),
    ("GraniteForCausalLM", "granite"),
    ("GraniteMoeForCausalLM", "granitemoe"),
    ("GraniteMoeHybridForCausalLM", "granitemoehybrid"),
    ("HeliumForCausalLM", "helium"),
    ("HunYuanDenseV1ForCausalLM", "hunyuan_v1_dense"),
    ("HunYuanMoEV1ForCausalLM", "hunyuan_v1_moe"),
    ("InternLM2ForCausalLM", "internlm2"),
    ("InternLM3ForCausalLM", "internlm3"),
    ("InternLMForCausalLM", "internlm"),
    ("InternVLChatModel", "internvl_chat"),
    ("JAISLMHeadModel", "jais"),
    ("JambaForCausalLM", "jamba"),
    ("KimiK25ForConditionalGeneration", "kimi_k25"),
    ("KimiLinearForCausalLM", "kimi_linear"),
    ("LLaDAModelLM", "llada"),
    ("LLaMAForCausalLM", "llama"),
    ("Lfm2ForCausalLM", "lfm2"),
    ("Lfm2MoeForCausalLM", "lfm2_moe"),
    ("Llama4ForCausalLM", "llama4_text"),
    ("Llama4ForConditionalGeneration", "llama4"),
    ("LlamaForCausalLM", "llama"),
    ("LlavaForConditionalGeneration", "llava"),
    ("LlavaGemmaForCausalLM", "llava_gemma"),
    ("LlavaLlamaForCausalLM", "llava_llama"),
    ("LlavaMistralForCausalLM", "llava_mistral"),
    ("LlavaNextForConditionalGeneration", "llava_next"),
    ("LlavaOnevisionForConditionalGeneration", "llava_onevision"),
    ("LlavaPhiForCausalLM", "llava_phi"),
    ("LlavaQwen2ForCausalLM", "llava_qwen2"),
    ("LlavaQwenForCausalLM", "llava_qwen"),
    ("M2M100ForConditionalGeneration", "m2m_100"),
    ("MBartForConditionalGeneration", "mbart"),
    ("MPTForCausalLM", "mpt"),
    ("MT5ForConditionalGeneration", "mt5"),
    ("MambaForCausalLM", "mamba"),
    ("MarianMTModel", "marian"),
    ("MiMoForCausalLM", "mimo"),
    ("MiMoV2FlashForCausalLM", "mimo_v2_flash"),
    ("MiniCPM3ForCausalLM", "minicpm3"),
    ("MiniCPMForCausalLM", "minicpm"),
    ("MiniMaxM2ForCausalLM", "minimax_m2"),
    ("Ministral3ForCausalLM", "ministral3"),
    ("MinistralForCausalLM", "ministral"),
    ("Mistral3ForConditionalGeneration", "mistral3"),
    ("Mistral4ForCausalLM", "mistral4"),
    ("MistralForCausalLM", "mistral"),
    ("MixFormerSequentialForCausalLM", "mixformer-sequential"),
    ("MixtralForCausalLM", "mixtral"),
    ("MllamaForCausalLM", "mllama_text_model"),
    ("MllamaForConditionalGeneration", "mllama"),
    ("MolmoForCausalLM", "molmo"),
    ("MptForCausalLM", "mpt"),
    ("NanoChatForCausalLM", "nanochat"),
    ("NemotronForCausalLM", "nemotron"),
    ("NemotronHForCausalLM", "nemotron_h"),
    ("OLMoForCausalLM", "hf_olmo"),
    ("OPTForCausalLM", "opt"),
    ("Olmo2ForCausalLM", "olmo2"),
    ("Olmo3ForCausalLM", "olmo3"),
    ("OlmoForCausalLM", "olmo"),
    ("OlmoeForCausalLM", "olmoe"),
    ("OpenELMForCausalLM", "openelm"),
    ("OrionForCausalLM", "orion"),
    ("PaliGemmaForConditionalGeneration", "paligemma"),
    ("PegasusForConditionalGeneration", "pegasus"),
    ("Phi3ForCausalLM", "phi3"),
    ("Phi3SmallForCausalLM", "phi3small"),
    ("Phi3VForCausalLM", "phi3_v"),
    ("Phi4FlashForCausalLM", "phi4flash"),
    ("Phi4MMForCausalLM", "phi4mm"),
    ("Phi4MultimodalForCausalLM", "phi4_multimodal"),
    ("PhiForCausalLM", "phi"),
    ("PhiMoEForCausalLM", "phimoe"),
    ("PhimoeForCausalLM", "phimoe"),
    ("PixtralForConditionalGeneration", "pixtral"),
    ("Plamo2ForCausalLM", "plamo2"),
    ("QWenLMHeadModel", "qwen"),
    ("Qwen2AudioForConditionalGeneration", "qwen2_audio"),
    ("Qwen2ForCausalLM", "qwen2"),
    ("Qwen2MoeForCausalLM", "qwen2_moe"),
    ("Qwen2VLForConditionalGeneration", "qwen2_vl"),
    ("Qwen2_5OmniForConditionalGeneration", "qwen2_5_omni"),
    ("Qwen2_5OmniThinkerForConditionalGeneration", "qwen2_5_omni_thinker"),
    ("Qwen2_5_VLForConditionalGeneration", "qwen2_5_vl"),
    ("Qwen3ASRForConditionalGeneration", "qwen3_asr"),
    ("Qwen3ForCausalLM", "qwen3"),
    ("Qwen3MoeForCausalLM", "qwen3_moe"),
    ("Qwen3NextForCausalLM", "qwen3_next"),
    ("Qwen3OmniMoeForConditionalGeneration", "qwen3_omni_moe"),
    ("Qwen3VLForConditionalGeneration", "qwen3_vl"),
    ("Qwen3VLMoeForConditionalGeneration", "qwen3_vl_moe"),
    ("Qwen3_5ForConditionalGeneration", "qwen3_5"),
    ("Qwen3_5MoeForConditionalGeneration", "qwen3_5_moe"),
    ("RWForCausalLM", "refinedwebmodel"),
    ("RecurrentGemmaForCausalLM", "recurrent_gemma"),
    ("RobertaForMaskedLM", "roberta"),
    ("RobertaForSequenceClassification", "roberta"),
    ("RobertaModel", "roberta"),
    ("RwkvForCausalLM", "rwkv"),
    ("SeedOssForCausalLM", "seed_oss"),
    ("ShieldGemma2ForImageClassification", "shieldgemma2"),
    ("SmolLM3ForCausalLM", "smollm3"),
    ("StableLMEpochForCausalLM", "stablelm_epoch"),
    ("StableLmForCausalLM", "stablelm"),
    ("Starcoder2ForCausalLM", "starcoder2"),
    ("T5ForConditionalGeneration", "t5"),
    ("T5GemmaForConditionalGeneration", "t5gemma"),
    ("VaultGemmaForCausalLM", "vaultgemma"),
    ("VipLlavaForConditionalGeneration", "vipllava"),
    ("VoxtralForConditionalGeneration", "voxtral"),
    ("Wav2Vec2ForCTC", "wav2vec2"),
    ("WhisperForConditionalGeneration", "whisper"),
    ("XGLMForCausalLM", "xglm"),
    ("XLMRobertaForSequenceClassification", "xlm-roberta"),
    ("XLMRobertaModel", "xlm-roberta"),
    ("XverseForCausalLM", "xverse"),
    ("YiForCausalLM", "yi"),
    ("Zamba2ForCausalLM", "zamba2"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_its_types_are_known() {
        for pair in CLASSES.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} before {}", pair[0].0, pair[1].0);
        }
        for (class, model_type) in CLASSES {
            assert!(model_type::known(model_type).is_some(), "{class}: {model_type}");
        }
    }

    #[test]
    fn a_head_that_does_not_generate_is_no_evidence_of_a_family() {
        for class in [
            "LlamaForSequenceClassification",
            "LlamaModel",
            "MistralModel",
            "Qwen2ForRewardModel",
            "Phi3ForSequenceClassification",
        ] {
            assert_eq!(known(class), None, "{class}");
        }
        for class in CLASSES.iter().map(|(class, _)| class) {
            let family = known(class).unwrap().known.family;
            let generates = matches!(head(class), Some(Head::CausalLm | Head::ConditionalGeneration | Head::Drafter));
            assert!(generates || !family.is_advertised(), "{class}");
        }
    }
}
