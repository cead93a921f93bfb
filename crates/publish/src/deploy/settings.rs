//! `[deploy.targets.NAME]`: where a built site goes, and how.

use site::host::Host;
use std::collections::BTreeMap;
use strict_toml::{Named, Text, Within, tables};

pub use site::removal_limit::Share;

tables! {
    /// `[deploy]`.
    pub struct DeployConfig: Default {
        /// Where `modelpress deploy` puts the site: a table for each target, none by default. docs/deploy.md tells more.
        "targets" pub targets: BTreeMap<String, TargetConfig> as Named<TargetConfig> = {} where example = "production",
    }

    /// `[deploy.targets.NAME]`: one place that a site can go to.
    pub struct TargetConfig {
        /// "file://", "s3://", "gs://" or "az://"; the root of the host, so that `base-path` becomes a folder below it.
        /// Credentials come from the environment. This key has no default.
        "url" pub url: String where example = "s3://bucket",
        /// Where the store answers, without the bucket, where that is not where it does of itself: an S3-compatible
        /// service, another Azure. Left out: the environment tells (`AWS_ENDPOINT_URL`, `GOOGLE_BASE_URL`,
        /// `AZURE_STORAGE_ENDPOINT`).
        "endpoint" pub endpoint: Option<String> where example = "https://ACCOUNT.r2.cloudflarestorage.com",
        /// Region of S3 and what is like it; left out: `AWS_REGION`.
        "region" pub region: Option<String> where example = "auto",
        /// What serves the files, whose limits are kept to: "plain-bucket", "cloudflare-pages", "cloudflare-pages-paid",
        /// "netlify", "github-pages".
        "host" pub host: Host = "plain-bucket",
        /// Whether files are packed on their way: "none", "gzip", "br" (with `Content-Encoding`), "sidecars" (a .gz and a
        /// .br next to each file).
        "precompress" pub precompress: Precompress = "none",
        /// The most files that one deploy removes, of those that are there.
        "max-deletions" pub max_deletions: Share as Text<Share> = "10%",
        /// Requests at the same time, from 1 to 256.
        "concurrency" pub concurrency: u64 as Within<1, 256> = 16,
        /// A command that gets every changed address on its standard input; left out: none.
        "purge-command" pub purge_command: Option<String> where example = "./purge.sh",
        /// `Cache-Control` of files whose name changes with what is in them.
        "cache-assets" pub cache_assets: String = "public, max-age=31536000, immutable",
        /// `Cache-Control` of pages.
        "cache-pages" pub cache_pages: String = "public, max-age=300",
        /// `Cache-Control` of everything else: sitemaps, feeds, data.
        "cache-other" pub cache_other: String = "public, max-age=300",
    }
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
        Self { url, ..strict_toml::defaults() }
    }

    /// How long caches keep what they got.
    #[must_use]
    pub fn cache(&self) -> CacheConfig {
        let (assets, pages, other) = (self.cache_assets.clone(), self.cache_pages.clone(), self.cache_other.clone());
        CacheConfig { assets, pages, other }
    }
}
