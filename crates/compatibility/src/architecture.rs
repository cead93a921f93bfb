//! `Architecture`: the architecture family of a model and its exact type.
//!
//! Only exact names decide: never a part of a name, never the model's id, and never the *names* inside `dataset:`,
//! `license:` or `base_model:` tags. The names of the model and its base models can only contradict a tag.

pub mod class_name;
pub mod family;
pub mod gguf_architecture;
pub mod model_type;
mod named_family;
mod recognition;

use crate::evidence::Evidence;
use compact_str::CompactString;
use family::Family;
use serde::Serialize;

pub(crate) use recognition::{has_own_code, recognise, type_tags};

/// The purpose of a network of this type, as far as the type name determines it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Generates text: a decoder-only language model.
    Decoder,
    /// A multimodal model that contains a language model (`text_config`).
    Wrapper,
    /// Encodes text into vectors or labels.
    Encoder,
    /// Converts one text into another with an encoder and a decoder.
    Seq2Seq,
    /// Drafts tokens for another model (speculative decoding); unusable alone.
    Drafter,
    /// Part of a model, or a model of images, sound, proteins, …
    Other,
}

/// A known type name: its family and role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownType {
    /// The family that the type belongs to.
    pub family: Family,
    /// The purpose of a network of this type.
    pub role: Role,
}

/// The architecture of a model, with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Architecture {
    /// The family; `unknown` if no evidence names a known type.
    pub family: Family,
    /// The exact type in lower case: transformers' `model_type`, or llama.cpp's name in a repository with only GGUF
    /// files. Set without a family if the record names a type that is in no table.
    pub model_type: Option<CompactString>,
    /// The purpose of a network of this type, if the type is known.
    pub role: Option<Role>,
    /// llama.cpp's name for the architecture, if the record has `gguf.architecture`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gguf_architecture: Option<CompactString>,
    /// The evidence that decided the family. `None` if there was none.
    pub evidence: Option<Evidence>,
    /// The evidence for the exact type, if it differs from that for the family.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model_type_evidence: Option<Evidence>,
}

impl Architecture {
    /// Creates an unknown architecture.
    #[must_use]
    pub fn unknown() -> Self {
        Self {
            family: Family::Unknown,
            model_type: None,
            role: None,
            gguf_architecture: None,
            evidence: None,
            model_type_evidence: None,
        }
    }

    /// Whether the family or the type comes from the record of a base model.
    #[must_use]
    pub fn is_inherited(&self) -> bool {
        self.evidence.as_ref().is_some_and(Evidence::is_inherited)
    }
}
