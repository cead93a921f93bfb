//! `modelpress check`: the proof of a built site, of this program or any other.
//!
//! [`table`] lists every check. Each file is read and parsed once, in parallel, and leaves a [`PageSummary`] and
//! what was found on it alone; then pages are compared by their summaries. Nothing is fetched, nothing is written.
//! The loop over files stands in `pipeline`.

// In reading order.
pub mod group;
pub mod table;
pub mod finding;
pub mod sketch;
pub mod secrets;
pub mod dom;
pub mod xml;
pub mod schema_org;
pub mod files;
pub mod base;
pub mod site;
pub mod packed;
pub mod sitemaps;
pub mod robots;
pub mod redirects;
pub mod headers;
pub mod page;
pub mod other;
pub mod paths;
pub mod graph;
pub mod uniqueness;
pub mod record;
pub mod report;

pub use self::{
    files::Error,
    finding::{Finding, Findings, Wanted},
    group::{Group, Needs, Severity},
    page::PageSummary,
    report::{Format, Report},
    site::Site,
    table::{CHECKS, Check, Code},
};

/// What can be said before any page is read.
pub fn before_pages(site: &Site, findings: &mut Findings) {
    paths::check(site, findings);
    robots::check(site, findings);
}

/// What only all pages together tell. `pages` are in the order of their files.
pub fn across_pages(site: &Site, pages: &[PageSummary], findings: &mut Findings) {
    sitemaps::compare(site, pages, findings);
    robots::pages(site, pages, findings);
    redirects::check(site, pages, findings);
    graph::check(site, pages, findings);
    uniqueness::check(site, pages, findings);
    record::check(site, pages, findings);
}
