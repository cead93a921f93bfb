//! What tells a hub from others: verdicts, ranges, what is common in it, and its best-known models.

use super::describe::{known_sizes, name, range_of_parameters};
use crate::{
    page::{
        chart::{Class, Histogram, Shares},
        figures::{Bytes, Grouped, ParameterCount},
        hub::{HubKind, HubLink, Overview, OverviewRow},
        size_class::SizeClass,
    },
    plan::{Hub, SitePlan},
};
use compatibility::model_metadata::ModelMetadata;
use std::fmt::{self, Write as _};

/// Fewest figures that are worth a drawing.
const WORTH_DRAWING: usize = 5;

/// Hubs named in one row.
const IN_A_ROW: usize = 5;

/// Lower ends of the classes of download sizes, in GB.
const GIGABYTES: [u64; 10] = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256];

pub(super) fn overview<'a>(plan: &'a SitePlan<'_>, hub: &'a Hub) -> Overview<'a> {
    let mut rows = Vec::with_capacity(8);
    rows.extend(parameters(plan, hub).map(|text| row("Parameters", text)));
    rows.extend(range(
        "Context",
        plan,
        hub,
        |model| model.context.as_ref().map(|context| context.value),
        |least, most| between(Grouped(least), Grouped(most), " tokens"),
    ));
    let sizes: Vec<u64> = hub.members.iter().filter_map(|place| best_set(plan, *place)).collect();
    if let (Some(least), Some(most)) = (sizes.iter().min(), sizes.iter().max()) {
        rows.push(row("Best file set", between(Bytes(*least), Bytes(*most), "")));
    }
    rows.extend(shared(plan, hub));
    Overview {
        shares: Shares::new(&hub.counts),
        sizes: if hub.kind == HubKind::Size {
            by_bytes(&sizes)
        } else {
            by_parameters(&known_sizes(plan, &hub.members))
        },
        rows,
        best_known: hub.best_known.iter().map(|place| plan.card(*place)).collect(),
    }
}

fn row<'a>(label: &'static str, text: String) -> OverviewRow<'a> {
    OverviewRow { label, text, hubs: Vec::new() }
}

fn between(least: impl fmt::Display, most: impl fmt::Display, unit: &str) -> String {
    let (least, most) = (least.to_string(), most.to_string());
    if least == most { format!("{least}{unit}") } else { format!("{least} to {most}{unit}") }
}

/// `0.49B to 72.7B; half have 7.62B or fewer; unknown for 12`.
fn parameters(plan: &SitePlan<'_>, hub: &Hub) -> Option<String> {
    let mut text = range_of_parameters(plan, &hub.members)?;
    let known = known_sizes(plan, &hub.members);
    if known.len() >= WORTH_DRAWING && known.first() < known.last() {
        let _ = write!(text, "; half of them {} or less", ParameterCount(known[(known.len() - 1) / 2]));
    }
    text.push_str(&unknown_for(hub.members.len() - known.len()));
    Some(text)
}

fn unknown_for(count: usize) -> String {
    if count == 0 { String::new() } else { format!("; unknown for {}", Grouped(count as u64)) }
}

/// The range of a figure over all models that have it.
fn range<'a>(
    label: &'static str,
    plan: &SitePlan<'_>,
    hub: &Hub,
    figure: impl Fn(&ModelMetadata) -> Option<u64>,
    show: impl Fn(u64, u64) -> String,
) -> Option<OverviewRow<'a>> {
    let figures = || hub.members.iter().filter_map(|place| figure(&plan.models[*place as usize].assessed.metadata));
    let (least, most) = (figures().min()?, figures().max()?);
    // A range of few says nothing of the others.
    let unknown = hub.members.len() - figures().count();
    if unknown * 2 > hub.members.len() {
        return None;
    }
    let unknown = unknown_for(unknown);
    Some(row(label, format!("{}{unknown}", show(least, most))))
}

/// Bytes of the set of files that the best worker takes.
fn best_set(plan: &SitePlan<'_>, place: u32) -> Option<u64> {
    let model = &plan.models[place as usize].assessed;
    let worker = model.summary.workers.iter().find(|worker| worker.judgement == model.summary.judgement)?;
    model.metadata.artifacts.get(worker.best? as usize)?.bytes
}

fn by_parameters(known: &[u64]) -> Option<Histogram> {
    let mut counts = [0; SizeClass::COUNT];
    for parameters in known {
        counts[SizeClass::of(*parameters).place()] += 1;
    }
    let class = |(class, count): (SizeClass, usize)| Class {
        name: format!("of {class}"),
        lower_end: class.lower_end().unwrap_or_default(),
        count,
    };
    let classes: Vec<Class> = SizeClass::all().zip(counts).map(class).collect();
    (known.len() >= WORTH_DRAWING).then(|| Histogram::new("Models by parameters", &classes))
}

fn by_bytes(sizes: &[u64]) -> Option<Histogram> {
    let class = |(at, from): (usize, &u64)| {
        let to = GIGABYTES.get(at + 1);
        let is_in = |bytes: &&u64| **bytes >= from * 1_000_000_000 && to.is_none_or(|to| **bytes < to * 1_000_000_000);
        Class {
            name: match to {
                Some(to) => format!("of {from} to {to} GB"),
                None => format!("of {from} GB and more"),
            },
            lower_end: if *from == 0 { String::new() } else { format!("{from}GB") },
            count: sizes.iter().filter(is_in).count(),
        }
    };
    let classes: Vec<Class> = GIGABYTES.iter().enumerate().map(class).collect();
    (sizes.len() >= WORTH_DRAWING).then(|| Histogram::new("Models by size of the best file set", &classes))
}

/// For every other kind, the hubs that share the most models with this one.
fn shared<'a>(plan: &'a SitePlan<'_>, hub: &Hub) -> Vec<OverviewRow<'a>> {
    let of_members = hub.members.iter().flat_map(|place| &plan.models[*place as usize].hubs);
    let mut all: Vec<u32> = of_members.copied().filter(|at| plan.hubs.all[*at as usize].kind != hub.kind).collect();
    all.sort_unstable();
    // Hubs of one kind stand together.
    let mut counted: Vec<(u32, usize)> = all.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect();
    let kind = |at: u32| plan.hubs.all[at as usize].kind;
    let mut rows = Vec::new();
    for same in counted.chunk_by_mut(|a, b| kind(a.0) == kind(b.0)) {
        let kind = kind(same[0].0);
        same.sort_by_key(|(at, count)| (std::cmp::Reverse(*count), *at));
        let link = |(at, count): &(u32, usize)| {
            let hub = &plan.hubs.all[*at as usize];
            HubLink { name: name(hub), href: &hub.href, count: Grouped(*count as u64).to_string() }
        };
        let label = if same.len() > IN_A_ROW { most_common(kind) } else { kind.plural() };
        rows.push(OverviewRow { label, text: String::new(), hubs: same.iter().take(IN_A_ROW).map(link).collect() });
    }
    rows
}

fn most_common(kind: HubKind) -> &'static str {
    match kind {
        HubKind::Family => "Main families",
        HubKind::ModelType => "Main model types",
        HubKind::Format => "Main formats",
        HubKind::Quantization => "Main quantizations",
        HubKind::Size => "Main sizes",
        HubKind::License => "Main licenses",
        HubKind::Author => "Main authors",
    }
}
