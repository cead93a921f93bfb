//! The list of all models: `/models/`, and its further pages below `/browse/`.

use super::meta;
use crate::{
    page::{
        figures::{Counted, Grouped},
        listing::{ListingPage, PAGE_SIZE, directory, pagination},
    },
    plan::{SitePlan, fixed},
};

/// The path of a page of the list; the first stands at `/models/`, so that no other path below it is ours.
#[must_use]
pub fn path(number: usize) -> String {
    if number == 1 { "/models/".to_owned() } else { format!("/browse/{number}") }
}

/// The address of a page of the list.
pub(super) fn href(plan: &SitePlan<'_>, number: usize) -> String {
    plan.addresses.page(&fixed(&path(number))).to_string()
}

/// One page of the list of all models; pages are counted from 1.
#[must_use]
pub fn page<'a>(plan: &'a SitePlan<'_>, number: usize) -> ListingPage<'a> {
    let pages = plan.list_pages();
    let start = (number - 1) * PAGE_SIZE;
    let places = &plan.by_use[start..(start + PAGE_SIZE).min(plan.by_use.len())];
    let all = Counted(plan.models.len(), "model");
    let (heading, of) = match number {
        1 => ("Models".to_owned(), String::new()),
        number => (format!("Models, page {number}"), format!(", page {number} of {pages}")),
    };
    let last = start + places.len();
    let description = if places.is_empty() {
        "No model of the snapshot is run by a worker of this site, or planned to be. The methods page says why."
            .to_owned()
    } else {
        format!(
            "{all} that a worker of this site runs or plans to run, most used first{of}: {} to {}, each with its verdict.",
            Grouped(start as u64 + 1),
            Grouped(last as u64)
        )
    };
    let title = format!("{heading}: {} to {} of {all} | {}", start + 1, last, plan.frame.name);
    let href = |number| href(plan, number);
    let over: &[(&str, &str)] = if number == 1 { &[] } else { &[("Models", &plan.frame.models)] };
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
