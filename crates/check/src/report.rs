//! `Report`: the result of a check, in formats for people and programs.

mod json;
mod junit;
mod reference;
mod sarif;
mod text;

use crate::{Findings, Severity, Site, table::CHECKS};

pub use reference::reference;

/// The result of checking a site.
#[derive(Debug)]
pub struct Report {
    /// The folder, as given by the caller.
    pub folder: String,
    /// Number of files.
    pub files: usize,
    /// Number of pages.
    pub pages: usize,
    /// Scheme and host of the site's URLs, if known.
    pub origin: Option<String>,
    /// The base path, which precedes the path of every page.
    pub base_path: String,
    /// The URL style.
    pub form: &'static str,
    /// Names of checks that do not apply to this site, with the reason.
    pub not_applicable: Vec<(&'static str, &'static str)>,
    /// The findings.
    pub findings: Findings,
    /// Duration in seconds. Zero if not measured.
    pub seconds: f64,
}

/// The format of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text for people.
    Text,
    /// modelpress's own JSON.
    Json,
    /// SARIF 2.1.0, which code hosts show next to files.
    Sarif,
    /// `JUnit` XML, which CI servers show as test results.
    Junit,
}

impl Report {
    /// The report on a site and its findings.
    #[must_use]
    pub fn new(folder: String, site: &Site, findings: Findings) -> Self {
        let lacking = CHECKS.iter().filter(|check| findings.wanted().has(check.code) && !findings.is_applicable(check));
        let not_applicable = lacking.filter_map(|check| Some((check.name, check.needs.lacking()?))).collect();
        Self {
            folder,
            files: site.files.all().count(),
            pages: site.pages.len(),
            origin: site.base.origin.clone(),
            base_path: site.base.path.clone(),
            form: site.base.style.as_str(),
            not_applicable,
            findings,
            seconds: 0.0,
        }
    }

    /// Whether there are findings at or above a severity.
    #[must_use]
    pub fn fails(&self, fail_on: Severity) -> bool {
        [Severity::Warning, Severity::Error]
            .into_iter()
            .any(|severity| severity >= fail_on && self.findings.count(severity) > 0)
    }

    /// Formats the report.
    #[must_use]
    pub fn render(&self, format: Format, fail_on: Severity) -> String {
        match format {
            Format::Text => text::render(self),
            Format::Json => json::render(self),
            Format::Sarif => sarif::render(self),
            Format::Junit => junit::render(self, fail_on),
        }
    }
}
