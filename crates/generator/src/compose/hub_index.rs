//! The lists of hubs, one for each kind: `/families/`, and its further pages below `/browse/families/`.

use crate::compose::{
    crumbed_meta,
    hub::{self, INDEX_PAGE_SIZE as PAGE_SIZE},
};
use crate::{
    page::{
        Shown,
        figures::{Figure as _, Grouped},
        hub::{HubIndexPage, HubKind, HubRow},
        listing::pagination,
        structured_data::Document,
    },
    plan::{Hub, SitePlan, fixed},
    text::Text,
};
use site::manifest::Hash;

pub use crate::compose::hub::index_path as path;

/// Pages of the list of a kind; none where there is no hub of it.
#[must_use]
pub fn pages(plan: &SitePlan<'_>, kind: HubKind) -> usize {
    plan.hubs.of_kind(kind).len().div_ceil(PAGE_SIZE)
}

/// One page of the list of a kind.
#[must_use]
pub fn page<'a>(plan: &'a SitePlan<'_>, kind: HubKind, number: usize) -> HubIndexPage<'a> {
    let all = plan.hubs.of_kind(kind);
    let pages = pages(plan, kind);
    let start = all.start + (number - 1) * PAGE_SIZE;
    let hubs = &plan.hubs.all[start..(start + PAGE_SIZE).min(all.end)];
    let text = plan.text();
    let plural = kind.plural(text);
    let heading = if number == 1 { plural.to_owned() } else { text.frame_heading_of_page(plural, number) };
    let figure = |count: usize| Grouped(count as u64).show(text);
    let title = plan.title(&match number {
        1 => text.hub_index_title(figure(all.len()), plural),
        _ => text.hub_index_title_of_page(plural, number, pages),
    });
    let description = describe(plan, kind, number, hubs);
    let index = plan.addresses.page(&fixed(&path(kind, 1)));
    let over: &[(&str, &str)] = if number == 1 { &[] } else { &[(plural, index.as_str())] };
    let own = if number == 1 { heading.clone() } else { plan.text().frame_page(number) };
    let mut meta = crumbed_meta(plan, title, description, &path(kind, number), over, &own);
    meta.json_ld = json_ld(plan, &meta, &heading, hubs);
    // Columns that are empty throughout say nothing.
    let is_used = |place: usize| plan.hubs.all[all.clone()].iter().any(|hub| hub.counts[place] > 0);
    let used: Vec<usize> = (0..Shown::ALL.len()).filter(|place| is_used(*place)).collect();
    let row = |hub: &'a Hub| HubRow {
        name: hub::name(hub, text),
        href: &hub.href,
        largest: last_page(plan, hub),
        count: figure(hub.members.len()).to_string(),
        counts: used.iter().map(|place| figure(hub.counts[*place]).to_string()).collect(),
    };
    let href = |number| plan.addresses.page(&fixed(&path(kind, number))).to_string();
    HubIndexPage {
        frame: &plan.frame,
        meta,
        heading,
        note: note(kind, text),
        caption: if kind.is_of_files() { text.hub_index_caption_of_files() } else { text.hub_index_caption() },
        column: kind.singular(text),
        verdicts: used.iter().map(|place| Shown::ALL[*place]).collect(),
        rows: hubs.iter().map(row).collect(),
        pages: pagination(number, pages, href),
    }
}

/// Address of the last page of a hub, where it has several.
fn last_page(plan: &SitePlan<'_>, hub: &Hub) -> Option<String> {
    let last = hub::pages(hub);
    (last > 1).then(|| plan.addresses.page(&fixed(&hub::path(hub, last))).to_string())
}

fn describe(plan: &SitePlan<'_>, kind: HubKind, number: usize, hubs: &[Hub]) -> String {
    let text = plan.text();
    let all = Grouped(plan.hubs.of_kind(kind).len() as u64).show(text);
    let models = text.count_models(plan.models.len());
    let names = |hubs: &[Hub]| hubs.iter().take(3).map(|hub| hub::name(hub, text)).collect::<Vec<_>>().join(", ");
    let plural = kind.plural(text);
    match number {
        1 => text.hub_index_description(all, plural, models, names(hubs)),
        _ => text.hub_index_description_of_page(plural, models, names(&hubs[..1]), number),
    }
}

/// What the hubs of a kind are.
fn note(kind: HubKind, text: &Text) -> &str {
    match kind {
        HubKind::Family => text.hub_index_family_note(),
        HubKind::ModelType => text.hub_index_model_type_note(),
        HubKind::Format => text.hub_index_format_note(),
        HubKind::Quantization => text.hub_index_quantization_note(),
        HubKind::Size => text.hub_index_size_note(),
        HubKind::License => text.hub_index_license_note(),
        HubKind::Author => text.hub_index_author_note(),
    }
}

fn json_ld(plan: &SitePlan<'_>, meta: &crate::page::PageMeta, heading: &str, hubs: &[Hub]) -> String {
    let mut text = String::with_capacity(1_000 + hubs.len() * 110);
    let mut document = Document::new(&mut text);
    let mut node = document.node("CollectionPage");
    node.text("name", heading);
    node.text("description", &meta.description);
    node.text("url", &meta.canonical);
    node.language(&plan.frame);
    let mut list = node.inner("mainEntity", "ItemList");
    list.number("numberOfItems", hubs.len() as u64);
    let mut items = list.list("itemListElement");
    for (hub, position) in hubs.iter().zip(1..) {
        let mut item = items.item("ListItem");
        item.number("position", position);
        item.text("name", &hub::name(hub, plan.text()));
        item.parts("url", &[&plan.frame.origin, &hub.href]);
    }
    drop(items);
    drop(list);
    drop(node);
    document.breadcrumbs(&meta.crumbs, &plan.frame);
    document.end();
    text
}

/// A hash of what the page says; the site's design is no part of it.
#[must_use]
pub fn facts_hash(page: &HubIndexPage<'_>) -> Hash {
    let mut facts = page.meta.description.clone();
    for row in &page.rows {
        facts.extend(["\n", &row.name, " ", &row.count]);
        facts.extend(row.counts.iter().flat_map(|count| [" ", count]));
    }
    Hash::of(facts.as_bytes())
}
