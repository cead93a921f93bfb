//! `[deploy.targets.NAME]`: where a built site goes, and how.

use site::host::Host;
use std::collections::BTreeMap;
use strict_toml::{Within, tables};

pub use site::removal_limit::Share;

/// `[deploy]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeployConfig {
    /// Targets by name.
    pub targets: BTreeMap<String, TargetConfig>,
}

/// `[deploy.targets.NAME]`: one place that a site can go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetConfig {
    /// `file://`, `s3://`, `gs://` or `az://`, as written; what answers `/` of the site's host lies right below it.
    pub url: String,
    /// Where the store answers, without the bucket; where it is left out the environment tells (`AWS_ENDPOINT_URL`,
    /// `GOOGLE_BASE_URL`, `AZURE_STORAGE_ENDPOINT`), else it is the store's own.
    pub endpoint: Option<String>,
    /// Region of an S3-compatible service; `AWS_REGION` where it is left out. Nothing for other kinds of store.
    pub region: Option<String>,
    /// What serves the files; its limits are kept to.
    pub host: Host,
    /// Whether and how files are packed on their way.
    pub precompress: Precompress,
    /// The most files that a deploy removes, of those that are there.
    pub max_deletions: Share,
    /// Requests at the same time.
    pub concurrency: u64,
    /// What is told of changed addresses, one a line on its standard input.
    pub purge_command: Option<String>,
    /// How long caches keep what they got.
    pub cache: CacheConfig,
}

/// Values of `Cache-Control`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CacheConfig {
    /// Of files whose name changes with what is in them.
    pub assets: String,
    /// Of pages.
    pub pages: String,
    /// Of everything else: sitemaps, feeds, data.
    pub other: String,
}

/// Whether and how files are packed on their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Precompress {
    /// Not at all: the network in front of the store does it, or nothing.
    #[default]
    None,
    /// Text is stored as gzip and says so in `Content-Encoding`.
    Gzip,
    /// What browsers load is stored as Brotli and says so in `Content-Encoding`; what programs read is gzip.
    Brotli,
    /// Beside each text lie the same bytes packed, `.gz` and `.br`, for servers that look for those.
    Sidecars,
}

strict_toml::names! {
    Precompress "way of packing" { "none" None, "gzip" Gzip, "br" Brotli, "sidecars" Sidecars }
}

impl TargetConfig {
    /// A target that nothing but its address is known of.
    #[must_use]
    pub fn new(url: String) -> Self {
        Self {
            url,
            endpoint: None,
            region: None,
            host: Host::PlainBucket,
            precompress: Precompress::None,
            max_deletions: Share::DEFAULT,
            concurrency: 16,
            purge_command: None,
            cache: CacheConfig {
                assets: "public, max-age=31536000, immutable".to_owned(),
                pages: "public, max-age=300".to_owned(),
                other: "public, max-age=300".to_owned(),
            },
        }
    }
}

tables! {
    /// `[deploy]`
    pub struct DeployTable {
        "targets" targets: strict_toml::Entries<String, TargetTable>,
    }

    /// `[deploy.targets.NAME]`
    struct TargetTable {
        "url" url: String,
        "endpoint" endpoint: Option<String>,
        "region" region: Option<String>,
        "host" host: Option<Host>,
        "precompress" precompress: Option<Precompress>,
        "max-deletions" max_deletions: Option<Share>,
        "concurrency" concurrency: Option<Within<1, 256>>,
        "purge-command" purge_command: Option<String>,
        "cache-assets" cache_assets: Option<String>,
        "cache-pages" cache_pages: Option<String>,
        "cache-other" cache_other: Option<String>,
    }
}

impl From<DeployTable> for DeployConfig {
    fn from(table: DeployTable) -> Self {
        Self { targets: table.targets.0.into_iter().map(|(name, target)| (name.value, target.into())).collect() }
    }
}

impl From<TargetTable> for TargetConfig {
    fn from(table: TargetTable) -> Self {
        let default = Self::new(table.url);
        Self {
            endpoint: table.endpoint,
            region: table.region,
            host: table.host.unwrap_or(default.host),
            precompress: table.precompress.unwrap_or(default.precompress),
            max_deletions: table.max_deletions.unwrap_or(default.max_deletions),
            concurrency: table.concurrency.map_or(default.concurrency, |count| count.0),
            purge_command: table.purge_command,
            cache: CacheConfig {
                assets: table.cache_assets.unwrap_or(default.cache.assets),
                pages: table.cache_pages.unwrap_or(default.cache.pages),
                other: table.cache_other.unwrap_or(default.cache.other),
            },
            url: default.url,
        }
    }
}
