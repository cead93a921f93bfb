//! `Architecture`: which family of networks a model belongs to, and which exact type it is.
//!
//! Decided by exact names only: never by a part of a name, never by the model's id, and never by the
//! *names* inside `dataset:`, `license:` or `base_model:` tags. The names of the model and of its base models can only
//! contradict a tag.

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

/// What a network of this type is for, as far as its name alone tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Continues text: a decoder-only language model.
    Decoder,
    /// A multimodal model around a language model (`text_config` inside).
    Wrapper,
    /// Turns text into vectors or labels.
    Encoder,
    /// Translates one text into another: encoder and decoder.
    Seq2Seq,
    /// Guesses ahead for another model; of no use alone.
    Drafter,
    /// Part of a model, or a model of pictures, sound, proteins, …
    Other,
}

/// A known name: the family it belongs to and its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownType {
    /// Whose family.
    pub family: Family,
    /// What it is for.
    pub role: Role,
}

/// The architecture of a model, with what says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Architecture {
    /// The family; `unknown` where no evidence names a known type.
    pub family: Family,
    /// The exact type, lower-cased: transformers' `model_type`, or llama.cpp's name in a GGUF-only
    /// repository. Present without a family where the record names a type that no table has.
    pub model_type: Option<CompactString>,
    /// What a network of this type is for, where the type is known.
    pub role: Option<Role>,
    /// llama.cpp's name for it, where the record has a `gguf.architecture`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gguf_architecture: Option<CompactString>,
    /// What decided the family; absent where there was nothing.
    pub evidence: Option<Evidence>,
    /// What names the exact type, where something else decided the family.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model_type_evidence: Option<Evidence>,
}

impl Architecture {
    /// Nothing known.
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

    /// Whether family or type were taken from the record of a base model.
    #[must_use]
    pub fn is_inherited(&self) -> bool {
        self.evidence.as_ref().is_some_and(Evidence::is_inherited)
    }
}
