//! `Facts`: what a page states about its subject. Their hash decides whether the page has changed. Design and wording
//! are not part of it, so that a new template changes no date.

use crate::{
    display::verdict::Shown,
    plan::{ModelIdx, SitePlan, Topic},
};
use site::manifest::Hash;
use std::{fmt::Display, io::Write as _};

/// Collects the facts of a page for their hash. Different lists of facts never give the same bytes.
#[derive(Debug)]
pub struct Facts(Vec<u8>);

impl Default for Facts {
    fn default() -> Self {
        Self(Vec::with_capacity(1_024))
    }
}

impl Facts {
    /// Adds a text.
    pub fn add(&mut self, text: &str) -> &mut Self {
        self.0.extend_from_slice(text.as_bytes());
        self.0.push(0);
        self
    }

    /// Adds a number; `None` differs from zero.
    pub fn add_number(&mut self, number: Option<u64>) -> &mut Self {
        self.0.push(u8::from(number.is_some()));
        self.0.extend_from_slice(&number.unwrap_or_default().to_le_bytes());
        self
    }

    /// Adds a count.
    pub fn add_count(&mut self, count: usize) -> &mut Self {
        self.add_number(Some(count as u64))
    }

    /// Adds a byte.
    pub fn add_byte(&mut self, byte: u8) -> &mut Self {
        self.0.push(byte);
        self
    }

    /// Adds the `Display` text of a value.
    pub fn add_shown(&mut self, fact: impl Display) -> &mut Self {
        let _ = write!(self.0, "{fact}");
        self.add("")
    }

    /// Adds what the card of a model states: name, verdict and size, and in the list of a topic also the verdict of the
    /// topic's variants.
    pub fn add_model(&mut self, plan: &SitePlan<'_>, model: ModelIdx, topic: Option<&Topic>) -> &mut Self {
        let assessed = &plan.models[model].assessed;
        let judgement = assessed.summary.judgement;
        let here = topic.map_or(judgement, |topic| topic.judgement_of(assessed));
        self.add(assessed.metadata.id.as_str())
            .add(Shown(here).class().as_str())
            .add(Shown(judgement).class().as_str())
            .add_number(assessed.metadata.parameters.total)
    }

    /// Adds the models of a list sorted by popularity; their order is not a fact.
    pub fn add_models(&mut self, plan: &SitePlan<'_>, models: &[ModelIdx]) -> &mut Self {
        let mut models = models.to_vec();
        models.sort_unstable();
        models.iter().fold(self.add_count(models.len()), |facts, model| facts.add_model(plan, *model, None))
    }

    /// The hash of everything added.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Hash::of(&self.0)
    }
}
