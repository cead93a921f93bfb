//! The home page.

use crate::{
    display::{
        chart::Shares,
        figures::{Day, Figure as _, Grouped},
        layout::{AlternateLink, Frame, Link, PageMeta},
        pagination::{PageLink, pagination},
        topic_kind::TopicKind,
    },
    pages::{
        Facts, list, meta,
        topic::{self, TopicLink},
        verdict_counts::{VerdictCount, verdict_counts},
        worker::{self, WorkerNote},
    },
    plan::{ModelIdx, SitePlan, Topic},
};
use askama::Template;
use std::cmp::Reverse;

/// The home page: an overview and links to everything.
#[derive(Debug, Template)]
#[template(path = "home/page.html")]
pub struct HomePage<'a> {
    /// Shared by all pages.
    pub frame: &'a Frame,
    /// Metadata.
    pub meta: PageMeta,
    /// Heading.
    pub heading: String,
    /// When the snapshot was taken, if known.
    pub as_of: Option<String>,
    /// Models by verdict.
    pub shares: Shares,
    /// What the verdicts mean.
    pub verdicts: Vec<VerdictCount<'a>>,
    /// The workers.
    pub workers: Vec<WorkerNote>,
    /// The largest topics of each kind.
    pub topics: Vec<TopicRow<'a>>,
    /// The most popular models.
    pub most_used: Vec<&'a str>,
    /// The models that have become runnable since an earlier build.
    pub became_runnable: Vec<&'a str>,
    /// The models with the newest repositories.
    pub newest: Vec<&'a str>,
    /// Heading of the list of all models.
    pub all_models: String,
    /// Links into that list.
    pub pages: Vec<PageLink>,
}

/// Topics of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicRow<'a> {
    /// The list of them all.
    pub all: &'a Link,
    /// The first of them.
    pub topics: Vec<TopicLink<'a>>,
    /// Text for the remaining ones. `None` if there are none.
    pub more: Option<String>,
}

impl WorkerNote {
    /// URL of its page.
    #[must_use]
    pub fn href(&self) -> &str {
        &self.link.href
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.link.name
    }
}

/// Models shown in each list of the home page.
const MODELS: usize = 12;

/// Topics of a kind shown on the home page.
const TOPICS: usize = 8;

/// Composes the home page.
#[must_use]
pub fn page<'a>(plan: &'a SitePlan<'_>) -> HomePage<'a> {
    let text = plan.text();
    let models = text.count_models(plan.models.len());
    let workers = text.count_workers(plan.catalog.workers.len());
    let heading = text.home_heading().to_owned();
    let [runs, expected, planned, ..] = plan.counts.map(|count| Grouped(count as u64).show(text));
    let description = text.home_description(expected, &models, planned, runs, workers);
    let title = plan.title(&heading);
    let mut meta = meta(plan, title, description, "/", &[], &heading);
    if !plan.frame.feed.is_empty() {
        meta.alternates.push(AlternateLink { mime: "application/atom+xml", href: plan.frame.feed.clone() });
    }
    let cards = |places: &[ModelIdx]| places.iter().map(|place| plan.card(*place)).collect();
    HomePage {
        meta,
        frame: &plan.frame,
        heading,
        as_of: plan.inputs.as_of.map(|as_of| Day(as_of).to_string()),
        shares: Shares::new(&plan.counts, text),
        verdicts: verdict_counts(plan, &plan.counts),
        workers: worker::notes(plan),
        topics: topics(plan),
        most_used: cards(&plan.by_use[..plan.by_use.len().min(MODELS)]),
        became_runnable: cards(&plan.became_runnable[..plan.became_runnable.len().min(MODELS)]),
        newest: cards(&newest(plan)),
        all_models: text.home_all_models_by_use(models),
        pages: pagination(1, plan.list_pages(), |number| list::href(plan, number)),
    }
}

/// The facts of the home page.
pub fn facts(plan: &SitePlan<'_>, facts: &mut Facts) {
    for count in plan.counts {
        facts.add_count(count);
    }
    worker::index_facts(plan, facts);
    for kind in TopicKind::ALL {
        for topic in shown_topics(plan, kind) {
            facts.add(topic.path.as_str()).add_count(topic.members.len());
        }
        facts.add_count(plan.topics.of_kind(kind).len());
    }
    for models in [&*plan.by_use, &plan.became_runnable, &newest(plan)] {
        facts.add_models(plan, &models[..models.len().min(MODELS)]);
    }
}

/// The largest topics of a kind. All sizes, because there are few.
fn shown_topics<'a>(plan: &'a SitePlan<'_>, kind: TopicKind) -> &'a [Topic] {
    let topics = &plan.topics.all[plan.topics.of_kind(kind)];
    let shown = if kind == TopicKind::Size { topics.len() } else { TOPICS.min(topics.len()) };
    &topics[..shown]
}

/// The topics of every kind that are shown.
fn topics<'a>(plan: &'a SitePlan<'_>) -> Vec<TopicRow<'a>> {
    let kinds = TopicKind::ALL.into_iter().filter(|kind| !plan.topics.of_kind(*kind).is_empty());
    let row = |(kind, all): (TopicKind, &'a Link)| {
        let (topics, all_topics) = (shown_topics(plan, kind), plan.topics.of_kind(kind).len());
        let link = |topic: &'a Topic| TopicLink {
            name: topic::name(topic, plan.text()),
            href: &topic.href,
            count: Grouped(topic.members.len() as u64).show(plan.text()).to_string(),
        };
        let more = (topics.len() < all_topics)
            .then(|| plan.text().home_all_of_them(Grouped(all_topics as u64).show(plan.text())));
        TopicRow { all, topics: topics.iter().map(link).collect(), more }
    };
    kinds.zip(&plan.frame.topics).map(row).collect()
}

/// The newest models, by the day of their repositories and then by id, without pages that are `noindex`.
fn newest(plan: &SitePlan<'_>) -> Vec<ModelIdx> {
    let mut newest: Vec<(Reverse<i64>, ModelIdx)> = Vec::with_capacity(MODELS + 1);
    for (model, place) in plan.models.iter().zip(ModelIdx::all()) {
        let created = model.assessed.metadata.created_at.filter(|date| !date.is_placeholder && model.noindex.is_none());
        let Some(date) = created else { continue };
        let entry = (Reverse(date.at.as_second().div_euclid(86_400)), place);
        let at = newest.partition_point(|known| *known <= entry);
        if at < MODELS {
            newest.insert(at, entry);
            newest.truncate(MODELS);
        }
    }
    newest.into_iter().map(|(_, place)| place).collect()
}
