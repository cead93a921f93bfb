//! `[deploy.targets.NAME]`: where a built site goes, and how.

use crate::{
    host::Host,
    toml_file::{self, FromToml, Node, Report, Within, tables},
};
use std::{collections::BTreeMap, fmt, str::FromStr};

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
    Twins,
}

toml_file::names! {
    Precompress "way of packing" { "none" None, "gzip" Gzip, "br" Brotli, "twins" Twins }
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

/// A share of something, in hundredths of a percent, from 0 to 100 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(u16);

impl Share {
    /// 10 %.
    pub const DEFAULT: Self = Self(1_000);

    /// Everything.
    pub const ALL: Self = Self(10_000);

    /// Of `10%`, `2.5 %` or `0.1`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (number, scale) = match text.strip_suffix('%') {
            Some(number) => (number.trim_end(), 100.0),
            None => (text, 10_000.0),
        };
        // No signs, exponents or words for infinity.
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            return None;
        }
        let hundredths = (number.parse::<f64>().ok()? * scale).round();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
        (0.0..=10_000.0).contains(&hundredths).then_some(Self(hundredths as u16))
    }

    /// Whether `part` of `whole` is no more than this share.
    #[must_use]
    pub fn allows(self, part: usize, whole: usize) -> bool {
        part as u128 * 10_000 <= whole as u128 * u128::from(self.0)
    }
}

/// A text that is no share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write a share from 0% to 100%, as in `10%` or `0.1`")]
pub struct NoShare;

impl FromStr for Share {
    type Err = NoShare;

    fn from_str(text: &str) -> Result<Self, NoShare> {
        Self::parse(text).ok_or(NoShare)
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match rest {
            0 => write!(f, "{whole} %"),
            rest if rest % 10 == 0 => write!(f, "{whole}.{} %", rest / 10),
            rest => write!(f, "{whole}.{rest:02} %"),
        }
    }
}

impl FromToml for Share {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        const WHAT: &str = "a share as text, as in `\"10%\"`";
        let share = Self::parse(node.text(WHAT, report)?);
        if share.is_none() {
            node.expected(WHAT, report);
        }
        share
    }
}

tables! {
    /// `[deploy]`
    DeployTable {
        "targets" targets: toml_file::Entries<String, TargetTable>,
    }

    /// `[deploy.targets.NAME]`
    TargetTable {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_and_shown() {
        for (text, shown) in [("10%", "10 %"), ("2.5 %", "2.5 %"), ("0.1", "10 %"), ("1", "100 %"), ("0.25%", "0.25 %")]
        {
            assert_eq!(Share::parse(text).map(|share| share.to_string()), Some(shown.to_owned()), "{text}");
        }
        for text in ["", "%", "-1%", "101%", "2", "ten", "1e2%", "inf", "."] {
            assert_eq!(Share::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_share_is_kept_to_the_file() {
        assert!(Share::DEFAULT.allows(10, 100) && !Share::DEFAULT.allows(11, 100));
        assert!(Share::DEFAULT.allows(0, 0) && !Share::DEFAULT.allows(1, 9));
    }
}
