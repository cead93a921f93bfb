//! Topic pages: lists of the models that share a property, with an overview of each list.

mod describe;
mod navigation;
mod overview;

use crate::{
    display::{
        chart::{Histogram, Shares},
        layout::{Frame, Link, PageMeta},
        pagination::{PAGE_SIZE, PageLink, directory, pagination},
        topic_kind::{self, TopicKind},
    },
    pages::{Facts, collection, crumbed_meta},
    plan::{ModelIdx, SitePlan, Topic, TopicIdx, TopicValue, fixed},
};
use askama::Template;
use std::borrow::Cow;

pub use describe::name;
pub(super) use navigation::INDEX_PAGE_SIZE;
pub use navigation::index_path;

/// One page of a topic.
#[derive(Debug, Template)]
#[template(path = "topic/page.html")]
pub struct TopicPage<'a> {
    /// Shared by all pages.
    pub frame: &'a Frame,
    /// Metadata.
    pub meta: PageMeta,
    /// The shared property.
    pub kind: &'a str,
    /// The search filter for the models of this topic: `license=mit`; empty if there is none.
    pub filter: String,
    /// The name of the topic, with the page number after the first page.
    pub heading: String,
    /// Another topic with almost the same models.
    pub like: Option<Link>,
    /// The overview, on the first page only.
    pub overview: Option<Overview<'a>>,
    /// Heading of the list.
    pub list_title: String,
    /// Position of the first item in the whole list, counted from 1.
    pub start: usize,
    /// The models, smallest first.
    pub items: Vec<Cow<'a, str>>,
    /// Links to other pages.
    pub pages: Vec<PageLink>,
    /// Links to all pages, if there are many; on the first page only.
    pub directory: Vec<PageLink>,
}

/// The overview of a topic.
#[derive(Debug)]
pub struct Overview<'a> {
    /// Models by verdict.
    pub shares: Shares,
    /// A histogram of sizes, if enough models have one.
    pub sizes: Option<Histogram<'a>>,
    /// Ranges and common values.
    pub rows: Vec<OverviewRow<'a>>,
    /// The most popular models, if the list is long.
    pub best_known: Vec<Cow<'a, str>>,
}

/// A row of the overview.
#[derive(Debug)]
pub struct OverviewRow<'a> {
    /// Its label.
    pub label: &'a str,
    /// Its text, if it has one.
    pub text: String,
    /// Topics that share models with this one, those with most shared models first.
    pub topics: Vec<TopicLink<'a>>,
}

/// A link to a topic with a number of models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicLink<'a> {
    /// Its name.
    pub name: String,
    /// URL of its first page.
    pub href: &'a str,
    /// Number of models.
    pub count: String,
}

/// The kinds of topics that the search can filter by, in its order.
pub const FILTERS: [TopicKind; 5] =
    [TopicKind::Family, TopicKind::Size, TopicKind::Format, TopicKind::Quantization, TopicKind::License];

/// Number of pages of a topic.
#[must_use]
pub fn pages(topic: &Topic) -> usize {
    topic.members.len().div_ceil(PAGE_SIZE)
}

/// The path of a page of a topic; pages are counted from 1.
#[must_use]
pub fn path(topic: &Topic, number: usize) -> String {
    if number == 1 { topic.path.to_string() } else { format!("{}{number}", topic.path) }
}

/// The models of one page.
fn members(topic: &Topic, number: usize) -> &[ModelIdx] {
    let start = (number - 1) * PAGE_SIZE;
    &topic.members[start..(start + PAGE_SIZE).min(topic.members.len())]
}

/// The reason for `noindex`: the topic has a single model, whose page says more, or another topic has almost the same
/// models.
#[must_use]
pub fn noindex(topic: &Topic) -> Option<&'static str> {
    match topic.members.len() {
        0 | 1 => Some("one-model"),
        _ => topic.like.map(|_| "same-models"),
    }
}

/// One page of the topic with this index in [`crate::plan::Topics::all`].
#[must_use]
pub fn page<'a>(plan: &'a SitePlan<'_>, place: TopicIdx, number: usize) -> TopicPage<'a> {
    let topic = &plan.topics.all[place];
    let (places, pages) = (members(topic, number), pages(topic));
    let start = (number - 1) * PAGE_SIZE + 1;
    let title = describe::title(plan, topic, number, places);
    let description = describe::description(plan, topic, number, places);
    let heading = describe::heading(topic, number, plan.text());
    let name = name(topic, plan.text());
    let above = navigation::crumbs(plan, place);
    let mut over: Vec<(&str, &str)> = above.iter().map(|(name, href)| (&**name, &**href)).collect();
    let last = plan.text().frame_page(number);
    if number > 1 {
        over.push((&*name, &*topic.href));
    }
    let own = if number > 1 { &*last } else { &*name };
    let mut meta = crumbed_meta(plan, title, description, &path(topic, number), &over, own);
    meta.is_indexable = noindex(topic).is_none();
    // All other breadcrumbs are our own words.
    for crumb in meta.crumbs.iter_mut().filter(|crumb| crumb.name == name) {
        crumb.is_quoted = matches!(topic.value, TopicValue::Text(_));
    }
    let items = places.iter().map(|place| (None, &*plan.models[*place].href));
    meta.json_ld = collection::json_ld(plan, &meta, &heading, start as u64, items);
    let href = |number| plan.addresses.page(&fixed(&path(topic, number))).to_string();
    TopicPage {
        frame: &plan.frame,
        meta,
        kind: topic_kind::singular(topic.kind, plan.text()),
        filter: filter(plan, topic),
        heading,
        like: topic.like.map(|place| like(plan, place)),
        overview: (number == 1).then(|| overview::overview(plan, topic)),
        list_title: describe::list_title(topic, start, places.len(), plan.text()),
        start,
        items: places.iter().map(|place| plan.card_in(topic, *place)).collect(),
        pages: pagination(number, pages, href),
        directory: if number == 1 { directory(pages, href) } else { Vec::new() },
    }
}

/// The search filter for the models of a topic.
fn filter(plan: &SitePlan<'_>, topic: &Topic) -> String {
    let is_filter = FILTERS.contains(&topic.kind)
        && plan.topics.filters_of(topic.kind).iter().any(|known| known.path == topic.path);
    if is_filter { format!("{}={}", topic.kind.as_str(), topic.slug()) } else { String::new() }
}

/// A link to the topic with this index.
fn like(plan: &SitePlan<'_>, place: TopicIdx) -> Link {
    let topic = &plan.topics.all[place];
    Link {
        name: format!("{}: {}", topic_kind::singular(topic.kind, plan.text()), name(topic, plan.text())),
        href: topic.href.to_string(),
    }
}

/// The facts of a page of a topic. Popularity is not one of them.
pub fn facts(plan: &SitePlan<'_>, topic: &Topic, number: usize, page: &TopicPage<'_>, facts: &mut Facts) {
    facts.add_count(topic.members.len());
    if let Some(overview) = &page.overview {
        for count in topic.counts {
            facts.add_count(count);
        }
        facts.add_count(topic.run_otherwise);
        for row in &overview.rows {
            facts.add(&row.text);
            for topic in &row.topics {
                facts.add(&topic.name).add(&topic.count);
            }
        }
    }
    for place in members(topic, number) {
        facts.add_model(plan, *place, Some(topic));
    }
}
