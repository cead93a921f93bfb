//! `[submit]`: the search engines to notify.

use std::time::Duration;
use strict_toml::{FromText, Seconds, Text, WebAddress, Within, tables};
use url::Url;

tables! {
    /// `[submit]`.
    pub struct SubmitConfig: Default {
        /// IndexNow key of the site: 8 to 128 characters of a-z, A-Z, 0-9 and "-". It is not a secret; `build` publishes it.
        /// `modelpress submit --new-key` creates one and writes it here. Empty: IndexNow is not used.
        "indexnow-key" pub indexnow_key: Option<String> as Text<IndexNowKey> = "",
        /// URL for IndexNow requests. Search engines share them with each other.
        "indexnow-endpoint" pub indexnow_endpoint: String as Text<WebAddress> = "https://api.indexnow.org/indexnow",
        /// Search Console property of the site: `sc-domain:example.org` or `https://example.org/`. The key file of the service
        /// account is read from `GOOGLE_APPLICATION_CREDENTIALS`. Empty: Search Console is not used.
        "search-console-site" pub search_console_site: Option<String> as Text<Property> = "",
        /// Scheme and host of the Search Console API.
        "search-console-endpoint" pub search_console_endpoint: String as Text<Interface> = "https://www.googleapis.com",
        /// If more URLs than this changed at once, none is sent to IndexNow, so that you can check them first.
        "cap" pub cap: u64 = 50000,
        /// Number of new and changed pages, of sitemaps and of deleted pages to check on the public site before anything is
        /// sent.
        "sample" pub sample: u64 as Within<0, 1_000> = 20,
        /// How often a failed request is retried.
        "retries" pub retries: u64 as Within<0, 20> = 4,
        /// Timeout of a request in seconds.
        "timeout-seconds" pub timeout: Duration as Seconds<1, 3_600> = 30,
        /// Longest wait a server may ask for, in seconds.
        "max-wait-seconds" pub max_wait: Duration as Seconds<0, 86_400> = 120,
    }
}

/// Whether a text is a valid IndexNow key (indexnow.org/documentation).
#[must_use]
pub fn is_indexnow_key(text: &str) -> bool {
    (8..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Reads an IndexNow key; empty text is `None`.
struct IndexNowKey;

impl FromText for IndexNowKey {
    type Value = Option<String>;

    const WHAT: &'static str = "a key of IndexNow, 8 to 128 of `a-z`, `A-Z`, `0-9` and `-`; `modelpress submit \
                                --new-key` makes one";

    fn from_text(text: &str) -> Option<Option<String>> {
        unless_empty(text, is_indexnow_key)
    }
}

/// Reads a Search Console property; empty text is `None`.
struct Property;

impl FromText for Property {
    type Value = Option<String>;

    const WHAT: &'static str = "a property as Search Console names it: `sc-domain:example.org`, or \
                                `https://example.org/` with the slash at its end";

    fn from_text(text: &str) -> Option<Option<String>> {
        let is_prefix = |text: &str| {
            let url = Url::parse(text).ok();
            url.is_some_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host() && text.ends_with('/'))
        };
        unless_empty(text, |text| match text.strip_prefix("sc-domain:") {
            Some(name) => !name.is_empty() && !name.contains('/'),
            None => is_prefix(text),
        })
    }
}

/// Trims a text. Returns `Some(None)` if it is empty and `None` if it is not valid.
#[expect(clippy::option_option, reason = "no value is a valid value")]
fn unless_empty(text: &str, is_valid: impl Fn(&str) -> bool) -> Option<Option<String>> {
    let text = text.trim();
    (text.is_empty() || is_valid(text)).then(|| Some(text.to_owned()).filter(|text| !text.is_empty()))
}

/// Reads a URL without a trailing slash.
struct Interface;

impl FromText for Interface {
    type Value = String;

    const WHAT: &'static str = WebAddress::WHAT;

    fn from_text(text: &str) -> Option<String> {
        WebAddress::from_text(text).map(|address| address.trim_end_matches('/').to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strict_toml::Report;

    fn read(text: &str) -> Option<SubmitConfig> {
        let mut report = Report::new("line ", text);
        let settings = strict_toml::read::<SubmitConfig>(&mut report);
        settings.filter(|_| report.into_problems().is_empty())
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
