//! Models in lists: their order, and what is said of each.

use super::{PlannedModel, SitePlan};
use crate::page::{
    ListItem, Shown,
    figures::{Bucket, ParameterCount},
};
use compatibility::architecture::family::Family;
use std::cmp::Reverse;

/// Most used first, by coarse steps, so that counters that move a little move no list; then by id.
#[must_use]
pub(super) fn by_use(models: &[PlannedModel]) -> Vec<u32> {
    let mut order: Vec<(Reverse<Bucket>, u32)> = models
        .iter()
        .zip(0..)
        .map(|(model, place)| (Reverse(Bucket::of(model.assessed.metadata.downloads.unwrap_or(0))), place))
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, place)| place).collect()
}

impl SitePlan<'_> {
    /// A model as lists show it.
    #[must_use]
    pub fn list_item(&self, place: u32) -> ListItem {
        let model = &self.models[place as usize];
        let metadata = &*model.assessed.metadata;
        let mut facts: Vec<String> = Vec::with_capacity(3);
        if metadata.architecture.family != Family::Unknown {
            facts.push(metadata.architecture.family.to_string());
        }
        facts.extend(metadata.parameters.total.map(|total| ParameterCount(total).to_string()));
        let mut formats: Vec<&str> = metadata.artifacts.iter().map(|artifact| artifact.format.as_str()).collect();
        formats.dedup();
        facts.extend(formats.first().map(|format| match formats.len() {
            1 => (*format).to_owned(),
            _ => formats.join(" + "),
        }));
        ListItem {
            id: metadata.id.as_str().to_owned(),
            href: self.href(model),
            verdict: Shown(model.assessed.summary.judgement),
            facts: facts.join(", "),
        }
    }
}
