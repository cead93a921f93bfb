//! `Report`: what a check found, for people and for programs.

mod json;
mod junit;
mod reference;
mod sarif;
mod text;

use crate::{Findings, Severity, Site, table::CHECKS};

pub use reference::reference;

/// A checked site.
#[derive(Debug)]
pub struct Report {
    /// The folder, as it was named.
    pub folder: String,
    /// How many files it holds.
    pub files: usize,
    /// How many of them are pages.
    pub pages: usize,
    /// Scheme and host that the site's own addresses have.
    pub origin: Option<String>,
    /// What stands before the path of every page.
    pub base_path: String,
    /// The form of addresses.
    pub form: &'static str,
    /// Names of checks that this site gives nothing to look at, and why.
    pub not_applicable: Vec<(&'static str, &'static str)>,
    /// What was found.
    pub findings: Findings,
    /// How long it took; zero where nobody measured.
    pub seconds: f64,
}

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Text,
    /// Our own.
    Json,
    /// What code hosts show beside files: SARIF 2.1.0.
    Sarif,
    /// What build servers count as tests.
    Junit,
}

impl Report {
    /// Of a site and what was found on it.
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

    /// The report as text of that form.
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
