//! `modelpress check`: verifies a built site, whether modelpress made it or not. [`table`] lists every check. Each file
//! is read and parsed once, in parallel, which gives its own findings and a summary. Then pages are compared by their
//! summaries. Nothing is fetched or written.

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
