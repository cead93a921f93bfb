//! `submit`: search engines are told of what changed since they were told last, and of nothing else.
//!
//! [`plan`] compares what was submitted with the manifest. Then, in this order: the public site is looked at
//! (`public_site`), Search Console is given the sitemap index (`search_console`), IndexNow the addresses
//! (`index_now`). What an engine took is recorded at once (`record`), so that a run that is killed says one request
//! twice at worst.
//!
//! There is no ping (Google and Bing retired theirs), and nothing here uses Google's Indexing API, which is for other
//! kinds of pages.

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
