//! The way to a topic: the list of its kind, and where in that list it is.

use crate::{
    display::topic_kind::{self, TopicKind},
    plan::{SitePlan, TopicIdx, fixed},
};

/// Topics on one page of the list of their kind. Those with the most models come first, so that every topic of
/// several pages stands on the first one. A row has at most 11 elements (a column for each of five verdicts, and a
/// link to the last page of the topic), and a page should have at most 1,500.
pub(in crate::pages) const INDEX_PAGE_SIZE: usize = 125;

/// The path of a page of the list of a kind; pages are counted from 1.
#[must_use]
pub fn index_path(kind: TopicKind, number: usize) -> String {
    let folder = kind.folder();
    if number == 1 { format!("/{folder}/") } else { format!("/browse/{folder}/{number}") }
}

/// The way from the first page to the place of a topic in the list of its kind: names and addresses.
pub(super) fn crumbs(plan: &SitePlan<'_>, place: TopicIdx) -> Vec<(String, String)> {
    let kind = plan.topics.all[place].kind;
    let href = |number| plan.addresses.page(&fixed(&index_path(kind, number))).to_string();
    let number = (usize::from(place) - plan.topics.of_kind(kind).start) / INDEX_PAGE_SIZE + 1;
    let mut crumbs = vec![(topic_kind::plural(kind, plan.text()).to_owned(), href(1))];
    if number > 1 {
        crumbs.push((plan.text().frame_page(number), href(number)));
    }
    crumbs
}
