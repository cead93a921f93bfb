//! What a check is.

use super::table::{CHECKS, Code};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look.
    Warning,
    /// Has to be mended.
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

/// One row of the table.
#[derive(Debug)]
pub struct Check {
    /// Its place in the table.
    pub code: Code,
    /// Its stable name, in words joined by dashes.
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// How much its findings matter.
    pub severity: Severity,
    /// What it cannot do without.
    pub needs: Needs,
    /// Numbers of the rules behind it.
    pub rules: &'static str,
    /// What a finding says, in one line.
    pub summary: &'static str,
    /// How to mend it.
    pub mend: &'static str,
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

impl Code {
    /// Its row.
    #[must_use]
    pub fn check(self) -> &'static Check {
        &CHECKS[self as usize]
    }

    /// Its stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.check().name
    }

    /// The check of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        CHECKS.iter().find(|check| check.name == name).map(|check| check.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_its_codes_and_every_name_is_used_once() {
        let mut names: Vec<&str> = CHECKS.iter().map(|check| check.name).collect();
        for (at, check) in CHECKS.iter().enumerate() {
            assert_eq!(check.code as usize, at);
            assert_eq!(Code::from_name(check.name), Some(check.code));
            let is_kebab = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            assert!(check.name.bytes().all(is_kebab), "{}", check.name);
            assert!(!check.summary.ends_with('.') && !check.mend.ends_with('.'), "{}", check.name);
        }
        assert!(CHECKS.is_sorted_by_key(|check| check.group));
        names.sort_unstable();
        assert!(names.array_windows().all(|[a, b]| a != b));
    }
}
