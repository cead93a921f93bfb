//! `Alternate`: the formats a page is written in next to HTML.

/// A format in which the facts of a page are written next to its HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alternate {
    /// JSON.
    Json,
    /// Markdown.
    Markdown,
}

impl Alternate {
    /// The extension of the file, without the dot.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Markdown => "md",
        }
    }
}

strict_toml::names! {
    Alternate "form of an alternate" { "json" Json, "md" Markdown }
}
