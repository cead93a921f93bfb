//! The breadcrumbs of a topic: the list of its kind, and the topic's page in that list.

use crate::{
    display::topic_kind::{self, TopicKind},
    plan::{SitePlan, TopicIdx, fixed},
};

/// Topics per page of the list of their kind. Topics with the most models come first, so that every topic with several
/// pages is on the first one. A row has at most 11 elements (a column for each of five verdicts and a link to the last
/// page of the topic), and a page should have at most 1,500.
pub(in crate::pages) const INDEX_PAGE_SIZE: usize = 125;

/// The path of a page of the list of a kind; pages are counted from 1.
#[must_use]
pub fn index_path(kind: TopicKind, number: usize) -> String {
    let folder = kind.folder();
    if number == 1 { format!("/{folder}/") } else { format!("/browse/{folder}/{number}") }
}

/// The breadcrumbs from the home page to a topic's position in the list of its kind: names and URLs.
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
