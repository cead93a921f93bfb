//! The form of a stored file: content type, cache control and encoding. A file is uploaded again if its form changes,
//! even if its bytes do not. The record on the store identifies each form by a number.

use crate::deploy::{
    settings::{CacheConfig, Precompress},
    stage::Class,
};
use site::{
    content_type::ContentType,
    file_names::{HEADERS, REDIRECTS, ROBOTS},
    manifest::Hash,
};

/// A compression format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coding {
    /// gzip, `Content-Encoding: gzip`.
    Gzip,
    /// Brotli, `Content-Encoding: br`.
    Brotli,
}

impl Coding {
    /// The value of the `Content-Encoding` header.
    #[must_use]
    pub const fn token(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        }
    }

    /// The extension of a sidecar.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Gzip => ".gz",
            Self::Brotli => ".br",
        }
    }
}

/// How the bytes of a file are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// The file as it is.
    Plain,
    /// Compressed, under the file's own name, with a `Content-Encoding`.
    Encoded(Coding),
    /// Compressed, as a separate file next to it.
    Sidecar(Coding),
}

/// The settings of one target that decide the form of its files.
#[derive(Debug, Clone, Copy)]
pub struct FormRules<'a> {
    /// Whether and how files are compressed.
    pub precompress: Precompress,
    /// Values of `Cache-Control`.
    pub cache: &'a CacheConfig,
    /// Whether the store keeps headers with a file; a folder does not.
    pub holds_headers: bool,
}

/// The headers of one stored file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headers<'a> {
    /// `Content-Type`
    pub content_type: &'a str,
    /// `Cache-Control`
    pub cache_control: &'a str,
    /// `Content-Encoding`
    pub content_encoding: Option<&'static str>,
}

impl<'a> FormRules<'a> {
    /// How the bytes of the file itself are stored, as opposed to its sidecars.
    #[must_use]
    pub fn body(&self, path: &str, content_type: ContentType) -> Body {
        let is_for_all = matches!(path, ROBOTS | REDIRECTS | HEADERS);
        if !self.holds_headers || is_for_all || !packs_well(content_type) {
            return Body::Plain;
        }
        match self.precompress {
            Precompress::None | Precompress::Sidecars => Body::Plain,
            Precompress::Brotli if is_for_browsers(content_type) => Body::Encoded(Coding::Brotli),
            Precompress::Brotli | Precompress::Gzip => Body::Encoded(Coding::Gzip),
        }
    }

    /// Whether the file gets sidecars.
    #[must_use]
    pub fn has_sidecars(&self, content_type: ContentType) -> bool {
        self.precompress == Precompress::Sidecars && packs_well(content_type)
    }

    /// The headers of the stored file.
    #[must_use]
    pub fn headers(&self, path: &str, content_type: ContentType, body: Body) -> Headers<'a> {
        let cache_control = match Class::of(path, content_type) {
            Class::Asset if is_hashed(path) => &self.cache.assets,
            Class::Page | Class::Home => &self.cache.pages,
            _ => &self.cache.other,
        };
        let (content_type, content_encoding) = match body {
            Body::Plain => (content_type.mime(), None),
            Body::Encoded(coding) => (content_type.mime(), Some(coding.token())),
            // The sidecar is served as a gzip file, without a `Content-Encoding`.
            Body::Sidecar(Coding::Gzip) => (ContentType::Gzip.mime(), None),
            Body::Sidecar(Coding::Brotli) => (ContentType::Binary.mime(), None),
        };
        Headers { content_type, cache_control, content_encoding }
    }

    /// A hash of headers and encoding, which changes if they change.
    #[must_use]
    pub fn number(&self, headers: &Headers<'_>, body: Body) -> u32 {
        let encoding = headers.content_encoding.unwrap_or_default();
        let text = if self.holds_headers {
            format!("1\n{}\n{}\n{encoding}\n{body:?}", headers.content_type, headers.cache_control)
        } else {
            format!("1\n{body:?}")
        };
        let [a, b, c, d, ..] = Hash::of(text.as_bytes()).0;
        u32::from_le_bytes([a, b, c, d])
    }
}

/// Whether files of this type compress well, such as text and scripts.
fn packs_well(content_type: ContentType) -> bool {
    !matches!(
        content_type,
        ContentType::Gzip
            | ContentType::Png
            | ContentType::Jpeg
            | ContentType::WebP
            | ContentType::Icon
            | ContentType::Woff2
            | ContentType::Binary
    )
}

/// Whether files of this type are loaded by browsers. All browsers support Brotli; other clients often do not.
fn is_for_browsers(content_type: ContentType) -> bool {
    matches!(
        content_type,
        ContentType::Html | ContentType::Css | ContentType::JavaScript | ContentType::Svg | ContentType::Wasm
    )
}

/// Whether the file name contains a hash of the content: `assets/main-0a1b2c3d4e5f.css`.
fn is_hashed(path: &str) -> bool {
    let Some((stem, _)) = path.strip_prefix("assets/").and_then(|name| name.rsplit_once('.')) else { return false };
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    hash.len() >= 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deploy::settings::TargetConfig;

    #[test]
    fn nothing_packed_is_packed_again() {
        let cache = TargetConfig::new(String::new()).cache();
        for precompress in [Precompress::Gzip, Precompress::Brotli, Precompress::Sidecars] {
            let rules = FormRules { precompress, cache: &cache, holds_headers: true };
            for path in ["sitemap-models-0.xml.gz", "data/models.jsonl.gz", "a.png", "a.woff2", "robots.txt"] {
                let kind = ContentType::of_path(path);
                let body = rules.body(path, kind);
                assert_eq!(body, Body::Plain, "{path}");
                assert_eq!(rules.headers(path, kind, body).content_encoding, None);
                assert!(path == "robots.txt" || !rules.has_sidecars(kind), "{path}");
            }
        }
    }

    #[test]
    fn browsers_get_brotli_and_programs_gzip() {
        let cache = TargetConfig::new(String::new()).cache();
        let rules = FormRules { precompress: Precompress::Brotli, cache: &cache, holds_headers: true };
        for (path, token) in [("a/index.html", "br"), ("a.css", "br"), ("a/index.json", "gzip"), ("feed.xml", "gzip")] {
            let kind = ContentType::of_path(path);
            assert_eq!(rules.headers(path, kind, rules.body(path, kind)).content_encoding, Some(token), "{path}");
        }
        let folder = FormRules { holds_headers: false, ..rules };
        assert_eq!(folder.body("a/index.html", ContentType::Html), Body::Plain, "nothing could say that it is packed");
    }

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        for (path, hashed) in [
            ("assets/main-0123456789ab.css", true),
            ("assets/main.css", false),
            ("index.html", false),
            ("main-deadbeef00.css", false),
        ] {
            assert_eq!(is_hashed(path), hashed, "{path}");
        }
    }

    #[test]
    fn a_form_has_its_number() {
        let cache = TargetConfig::new(String::new()).cache();
        let other = CacheConfig { pages: "no-cache".to_owned(), ..cache.clone() };
        let number = |cache, precompress| {
            let rules = FormRules { precompress, cache, holds_headers: true };
            let body = rules.body("index.html", ContentType::Html);
            rules.number(&rules.headers("index.html", ContentType::Html, body), body)
        };
        let plain = number(&cache, Precompress::None);
        assert_ne!(plain, number(&other, Precompress::None));
        assert_ne!(plain, number(&cache, Precompress::Gzip));
        assert_ne!(number(&cache, Precompress::Brotli), number(&cache, Precompress::Gzip));
        assert_eq!(plain, number(&cache, Precompress::Sidecars));
    }
}
