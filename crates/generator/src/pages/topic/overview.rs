//! The overview of a topic: verdicts, ranges, common values and its most popular models.

use crate::{
    display::{
        chart::{Class, Histogram, Shares},
        figures::{Bytes, Figure, Grouped, ModelSize, tokens},
        size_class::SizeClass,
        topic_kind::{self, TopicKind},
    },
    pages::topic::{
        Overview, OverviewRow, TopicLink,
        describe::{known_sizes, name, range_of_parameters},
    },
    plan::{ModelIdx, SitePlan, Topic, TopicIdx},
    text::Text,
};
use compatibility::model_metadata::ModelMetadata;

/// Minimum number of values for a histogram.
const WORTH_DRAWING: usize = 5;

/// Number of topics in one row.
const IN_A_ROW: usize = 5;

/// Lower bounds of the classes of download sizes, in GB.
const GIGABYTES: [u64; 10] = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256];

pub(super) fn overview<'a>(plan: &'a SitePlan<'_>, topic: &'a Topic) -> Overview<'a> {
    let text = plan.text();
    let mut rows = Vec::with_capacity(8);
    rows.extend(parameters(plan, topic).map(|range| row(text.topic_overview_parameters(), range)));
    rows.extend(range(
        plan.text().topic_overview_context(),
        plan,
        topic,
        |model| model.context.as_ref().map(|context| context.value),
        |least, most| {
            if least == most {
                return tokens(least, text);
            }
            text.range_between(Grouped(least).show(text), tokens(most, text))
        },
    ));
    let sizes: Vec<u64> = topic.members.iter().filter_map(|place| best_variant(plan, topic, *place)).collect();
    if let (Some(least), Some(most)) = (sizes.iter().min(), sizes.iter().max()) {
        let (least, most) = (Bytes(*least).show(text).to_string(), Bytes(*most).show(text).to_string());
        let range = if least == most { least } else { text.range_between(least, most) };
        rows.push(row(text.topic_overview_best_set(), range));
    }
    rows.extend(shared(plan, topic));
    Overview {
        shares: Shares::new(&topic.counts, text),
        sizes: if topic.kind == TopicKind::Size {
            by_bytes(&sizes, text)
        } else {
            by_parameters(&known_sizes(plan, &topic.members), text)
        },
        rows,
        best_known: topic.best_known.iter().map(|place| plan.card_in(topic, *place)).collect(),
    }
}

fn row(label: &str, text: String) -> OverviewRow<'_> {
    OverviewRow { label, text, topics: Vec::new() }
}

/// `0.49B to 72.7B (median 7.62B); unknown for 12`.
fn parameters(plan: &SitePlan<'_>, topic: &Topic) -> Option<String> {
    let text = plan.text();
    let mut range = range_of_parameters(plan, &topic.members)?;
    let known = known_sizes(plan, &topic.members);
    if known.len() >= WORTH_DRAWING && known[0].count < known[known.len() - 1].count {
        range = text.topic_overview_half_of_them(known[(known.len() - 1) / 2].show(text), range);
    }
    Some(unknown_for(range, topic.members.len() - known.len(), text))
}

fn unknown_for(range: String, count: usize, text: &Text) -> String {
    if count == 0 { range } else { text.topic_overview_unknown_for(Grouped(count as u64).show(text), range) }
}

/// The range of a figure over all models that have it.
fn range<'a>(
    label: &'a str,
    plan: &SitePlan<'_>,
    topic: &Topic,
    figure: impl Fn(&ModelMetadata) -> Option<u64>,
    show: impl Fn(u64, u64) -> String,
) -> Option<OverviewRow<'a>> {
    let figures = || topic.members.iter().filter_map(|place| figure(&plan.models[*place].assessed.metadata));
    let (least, most) = (figures().min()?, figures().max()?);
    // A range of few models says nothing about the others.
    let unknown = topic.members.len() - figures().count();
    if unknown * 2 > topic.members.len() {
        return None;
    }
    Some(row(label, unknown_for(show(least, most), unknown, plan.text())))
}

