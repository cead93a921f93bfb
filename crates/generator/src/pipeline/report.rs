//! `BuildReport`: what a build did, for people and scripts.

use serde::Serialize;
use std::collections::BTreeMap;

/// What a build did.
#[derive(Debug, Clone, Default, Serialize)]
pub struct BuildReport {
    /// What was read.
    pub snapshot: String,
    /// When the snapshot was taken, or the newest date in it.
    pub captured_at: Option<String>,
    /// Usable records.
    pub records: usize,
    /// Lines left out, by kind of failure.
    pub malformed: BTreeMap<&'static str, usize>,
    /// Distinct models in the snapshot.
    pub models_read: usize,
    /// Models without a page, by the code of the reason.
    pub left_out: BTreeMap<&'static str, usize>,
    /// Models with a page.
    pub models: usize,
    /// Pages.
    pub pages: usize,
    /// Pages by kind.
    pub pages_by_kind: BTreeMap<String, usize>,
    /// Pages by the tag of their language, where there are several.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub pages_by_language: BTreeMap<String, usize>,
    /// Pages that search engines may show.
    pub indexable: usize,
    /// Pages that they are asked to leave out.
    pub noindex: usize,
    /// Those by reason.
    pub noindex_by_reason: BTreeMap<String, usize>,
    /// Old addresses that lead to pages.
    pub redirects: usize,
    /// Files of the site.
    pub files: usize,
    /// Files written.
    pub written: usize,
    /// Files that were there already.
    pub unchanged: usize,
    /// Files of the last build that are no longer part of the site.
    pub removed: usize,
    /// Of all files.
    pub bytes: u64,
    /// Of the files written.
    pub written_bytes: u64,
    /// The longest page.
    pub largest_page: Option<Largest>,
    /// The line for the `robots.txt` of a host site, where none of ours is written.
    pub sitemap_line: Option<String>,
    /// Wall time of the whole.
    pub seconds: f64,
    /// Wall time of each stage.
    pub stages: BTreeMap<&'static str, f64>,
    /// Processor time.
    pub cpu: CpuSeconds,
    /// Most memory held, where the system tells.
    pub peak_rss_mib: Option<u64>,
}

/// The longest page.
#[derive(Debug, Clone, Serialize)]
pub struct Largest {
    /// Its file.
    pub file: String,
    /// In bytes.
    pub bytes: u64,
}

/// Processor seconds. Those within the loop over pages are measured on one page of sixteen.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct CpuSeconds {
    /// Of the whole process.
    pub total: f64,
    /// Reading and unpacking files.
    pub reading: f64,
    /// Parsing records, understanding and judging models.
    pub understanding: f64,
    /// Making pages.
    pub rendering: f64,
    /// Hashing them.
    pub hashing: f64,
    /// Writing files.
    pub writing: f64,
}
