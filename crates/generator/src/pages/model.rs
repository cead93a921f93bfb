//! Composes the page of a model from the plan.

mod describe;
mod facts;
mod files;
pub mod json;
mod links;
mod machine;
pub mod markdown;
pub mod view;

use crate::{
    display::{
        figures::Memory,
        layout::{AlternateLink, PageMeta},
        sentence::Sentence,
        topic_kind::TopicKind,
        verdict::Shown,
    },
    plan::{PlannedModel, SitePlan},
};
use compatibility::{
    compatibility::{Found, Judged, judge},
    model_metadata::ModelMetadata,
    worker_catalog::Worker,
};
use jiff::Timestamp;
use site::{
    address::Alternate,
    manifest::{Hash, Moment},
};
use std::fmt::Write as _;

use view::{ModelPage, Reason, ReasonGroup, WorkerRow};

pub use describe::description;
pub(super) use describe::family_name;

/// Maximum number of warnings on a page; there are only a few kinds.
const MAX_WARNINGS: usize = 8;

/// The page of one model; `changed` is when its facts last changed.
#[must_use]
pub fn page<'a>(plan: &'a SitePlan<'a>, model: &'a PlannedModel, changed: Option<Moment>) -> ModelPage<'a> {
    let metadata = &*model.assessed.metadata;
    let judged = JudgedArtifacts::new(plan, metadata);
    let verdict = Shown(model.assessed.summary.judgement);
    let artifacts = files::rows(plan, metadata, &judged);
    let description = description(plan, model);
    let (reasons, warnings) = reasons(plan, model, &judged);
    let derived = links::derived(plan, model);
    let similar = links::models(plan, &model.relations.similar);
    let mut page = ModelPage {
        frame: &plan.frame,
        meta: PageMeta::default(),
        id: metadata.id.as_str(),
        owner: metadata.id.owner(),
        owner_href: plan.topics_of(model, TopicKind::Author).first().map(|hub| &*hub.href),
        name: metadata.id.name(),
        lede: describe::lede(model, plan.text()),
        verdict,
        verdict_note: describe::verdict_note(model, plan.text()),
        workers: workers(plan, model, &judged),
        groups: &plan.group_ids,
        groups_of_workers: &plan.groups_of_workers,
        reasons,
        warnings,
        copy_of: model.copy_of.map(|place| links::neighbour(plan, place)),
        instead: links::models(plan, &model.relations.instead),
        files_caption: files::caption(metadata, plan.text()),
        hidden_files: files::hidden(metadata, plan.text()),
        artifacts,
        commands: files::commands(plan, model),
        facts: facts::facts(plan, model, changed),
        context_note: describe::context_note(plan, metadata),
        hub: format!("https://huggingface.co/{}", metadata.id),
        hub_files: format!("https://huggingface.co/{}/tree/main", metadata.id),
        bases: links::bases(plan, model),
        derived_title: links::derived_title(model, plan.text()),
        derived,
        similar_title: describe::similar_title(metadata, plan.text()),
        similar,
    };
    page.meta = PageMeta {
        title: describe::title(plan, model),
        canonical: plan.addresses.absolute(&plan.addresses.page(&model.path)),
        is_indexable: model.noindex.is_none(),
        crumbs: plan.crumbs_of_model(metadata),
        json_ld: String::new(),
        alternates: alternates(plan, model),
        translations: plan.translations(&model.path),
        preview: model.preview.as_deref().unwrap_or_else(|| plan.pictures.of_page("/models/")).clone(),
        description,
    };
    page.meta.json_ld = machine::json_ld(&page, model, changed, plan);
    page
}

/// The page's alternates.
fn alternates(plan: &SitePlan<'_>, model: &PlannedModel) -> Vec<AlternateLink> {
    let mime = |alternate| match alternate {
        Alternate::Json => "application/json",
        Alternate::Markdown => "text/markdown",
    };
    let alternates = plan.inputs.config.output.alternates.iter();
    alternates
        .map(|alternate| AlternateLink {
            mime: mime(*alternate),
            href: plan.addresses.alternate(&model.href, *alternate),
        })
        .collect()
}

/// The verdict of each group of workers on each variant.
struct JudgedArtifacts<'a> {
    groups: usize,
    /// The judgements of all groups on the first variant, then on the second, …; those on the model if it has no
    /// variants.
    all: Vec<Judged<'a>>,
    has_artifacts: bool,
}

