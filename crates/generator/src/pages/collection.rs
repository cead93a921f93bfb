//! JSON-LD of list pages.

use crate::{
    display::{layout::PageMeta, structured_data::Document},
    plan::SitePlan,
};

/// A `CollectionPage` with breadcrumbs. Its main entity is the list of `items`: a name, unless the URL names the page,
/// and a path. `start` is the position of the first item.
pub(super) fn json_ld<'a>(
    plan: &SitePlan<'_>,
    meta: &PageMeta,
    heading: &str,
    start: u64,
    items: impl ExactSizeIterator<Item = (Option<String>, &'a str)>,
) -> String {
    let mut text = String::with_capacity(1_000 + items.len() * 110);
    let mut document = Document::new(&mut text);
    let mut node = document.node("CollectionPage");
    node.text("name", heading);
    node.text("description", &meta.description);
    node.text("url", &meta.canonical);
    node.language(&plan.frame);
    let mut list = node.inner("mainEntity", "ItemList");
    list.number("numberOfItems", items.len() as u64);
    let mut elements = list.list("itemListElement");
    for ((name, href), position) in items.zip(start..) {
        let mut element = elements.item("ListItem");
        element.number("position", position);
        if let Some(name) = name {
            element.text("name", &name);
        }
        element.parts("url", &[&plan.frame.origin, href]);
    }
    drop(elements);
    drop(list);
    drop(node);
    document.breadcrumbs(&meta.crumbs, &plan.frame);
    document.end();
    text
}
