//! What was done, or would be.

use crate::submit::{Error, Submission};
use serde::Serialize;

/// What was done, or would be.
#[derive(Debug, Default, Serialize)]
pub struct SubmitReport {
    /// Scheme, host and base path.
    pub site: String,
    /// Whether nothing was sent on purpose.
    pub dry_run: bool,
    /// Addresses that were not there before, for search engines.
    pub added: usize,
    /// Addresses of pages that say something else now.
    pub changed: usize,
    /// Addresses of pages that are gone, for search engines.
    pub deleted: usize,
    /// Addresses that are as they were.
    pub unchanged: usize,
    /// Addresses of the public site that are looked at first, with what has to stand there.
    pub checks: Vec<Check>,
    /// How many of them were.
    pub verified: usize,
    /// Search Console.
    pub search_console: SearchConsoleReport,
    /// IndexNow.
    pub index_now: IndexNowReport,
    /// What else there is to know.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The requests of a dry run, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<ShownRequest>,
    /// What failed, for whoever shows it.
    #[serde(skip)]
    pub failures: Vec<Error>,
}

/// An address that is looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// The address.
    pub url: String,
    /// `file`, or `gone`.
    pub expected: &'static str,
}

/// What came of one service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is not used.
    #[default]
    NotConfigured,
    /// There is nothing to tell.
    NothingNew,
    /// All pages count as known from here on, and none was told of.
    Start,
    /// It would be told.
    Planned,
    /// It was told.
    Sent,
    /// It was not told all of it.
    Failed,
}

/// What IndexNow was told.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct IndexNowReport {
    /// What came of it.
    pub outcome: Outcome,
    /// How many addresses were taken.
    pub sent: usize,
    /// The statuses with which requests were taken, in order.
    pub statuses: Vec<u16>,
}

/// What Search Console was told, and says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SearchConsoleReport {
    /// What came of it.
    pub outcome: Outcome,
    /// The sitemap index.
    pub sitemap: String,
    /// What it says of it.
    pub status: Option<SitemapStatus>,
}

/// What Search Console says of a sitemap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SitemapStatus {
    /// When it was submitted last.
    pub last_submitted: Option<String>,
    /// When it was fetched last.
    pub last_downloaded: Option<String>,
    /// Whether it is still to be processed.
    pub is_pending: bool,
    /// Whether it is an index of sitemaps.
    pub is_sitemaps_index: bool,
    /// Errors in it.
    pub errors: u64,
    /// Warnings about it.
    pub warnings: u64,
}

/// A request as a dry run shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownRequest {
    /// `POST`
    pub method: &'static str,
    /// Where it goes.
    pub url: String,
    /// The type of the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<&'static str>,
    /// The body, whose list of addresses is cut short.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Submission>,
    /// How many addresses the body has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addresses: Option<usize>,
}
