//! `modelpress check`: the proof of a built site, of this program or any other.
//!
//! [`table`] lists every check. Each file is read and parsed once, in parallel, and leaves a
//! summary and what was found on it alone; then pages are compared by their
//! summaries. Nothing is fetched, nothing is written.

// In reading order: a module uses only those above it. `read` parses, `rules` report.
pub mod group;
pub mod table;
mod finding;
mod sketch;
pub mod read;
mod page_summary;
mod site;
mod schema_org;
mod rules;
pub mod report;
mod run;

pub use self::{
    finding::{Finding, Findings, Wanted},
    group::{Group, Needs, Severity},
    read::files::Error,
    report::{Format, Report},
    run::{CheckInputs, run},
    site::Site,
    table::{CHECKS, Check, Code},
};