/// Size of the variant with the best verdict, among those the topic is about.
fn best_variant(plan: &SitePlan<'_>, topic: &Topic, place: ModelIdx) -> Option<u64> {
    let model = &plan.models[place].assessed;
    if topic.kind.is_of_files() {
        let best = topic.judgement_of(model);
        let place = topic.variants(&model.metadata).find(|place| model.judgement_of_variant(*place) == best)?;
        return model.metadata.artifacts[place].bytes;
    }
    let worker = model.summary.workers.iter().find(|worker| worker.judgement == model.summary.judgement)?;
    model.metadata.artifacts.get(worker.best? as usize)?.bytes
}

fn by_parameters<'a>(known: &[ModelSize], text: &'a Text) -> Option<Histogram<'a>> {
    let mut counts = [0; SizeClass::COUNT];
    for size in known {
        counts[SizeClass::of(size.count).place()] += 1;
    }
    let class = |(class, count): (SizeClass, usize)| Class {
        name: class.name(text),
        lower_end: class.lower_end(text).unwrap_or_default(),
        count,
    };
    let classes: Vec<Class> = SizeClass::all().zip(counts).map(class).collect();
    (known.len() >= WORTH_DRAWING).then(|| Histogram::new(text.chart_by_parameters(), &classes, text))
}

fn by_bytes<'a>(sizes: &[u64], text: &'a Text) -> Option<Histogram<'a>> {
    let class = |(at, from): (usize, &u64)| {
        let to = GIGABYTES.get(at + 1);
        let is_in = |bytes: &&u64| **bytes >= from * 1_000_000_000 && to.is_none_or(|to| **bytes < to * 1_000_000_000);
        Class {
            name: match to {
                Some(to) => text.chart_gigabytes_between(from, to),
                None => text.chart_gigabytes_from(from),
            },
            lower_end: if *from == 0 {
                String::new()
            } else {
                text.figure_gigabytes().join(&from.to_string()).replace([' ', '\u{a0}'], "")
            },
            count: sizes.iter().filter(is_in).count(),
        }
    };
    let classes: Vec<Class> = GIGABYTES.iter().enumerate().map(class).collect();
    (sizes.len() >= WORTH_DRAWING).then(|| Histogram::new(text.chart_by_bytes(), &classes, text))
}

/// For every other kind, the topics that share the most models with this one.
fn shared<'a>(plan: &'a SitePlan<'_>, topic: &Topic) -> Vec<OverviewRow<'a>> {
    let text = plan.text();
    let of_members = topic.members.iter().flat_map(|place| &plan.models[*place].topics);
    let mut all: Vec<TopicIdx> = of_members.copied().filter(|at| plan.topics.all[*at].kind != topic.kind).collect();
    all.sort_unstable();
    // Topics of one kind are adjacent.
    let mut counted: Vec<(TopicIdx, usize)> = all.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect();
    let kind = |at: TopicIdx| plan.topics.all[at].kind;
    let mut rows = Vec::new();
    for same in counted.chunk_by_mut(|a, b| kind(a.0) == kind(b.0)) {
        let kind = kind(same[0].0);
        same.sort_by_key(|(at, count)| (std::cmp::Reverse(*count), *at));
        let link = |(at, count): &(TopicIdx, usize)| {
            let topic = &plan.topics.all[*at];
            TopicLink {
                name: name(topic, text),
                href: &topic.href,
                count: Grouped(*count as u64).show(text).to_string(),
            }
        };
        let label = if same.len() > IN_A_ROW { most_common(kind, text) } else { topic_kind::plural(kind, text) };
        rows.push(OverviewRow { label, text: String::new(), topics: same.iter().take(IN_A_ROW).map(link).collect() });
    }
    rows
}

fn most_common(kind: TopicKind, text: &Text) -> &str {
    match kind {
        TopicKind::Family => text.topic_overview_main_families(),
        TopicKind::ModelType => text.topic_overview_main_model_types(),
        TopicKind::Format => text.topic_overview_main_formats(),
        TopicKind::Quantization => text.topic_overview_main_quantizations(),
        TopicKind::Size => text.topic_overview_main_sizes(),
        TopicKind::License => text.topic_overview_main_licenses(),
        TopicKind::Author => text.topic_overview_main_authors(),
    }
}
