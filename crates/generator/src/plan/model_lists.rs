//! Models in lists: their order, and their cards.

use crate::{
    display::{
        card::Card,
        figures::{Bucket, Figure as _, ModelSize},
        verdict::Shown,
    },
    plan::{ModelIdx, PlannedModel, SitePlan, Topic},
    text::Text,
};
use askama::Template;
use compatibility::{architecture::family::Family, compatibility::Judgement, model_metadata::ModelMetadata};
use serde::Serialize;
use serde_json::value::RawValue;
use std::{borrow::Cow, cmp::Reverse, fmt::Write as _};

/// Most popular first, by rounded downloads, so that small changes of the counts change no list; then by id.
#[must_use]
pub(super) fn by_use(models: &[PlannedModel]) -> Vec<ModelIdx> {
    let mut order: Vec<(Reverse<Bucket>, ModelIdx)> = models
        .iter()
        .zip(ModelIdx::all())
        .map(|(model, place)| (Reverse(Bucket::of(model.assessed.metadata.downloads.unwrap_or(0))), place))
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, place)| place).collect()
}

/// Maximum number of newly supported models listed.
const NEWS: usize = 100;

/// The models that have become runnable: newest first, then in the order of `by_use`.
#[must_use]
pub(super) fn became_runnable(models: &[PlannedModel], by_use: &[ModelIdx]) -> Vec<ModelIdx> {
    let since = |place: &ModelIdx| models[*place].runnable_since;
    let mut places: Vec<ModelIdx> = by_use.iter().copied().filter(|place| since(place).is_some()).collect();
    places.sort_by_key(|place| Reverse(since(place)));
    places.truncate(NEWS);
    places
}

/// A model as the alternates of other models refer to it.
#[must_use]
pub(super) fn link(metadata: &ModelMetadata, url: &str) -> Box<RawValue> {
    #[derive(Serialize)]
    struct Link<'a> {
        id: &'a str,
        url: &'a str,
    }
    serde_json::value::to_raw_value(&Link { id: metadata.id.as_str(), url }).expect("two texts have a form in JSON")
}

impl SitePlan<'_> {
    /// A model as the alternates of others refer to it, as JSON.
    #[must_use]
    pub fn link(&self, place: ModelIdx) -> &RawValue {
        &self.models[place].link
    }

    /// A model's card in lists, as HTML.
    #[must_use]
    pub fn card(&self, place: ModelIdx) -> &str {
        &self.models[place].card
    }

    /// The card in a topic. If the topic is about variants with another verdict than the model's best ones, the card
    /// has their verdict, followed by the best one.
    #[must_use]
    pub fn card_in(&self, topic: &Topic, place: ModelIdx) -> Cow<'_, str> {
        let PlannedModel { assessed, href, card, .. } = &self.models[place];
        let [all, here] = [assessed.summary.judgement, topic.judgement_of(assessed)].map(Shown);
        if here.class() == all.class() {
            return Cow::Borrowed(card);
        }
        let text = self.text();
        let others = text.list_from_other_files(all.short(text));
        let facts = [&*listed_facts(&assessed.metadata, text), ", ", &others].concat();
        Cow::Owned(rendered(&assessed.metadata, here.0, href, &facts, text).into())
    }
}

/// Family, size and formats of a model for lists.
#[must_use]
pub fn listed_facts(metadata: &ModelMetadata, text: &Text) -> String {
    let mut facts = String::with_capacity(40);
    if metadata.architecture.family != Family::Unknown {
        let _ = write!(facts, "{}, ", metadata.architecture.family);
    }
    if let Some(size) = ModelSize::of(&metadata.parameters) {
        let _ = write!(facts, "{}, ", size.show(text));
    }
    // Variants are sorted by format.
    for formats in metadata.artifacts.chunk_by(|a, b| a.format == b.format) {
        let _ = write!(facts, "{}, ", formats[0].format);
    }
    facts.truncate(facts.trim_end_matches(", ").len());
    facts
}

/// The card of a model.
#[must_use]
pub(super) fn card(metadata: &ModelMetadata, judgement: Judgement, href: &str, text: &Text) -> Box<str> {
    rendered(metadata, judgement, href, &listed_facts(metadata, text), text)
}

fn rendered(metadata: &ModelMetadata, judgement: Judgement, href: &str, facts: &str, text: &Text) -> Box<str> {
    let card = Card { id: metadata.id.as_str(), href, verdict: Shown(judgement), facts, text };
    let mut html = String::with_capacity(256);
    card.render_into(&mut html).expect("writing to memory does not fail");
    html.into()
}
