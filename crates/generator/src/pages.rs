//! Composes pages from the plan: one module per page kind, with the struct behind its template.
//!
//! Pure like the plan: the same plan gives the same pages, in any order and with any number of threads.

pub mod article;
mod collection;
pub mod data;
pub mod facts;
pub mod home;
pub mod list;
pub mod methodology;
pub mod model;
pub mod not_found;
pub mod topic;
pub mod topic_index;
mod verdict_counts;
pub mod worker;
pub mod worker_json;

use crate::{
    display::{layout::PageMeta, structured_data::Document},
    plan::SitePlan,
};
pub use facts::Facts;

/// The metadata of a page that is not a model page: an indexable `WebPage` with breadcrumbs.
fn meta(
    plan: &SitePlan<'_>,
    title: String,
    description: String,
    path: &str,
    over: &[(&str, &str)],
    name: &str,
) -> PageMeta {
    let mut meta = crumbed_meta(plan, title, description, path, over, name);
    let mut document = Document::new(&mut meta.json_ld);
    let mut node = document.node("WebPage");
    node.text("name", name);
    node.text("description", &meta.description);
    node.text("url", &meta.canonical);
    node.language(&plan.frame);
    drop(node);
    if !meta.crumbs.is_empty() {
        document.breadcrumbs(&meta.crumbs, &plan.frame);
    }
    document.end();
    meta
}

/// The metadata of an indexable page, without its JSON-LD.
fn crumbed_meta(
    plan: &SitePlan<'_>,
    title: String,
    description: String,
    path: &str,
    over: &[(&str, &str)],
    name: &str,
) -> PageMeta {
    let place = crate::plan::fixed(path);
    let canonical = plan.addresses.absolute(&plan.addresses.page(&place));
    let translations = plan.translations(&place);
    let crumbs = if path == "/" { Vec::new() } else { plan.crumbs(over, name) };
    let preview = plan.pictures.of_page(path).clone();
    PageMeta { title, description, canonical, is_indexable: true, crumbs, preview, translations, ..PageMeta::default() }
}
