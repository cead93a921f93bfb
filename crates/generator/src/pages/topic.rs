//! Topics: lists of the models that have one thing in common, and what tells such a list from others.

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
    /// Head.
    pub meta: PageMeta,
    /// What the models have in common.
    pub kind: &'a str,
    /// The filter that leaves the models of this topic: `license=mit`; empty where there is none.
    pub filter: String,
    /// The topic's name, and the page's number beyond the first.
    pub heading: String,
    /// Another topic that lists nearly the same models.
    pub like: Option<Link>,
    /// What tells the topic from others: on its first page alone.
    pub overview: Option<Overview<'a>>,
    /// Heading of the list.
    pub list_title: String,
    /// Place of the first item in the whole list, counted from 1.
    pub start: usize,
    /// The models, smallest first.
    pub items: Vec<Cow<'a, str>>,
    /// The way to the other pages.
    pub pages: Vec<PageLink>,
    /// All pages, where the others are many; on the first page alone.
    pub directory: Vec<PageLink>,
}

/// What tells a topic from others.
#[derive(Debug)]
pub struct Overview<'a> {
    /// Models by verdict.
    pub shares: Shares,
    /// Its models by size, where enough of them have one.
    pub sizes: Option<Histogram<'a>>,
    /// Ranges, and what is common in it.
    pub rows: Vec<OverviewRow<'a>>,
    /// The most used models, where the list is long.
    pub best_known: Vec<Cow<'a, str>>,
}

/// A line about all models of a topic.
#[derive(Debug)]
pub struct OverviewRow<'a> {
    /// What it is about.
    pub label: &'a str,
    /// A text, where it is one.
    pub text: String,
    /// Topics that share models with this one, most shared first.
    pub topics: Vec<TopicLink<'a>>,
}

/// A link to a topic, with a number of models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicLink<'a> {
    /// Its name.
    pub name: String,
    /// Its first page.
    pub href: &'a str,
    /// Models.
    pub count: String,
}

/// The kinds of topics that models can be filtered by, in the order of the search box.
pub const FILTERS: [TopicKind; 5] =
    [TopicKind::Family, TopicKind::Size, TopicKind::Format, TopicKind::Quantization, TopicKind::License];

/// Pages of a topic.
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

/// Why search engines are asked to leave a topic out: its one model has a page that says more, or another topic lists
/// nearly the same models.
#[must_use]
pub fn noindex(topic: &Topic) -> Option<&'static str> {
    match topic.members.len() {
        0 | 1 => Some("one-model"),
        _ => topic.like.map(|_| "same-models"),
    }
}

/// One page of the topic at that place of [`crate::plan::Topics::all`].
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
    // All crumbs before the topic's own are in our words.
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

/// The filter of the search box that leaves the models of a topic.
fn filter(plan: &SitePlan<'_>, topic: &Topic) -> String {
    let is_filter = FILTERS.contains(&topic.kind)
        && plan.topics.filters_of(topic.kind).iter().any(|known| known.path == topic.path);
    if is_filter { format!("{}={}", topic.kind.as_str(), topic.slug()) } else { String::new() }
}

/// The topic of that place, to be named on another.
fn like(plan: &SitePlan<'_>, place: TopicIdx) -> Link {
    let topic = &plan.topics.all[place];
    Link {
        name: format!("{}: {}", topic_kind::singular(topic.kind, plan.text()), name(topic, plan.text())),
        href: topic.href.to_string(),
    }
}

/// The facts of a page of a topic. Which of its models are used most is no part of them.
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
