//! The report of a submission or a dry run.

use crate::submit::{Error, Submission};
use serde::Serialize;

/// The report of a submission or a dry run.
#[derive(Debug, Default, Serialize)]
pub struct SubmitReport {
    /// Scheme, host and base path.
    pub site: String,
    /// Whether this was a dry run.
    pub dry_run: bool,
    /// Number of new URLs for search engines.
    pub added: usize,
    /// Number of URLs whose facts changed.
    pub changed: usize,
    /// Number of URLs deleted for search engines.
    pub deleted: usize,
    /// Number of unchanged URLs.
    pub unchanged: usize,
    /// The checks of the public site, in a dry run.
    pub checks: Vec<Check>,
    /// Number of URLs checked.
    pub verified: usize,
    /// Search Console.
    pub search_console: SearchConsoleReport,
    /// IndexNow.
    pub index_now: IndexNowReport,
    /// Notes for the user.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The requests of a dry run, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<ShownRequest>,
    /// Errors of the services, for the caller to show.
    #[serde(skip)]
    pub failures: Vec<Error>,
}

/// A check of one URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// The URL.
    pub url: String,
    /// The expected response: `file` or `gone`.
    pub expected: &'static str,
}

/// The result for one service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The service is not configured.
    #[default]
    NotConfigured,
    /// Nothing changed.
    NothingNew,
    /// First submission: all pages count as submitted, and none was sent.
    Start,
    /// Something would be sent.
    Planned,
    /// Everything was sent.
    Sent,
    /// Not everything was sent.
    Failed,
}

/// The result for IndexNow.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct IndexNowReport {
    /// The outcome.
    pub outcome: Outcome,
    /// Number of URLs accepted.
    pub sent: usize,
    /// The statuses of the accepted requests, in order.
    pub statuses: Vec<u16>,
}

/// The result for Search Console.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SearchConsoleReport {
    /// The outcome.
    pub outcome: Outcome,
    /// The sitemap index.
    pub sitemap: String,
    /// Its status in Search Console.
    pub status: Option<SitemapStatus>,
}

/// The status of a sitemap in Search Console.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SitemapStatus {
    /// When it was last submitted.
    pub last_submitted: Option<String>,
    /// When it was last downloaded.
    pub last_downloaded: Option<String>,
    /// Whether it has not been processed yet.
    pub is_pending: bool,
    /// Whether it is a sitemap index.
    pub is_sitemaps_index: bool,
    /// Number of errors.
    pub errors: u64,
    /// Number of warnings.
    pub warnings: u64,
}

/// A request as shown by a dry run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownRequest {
    /// The method, such as `POST`.
    pub method: &'static str,
    /// The URL.
    pub url: String,
    /// Content type of the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<&'static str>,
    /// The body, with a shortened list of URLs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Submission>,
    /// Number of URLs in the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addresses: Option<usize>,
}
