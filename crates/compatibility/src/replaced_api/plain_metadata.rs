//! `PlainMetadata`: what the callers of the replaced system know about a model.

use crate::lenient::{Lenient, LenientSeed};
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeSeed};
use std::borrow::Cow;

/// A model in a few words and figures. Keys may be in snake or camel case, what is missing or of the wrong
/// type is unknown, and any text is taken.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "ModelMetadata"))]
#[serde(rename_all = "camelCase", from = "Wire")]
pub struct PlainMetadata {
    /// A family (`llama`, `llama3`) or an exact type (`mixtral`).
    pub architecture: String,
    /// `safetensors`, `gguf`, `pytorch`, …
    pub format: String,
    /// A label (`Q4_K_M`), where there is one.
    pub quantization: Option<String>,
    /// For people: `7B`.
    pub parameters: Option<String>,
    /// Of the files.
    pub size_bytes: Option<u64>,
    /// Trained context, in tokens.
    pub max_context_length: Option<u64>,
}

/// The keys as they come.
#[derive(Deserialize)]
struct Wire {
    #[serde(default)]
    architecture: Word,
    #[serde(default)]
    format: Word,
    #[serde(default)]
    quantization: Word,
    #[serde(default)]
    parameters: Word,
    #[serde(default, deserialize_with = "count")]
    size_bytes: Option<u64>,
    #[serde(default, rename = "sizeBytes", deserialize_with = "count")]
    size_bytes_camel: Option<u64>,
    #[serde(default, deserialize_with = "count")]
    max_context_length: Option<u64>,
    #[serde(default, rename = "maxContextLength", deserialize_with = "count")]
    max_context_length_camel: Option<u64>,
}

impl From<Wire> for PlainMetadata {
    fn from(wire: Wire) -> Self {
        Self {
            architecture: wire.architecture.0.unwrap_or_default(),
            format: wire.format.0.unwrap_or_default(),
            quantization: wire.quantization.0,
            parameters: wire.parameters.0,
            size_bytes: wire.size_bytes.or(wire.size_bytes_camel),
            max_context_length: wire.max_context_length.or(wire.max_context_length_camel),
        }
    }
}

/// A text; of a bare number its digits.
#[derive(Default)]
struct Word(Option<String>);

impl Lenient<'_> for Word {
    fn from_text(text: Cow<'_, str>) -> Self {
        Self(Some(text.into_owned()))
    }

    fn from_u64(value: u64) -> Self {
        Self(Some(value.to_string()))
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        LenientSeed::new().deserialize(deserializer)
    }
}

/// A number of bytes or tokens; JavaScript's may come as floating-point numbers.
fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    LenientSeed::new().deserialize(deserializer)
}
