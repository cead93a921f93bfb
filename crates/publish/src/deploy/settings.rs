//! `[deploy.targets.NAME]`: where a built site is deployed, and how.

use site::host::Host;
use std::collections::BTreeMap;
use strict_toml::{Named, Text, Within, tables};

pub use site::removal_limit::Share;

tables! {
    /// `[deploy]`.
    pub struct DeployConfig: Default {
        /// Targets of `modelpress deploy`, one table each. See docs/deploy.md.
        "targets" pub targets: BTreeMap<String, TargetConfig> as Named<TargetConfig> = {} where example = "production",
    }

    /// `[deploy.targets.NAME]`: a bucket or folder that the site is deployed to.
    pub struct TargetConfig {
        /// URL of the target: "file://", "s3://", "gs://" or "az://". It is the root of the host, so `base-path` becomes a
        /// folder below it. Credentials come from the environment.
        "url" pub url: String where example = "s3://bucket",
        /// URL of the store without the bucket, for S3-compatible services or another Azure cloud [default: from
        /// `AWS_ENDPOINT_URL`, `GOOGLE_BASE_URL` or `AZURE_STORAGE_ENDPOINT`, else the provider's own].
        "endpoint" pub endpoint: Option<String> where example = "https://ACCOUNT.r2.cloudflarestorage.com",
        /// Region of an S3 or S3-compatible bucket [default: from `AWS_REGION`].
        "region" pub region: Option<String> where example = "auto",
        /// What serves the files: "plain-bucket", "cloudflare-pages", "cloudflare-pages-paid", "netlify" or "github-pages".
        /// A deploy that exceeds the limits of the host is refused.
        "host" pub host: Host = "plain-bucket",
        /// Whether to upload files compressed: "none", "gzip", "br" (with `Content-Encoding`) or "sidecars" (a .gz and a .br
        /// file next to each file).
        "precompress" pub precompress: Precompress = "none",
        /// Largest percentage of the deployed files that one deploy may delete. `--max-deletions` overrides this.
        "max-deletions" pub max_deletions: Share as Text<Share> = "10%",
        /// Number of concurrent requests, from 1 to 256.
        "concurrency" pub concurrency: u64 as Within<1, 256> = 16,
        /// Command to run after a deploy, with every changed URL on its standard input. `--purge-command` overrides this.
        "purge-command" pub purge_command: Option<String> where example = "./purge.sh",
        /// `Cache-Control` of files whose name contains a hash of their content.
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
    /// For files whose name contains a hash of their content.
    pub assets: String,
    /// For pages.
    pub pages: String,
    /// For everything else: sitemaps, feeds, data.
    pub other: String,
}

/// Whether and how files are compressed before upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Precompress {
    /// Not compressed; a CDN in front of the store may do it.
    #[default]
    None,
    /// Text is stored as gzip with `Content-Encoding`.
    Gzip,
    /// Files that browsers load are stored as Brotli, those that programs read as gzip, with `Content-Encoding`.
    Brotli,
    /// Each text file gets a `.gz` and a `.br` copy next to it, for servers that look for them.
    Sidecars,
}

strict_toml::names! {
    Precompress "way of packing" { "none" None, "gzip" Gzip, "br" Brotli, "sidecars" Sidecars }
}

impl TargetConfig {
    /// A target with this URL and default settings.
    #[must_use]
    pub fn new(url: String) -> Self {
        Self { url, ..strict_toml::defaults() }
    }

    /// The `Cache-Control` values of the target.
    #[must_use]
    pub fn cache(&self) -> CacheConfig {
        let (assets, pages, other) = (self.cache_assets.clone(), self.cache_pages.clone(), self.cache_other.clone());
        CacheConfig { assets, pages, other }
    }
}
