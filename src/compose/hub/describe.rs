//! The sentences of a hub that are made of its figures.

use crate::{
    compose::model::family_name,
    page::{
        figures::{Counted, Grouped, ParameterCount},
        format_name,
        hub::HubKind,
    },
    plan::{Hub, HubValue, SitePlan},
};
use std::fmt::Write as _;

/// Longest title, unless the hub's name alone is longer.
const TITLE_LENGTH: usize = 65;

/// Longest description.
const DESCRIPTION_LENGTH: usize = 160;

/// What the models of a hub have in common, as people write it.
#[must_use]
pub fn name(hub: &Hub) -> String {
    match &hub.value {
        HubValue::Family(family) => family_name(*family).to_owned(),
        HubValue::Format(format) => format_name(*format).to_owned(),
        HubValue::Size(class) => class.to_string(),
        HubValue::Text(text) => text.to_string(),
    }
}

/// Of the page with that number.
pub(super) fn heading(hub: &Hub, number: usize) -> String {
    let name = name(hub);
    let heading = match hub.kind {
        HubKind::Format if is_unnamed(hub) => "Models quantized by an unnamed method".to_owned(),
        HubKind::License if is_unnamed(hub) => "Models under terms of their own".to_owned(),
        HubKind::Family => format!("{name} models"),
        HubKind::Format | HubKind::Quantization => format!("Models in {name}"),
        HubKind::Size => format!("Models of {name} parameters"),
        HubKind::ModelType => format!("Models of type {name}"),
        HubKind::License => format!("Models under {name}"),
        HubKind::Author => format!("Models by {name}"),
    };
    if number == 1 { heading } else { format!("{heading}, page {number}") }
}

/// What is in none of the usual lists, under the word that records have for it.
fn is_unnamed(hub: &Hub) -> bool {
    matches!(hub.slug(), "quantized" | "other")
}

/// `1,234 models of the Llama family`.
fn subject(hub: &Hub) -> String {
    let (count, name) = (Counted(hub.members.len(), "model"), name(hub));
    match hub.kind {
        HubKind::Format if is_unnamed(hub) => format!("{count} quantized by a method that the record does not name"),
        HubKind::License if is_unnamed(hub) => format!("{count} under terms of their own, which have no usual name"),
        HubKind::Family => format!("{count} of the {name} family"),
        HubKind::ModelType => format!("{count} of the type {name}"),
        HubKind::Format => format!("{count} with {name} files"),
        HubKind::Quantization => format!("{count} with files in {name}"),
        HubKind::Size => format!("{count} of {name} parameters"),
        HubKind::License => format!("{count} under the license {name}"),
        HubKind::Author => format!("{count} published by {name}"),
    }
}

/// `812 run`, `300 expected to run`: the verdicts that there are; `all planned`, where there is one.
fn verdicts(hub: &Hub) -> Vec<String> {
    let words = ["run", "expected to run", "planned", "unknown", "not loaded"];
    let counts = hub.counts.iter().zip(words).filter(|(count, _)| **count > 0);
    let say = |(count, word): (&usize, &str)| match *count {
        1 if word == "run" => "1 runs".to_owned(),
        count if count > 1 && count == hub.members.len() => format!("all {word}"),
        count => format!("{} {word}", Grouped(count as u64)),
    };
    counts.map(say).collect()
}

/// `0.49B to 72.7B`, where sizes are known.
pub(super) fn range_of_parameters(plan: &SitePlan<'_>, places: &[u32]) -> Option<String> {
    // Ascending, the unknown ones last.
    let known = known_sizes(plan, places);
    Some(match (known.first()?, known.last()?) {
        (least, most) if ParameterCount(*least).to_string() == ParameterCount(*most).to_string() => {
            ParameterCount(*least).to_string()
        }
        (least, most) => format!("{} to {}", ParameterCount(*least), ParameterCount(*most)),
    })
}

/// The known counts of parameters, ascending.
pub(super) fn known_sizes(plan: &SitePlan<'_>, places: &[u32]) -> Vec<u64> {
    places.iter().map_while(|place| plan.models[*place as usize].assessed.metadata.parameters.total).collect()
}

/// Unique: the heading is, and so is a page's number.
pub(super) fn title(plan: &SitePlan<'_>, hub: &Hub, number: usize, places: &[u32]) -> String {
    let mut title = heading(hub, number);
    let figures = match number {
        1 => {
            let best = verdicts(hub).into_iter().next().map(|best| format!(", {best}")).unwrap_or_default();
            format!(": {}{best}", Grouped(hub.members.len() as u64))
        }
        _ => range_of_parameters(plan, places).map(|range| format!(": {range}")).unwrap_or_default(),
    };
    for part in [figures, format!(" | {}", plan.frame.name)] {
        if title.chars().count() + part.chars().count() <= TITLE_LENGTH {
            title.push_str(&part);
        }
    }
    title
}

/// In figures; parts that do not fit are left out.
pub(super) fn description(plan: &SitePlan<'_>, hub: &Hub, number: usize, places: &[u32]) -> String {
    let subject = subject(hub);
    let range = range_of_parameters(plan, places);
    if number > 1 {
        let start = (number - 1) * crate::page::listing::PAGE_SIZE + 1;
        let of = range.map(|range| format!(" ({range})")).unwrap_or_default();
        let (start, last) = (Grouped(start as u64), Grouped((start + places.len() - 1) as u64));
        return format!("{subject}, smallest first: {start} to {last}{of}, each with its verdict for every worker.");
    }
    let workers = Counted(plan.catalog.workers.len(), "worker");
    let mut text = format!("{subject}, judged for {workers}: {}.", verdicts(hub).join(", "));
    let whole = range_of_parameters(plan, &hub.members).filter(|_| hub.kind != HubKind::Size);
    let sizes = whole.map(|range| format!(" Sizes: {range} parameters.")).unwrap_or_default();
    for part in [sizes, " Each with files, memory and reasons.".to_owned()] {
        if text.chars().count() + part.chars().count() <= DESCRIPTION_LENGTH {
            text.push_str(&part);
        }
    }
    text
}

/// Above the list.
pub(super) fn list_title(hub: &Hub, start: usize, shown: usize) -> String {
    let all = hub.members.len();
    let mut text = "Smallest first".to_owned();
    if shown < all {
        let (start, last) = (Grouped(start as u64), Grouped((start + shown - 1) as u64));
        let _ = write!(text, ": {start} to {last} of {}", Grouped(all as u64));
    }
    text
}
