//! Groups, severities and requirements of checks.

/// Severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Should be reviewed.
    Warning,
    /// Must be fixed.
    Error,
}

/// The subject of a check.
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

/// The requirement of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Works on any site.
    Anything,
    /// The site must contain the manifest of a modelpress build.
    Manifest,
}

impl Needs {
    /// Text for reports on a site that does not meet the requirement.
    #[must_use]
    pub fn lacking(self) -> Option<&'static str> {
        match self {
            Self::Anything => None,
            Self::Manifest => Some("no modelpress manifest"),
        }
    }
}

impl Severity {
    /// The name in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Group {
    /// The heading in reports.
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
