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
    page::{PageMeta, structured_data},
    plan::SitePlan,
};
use serde_json::json;

/// The head of a page that is not a model's: an indexable `WebPage` with its breadcrumbs.
fn meta(plan: &SitePlan<'_>, title: String, description: String, path: &str, over: &[(&str, &str)], name: &str) -> PageMeta {
    let canonical = plan.addresses.absolute(&plan.addresses.page(&crate::plan::fixed(path)));
    let crumbs = if path == "/" { Vec::new() } else { plan.crumbs(over, name) };
    let mut nodes = vec![json!({ "@type": "WebPage", "name": name, "description": description, "url": canonical })];
    if !crumbs.is_empty() {
        nodes.push(structured_data::breadcrumbs(&crumbs, &plan.frame));
    }
    PageMeta { title, description, canonical, is_indexable: true, crumbs, json_ld: structured_data::graph(nodes) }
}

