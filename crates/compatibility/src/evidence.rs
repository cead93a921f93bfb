//! `Evidence`: the field and value that a derived fact is based on.

mod field;

use crate::model_id::ModelId;
use compact_str::CompactString;
use serde::{Serialize, Serializer, ser::SerializeStruct};

pub use field::{Field, Rank};

/// The record that a fact was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The model's own record.
    Own,
    /// The record of a base model.
    BaseModel,
}

/// The basis of a derived fact: a field of a record and its value.
///
/// One pointer wide, because models have many facts and most records support few of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Evidence(Box<Statement>);

/// The content of [`Evidence`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The field, in the Hub's own spelling (`config.model_type`). `name` is the last part of the id.
    pub field: Field,
    /// The field's value as written in the record. For a long list, the entry that decided.
    pub value: CompactString,
    /// The base model that the record belongs to. `None` for the model's own record.
    pub model: Option<Box<ModelId>>,
}

impl Statement {
    /// Whether the fact was read from the model's own record or a base model's.
    #[must_use]
    pub fn source(&self) -> Source {
        if self.model.is_some() { Source::BaseModel } else { Source::Own }
    }
}

impl Serialize for Statement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Evidence", 3 + usize::from(self.model.is_some()))?;
        fields.serialize_field("source", &self.source())?;
        fields.serialize_field("field", &self.field)?;
        fields.serialize_field("value", &self.value)?;
        if let Some(model) = &self.model {
            fields.serialize_field("model", model)?;
        }
        fields.end()
    }
}

impl Evidence {
    /// Evidence from the model's own record.
    #[must_use]
    pub fn own(field: Field, value: impl AsRef<str>) -> Self {
        Self(Box::new(Statement { field, value: value.as_ref().into(), model: None }))
    }

    /// The same evidence, attributed to the record of `base`.
    #[must_use]
    pub fn through(&self, base: &ModelId) -> Self {
        Self(Box::new(Statement { model: Some(Box::new(base.clone())), ..(*self.0).clone() }))
    }

    /// The weight against other evidence.
    #[must_use]
    pub fn rank(&self) -> Rank {
        self.field.rank()
    }

    /// Whether it comes from another model's record.
    #[must_use]
    pub fn is_inherited(&self) -> bool {
        self.source() == Source::BaseModel
    }
}

impl std::ops::Deref for Evidence {
    type Target = Statement;

    fn deref(&self) -> &Statement {
        &self.0
    }
}

/// A fact stated directly by a field: the field's value is the fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated<T> {
    /// The fact.
    pub value: T,
    /// The field that states it.
    pub field: Field,
}

impl<T: ToString> Stated<T> {
    /// The field and its value as evidence.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        Evidence::own(self.field, self.value.to_string())
    }
}

impl<T: ToString + Serialize> Serialize for Stated<T> {
    /// Serializes like [`Derived`].
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Stated", 2)?;
        fields.serialize_field("value", &self.value)?;
        fields.serialize_field("evidence", &self.evidence())?;
        fields.end()
    }
}

/// A fact with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Derived<T> {
    /// The fact.
    pub value: T,
    /// The evidence for it.
    pub evidence: Evidence,
}

impl<T> Derived<T> {
    /// Creates a fact from the model's own record.
    #[must_use]
    pub fn own(value: T, field: Field, text: impl AsRef<str>) -> Self {
        Self { value, evidence: Evidence::own(field, text) }
    }
}
