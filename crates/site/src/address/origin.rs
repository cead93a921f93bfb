//! Origin of an absolute URL, and percent-decoding.

use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// Splits an absolute `http` or `https` URL into its origin (`https://example.org:8080`) and the rest: path, query and
/// fragment. `None` for anything else, and for a URL without a host.
#[must_use]
pub fn split_origin(url: &str) -> Option<(&str, &str)> {
    let scheme = url.find("://")?;
    if !matches!(&url[..scheme], "http" | "https") {
        return None;
    }
    let host = scheme + 3;
    let end = url[host..].find(['/', '?', '#']).map_or(url.len(), |at| host + at);
    (end > host).then(|| url.split_at(end))
}

/// Percent-decodes a path. Returns it unchanged if the decoded bytes are not UTF-8.
#[must_use]
pub fn decoded(path: &str) -> Cow<'_, str> {
    if !path.contains('%') {
        return Cow::Borrowed(path);
    }
    percent_decode_str(path).decode_utf8().unwrap_or(Cow::Borrowed(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_split_behind_its_host() {
        for (url, expected) in [
            ("https://a.example/b?c#d", Some(("https://a.example", "/b?c#d"))),
            ("http://a.example:80?c", Some(("http://a.example:80", "?c"))),
            ("https://a.example", Some(("https://a.example", ""))),
            ("https://", None),
            ("https:///a", None),
            ("ftp://a.example/", None),
            ("/a://b", None),
            ("mailto:a@b.example", None),
        ] {
            assert_eq!(split_origin(url), expected, "{url}");
        }
    }

    #[test]
    fn bytes_that_are_not_utf_8_stay_encoded() {
        assert_eq!(decoded("/a%20b/%C3%BC"), "/a b/ü");
        assert_eq!(decoded("/a%20b/%FF"), "/a%20b/%FF");
        assert_eq!(decoded("/100%"), "/100%");
    }
}
