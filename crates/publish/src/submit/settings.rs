//! `[submit]`: which search engines are told of a new site, and how much.

use std::time::Duration;
use strict_toml::{FromToml, Node, Report, WebAddress, Within, tables};
use url::Url;

/// `[submit]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmitConfig {
    /// The key of the site for IndexNow; none where IndexNow is not used. It is no secret: the site publishes it.
    pub indexnow_key: Option<String>,
    /// Where IndexNow's requests go.
    pub indexnow_endpoint: String,
    /// The site's property in Search Console; none where that is not used.
    pub search_console_site: Option<String>,
    /// Scheme and host of Google's interface.
    pub search_console_endpoint: String,
    /// More addresses than this are not sent to IndexNow at once, and none of them is.
    pub cap: u64,
    /// So many pages, of each kind that is looked at, are asked for at their public address before anything is sent.
    pub sample: u64,
    /// How often one request is tried again.
    pub retries: u64,
    /// For one whole answer.
    pub timeout: Duration,
    /// The longest that a server may ask to wait at once.
    pub max_wait: Duration,
}

impl Default for SubmitConfig {
    fn default() -> Self {
        Self {
            indexnow_key: None,
            indexnow_endpoint: "https://api.indexnow.org/indexnow".to_owned(),
            search_console_site: None,
            search_console_endpoint: "https://www.googleapis.com".to_owned(),
            cap: 50_000,
            sample: 20,
            retries: 4,
            timeout: Duration::from_secs(30),
            max_wait: Duration::from_mins(2),
        }
    }
}

tables! {
    /// `[submit]`
    pub struct SubmitTable {
        "indexnow-key" indexnow_key: Option<IndexNowKey>,
        "indexnow-endpoint" indexnow_endpoint: Option<WebAddress>,
        "search-console-site" search_console_site: Option<Property>,
        "search-console-endpoint" search_console_endpoint: Option<WebAddress>,
        "cap" cap: Option<u64>,
        "sample" sample: Option<Within<0, 1_000>>,
        "retries" retries: Option<Within<0, 20>>,
        "timeout-seconds" timeout_seconds: Option<Within<1, 3_600>>,
        "max-wait-seconds" max_wait_seconds: Option<Within<0, 86_400>>,
    }
}

impl From<SubmitTable> for SubmitConfig {
    /// Lays the table over the defaults.
    fn from(table: SubmitTable) -> Self {
        let mut submit = Self::default();
        set(&mut submit.indexnow_key, table.indexnow_key.map(|key| key.0));
        set(&mut submit.indexnow_endpoint, table.indexnow_endpoint.map(|address| address.0));
        set(&mut submit.search_console_site, table.search_console_site.map(|site| site.0));
        set(
            &mut submit.search_console_endpoint,
            table.search_console_endpoint.map(|address| address.0.trim_end_matches('/').to_owned()),
        );
        set(&mut submit.cap, table.cap);
        set(&mut submit.sample, table.sample.map(|count| count.0));
        set(&mut submit.retries, table.retries.map(|count| count.0));
        set(&mut submit.timeout, table.timeout_seconds.map(|seconds| Duration::from_secs(seconds.0)));
        set(&mut submit.max_wait, table.max_wait_seconds.map(|seconds| Duration::from_secs(seconds.0)));
        submit
    }
}

fn set<T>(setting: &mut T, written: Option<T>) {
    if let Some(written) = written {
        *setting = written;
    }
}

/// Whether IndexNow takes it for a key (indexnow.org/documentation).
#[must_use]
pub fn is_indexnow_key(text: &str) -> bool {
    (8..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// A key of IndexNow; empty: none.
#[derive(Debug, Clone)]
struct IndexNowKey(Option<String>);

impl FromToml for IndexNowKey {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        const WHAT: &str = "a key of IndexNow, 8 to 128 of `a-z`, `A-Z`, `0-9` and `-`; `modelpress submit --new-key` \
                            makes one";
        let text = node.text(WHAT, report)?.trim();
        if !text.is_empty() && !is_indexnow_key(text) {
            node.expected(WHAT, report);
            return None;
        }
        Some(Self(Some(text.to_owned()).filter(|text| !text.is_empty())))
    }
}

/// A property of Search Console; empty: none.
#[derive(Debug, Clone)]
struct Property(Option<String>);

impl FromToml for Property {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        const WHAT: &str = "a property as Search Console names it: `sc-domain:example.org`, or `https://example.org/` \
                            with the slash at its end";
        let text = node.text(WHAT, report)?.trim();
        let is_prefix = || {
            let url = Url::parse(text).ok();
            url.is_some_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host() && text.ends_with('/'))
        };
        let is_domain = text.strip_prefix("sc-domain:").is_some_and(|name| !name.is_empty() && !name.contains('/'));
        if !text.is_empty() && !is_domain && !is_prefix() {
            node.expected(WHAT, report);
            return None;
        }
        Some(Self(Some(text.to_owned()).filter(|text| !text.is_empty())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<SubmitConfig> {
        let mut report = Report::new("line ", text);
        let table: Option<SubmitTable> = strict_toml::read(&mut report);
        table.filter(|_| report.into_problems().is_empty()).map(Into::into)
    }

    #[test]
    fn keys_are_those_of_the_protocol() {
        for (key, is_key) in [
            ("12345678", true),
            ("abcDEF-0123456789", true),
            ("1234567", false),
            ("with space1", false),
            ("with_underscore", false),
            ("ümlaute0", false),
        ] {
            assert_eq!(is_indexnow_key(key), is_key, "{key}");
            assert_eq!(read(&format!("indexnow-key = \"{key}\"\n")).is_some(), is_key, "{key}");
        }
        assert!(is_indexnow_key(&"a".repeat(128)) && !is_indexnow_key(&"a".repeat(129)));
        assert_eq!(read("indexnow-key = \"\"\n").unwrap().indexnow_key, None);
    }

    #[test]
    fn properties_are_written_as_search_console_does() {
        for (site, is_site) in [
            ("sc-domain:example.org", true),
            ("https://example.org/", true),
            ("https://example.org/marketplace/", true),
            ("https://example.org", false),
            ("example.org", false),
            ("sc-domain:", false),
        ] {
            assert_eq!(read(&format!("search-console-site = \"{site}\"\n")).is_some(), is_site, "{site}");
        }
    }
}
