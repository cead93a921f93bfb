//! The rules: each file looks at one part of a site and reports what is wrong with it.

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

/// What can be said before any page is read.
pub(crate) fn before_pages(site: &Site, findings: &mut Findings) {
    paths::check(site, findings);
    robots::check(site, findings);
}

/// What only all pages together tell. `pages` are in the order of their files.
pub(crate) fn across_pages(site: &Site, pages: &[PageSummary], findings: &mut Findings) {
    sitemaps::compare(site, pages, findings);
    robots::pages(site, pages, findings);
    redirects::check(site, pages, findings);
    graph::check(site, pages, findings);
    uniqueness::check(site, pages, findings);
    record::check(site, pages, findings);
}
