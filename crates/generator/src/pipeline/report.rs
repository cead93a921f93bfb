//! `BuildReport`: what a build did, for users and scripts.

use serde::Serialize;
use std::collections::BTreeMap;

/// The report of a build.
#[derive(Debug, Clone, Default, Serialize)]
pub struct BuildReport {
    /// Name of the snapshot.
    pub snapshot: String,
    /// When the snapshot was taken, or the newest date in it.
    pub captured_at: Option<String>,
    /// Number of usable records.
    pub records: usize,
    /// Number of skipped lines by kind.
    pub malformed: BTreeMap<&'static str, usize>,
    /// Number of different models in the snapshot.
    pub models_read: usize,
    /// Number of models without a page, by the code of the reason.
    pub left_out: BTreeMap<&'static str, usize>,
    /// Number of models with a page.
    pub models: usize,
    /// Number of pages.
    pub pages: usize,
    /// Number of pages by kind.
    pub pages_by_kind: BTreeMap<String, usize>,
    /// Number of pages by language tag, if there are several languages.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub pages_by_language: BTreeMap<String, usize>,
    /// Number of pages that search engines may index.
    pub indexable: usize,
    /// Number of `noindex` pages.
    pub noindex: usize,
    /// Number of them by reason.
    pub noindex_by_reason: BTreeMap<String, usize>,
    /// Number of redirects.
    pub redirects: usize,
    /// Number of files of the site.
    pub files: usize,
    /// Number of files written.
    pub written: usize,
    /// Number of files that were up to date.
    pub unchanged: usize,
    /// Number of files of the last build that were removed.
    pub removed: usize,
    /// Size of all files in bytes.
    pub bytes: u64,
    /// Size of the written files in bytes.
    pub written_bytes: u64,
    /// The largest page.
    pub largest_page: Option<Largest>,
    /// The line for the `robots.txt` of a host site, if the site has none of its own.
    pub sitemap_line: Option<String>,
    /// Total wall time in seconds.
    pub seconds: f64,
    /// Wall time of each stage in seconds.
    pub stages: BTreeMap<&'static str, f64>,
    /// CPU time.
    pub cpu: CpuSeconds,
    /// Peak memory in MiB, if the system reports it.
    pub peak_rss_mib: Option<u64>,
}

/// The largest page.
#[derive(Debug, Clone, Serialize)]
pub struct Largest {
    /// Its file.
    pub file: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// CPU seconds. Those within the loop over pages are measured on one page in sixteen.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct CpuSeconds {
    /// Total of the process.
    pub total: f64,
    /// Reading and decompressing files.
    pub reading: f64,
    /// Parsing records, and understanding and judging models.
    pub understanding: f64,
    /// Rendering pages.
    pub rendering: f64,
    /// Hashing them.
    pub hashing: f64,
    /// Writing files.
    pub writing: f64,
}
