//! Hubs: lists of the models that have one thing in common, and what tells such a list from others.

mod describe;
mod navigation;
mod overview;

use crate::{
    compose::crumbed_meta,
    page::{
        Link, Shown,
        hub::{HubKind, HubPage},
        listing::{PAGE_SIZE, directory, pagination},
        structured_data::Document,
    },
    plan::{Hub, HubValue, SitePlan, fixed},
};
use site::manifest::Hash;
use std::fmt::Write as _;

pub use describe::name;
pub(super) use navigation::INDEX_PAGE_SIZE;
pub use navigation::index_path;

/// The kinds of hubs that models can be filtered by, in the order of the search box.
pub const FILTERS: [HubKind; 5] =
    [HubKind::Family, HubKind::Size, HubKind::Format, HubKind::Quantization, HubKind::License];

/// Pages of a hub.
#[must_use]
pub fn pages(hub: &Hub) -> usize {
    hub.members.len().div_ceil(PAGE_SIZE)
}

/// The path of a page of a hub; pages are counted from 1.
#[must_use]
pub fn path(hub: &Hub, number: usize) -> String {
    if number == 1 { hub.path.to_string() } else { format!("{}{number}", hub.path) }
}

/// The models of one page.
fn members(hub: &Hub, number: usize) -> &[u32] {
    let start = (number - 1) * PAGE_SIZE;
    &hub.members[start..(start + PAGE_SIZE).min(hub.members.len())]
}

/// Why search engines are asked to leave a hub out: its one model has a page that says more, or another hub lists
/// nearly the same models.
#[must_use]
pub fn noindex(hub: &Hub) -> Option<&'static str> {
    match hub.members.len() {
        0 | 1 => Some("one-model"),
        _ => hub.like.map(|_| "same-models"),
    }
}

/// One page of the hub at that place of [`crate::plan::Hubs::all`].
#[must_use]
pub fn page<'a>(plan: &'a SitePlan<'_>, place: usize, number: usize) -> HubPage<'a> {
    let hub = &plan.hubs.all[place];
    let (places, pages) = (members(hub, number), pages(hub));
    let start = (number - 1) * PAGE_SIZE + 1;
    let title = describe::title(plan, hub, number, places);
    let description = describe::description(plan, hub, number, places);
    let heading = describe::heading(hub, number, plan.text());
    let name = name(hub, plan.text());
    let above = navigation::crumbs(plan, place);
    let mut over: Vec<(&str, &str)> = above.iter().map(|(name, href)| (&**name, &**href)).collect();
    let last = plan.text().frame_page(number);
    if number > 1 {
        over.push((&*name, &*hub.href));
    }
    let own = if number > 1 { &*last } else { &*name };
    let mut meta = crumbed_meta(plan, title, description, &path(hub, number), &over, own);
    meta.is_indexable = noindex(hub).is_none();
    // All crumbs before the hub's own are in our words.
    for crumb in meta.crumbs.iter_mut().filter(|crumb| crumb.name == name) {
        crumb.is_quoted = matches!(hub.value, HubValue::Text(_));
    }
    meta.json_ld = json_ld(plan, &meta, &heading, start, places);
    let href = |number| plan.addresses.page(&fixed(&path(hub, number))).to_string();
    HubPage {
        frame: &plan.frame,
        meta,
        kind: hub.kind,
        filter: filter(plan, hub),
        heading,
        like: hub.like.map(|place| like(plan, place)),
        overview: (number == 1).then(|| overview::overview(plan, hub)),
        list_title: describe::list_title(hub, start, places.len(), plan.text()),
        start,
        items: places.iter().map(|place| plan.card_in(hub, *place)).collect(),
        pages: pagination(number, pages, href),
        directory: if number == 1 { directory(pages, href) } else { Vec::new() },
    }
}

/// The filter of the search box that leaves the models of a hub.
fn filter(plan: &SitePlan<'_>, hub: &Hub) -> String {
    let is_filter =
        FILTERS.contains(&hub.kind) && plan.hubs.filters_of(hub.kind).iter().any(|known| known.path == hub.path);
    if is_filter { format!("{}={}", hub.kind.as_str(), hub.slug()) } else { String::new() }
}

/// The hub of that place, to be named on another.
fn like(plan: &SitePlan<'_>, place: u32) -> Link {
    let hub = &plan.hubs.all[place as usize];
    Link { name: format!("{}: {}", hub.kind.singular(plan.text()), name(hub, plan.text())), href: hub.href.to_string() }
}

/// A `CollectionPage` whose main thing is the list of the page's own models, and the breadcrumbs.
fn json_ld(plan: &SitePlan<'_>, meta: &crate::page::PageMeta, heading: &str, start: usize, places: &[u32]) -> String {
    let mut text = String::with_capacity(1_000 + places.len() * 110);
    let mut document = Document::new(&mut text);
    let mut node = document.node("CollectionPage");
    node.text("name", heading);
    node.text("description", &meta.description);
    node.text("url", &meta.canonical);
    node.language(&plan.frame);
    let mut list = node.inner("mainEntity", "ItemList");
    list.number("numberOfItems", places.len() as u64);
    let mut items = list.list("itemListElement");
    for (place, position) in places.iter().zip(start as u64..) {
        let mut item = items.item("ListItem");
        item.number("position", position);
        item.parts("url", &[&plan.frame.origin, &plan.models[*place as usize].href]);
    }
    drop(items);
    drop(list);
    drop(node);
    document.breadcrumbs(&meta.crumbs, &plan.frame);
    document.end();
    text
}

/// A hash of what a page of a hub says: counters, which models are used most, and the site's design are no part
/// of it.
#[must_use]
pub fn facts_hash(plan: &SitePlan<'_>, hub: &Hub, number: usize, page: &HubPage<'_>) -> Hash {
    let mut facts = String::with_capacity(8_000);
    facts.extend([&*page.meta.description, &*page.list_title]);
    if let Some(overview) = &page.overview {
        facts.push_str(&overview.shares.text);
        facts.extend(overview.sizes.iter().map(|sizes| &*sizes.text));
        for row in &overview.rows {
            let _ = write!(facts, "\n{} {}", row.label, row.text);
            facts.extend(row.hubs.iter().flat_map(|hub| [&*hub.name, &*hub.count]));
        }
    }
    for place in members(hub, number) {
        let model = &plan.models[*place as usize].assessed;
        let [here, all] = [hub.judgement_of(model), model.summary.judgement].map(|judgement| Shown(judgement).place());
        let _ = write!(facts, "\n{} {here} {:?}", model.metadata.id, model.metadata.parameters.total);
        if here != all {
            let _ = write!(facts, " {all}");
        }
    }
    Hash::of(facts.as_bytes())
}
