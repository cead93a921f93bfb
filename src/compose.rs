//! Pages made from the plan: each function here gives the struct behind one kind of page.
//!
//! Pure, like the plan: the same plan gives the same pages, in whatever order and on however many threads.

pub mod article;
pub mod home;
pub mod listing;
pub mod methodology;
pub mod model;
pub mod worker;
pub mod worker_json;

use crate::{
    page::{PageMeta, structured_data::Document},
    plan::SitePlan,
};

/// The head of a page that is not a model's: an indexable `WebPage` with its breadcrumbs.
fn meta(
    plan: &SitePlan<'_>,
    title: String,
    description: String,
    path: &str,
    over: &[(&str, &str)],
    name: &str,
) -> PageMeta {
    let canonical = plan.addresses.absolute(&plan.addresses.page(&crate::plan::fixed(path)));
    let crumbs = if path == "/" { Vec::new() } else { plan.crumbs(over, name) };
    let mut json_ld = String::new();
    let mut document = Document::new(&mut json_ld);
    let mut node = document.node("WebPage");
    node.text("name", name);
    node.text("description", &description);
    node.text("url", &canonical);
    drop(node);
    if !crumbs.is_empty() {
        document.breadcrumbs(&crumbs, &plan.frame);
    }
    document.end();
    PageMeta { title, description, canonical, is_indexable: true, crumbs, json_ld, alternates: Vec::new() }
}
