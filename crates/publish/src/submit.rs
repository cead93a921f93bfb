//! Notifies search engines of changes since the last submission. [`plan`] compares that submission with the manifest,
//! `public_site` checks the public site, `search_console` submits the sitemap index, and `index_now` the URLs. `record`
//! stores accepted URLs after each request, so a killed run repeats at most one. Sitemap pings are not used, because
//! Google and Bing no longer accept them; neither is Google's Indexing API, which is for other kinds of pages.

// In dependency order: a module only uses modules above it.
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
