//! `Alternate`: the forms beside HTML that a page is written in.

/// A form in which a page's facts are written beside its HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alternate {
    /// JSON.
    Json,
    /// Markdown.
    Markdown,
}

impl Alternate {
    /// Of its file's name.
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
