//! What a fetch reports: while it goes on, and at its end.

use http_client::Spent;
use serde::Serialize;
use std::collections::BTreeMap;

/// A step of a fetch.
#[derive(Debug, Clone)]
pub enum Progress {
    /// It begins.
    Begin {
        /// Whether everything is asked for, and not only changes.
        full: bool,
        /// Pages that an earlier process has stored, and models on them.
        resumed: (u64, u64),
        /// Models of the last snapshot, which tell how much there is to come.
        expected: u64,
    },
    /// A walk begins, counted from 0.
    Walk {
        /// Which.
        at: usize,
        /// Of how many.
        of: usize,
    },
    /// A page is stored.
    Page {
        /// Pages of this walk so far.
        pages: u64,
        /// Models that it added.
        records: u64,
        /// What has been asked so far.
        spent: Spent,
    },
    /// The Hub has no such fields in its lists; they are left out.
    RefusedFields(Vec<String>),
    /// A model that was missing has been asked for.
    Suspect {
        /// So many.
        done: usize,
        /// Of so many.
        of: usize,
    },
    /// A model's file sizes have been asked for.
    Sizes {
        /// So many.
        done: usize,
        /// Of so many.
        of: usize,
    },
    /// The snapshot is put together.
    Assemble,
    /// Something of before cannot be used: what follows from that, and why.
    Ignored(String),
    /// Between request and answer.
    Net(http_client::Event),
}

/// What a fetch did.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FetchReport {
    /// The folder.
    pub snapshot: String,
    /// When the snapshot was taken, ISO 8601.
    pub captured_at: String,
    /// Whether everything was asked for, and not only changes.
    pub full: bool,
    /// Whether everything that was asked for is there.
    pub complete: bool,
    /// Models in the snapshot.
    pub models: u64,
    /// Models that the last snapshot did not have.
    pub new: u64,
    /// Models that have changed since.
    pub changed: u64,
    /// Models that the Hub does not have any more.
    pub gone: u64,
    /// Models with another id now.
    pub renamed: u64,
    /// Models that got terms.
    pub newly_gated: u64,
    /// Models that no walk came by, kept because nobody knows better.
    pub kept: u64,
    /// Records that were none.
    pub malformed: u64,
    /// What was wrong with the first of them.
    pub malformed_reasons: Vec<String>,
    /// Fields that the Hub refused.
    pub refused_fields: Vec<String>,
    /// Pages of all walks, those of earlier processes included.
    pub pages: u64,
    /// Of these, by earlier processes.
    pub resumed_pages: u64,
    /// Models whose file sizes came.
    pub sizes: u64,
    /// Models whose file sizes did not come.
    pub sizes_failed: u64,
    /// Requests of this process.
    pub requests: u64,
    /// Of these, again.
    pub retries: u64,
    /// Seconds waited: for the Hub's window, and before trying again.
    pub waited_seconds: f64,
    /// Bytes of all answers, unpacked.
    pub bytes: u64,
    /// Bytes of the snapshot.
    pub packed_bytes: u64,
    /// Seconds of it all.
    pub seconds: f64,
    /// Seconds by stage.
    pub stages: BTreeMap<&'static str, f64>,
    /// Most memory held, in MiB, where the system tells.
    pub peak_rss_mib: Option<u64>,
}
