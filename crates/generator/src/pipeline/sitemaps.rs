//! Writes the sitemaps, from the pages that were written.

use crate::{
    files::sitemap::{self, ModelFacts, Outline, SitemapEntry, Sitemaps, WorkerFacts},
    pipeline::{error::Error, produce::Made},
    plan::{PlannedModel, SitePlan},
};
use compatibility::{
    architecture::family::Family,
    compatibility::{Verdict, WorkerSummary},
};
use rayon::{
    iter::{IntoParallelRefIterator, ParallelIterator},
    slice::ParallelSlice,
};
use site::page_key::PageKind;
use std::collections::BTreeMap;

/// An indexable page and its position in the sitemaps.
struct Listed<'a> {
    loc: String,
    key_hash: u64,
    lastmod: Option<i64>,
    kind: &'static str,
    model: Option<&'a PlannedModel>,
}

/// Number of entries that a thread formats at a time.
const PART: usize = 1_024;

/// Writes all sitemaps with `put`; returns the new number of shards of each kind.
pub(super) fn write(
    plan: &SitePlan<'_>,
    made: &[Made],
    previous: BTreeMap<Box<str>, u32>,
    put: &(impl Fn(&str, &[u8]) -> Result<(), Error> + Sync),
) -> Result<BTreeMap<Box<str>, u32>, Error> {
    let listed = listed(plan, made);
    let sitemaps = Sitemaps::new(&plan.inputs.config.sitemap, &plan.addresses);
    let outlines: Vec<Outline<'_>> =
        listed.par_iter().map(|page| sitemaps.outline(&entry(plan, page))).collect::<Result<_, _>>()?;
    let previous: BTreeMap<String, u32> = previous.into_iter().map(|(kind, count)| (kind.into(), count)).collect();
    let planned = sitemaps.plan(&outlines, &previous)?;
    planned.shards.par_iter().try_for_each(|shard| {
        let mut places = shard.entries.clone();
        places.sort_unstable_by(|a, b| listed[*a].loc.cmp(&listed[*b].loc));
        let part = |places: &[usize]| {
            let bytes = places.iter().map(|at| outlines[*at].length).sum();
            sitemaps.part(places.iter().map(|at| entry(plan, &listed[*at])), bytes)
        };
        let parts: Vec<String> = places.par_chunks(PART).map(part).collect();
        put(&shard.name, &sitemaps.pack(sitemaps.join(shard, parts)))
    })?;
    if let Some(index) = sitemaps.index(&planned) {
        put(sitemap::INDEX, index.as_bytes())?;
    }
    Ok(planned.counts.into_iter().map(|(kind, count)| (kind.into(), count)).collect())
}

fn listed<'a>(plan: &'a SitePlan<'_>, made: &[Made]) -> Vec<Listed<'a>> {
    let origin = &plan.frame.origin;
    let mut listed = Vec::with_capacity(made.len());
    for page in made {
        let kind = match page.kind {
            PageKind::Model => "models",
            PageKind::Worker => "workers",
            PageKind::List => "lists",
            PageKind::Topic | PageKind::TopicIndex => "topics",
            PageKind::Home
            | PageKind::WorkerIndex
            | PageKind::Methodology
            | PageKind::Data
            | PageKind::Article
            | PageKind::NotFound => "pages",
        };
        if page.record.indexable() {
            listed.push(Listed {
                loc: format!("{origin}{}", page.record.url),
                key_hash: sitemap::key_hash(&page.key),
                lastmod: page.record.changed.map(|moment| moment.timestamp().as_second()),
                kind,
                model: page.model.map(|place| &plan.models[place]),
            });
        }
    }
    listed
}

fn entry<'a>(plan: &'a SitePlan<'_>, page: &'a Listed<'a>) -> SitemapEntry<'a> {
    SitemapEntry {
        kind: page.kind,
        loc: &page.loc,
        lastmod: page.lastmod,
        key_hash: page.key_hash,
        model: page.model.map(|model| facts(plan, model)),
    }
}

fn facts<'a>(plan: &'a SitePlan<'_>, model: &'a PlannedModel) -> ModelFacts<'a> {
    let metadata = &*model.assessed.metadata;
    let family = metadata.architecture.family;
    let worker = |(at, summary): (usize, &WorkerSummary)| {
        let best = summary.best.map(|place| &metadata.artifacts[place as usize]);
        WorkerFacts {
            id: &plan.catalog.workers[at].id,
            verdict: summary.judgement.verdict,
            confidence: summary.judgement.confidence,
            formats: summary.taken,
            best_quantization: best
                .filter(|_| summary.judgement.verdict >= Verdict::Planned)
                .and_then(|artifact| artifact.quantization),
        }
    };
    ModelFacts {
        id: metadata.id.as_str(),
        family: (family != Family::Unknown).then(|| family.as_str()),
        parameters: metadata.parameters.total,
        parameters_evidence: metadata.parameters.evidence.as_ref().map(|evidence| evidence.field.as_str()),
        context: metadata.context.as_ref().map(|context| context.value),
        license: metadata.license.first().map(|license| &*license.value.id),
        workers: model.assessed.summary.workers.iter().enumerate().map(worker).collect(),
    }
}
