//! `[submit]`: which search engines are told of a new site, and how much.

use crate::toml_file::{FromToml, Node, Report};
use std::time::Duration;
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

/// Whether IndexNow takes it for a key (indexnow.org/documentation).
#[must_use]
pub fn is_indexnow_key(text: &str) -> bool {
    (8..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// A key of IndexNow; empty: none.
#[derive(Debug, Clone)]
pub(crate) struct IndexNowKey(pub(super) Option<String>);

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
pub(crate) struct Property(pub(super) Option<String>);

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
    use crate::config;

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
            let read = config::parse(&format!("[submit]\nindexnow-key = \"{key}\"\n"), "site.toml");
            assert_eq!(read.is_ok(), is_key, "{key}");
        }
        assert!(is_indexnow_key(&"a".repeat(128)) && !is_indexnow_key(&"a".repeat(129)));
        assert_eq!(config::parse("[submit]\nindexnow-key = \"\"\n", "site.toml").unwrap().submit.indexnow_key, None);
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
            let read = config::parse(&format!("[submit]\nsearch-console-site = \"{site}\"\n"), "site.toml");
            assert_eq!(read.is_ok(), is_site, "{site}");
        }
    }
}
