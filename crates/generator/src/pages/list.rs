//! The list of all models: `/models/`, and its further pages below `/browse/`.

use crate::{
    display::{
        figures::{Figure as _, Grouped},
        layout::{Frame, PageMeta},
        pagination::{PAGE_SIZE, PageLink, directory, pagination},
    },
    pages::{Facts, meta},
    plan::{ModelIdx, SitePlan, fixed},
};
use askama::Template;

/// One page of a list of models.
#[derive(Debug, Template)]
#[template(path = "listing/page.html")]
pub struct ListingPage<'a> {
    /// Shared by all pages.
    pub frame: &'a Frame,
    /// Metadata.
    pub meta: PageMeta,
    /// The heading.
    pub heading: String,
    /// Position of the first item in the whole list, counted from 1.
    pub start: usize,
    /// The models.
    pub items: Vec<&'a str>,
    /// Links to other pages.
    pub pages: Vec<PageLink>,
    /// Links to all pages, if there are many; only on the first page.
    pub directory: Vec<PageLink>,
}

/// The path of a page of the list. The first page is `/models/`, so that no other path below it is taken.
#[must_use]
pub fn path(number: usize) -> String {
    if number == 1 { "/models/".to_owned() } else { format!("/browse/{number}") }
}

/// The URL of a page of the list.
pub(super) fn href(plan: &SitePlan<'_>, number: usize) -> String {
    plan.addresses.page(&fixed(&path(number))).to_string()
}

/// The models of one page.
fn models<'a>(plan: &'a SitePlan<'_>, number: usize) -> &'a [ModelIdx] {
    let start = (number - 1) * PAGE_SIZE;
    &plan.by_use[start..(start + PAGE_SIZE).min(plan.by_use.len())]
}

/// The facts of a page of the list.
pub fn facts(plan: &SitePlan<'_>, number: usize, facts: &mut Facts) {
    facts.add_count(plan.models.len()).add_models(plan, models(plan, number));
}

/// One page of the list of all models; pages are counted from 1.
#[must_use]
pub fn page<'a>(plan: &'a SitePlan<'_>, number: usize) -> ListingPage<'a> {
    let pages = plan.list_pages();
    let start = (number - 1) * PAGE_SIZE;
    let places = models(plan, number);
    let text = plan.text();
    let all = text.count_models(plan.models.len());
    let heading = match number {
        1 => text.list_heading().to_owned(),
        number => text.frame_heading_of_page(text.list_heading(), number),
    };
    let figure = |number: usize| Grouped(number as u64).show(text);
    let (first, last) = (figure(start + 1), figure(start + places.len()));
    let description = match number {
        _ if places.is_empty() => text.list_empty().to_owned(),
        1 => text.list_description(first, last, &all),
        _ => text.list_description_of_page(first, last, &all, number, pages),
    };
    let title = plan.title(&text.list_title(first, &heading, last, &all));
    let href = |number| href(plan, number);
    let over: &[(&str, &str)] = if number == 1 { &[] } else { &[(text.list_heading(), &plan.frame.models)] };
    ListingPage {
        meta: meta(plan, title, description, &path(number), over, &heading),
        frame: &plan.frame,
        heading,
        start: start + 1,
        items: places.iter().map(|place| plan.card(*place)).collect(),
        pages: pagination(number, pages, href),
        directory: if number == 1 { directory(pages, href) } else { Vec::new() },
    }
}
