//! Progress and report types of a fetch.

use http_client::Spent;
use serde::Serialize;
use std::collections::BTreeMap;

/// A step of a fetch.
#[derive(Debug, Clone)]
pub enum Progress {
    /// The fetch begins.
    Begin {
        /// Whether it is a full fetch, not an update.
        full: bool,
        /// Pages that an interrupted fetch stored, and the models on them.
        resumed: (u64, u64),
        /// Number of models in the last snapshot, as an estimate of the total.
        expected: u64,
    },
    /// A listing begins.
    Walk {
        /// Index of the listing, counted from 0.
        at: usize,
        /// Number of listings.
        of: usize,
    },
    /// A page is stored.
    Page {
        /// Pages of this listing so far.
        pages: u64,
        /// Number of models this page added.
        records: u64,
        /// Statistics of the requests so far.
        spent: Spent,
    },
    /// The Hub does not support these fields; they are left out.
    RefusedFields(Vec<String>),
    /// A missing model has been requested.
    Suspect {
        /// Number of models requested.
        done: usize,
        /// Total number.
        of: usize,
    },
    /// The file sizes of a model have been requested.
    Sizes {
        /// Number of models requested.
        done: usize,
        /// Total number.
        of: usize,
    },
    /// The snapshot is being written.
    Assemble,
    /// Previous state could not be reused. The text names the consequence and the reason.
    Ignored(String),
    /// An event of the HTTP client.
    Net(http_client::Event),
}

/// The report of a fetch.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FetchReport {
    /// The folder.
    pub snapshot: String,
    /// When the snapshot was taken, in ISO 8601 format.
    pub captured_at: String,
    /// Whether it was a full fetch, not an update.
    pub full: bool,
    /// Whether the snapshot contains everything that was requested.
    pub complete: bool,
    /// Number of models in the snapshot.
    pub models: u64,
    /// Models that the last snapshot did not have.
    pub new: u64,
    /// Models that changed.
    pub changed: u64,
    /// Models that were deleted.
    pub gone: u64,
    /// Models that were renamed.
    pub renamed: u64,
    /// Models that became gated.
    pub newly_gated: u64,
    /// Models missing from every listing but not confirmed deleted; kept.
    pub kept: u64,
    /// Number of malformed records.
    pub malformed: u64,
    /// Problems of the first malformed records.
    pub malformed_reasons: Vec<String>,
    /// Fields that the Hub refused.
    pub refused_fields: Vec<String>,
    /// Pages of all listings, including those of interrupted fetches.
    pub pages: u64,
    /// Pages stored by interrupted fetches.
    pub resumed_pages: u64,
    /// Models with new file sizes.
    pub sizes: u64,
    /// Models whose file sizes could not be fetched.
    pub sizes_failed: u64,
    /// Requests of this process.
    pub requests: u64,
    /// Retried requests among them.
    pub retries: u64,
    /// Seconds spent waiting for rate limit windows and before retries.
    pub waited_seconds: f64,
    /// Bytes of all responses after decompression.
    pub bytes: u64,
    /// Size of the snapshot in bytes.
    pub packed_bytes: u64,
    /// Total duration in seconds.
    pub seconds: f64,
    /// Seconds by stage.
    pub stages: BTreeMap<&'static str, f64>,
    /// Peak memory in MiB, if the system reports it.
    pub peak_rss_mib: Option<u64>,
}
