//! `submit`: notifies search engines of what changed since the last submission.
//!
//! [`plan`] compares the last submission with the manifest. Then `public_site` checks the public site, `search_console`
//! submits the sitemap index, and `index_now` the URLs. What an engine accepted is recorded at once (`record`), so a
//! killed run repeats at most one request.
//!
//! There is no sitemap ping, because Google and Bing no longer accept them, and no use of Google's Indexing API, which
//! is for other kinds of pages.

// In reading order.
pub mod settings;
pub mod plan;
mod error;
mod record;
mod public_site;
mod index_now;
mod service_account;
mod search_console;
mod report;
mod run;

pub use crate::submit::{
    error::{Error, NotLive, Service},
    index_now::{Submission, explain},
    plan::{Plan, Submitted},
    record::RECORD,
    report::{Check, IndexNowReport, Outcome, SearchConsoleReport, ShownRequest, SitemapStatus, SubmitReport},
    run::{Scope, SubmitInputs, submit},
    service_account::ServiceAccount,
};
