//! `Evidence`: where a derived fact comes from.

use crate::model_id::ModelId;
use serde::Serialize;

/// Whose record a fact was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The model's own record.
    Own,
    /// The record of a model that it was made from.
    BaseModel,
}

/// What a derived fact rests on: a field of a record and what stood there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Whose record.
    pub source: Source,
    /// The field, in the Hub's own spelling (`config.model_type`); `name` is the id's last part.
    pub field: &'static str,
    /// What the field says, as written there; of a long list, the entry that decided.
    pub value: Box<str>,
    /// The base model whose record it is, where `source` is [`Source::BaseModel`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelId>,
}

impl Evidence {
    /// Evidence from the model's own record.
    #[must_use]
    pub fn own(field: &'static str, value: impl Into<Box<str>>) -> Self {
        Self { source: Source::Own, field, value: value.into(), model: None }
    }

    /// The same evidence, seen from a model that was made from `base`.
    #[must_use]
    pub fn through(&self, base: &ModelId) -> Self {
        Self { source: Source::BaseModel, model: Some(base.clone()), ..self.clone() }
    }

    /// Whether it comes from another model's record.
    #[must_use]
    pub fn is_inherited(&self) -> bool {
        self.source == Source::BaseModel
    }
}

/// A fact together with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Derived<T> {
    /// The fact.
    pub value: T,
    /// What says so.
    pub evidence: Evidence,
}

impl<T> Derived<T> {
    /// A fact from the model's own record.
    #[must_use]
    pub fn own(value: T, field: &'static str, text: impl Into<Box<str>>) -> Self {
        Self { value, evidence: Evidence::own(field, text) }
    }
}