impl<'a> JudgedArtifacts<'a> {
    fn new(plan: &'a SitePlan<'_>, model: &'a ModelMetadata) -> Self {
        let workers: Vec<&Worker> = plan.groups.iter().map(|group| &group.stand_in).collect();
        let mut all = Vec::with_capacity(workers.len() * model.artifacts.len().max(1));
        judge(model, &workers, |_, judged| all.push(judged));
        Self { groups: workers.len(), all, has_artifacts: !model.artifacts.is_empty() }
    }

    /// The judgements of one variant after the other.
    fn by_artifact(&self) -> impl Iterator<Item = &[Judged<'a>]> {
        let all = if self.has_artifacts { &*self.all } else { &[] };
        all.chunks_exact(self.groups.max(1))
    }

    /// The judgement of a group on a variant, or on a model without variants.
    fn of(&self, place: Option<usize>, group: usize) -> Judged<'a> {
        self.all[place.unwrap_or(0) * self.groups + group]
    }
}

fn workers<'a>(plan: &'a SitePlan<'_>, model: &'a PlannedModel, judged: &JudgedArtifacts<'a>) -> Vec<WorkerRow<'a>> {
    let summary = &model.assessed.summary;
    let rows = plan.workers.iter().zip(&plan.catalog.workers).zip(&summary.workers);
    rows.map(|((shown, worker), summary)| {
        let place = summary.best.map(|place| place as usize);
        let best = place.map(|place| files::label(&model.assessed.metadata.artifacts[place]));
        let of_best = place.map(|place| judged.of(Some(place), shown.group));
        let memory = of_best.map_or(Memory { bytes: None, is_estimated: false }, |judged| files::memory(&judged));
        WorkerRow {
            id: &worker.id,
            name: &worker.name,
            href: &shown.href,
            verdict: Shown(summary.judgement),
            best,
            memory,
        }
    })
    .collect()
}

/// The reasons and warnings for the best variant, by groups of workers.
fn reasons<'a>(
    plan: &'a SitePlan<'_>,
    model: &'a PlannedModel,
    judged: &JudgedArtifacts<'a>,
) -> (Vec<ReasonGroup>, Vec<Sentence<String>>) {
    let text = plan.text();
    let reason = |found: Found<'a>| Reason { code: found.code, sentence: Sentence(text.sentence(&found.sentence())) };
    let metadata = &*model.assessed.metadata;
    let mut groups = Vec::with_capacity(plan.groups.len());
    let mut warnings: Vec<Sentence<String>> = Vec::new();
    for (place_of_group, group) in plan.groups.iter().enumerate() {
        let best = model.assessed.summary.workers[group.members[0]].best.map(|place| place as usize);
        let judged = judged.of(best, place_of_group);
        let mut who = group.names.clone();
        let variant = best.map(|place| files::label(&metadata.artifacts[place]));
        if let Some(variant) = variant {
            let _ = write!(who, ", {variant}");
        }
        groups.push(ReasonGroup { variant, who, reasons: judged.reasons().map(reason).collect() });
        for warning in judged.warnings().map(|warning| text.sentence(&warning.sentence())) {
            if warnings.len() < MAX_WARNINGS && warnings.iter().all(|known| known.0 != warning) {
                warnings.push(Sentence(warning));
            }
        }
    }
    (groups, warnings)
}

/// The facts hash of a model's page, and when the facts last changed: the date of the previous build if the hash is the
/// same, else the date of the record or of the snapshot.
#[must_use]
pub fn changed(plan: &SitePlan<'_>, model: &PlannedModel, key: &str) -> (Hash, Option<Moment>) {
    let metadata = &*model.assessed.metadata;
    let facts = facts::facts_hash(model);
    let before = plan.inputs.previous.and_then(|manifest| manifest.pages.get(key));
    if let Some(before) = before.filter(|before| before.facts == facts) {
        return (facts, before.changed);
    }
    let last = before.and_then(|before| before.changed);
    // An earlier build has already seen this change of the repository, and the facts stayed the same.
    let seen = before.and(plan.inputs.previous).and_then(|previous| previous.captured_at);
    let is_usable = |at: &Timestamp| {
        plan.inputs.as_of.is_some_and(|as_of| *at <= as_of)
            && last.max(seen).is_none_or(|last| Moment::from(*at) > last)
    };
    let dates = [metadata.last_modified, metadata.created_at].into_iter().flatten();
    let by_record = dates.filter(|date| !date.is_placeholder).map(|date| date.at).find(is_usable);
    let by_snapshot = plan.inputs.as_of.filter(|_| before.is_some());
    (facts, by_record.or(by_snapshot).map(Moment::from))
}
