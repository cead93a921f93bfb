//! What a check is about, and how much its findings matter.

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look.
    Warning,
    /// Must be fixed.
    Error,
}

/// What a check is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Group {
    Files,
    Sitemaps,
    Robots,
    Addresses,
    Head,
    StructuredData,
    Body,
    Uniqueness,
    Links,
    Weight,
    Headers,
    Manifest,
}

/// What a check cannot do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Works on any site.
    Anything,
    /// Only where a build of this program left its manifest.
    Manifest,
}

impl Needs {
    /// What a report says of a site without it.
    #[must_use]
    pub fn lacking(self) -> Option<&'static str> {
        match self {
            Self::Anything => None,
            Self::Manifest => Some("no manifest of this program"),
        }
    }
}

impl Severity {
    /// In lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Group {
    /// As a heading.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Files => "Files",
            Self::Sitemaps => "Sitemaps",
            Self::Robots => "robots.txt and keys",
            Self::Addresses => "Addresses and redirects",
            Self::Head => "Head",
            Self::StructuredData => "Structured data",
            Self::Body => "Body",
            Self::Uniqueness => "Uniqueness",
            Self::Links => "Links",
            Self::Weight => "Weight",
            Self::Headers => "Headers",
            Self::Manifest => "Manifest",
        }
    }
}
