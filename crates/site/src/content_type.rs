//! `ContentType`: the media type of a site file.

/// The content types of site files. Text is always UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContentType {
    /// HTML pages.
    Html,
    /// Style sheets.
    Css,
    /// Scripts.
    JavaScript,
    /// XML without a more specific type: sitemaps, XML schemas.
    Xml,
    /// Atom feeds.
    Atom,
    /// JSON.
    Json,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
    /// A single gzip member, such as `.xml.gz`.
    Gzip,
    /// PNG images.
    Png,
    /// JPEG images.
    Jpeg,
    /// `WebP` images.
    WebP,
    /// SVG drawings.
    Svg,
    /// Icons.
    Icon,
    /// Web fonts.
    Woff2,
    /// WebAssembly modules.
    Wasm,
    /// Anything else.
    Binary,
}

/// `Content-Type` header, and file extensions or whole file names. Whole names take precedence.
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
    /// The value of the `Content-Type` header.
    #[must_use]
    pub fn mime(self) -> &'static str {
        TABLE[self as usize].1
    }

    /// The type for a `Content-Type` value that [`ContentType::mime`] returns.
    #[must_use]
    pub fn from_mime(mime: &str) -> Option<Self> {
        TABLE.iter().find(|(_, known, _)| *known == mime).map(|(kind, ..)| *kind)
    }

    /// The type of a file by its name or extension. Pages without an extension (`url-form = "bare"`) are
    /// [`ContentType::Binary`]: only the writer knows they are HTML.
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
