//! `ContentType`: what a file of the site is, in the words of HTTP.

/// The types that files of a site have. Text is always UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContentType {
    /// Pages.
    Html,
    /// Style sheets.
    Css,
    /// Scripts.
    JavaScript,
    /// XML of no type of its own: sitemaps, XML schemas.
    Xml,
    /// Atom feeds.
    Atom,
    /// Data.
    Json,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
    /// One gzip member, as `.xml.gz`.
    Gzip,
    /// Pictures.
    Png,
    /// Pictures.
    Jpeg,
    /// Pictures.
    WebP,
    /// Drawings.
    Svg,
    /// Icons.
    Icon,
    /// Web fonts.
    Woff2,
    /// Programs for the browser.
    Wasm,
    /// Anything else.
    Binary,
}

/// Type, as in the `Content-Type` header, and endings of file names, or whole names, which count first.
const TABLE: [(ContentType, &str, &[&str]); 17] = [
    (ContentType::Html, "text/html; charset=utf-8", &["html"]),
    (ContentType::Css, "text/css; charset=utf-8", &["css"]),
    (ContentType::JavaScript, "text/javascript; charset=utf-8", &["js", "mjs"]),
    (ContentType::Xml, "application/xml; charset=utf-8", &["xml", "xsd"]),
    (ContentType::Atom, "application/atom+xml; charset=utf-8", &["atom", "feed.xml"]),
    (ContentType::Json, "application/json", &["json"]),
    (ContentType::Markdown, "text/markdown; charset=utf-8", &["md"]),
    (ContentType::Text, "text/plain; charset=utf-8", &["txt", "_redirects", "_headers"]),
    (ContentType::Gzip, "application/gzip", &["gz"]),
    (ContentType::Png, "image/png", &["png"]),
    (ContentType::Jpeg, "image/jpeg", &["jpg", "jpeg"]),
    (ContentType::WebP, "image/webp", &["webp"]),
    (ContentType::Svg, "image/svg+xml", &["svg"]),
    (ContentType::Icon, "image/x-icon", &["ico"]),
    (ContentType::Woff2, "font/woff2", &["woff2"]),
    (ContentType::Wasm, "application/wasm", &["wasm"]),
    (ContentType::Binary, "application/octet-stream", &[]),
];

impl ContentType {
    /// As in the `Content-Type` header.
    #[must_use]
    pub fn mime(self) -> &'static str {
        TABLE[self as usize].1
    }

    /// The type of a `Content-Type` header that `mime` gives.
    #[must_use]
    pub fn from_mime(mime: &str) -> Option<Self> {
        TABLE.iter().find(|(_, known, _)| *known == mime).map(|(kind, ..)| *kind)
    }

    /// What the ending of a file's name tells; pages without an ending (`url-form = "bare"`) are told apart by
    /// nobody but who writes them.
    #[must_use]
    pub fn of_path(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let ending = name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
        let by = |name: &str| TABLE.iter().find(|(_, _, endings)| endings.contains(&name));
        by(name).or_else(|| by(&ending)).map_or(Self::Binary, |(kind, ..)| *kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        for (at, (kind, mime, endings)) in TABLE.into_iter().enumerate() {
            assert_eq!(kind as usize, at);
            assert_eq!(kind.mime(), mime);
            assert_eq!(ContentType::from_mime(mime), Some(kind));
            for ending in endings.iter().filter(|ending| !ending.contains('.')) {
                assert_eq!(ContentType::of_path(&format!("a.b/c.{ending}")), kind);
            }
        }
    }

    #[test]
    fn endings_tell_types() {
        for (path, kind) in [
            ("models/a/b/index.html", ContentType::Html),
            ("sitemap-models-0.xml.gz", ContentType::Gzip),
            ("schemas/compatibility-1.0.xsd", ContentType::Xml),
            ("_redirects", ContentType::Text),
            ("feed.xml", ContentType::Atom),
            ("robots.txt", ContentType::Text),
            ("models/a/b.gguf", ContentType::Binary),
            ("models/a/b", ContentType::Binary),
        ] {
            assert_eq!(ContentType::of_path(path), kind, "{path}");
        }
    }
}
