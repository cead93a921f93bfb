//! `PlainMetadata`: the data callers of the legacy SDK have about a model.

use crate::scalar::{count, word};
use serde::{Deserialize, Serialize};

/// A model described by a few names and figures. Keys can be in snake or camel case. Missing values and values of the
/// wrong type are unknown, and any text is accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "ModelMetadata"))]
#[serde(rename_all = "camelCase", from = "Wire")]
pub struct PlainMetadata {
    /// A family (`llama`, `llama3`) or an exact type (`mixtral`).
    pub architecture: String,
    /// `safetensors`, `gguf`, `pytorch`, …
    pub format: String,
    /// A quantization label (`Q4_K_M`), if there is one.
    pub quantization: Option<String>,
    /// Display text: `7B`.
    pub parameters: Option<String>,
    /// Size of the files in bytes.
    pub size_bytes: Option<u64>,
    /// Context length in training, in tokens.
    pub max_context_length: Option<u64>,
}

/// The accepted keys.
#[derive(Deserialize)]
struct Wire {
    #[serde(default, deserialize_with = "word")]
    architecture: Option<String>,
    #[serde(default, deserialize_with = "word")]
    format: Option<String>,
    #[serde(default, deserialize_with = "word")]
    quantization: Option<String>,
    #[serde(default, deserialize_with = "word")]
    parameters: Option<String>,
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
            architecture: wire.architecture.unwrap_or_default(),
            format: wire.format.unwrap_or_default(),
            quantization: wire.quantization,
            parameters: wire.parameters,
            size_bytes: wire.size_bytes.or(wire.size_bytes_camel),
            max_context_length: wire.max_context_length.or(wire.max_context_length_camel),
        }
    }
}
