//! The sentences of a topic that contain figures.

use crate::{
    display::{
        figures::{Figure as _, Grouped, ModelSize},
        format_name::format_name,
        topic_kind::TopicKind,
        verdict::Shown,
    },
    pages::model::family_name,
    plan::{ModelIdx, SitePlan, Topic, TopicValue},
    text::Text,
};
use site::verdict_class::VerdictClass;

/// Longest title, unless the topic's name alone is longer.
const TITLE_LENGTH: usize = 65;

/// Longest description.
const DESCRIPTION_LENGTH: usize = 160;

/// The shared property as people write it.
#[must_use]
pub fn name(topic: &Topic, text: &Text) -> String {
    match &topic.value {
        TopicValue::Family(family) => family_name(*family).to_owned(),
        TopicValue::Format(format) => format_name(*format).to_owned(),
        TopicValue::Size(class) => class.name(text),
        TopicValue::Text(text) => text.to_string(),
    }
}

/// The heading of the page with this number.
pub(super) fn heading(topic: &Topic, number: usize, text: &Text) -> String {
    let name = name(topic, text);
    let heading = match topic.kind {
        TopicKind::Format if is_unnamed(topic) => text.topic_heading_unnamed_method().to_owned(),
        TopicKind::License if is_unnamed(topic) => text.topic_heading_own_terms().to_owned(),
        TopicKind::Family => text.topic_heading_family(name),
        TopicKind::Format => text.topic_heading_format(name),
        TopicKind::Quantization => text.topic_heading_quantization(name),
        TopicKind::Size => text.topic_heading_size(name),
        TopicKind::ModelType => text.topic_heading_model_type(name),
        TopicKind::License => text.topic_heading_license(name),
        TopicKind::Author => text.topic_heading_author(name),
    };
    if number == 1 { heading } else { text.frame_heading_of_page(heading, number) }
}

/// Whether the topic is the one for values that records do not specify.
fn is_unnamed(topic: &Topic) -> bool {
    matches!(topic.slug(), "quantized" | "other")
}

/// `1,234 models of the Llama family`.
fn subject(topic: &Topic, text: &Text) -> String {
    let (count, name) = (topic.members.len(), name(topic, text));
    match topic.kind {
        TopicKind::Format if is_unnamed(topic) => text.topic_subject_unnamed_method(count),
        TopicKind::License if is_unnamed(topic) => text.topic_subject_own_terms(count),
        TopicKind::Family => text.topic_subject_family(count, name),
        TopicKind::ModelType => text.topic_subject_model_type(count, name),
        TopicKind::Format => text.topic_subject_format(count, name),
        TopicKind::Quantization => text.topic_subject_quantization(count, name),
        TopicKind::Size => text.topic_subject_size(count, name),
        TopicKind::License => text.topic_subject_license(count, name),
        TopicKind::Author => text.topic_subject_author(count, name),
    }
}

/// `812 run`, `300 expected to run`: the existing verdicts; `all planned` if there is only one.
fn verdicts(topic: &Topic, text: &Text) -> Vec<String> {
    let say = |(shown, count): (&Shown, &usize)| {
        let is_all = *count > 1 && *count == topic.members.len();
        match (shown.class(), is_all) {
            (VerdictClass::Runs, true) => text.topic_verdict_all_run().to_owned(),
            (VerdictClass::Runs, false) => text.topic_verdict_runs(*count),
            (VerdictClass::Expected, true) => text.topic_verdict_all_expected().to_owned(),
            (VerdictClass::Expected, false) => text.topic_verdict_expected(*count),
            (VerdictClass::Planned, true) => text.topic_verdict_all_planned().to_owned(),
            (VerdictClass::Planned, false) => text.topic_verdict_planned(*count),
            (VerdictClass::Unknown, true) => text.topic_verdict_all_unknown().to_owned(),
            (VerdictClass::Unknown, false) => text.topic_verdict_unknown(*count),
            (VerdictClass::No, true) => text.topic_verdict_all_not_loaded().to_owned(),
            (VerdictClass::No, false) => text.topic_verdict_no(*count),
        }
    };
    Shown::ALL.iter().zip(&topic.counts).filter(|(_, count)| **count > 0).map(say).collect()
}

/// `0.49B to 72.7B`, if sizes are known.
pub(super) fn range_of_parameters(plan: &SitePlan<'_>, places: &[ModelIdx]) -> Option<String> {
    // Sorted ascending, unknown sizes last.
    let (known, text) = (known_sizes(plan, places), plan.text());
    let size = |size: &ModelSize| size.show(text).to_string();
    let (least, most) = (size(known.first()?), size(known.last()?));
    Some(if least == most { least } else { text.range_between(least, most) })
}

/// The known sizes, ascending.
pub(super) fn known_sizes(plan: &SitePlan<'_>, places: &[ModelIdx]) -> Vec<ModelSize> {
    let size = |place: &ModelIdx| ModelSize::of(&plan.models[*place].assessed.metadata.parameters);
    places.iter().map_while(size).collect()
}

/// Unique, because the heading and the page number are.
pub(super) fn title(plan: &SitePlan<'_>, topic: &Topic, number: usize, places: &[ModelIdx]) -> String {
    let text = plan.text();
    let mut title = heading(topic, number, text);
    let figures = match number {
        1 => {
            let best = verdicts(topic, text).into_iter().next().map(|best| format!(", {best}")).unwrap_or_default();
            format!(": {}{best}", Grouped(topic.members.len() as u64).show(text))
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

/// Contains figures; parts that do not fit are left out.
pub(super) fn description(plan: &SitePlan<'_>, topic: &Topic, number: usize, places: &[ModelIdx]) -> String {
    let text = plan.text();
    let subject = subject(topic, text);
    if number > 1 {
        let start = (number - 1) * crate::display::pagination::PAGE_SIZE + 1;
        let [first, last] = [start, start + places.len() - 1].map(|place| Grouped(place as u64).show(text));
        return match range_of_parameters(plan, places) {
            Some(range) => text.topic_description_further_page_of_sizes(first, last, range, subject),
            None => text.topic_description_further_page(first, last, subject),
        };
    }
    let workers = text.count_workers(plan.catalog.workers.len());
    let verdicts = verdicts(topic, text).join(", ");
    let mut said = if topic.kind.is_of_files() {
        text.topic_description_first_page_of_files(subject, verdicts, workers)
    } else {
        text.topic_description_first_page(subject, verdicts, workers)
    };
    let otherwise = Some(topic.run_otherwise).filter(|count| *count > 0);
    let otherwise = otherwise.map(|count| text.topic_description_run_otherwise(count)).unwrap_or_default();
    let whole = range_of_parameters(plan, &topic.members).filter(|_| topic.kind != TopicKind::Size);
    let sizes = whole.map(|range| text.topic_description_sizes(range)).unwrap_or_default();
    for part in [&*otherwise, &*sizes, text.topic_description_each()] {
        if said.chars().count() + part.chars().count() <= DESCRIPTION_LENGTH {
            said.push_str(part);
        }
    }
    said
}

/// The heading of the list.
pub(super) fn list_title(topic: &Topic, start: usize, shown: usize, text: &Text) -> String {
    let all = topic.members.len();
    if shown == all {
        return text.topic_smallest_first().to_owned();
    }
    let figure = |number: usize| Grouped(number as u64).show(text);
    text.topic_smallest_first_part(figure(all), figure(start), figure(start + shown - 1))
}
