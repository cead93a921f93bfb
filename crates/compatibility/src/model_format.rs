//! `ModelFormat`: the storage format of an artifact's weights.

use crate::{
    hub_model::{HubModel, HubSafetensors},
    sieve::Sieve,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{borrow::Cow, fmt, str::FromStr};

macro_rules! formats {
    ($($(#[$meta:meta])* $variant:ident $name:literal $($alias:literal)*,)+) => {
        /// A storage format of weights. Quantization methods of safetensors files are separate formats, because a
        /// program that reads plain safetensors cannot load them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ModelFormat {
            $($(#[$meta])* $variant,)+
        }

        impl ModelFormat {
            /// All formats.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The format's name in lower case.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }

        /// Names and aliases for parsing.
        const NAMES: &[(&str, ModelFormat)] = &[$(($name, ModelFormat::$variant), $(($alias, ModelFormat::$variant),)*)+];

        const SIEVE: Sieve = Sieve::of_rows(NAMES);
    };
}

formats! {
    /// Plain floating-point tensors in safetensors files.
    Safetensors "safetensors",
    /// llama.cpp's single-file format.
    Gguf "gguf",
    /// GGUF files split by hand (`.gguf.part1of2`), which must be joined before any program can read them.
    GgufParts "gguf-parts",
    /// GGUF files for big-endian processors, such as IBM mainframes.
    GgufBigEndian "gguf-big-endian",
    /// The predecessor of GGUF.
    Ggml "ggml",
    /// Pickled tensors.
    Pytorch "pytorch" "bin",
    /// GPTQ.
    Gptq "gptq" "marlin",
    /// AWQ.
    Awq "awq",
    /// bitsandbytes.
    Bitsandbytes "bitsandbytes" "bnb",
    /// Eight-bit floats with scales.
    Fp8 "fp8" "fbgemm_fp8" "fbgemm-fp8",
    /// llm-compressor's format.
    CompressedTensors "compressed-tensors" "compressed_tensors",
    /// Four-bit floats in blocks.
    Mxfp4 "mxfp4",
    /// NVIDIA's Model Optimizer, including NVFP4.
    Modelopt "modelopt" "nvfp4" "modelopt_fp4",
    /// Apple's MLX.
    Mlx "mlx",
    /// ExLlamaV2.
    Exl2 "exl2",
    /// ExLlamaV3.
    Exl3 "exl3",
    /// HQQ.
    Hqq "hqq",
    /// AQLM.
    Aqlm "aqlm",
    /// VPTQ.
    Vptq "vptq",
    /// EETQ.
    Eetq "eetq",
    /// Quanto.
    Quanto "quanto",
    /// torchao.
    Torchao "torchao",
    /// SpQR.
    Spqr "spqr",
    /// HIGGS.
    Higgs "higgs",
    /// AMD's Quark.
    Quark "quark",
    /// FP-Quant.
    FpQuant "fp-quant" "fp_quant",
    /// AutoRound.
    AutoRound "auto-round" "auto_round" "intel/auto-round",
    /// BitNet.
    Bitnet "bitnet",
    /// Quantized by a method that the record does not name.
    Quantized "quantized",
    /// ONNX.
    Onnx "onnx",
    /// OpenVINO.
    Openvino "openvino",
    /// Core ML.
    Coreml "coreml",
    /// TensorFlow.
    Tensorflow "tensorflow" "tf",
    /// Flax.
    Flax "flax" "jax",
    /// TensorFlow Lite and LiteRT.
    Tflite "tflite" "litert",
    /// `ExecuTorch` programs for phones.
    Executorch "executorch",
    /// For Rockchip's processors.
    Rkllm "rkllm",
    /// NVIDIA NeMo.
    Nemo "nemo",
    /// The weight format of the `rust-bert` crate.
    RustModel "rust",
}

/// A text that is not a format name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a known model format")]
pub struct UnknownFormat(String);

impl FromStr for ModelFormat {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        named(text).ok_or_else(|| UnknownFormat(text.chars().take(80).collect()))
    }
}

fn named(text: &str) -> Option<ModelFormat> {
    if !SIEVE.passes(text.as_bytes()) {
        return None;
    }
    NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, format)| *format)
}

impl fmt::Display for ModelFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for ModelFormat {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ModelFormat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// Formats indicated by a tag of the same name, besides the methods of [`safetensors_method`].
const TAGGED: &[ModelFormat] = &[
    ModelFormat::Safetensors,
    ModelFormat::Gguf,
    ModelFormat::Ggml,
    ModelFormat::Pytorch,
    ModelFormat::Onnx,
    ModelFormat::Openvino,
    ModelFormat::Coreml,
    ModelFormat::Tensorflow,
    ModelFormat::Flax,
    ModelFormat::Tflite,
    ModelFormat::Executorch,
    ModelFormat::Rkllm,
    ModelFormat::Nemo,
    ModelFormat::RustModel,
];

/// The format indicated by a tag; the whole tag must match.
pub(crate) fn from_tag(tag: &str) -> Option<ModelFormat> {
    if !SIEVE.passes(tag.as_bytes()) {
        return None;
    }
    TAGGED.iter().copied().find(|format| match format {
        ModelFormat::Tensorflow => tag == "tf",
        ModelFormat::Flax => tag == "jax",
        format => format.as_str().eq_ignore_ascii_case(tag),
    })
}

/// The quantization method of a repository's safetensors files. `None` if they hold plain numbers.
///
/// Section 4.4 of the reference: a `quantization_config` in any form, a method's tag or the MLX library mean quantized
/// weights. After these, the tensor types are checked.
pub(crate) fn safetensors_method(record: &HubModel<'_>, library: Option<&str>) -> Option<ModelFormat> {
    let config = record.config.as_ref();
    let settings = config.and_then(|config| config.quantization_settings());
    if let Some(method) = settings.and_then(|settings| settings.quant_method.as_deref()) {
        return Some(method.parse().unwrap_or(ModelFormat::Quantized));
    }
    let is_mlx_config = config.is_some_and(|config| config.quantization.is_some());
    let is_mlx_library = matches!(library, Some("mlx" | "mlx-lm" | "mlx-vlm"));
    if is_mlx_config || is_mlx_library {
        return Some(ModelFormat::Mlx);
    }
    // A loader's name takes precedence over that of a number type, which several loaders share. Of several loaders, the
    // later one in the list wins: it is the container of what the other one made.
    let rank = |tag: &Cow<'_, str>| method_tag(tag).map(|method| (!names_number_type(tag), method));
    if let Some((_, method)) = record.tags.iter().filter_map(rank).max() {
        return Some(method);
    }
    if let Some(settings) = settings {
        let is_bitsandbytes = settings.load_in_4bit || settings.load_in_8bit;
        return Some(if is_bitsandbytes { ModelFormat::Bitsandbytes } else { ModelFormat::Quantized });
    }
    let has_bits = |tag: &Cow<'_, str>| matches!(&**tag, "2-bit" | "3-bit" | "4-bit" | "5-bit" | "6-bit" | "8-bit");
    let by_bits = || record.tags.iter().any(has_bits).then_some(ModelFormat::Quantized);
    tensor_type_method(record).or_else(by_bits)
}

impl Serialize for FormatSet {
    /// Serializes as a list of names.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(ModelFormat::as_str))
    }
}

/// A set of formats, iterated in the order of [`ModelFormat::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FormatSet(u64);

const _: () = assert!(ModelFormat::ALL.len() <= 64, "a set has a bit for each format");

impl FormatSet {
    /// The empty set.
    pub const EMPTY: Self = Self(0);

    /// Adds a format.
    #[must_use]
    pub const fn with(self, format: ModelFormat) -> Self {
        Self(self.0 | 1 << format as u64)
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Iterates over the formats.
    pub fn iter(self) -> impl Iterator<Item = ModelFormat> {
        ModelFormat::ALL.iter().copied().filter(move |format| self.0 & 1 << *format as u64 != 0)
    }
}

impl ModelFormat {
    /// Whether the format is GGUF in any form.
    #[must_use]
    pub fn is_gguf(self) -> bool {
        matches!(self, Self::Gguf | Self::GgufParts | Self::GgufBigEndian)
    }

    /// Whether the format is a quantization method for safetensors files.
    #[must_use]
    pub fn is_safetensors_method(self) -> bool {
        (Self::Gptq..=Self::Quantized).contains(&self)
    }
}

/// Whether a method's tag names the number type that is stored (`nvfp4`) and not the library that loads it.
fn names_number_type(tag: &str) -> bool {
    ["fp8", "mxfp4", "nvfp4"].iter().any(|number_type| number_type.eq_ignore_ascii_case(tag))
}

pub(crate) fn method_tag(tag: &str) -> Option<ModelFormat> {
    named(tag).filter(|format| format.is_safetensors_method() && *format != ModelFormat::Quantized)
}

/// How many of the counted numbers have a type that methods pack several weights into.
pub(crate) fn packed_words(block: &HubSafetensors<'_>) -> u64 {
    let counts = ["U32", "I32", "U8", "I16"].iter().filter_map(|packed| block.parameters.get(*packed).copied());
    counts.fold(0, u64::saturating_add)
}

/// The method suggested by packed tensor types, if nothing names one.
fn tensor_type_method(record: &HubModel<'_>) -> Option<ModelFormat> {
    let parameters = &record.safetensors.as_ref()?.parameters;
    let sum = parameters.values().fold(0u64, |sum, count| sum.saturating_add(*count));
    let count = |of: &str| parameters.get(of).copied().unwrap_or(0);
    let is_over_a_hundredth = |count: u64| count > sum / 100;
    let packed = ["I32", "U32", "U8", "I8", "F4"].map(count).into_iter().max().unwrap_or(0);
    let eight_bit_floats = parameters.iter().filter(|(name, _)| name.starts_with("F8_")).map(|(_, count)| *count);
    let eight_bit_floats = eight_bit_floats.fold(0u64, u64::saturating_add);
    if count("U32") > sum / 2 {
        Some(ModelFormat::Mlx)
    } else if eight_bit_floats > packed {
        Some(ModelFormat::Fp8)
    } else if is_over_a_hundredth(packed) || eight_bit_floats > 0 {
        // Eight-bit floats next to more packed numbers are scales: NVFP4 has one for 16 weights.
        Some(ModelFormat::Quantized)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for format in ModelFormat::ALL {
            assert_eq!(format.as_str().parse(), Ok(*format));
        }
        assert!("".parse::<ModelFormat>().is_err());
    }

    fn method(json: &str) -> Option<ModelFormat> {
        let record = HubModel::from_json(json.as_bytes()).unwrap();
        safetensors_method(&record, None).or_else(|| crate::artifact::named_method(&record))
    }

    #[test]
    fn any_sign_of_quantization_counts() {
        for (json, expected) in [
            (r#"{"id":"a/b","config":{"quantization_config":{}}}"#, Some(ModelFormat::Quantized)),
            (r#"{"id":"a/b","config":{"quantization_config":{"bits":4}},"tags":["mlx"]}"#, Some(ModelFormat::Mlx)),
            (
                r#"{"id":"a/b","config":{"quantization_config":{"quant_method":"gptq"}},"tags":["awq"]}"#,
                Some(ModelFormat::Gptq),
            ),
            (r#"{"id":"a/b","config":{"quantization_config":{"load_in_4bit":true}}}"#, Some(ModelFormat::Bitsandbytes)),
            (
                r#"{"id":"a/b","config":{"quantization_config":{"quant_method":"brand-new"}}}"#,
                Some(ModelFormat::Quantized),
            ),
            (r#"{"id":"a/b","tags":["compressed-tensors"]}"#, Some(ModelFormat::CompressedTensors)),
            (r#"{"id":"a/b","safetensors":{"parameters":{"U32":900,"F16":100}}}"#, Some(ModelFormat::Mlx)),
            (r#"{"id":"a/b","safetensors":{"parameters":{"F8_E4M3":900,"BF16":100}}}"#, Some(ModelFormat::Fp8)),
            (
                r#"{"id":"a/b","safetensors":{"parameters":{"U8":800,"F8_E4M3":100,"BF16":100}}}"#,
                Some(ModelFormat::Quantized),
            ),
            (
                r#"{"id":"a/b","config":{"text_config":{"quantization_config":{"quant_method":"awq"}}}}"#,
                Some(ModelFormat::Awq),
            ),
            (r#"{"id":"a/b","tags":["nvfp4","compressed-tensors","fp8"]}"#, Some(ModelFormat::CompressedTensors)),
            (r#"{"id":"a/b","tags":["nvfp4","8-bit"]}"#, Some(ModelFormat::Modelopt)),
            (r#"{"id":"a/b","safetensors":{"parameters":{"I64":1,"BF16":100000}}}"#, None),
            (r#"{"id":"a/b","tags":["safetensors","gguf","pytorch","onnx"]}"#, None),
            (r#"{"id":"a/b-7B-GPTQ"}"#, Some(ModelFormat::Gptq)),
            (r#"{"id":"a/b-4.0bpw-exl2"}"#, Some(ModelFormat::Exl2)),
            (
                r#"{"id":"a/b","baseModels":{"relation":"quantized","models":[{"id":"m/x"}]}}"#,
                Some(ModelFormat::Quantized),
            ),
            (r#"{"id":"a/b","tags":["safetensors","int4"]}"#, Some(ModelFormat::Quantized)),
            (r#"{"id":"a/b","tags":["safetensors","W4A16"]}"#, Some(ModelFormat::Quantized)),
            (r#"{"id":"a/b","tags":["safetensors","int4","gguf"]}"#, None),
            (r#"{"id":"a/b","tags":["safetensors","int4"],"siblings":[{"rfilename":"a.Q4_0.gguf"}]}"#, None),
            (r#"{"id":"a/b","tags":["int4"],"safetensors":{"parameters":{"BF16":100}}}"#, None),
            (r#"{"id":"a/b-AWQ-dequantized","safetensors":{"parameters":{"BF16":100}}}"#, None),
        ] {
            assert_eq!(method(json), expected, "{json}");
        }
    }
}
