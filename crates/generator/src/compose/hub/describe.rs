//! The sentences of a hub that are made of its figures.

use crate::{
    compose::model::family_name,
    page::{
        Shown,
        figures::{Figure as _, Grouped, ModelSize},
        format_name,
        hub::HubKind,
    },
    plan::{Hub, HubValue, SitePlan},
    text::Text,
};

/// Longest title, unless the hub's name alone is longer.
const TITLE_LENGTH: usize = 65;

/// Longest description.
const DESCRIPTION_LENGTH: usize = 160;

/// What the models of a hub have in common, as people write it.
#[must_use]
pub fn name(hub: &Hub, text: &Text) -> String {
    match &hub.value {
        HubValue::Family(family) => family_name(*family).to_owned(),
        HubValue::Format(format) => format_name(*format).to_owned(),
        HubValue::Size(class) => class.name(text),
        HubValue::Text(text) => text.to_string(),
    }
}

/// Of the page with that number.
pub(super) fn heading(hub: &Hub, number: usize, text: &Text) -> String {
    let name = name(hub, text);
    let heading = match hub.kind {
        HubKind::Format if is_unnamed(hub) => text.hub_heading_unnamed_method().to_owned(),
        HubKind::License if is_unnamed(hub) => text.hub_heading_own_terms().to_owned(),
        HubKind::Family => text.hub_heading_family(name),
        HubKind::Format => text.hub_heading_format(name),
        HubKind::Quantization => text.hub_heading_quantization(name),
        HubKind::Size => text.hub_heading_size(name),
        HubKind::ModelType => text.hub_heading_model_type(name),
        HubKind::License => text.hub_heading_license(name),
        HubKind::Author => text.hub_heading_author(name),
    };
    if number == 1 { heading } else { text.frame_heading_of_page(heading, number) }
}

/// What is in none of the usual lists, under the word that records have for it.
fn is_unnamed(hub: &Hub) -> bool {
    matches!(hub.slug(), "quantized" | "other")
}

/// `1,234 models of the Llama family`.
fn subject(hub: &Hub, text: &Text) -> String {
    let (count, name) = (hub.members.len(), name(hub, text));
    match hub.kind {
        HubKind::Format if is_unnamed(hub) => text.hub_subject_unnamed_method(count),
        HubKind::License if is_unnamed(hub) => text.hub_subject_own_terms(count),
        HubKind::Family => text.hub_subject_family(count, name),
        HubKind::ModelType => text.hub_subject_model_type(count, name),
        HubKind::Format => text.hub_subject_format(count, name),
        HubKind::Quantization => text.hub_subject_quantization(count, name),
        HubKind::Size => text.hub_subject_size(count, name),
        HubKind::License => text.hub_subject_license(count, name),
        HubKind::Author => text.hub_subject_author(count, name),
    }
}

/// `812 run`, `300 expected to run`: the verdicts that there are; `all planned`, where there is one.
fn verdicts(hub: &Hub, text: &Text) -> Vec<String> {
    let say = |(shown, count): (&Shown, &usize)| {
        let is_all = *count > 1 && *count == hub.members.len();
        match (shown.class(), is_all) {
            ("v-runs", true) => text.hub_verdict_all_run().to_owned(),
            ("v-runs", false) => text.hub_verdict_runs(*count),
            ("v-expected", true) => text.hub_verdict_all_expected().to_owned(),
            ("v-expected", false) => text.hub_verdict_expected(*count),
            ("v-planned", true) => text.hub_verdict_all_planned().to_owned(),
            ("v-planned", false) => text.hub_verdict_planned(*count),
            ("v-unknown", true) => text.hub_verdict_all_unknown().to_owned(),
            ("v-unknown", false) => text.hub_verdict_unknown(*count),
            (_, true) => text.hub_verdict_all_not_loaded().to_owned(),
            (_, false) => text.hub_verdict_no(*count),
        }
    };
    Shown::ALL.iter().zip(&hub.counts).filter(|(_, count)| **count > 0).map(say).collect()
}

/// `0.49B to 72.7B`, where sizes are known.
pub(super) fn range_of_parameters(plan: &SitePlan<'_>, places: &[u32]) -> Option<String> {
    // Ascending, the unknown ones last.
    let (known, text) = (known_sizes(plan, places), plan.text());
    let size = |size: &ModelSize| size.show(text).to_string();
    let (least, most) = (size(known.first()?), size(known.last()?));
    Some(if least == most { least } else { text.range_between(least, most) })
}

/// The known sizes, ascending.
pub(super) fn known_sizes(plan: &SitePlan<'_>, places: &[u32]) -> Vec<ModelSize> {
    let size = |place: &u32| ModelSize::of(&plan.models[*place as usize].assessed.metadata.parameters);
    places.iter().map_while(size).collect()
}

/// Unique: the heading is, and so is a page's number.
pub(super) fn title(plan: &SitePlan<'_>, hub: &Hub, number: usize, places: &[u32]) -> String {
    let text = plan.text();
    let mut title = heading(hub, number, text);
    let figures = match number {
        1 => {
            let best = verdicts(hub, text).into_iter().next().map(|best| format!(", {best}")).unwrap_or_default();
            format!(": {}{best}", Grouped(hub.members.len() as u64).show(text))
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
    let text = plan.text();
    let subject = subject(hub, text);
    if number > 1 {
        let start = (number - 1) * crate::page::listing::PAGE_SIZE + 1;
        let [first, last] = [start, start + places.len() - 1].map(|place| Grouped(place as u64).show(text));
        return match range_of_parameters(plan, places) {
            Some(range) => text.hub_description_further_page_of_sizes(first, last, range, subject),
            None => text.hub_description_further_page(first, last, subject),
        };
    }
    let workers = text.count_workers(plan.catalog.workers.len());
    let verdicts = verdicts(hub, text).join(", ");
    let mut said = if hub.kind.is_of_files() {
        text.hub_description_first_page_of_files(subject, verdicts, workers)
    } else {
        text.hub_description_first_page(subject, verdicts, workers)
    };
    let otherwise = Some(hub.run_otherwise).filter(|count| *count > 0);
    let otherwise = otherwise.map(|count| text.hub_description_run_otherwise(count)).unwrap_or_default();
    let whole = range_of_parameters(plan, &hub.members).filter(|_| hub.kind != HubKind::Size);
    let sizes = whole.map(|range| text.hub_description_sizes(range)).unwrap_or_default();
    for part in [&*otherwise, &*sizes, text.hub_description_each()] {
        if said.chars().count() + part.chars().count() <= DESCRIPTION_LENGTH {
            said.push_str(part);
        }
    }
    said
}

/// Above the list.
pub(super) fn list_title(hub: &Hub, start: usize, shown: usize, text: &Text) -> String {
    let all = hub.members.len();
    if shown == all {
        return text.hub_smallest_first().to_owned();
    }
    let figure = |number: usize| Grouped(number as u64).show(text);
    text.hub_smallest_first_part(figure(all), figure(start), figure(start + shown - 1))
}
