//! The rules: each file checks one aspect of a site and reports problems.

pub(crate) mod secrets;
pub(crate) mod packed;
pub(crate) mod sitemaps;
pub(crate) mod robots;
pub(crate) mod redirects;
pub(crate) mod headers;
pub(crate) mod record;
pub(crate) mod page;
pub(crate) mod other;
pub(crate) mod paths;
pub(crate) mod graph;
pub(crate) mod uniqueness;

use crate::{finding::Findings, page_summary::PageSummary, site::Site};

/// Runs the rules that need no page.
pub(crate) fn before_pages(site: &Site, findings: &mut Findings) {
    paths::check(site, findings);
    robots::check(site, findings);
}

/// Runs the rules that compare pages. `pages` is sorted by file.
pub(crate) fn across_pages(site: &Site, pages: &[PageSummary], findings: &mut Findings) {
    sitemaps::compare(site, pages, findings);
    robots::pages(site, pages, findings);
    redirects::check(site, pages, findings);
    graph::check(site, pages, findings);
    uniqueness::check(site, pages, findings);
    record::check(site, pages, findings);
}
