//! The lists of topics, one for each kind: `/families/`, and its further pages below `/browse/families/`.

use crate::{
    display::{
        figures::{Figure as _, Grouped},
        layout::{Frame, PageMeta},
        pagination::{PageLink, pagination},
        topic_kind::{self, TopicKind},
        verdict::Shown,
    },
    pages::{
        Facts, collection, crumbed_meta,
        topic::{self, INDEX_PAGE_SIZE as PAGE_SIZE},
    },
    plan::{SitePlan, Topic, fixed},
    text::Text,
};
use askama::Template;

pub use crate::pages::topic::index_path as path;

/// All topics of one kind, or a part of them.
#[derive(Debug, Template)]
#[template(path = "topic/index.html")]
pub struct TopicIndexPage<'a> {
    /// Shared by all pages.
    pub frame: &'a Frame,
    /// Metadata.
    pub meta: PageMeta,
    /// Heading.
    pub heading: String,
    /// One sentence about the kind of topic.
    pub note: &'a str,
    /// What the numbers count.
    pub caption: &'a str,
    /// Heading of the name column.
    pub column: &'a str,
    /// The verdict columns.
    pub verdicts: Vec<Shown>,
    /// The topics.
    pub rows: Vec<TopicRow<'a>>,
    /// Links to other pages.
    pub pages: Vec<PageLink>,
}

/// A topic in the list of its kind.
#[derive(Debug)]
pub struct TopicRow<'a> {
    /// Its name.
    pub name: String,
    /// URL of its first page.
    pub href: &'a str,
    /// URL of its last page, if it has several: that of the largest models.
    pub largest: Option<String>,
    /// Number of models.
    pub count: String,
    /// Number of models by verdict, in the order of the columns.
    pub counts: Vec<String>,
}

/// Number of pages of the list of a kind; 0 if there is no topic of it.
#[must_use]
pub fn pages(plan: &SitePlan<'_>, kind: TopicKind) -> usize {
    plan.topics.of_kind(kind).len().div_ceil(PAGE_SIZE)
}

/// One page of the list of a kind.
#[must_use]
pub fn page<'a>(plan: &'a SitePlan<'_>, kind: TopicKind, number: usize) -> TopicIndexPage<'a> {
    let all = plan.topics.of_kind(kind);
    let pages = pages(plan, kind);
    let start = all.start + (number - 1) * PAGE_SIZE;
    let topics = &plan.topics.all[start..(start + PAGE_SIZE).min(all.end)];
    let text = plan.text();
    let plural = topic_kind::plural(kind, text);
    let heading = if number == 1 { plural.to_owned() } else { text.frame_heading_of_page(plural, number) };
    let figure = |count: usize| Grouped(count as u64).show(text);
    let title = plan.title(&match number {
        1 => text.topic_index_title(figure(all.len()), plural),
        _ => text.topic_index_title_of_page(plural, number, pages),
    });
    let description = describe(plan, kind, number, topics);
    let index = plan.addresses.page(&fixed(&path(kind, 1)));
    let over: &[(&str, &str)] = if number == 1 { &[] } else { &[(plural, index.as_str())] };
    let own = if number == 1 { heading.clone() } else { plan.text().frame_page(number) };
    let mut meta = crumbed_meta(plan, title, description, &path(kind, number), over, &own);
    let items = topics.iter().map(|topic| (Some(topic::name(topic, text)), &*topic.href));
    meta.json_ld = collection::json_ld(plan, &meta, &heading, 1, items);
    // Empty columns are left out.
    let is_used = |place: usize| plan.topics.all[all.clone()].iter().any(|topic| topic.counts[place] > 0);
    let used: Vec<usize> = (0..Shown::ALL.len()).filter(|place| is_used(*place)).collect();
    let row = |topic: &'a Topic| TopicRow {
        name: topic::name(topic, text),
        href: &topic.href,
        largest: last_page(plan, topic),
        count: figure(topic.members.len()).to_string(),
        counts: used.iter().map(|place| figure(topic.counts[*place]).to_string()).collect(),
    };
    let href = |number| plan.addresses.page(&fixed(&path(kind, number))).to_string();
    TopicIndexPage {
        frame: &plan.frame,
        meta,
        heading,
        note: note(kind, text),
        caption: if kind.is_of_files() { text.topic_index_caption_of_files() } else { text.topic_index_caption() },
        column: topic_kind::singular(kind, text),
        verdicts: used.iter().map(|place| Shown::ALL[*place]).collect(),
        rows: topics.iter().map(row).collect(),
        pages: pagination(number, pages, href),
    }
}

/// URL of the last page of a topic, if it has several.
fn last_page(plan: &SitePlan<'_>, topic: &Topic) -> Option<String> {
    let last = topic::pages(topic);
    (last > 1).then(|| plan.addresses.page(&fixed(&topic::path(topic, last))).to_string())
}

fn describe(plan: &SitePlan<'_>, kind: TopicKind, number: usize, topics: &[Topic]) -> String {
    let text = plan.text();
    let all = Grouped(plan.topics.of_kind(kind).len() as u64).show(text);
    let models = text.count_models(plan.models.len());
    let names =
        |topics: &[Topic]| topics.iter().take(3).map(|topic| topic::name(topic, text)).collect::<Vec<_>>().join(", ");
    let plural = topic_kind::plural(kind, text);
    match number {
        1 => text.topic_index_description(all, plural, models, names(topics)),
        _ => text.topic_index_description_of_page(plural, models, names(&topics[..1]), number),
    }
}

/// One sentence about the topics of a kind.
fn note(kind: TopicKind, text: &Text) -> &str {
    match kind {
        TopicKind::Family => text.topic_index_family_note(),
        TopicKind::ModelType => text.topic_index_model_type_note(),
        TopicKind::Format => text.topic_index_format_note(),
        TopicKind::Quantization => text.topic_index_quantization_note(),
        TopicKind::Size => text.topic_index_size_note(),
        TopicKind::License => text.topic_index_license_note(),
        TopicKind::Author => text.topic_index_author_note(),
    }
}

/// The facts of a page of the list of a kind.
pub fn facts(page: &TopicIndexPage<'_>, facts: &mut Facts) {
    for row in &page.rows {
        facts.add(&row.name).add(&row.count);
        for count in &row.counts {
            facts.add(count);
        }
    }
}
