//! `Family`: the display name for a group of related architectures.

use serde::{Serialize, Serializer};
use std::fmt;

/// A family of architectures. The five families that workers advertise have their own variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Meta's Llama and the many models with the same architecture.
    Llama,
    /// Mistral AI's dense and mixture-of-experts models.
    Mistral,
    /// Microsoft's Phi.
    Phi,
    /// Alibaba's Qwen.
    Qwen,
    /// Google's Gemma.
    Gemma,
    /// Another known family, by name.
    Known(&'static str),
    /// No evidence, or a type that is in no table.
    Unknown,
}

impl Family {
    /// The five families that workers advertise.
    pub const ADVERTISED: [Self; 5] = [Self::Llama, Self::Mistral, Self::Phi, Self::Qwen, Self::Gemma];

    /// The family's name in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Llama => "llama",
            Self::Mistral => "mistral",
            Self::Phi => "phi",
            Self::Qwen => "qwen",
            Self::Gemma => "gemma",
            Self::Known(name) => name,
            Self::Unknown => "unknown",
        }
    }

    /// Whether it is one of the five that workers advertise.
    #[must_use]
    pub fn is_advertised(self) -> bool {
        Self::ADVERTISED.contains(&self)
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Family {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
