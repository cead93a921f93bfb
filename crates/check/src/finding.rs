//! Findings: counted by check, with the first few of each check kept in full.

use crate::{
    group::{Needs, Severity},
    table::{CHECKS, Check, Code},
};
use foreign_text::printable;

/// A single problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The check that reported it.
    pub code: Code,
    /// The file, relative to the site's folder. Empty if the finding is about the whole site.
    pub file: Box<str>,
    /// The line in the file, from 1, if known.
    pub line: Option<u32>,
    /// The problem, in one line.
    pub message: Box<str>,
}

/// The enabled checks, and the number of findings to keep per check.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Indexed by position in the check table.
    codes: Vec<bool>,
    /// Maximum number of findings kept per check.
    pub limit: usize,
}

impl Wanted {
    /// Enables the checks in `only`, or all if it is empty, except those in `skip`.
    #[must_use]
    pub fn new(only: &[Code], skip: &[Code], limit: usize) -> Self {
        let is_wanted = |code: Code| (only.is_empty() || only.contains(&code)) && !skip.contains(&code);
        Self { codes: CHECKS.iter().map(|check| is_wanted(check.code)).collect(), limit }
    }

    /// Whether a check is enabled.
    #[must_use]
    pub fn has(&self, code: Code) -> bool {
        self.codes[code as usize]
    }
}

/// The findings of one file.
#[derive(Debug, Default)]
pub struct Found(pub Vec<(Code, Option<u32>, Box<str>)>);

impl Found {
    /// Adds a finding.
    pub fn add(&mut self, code: Code, message: impl Into<Box<str>>) {
        self.0.push((code, None, message.into()));
    }

    /// Adds a finding with its line number.
    pub fn at(&mut self, code: Code, line: u64, message: impl Into<Box<str>>) {
        self.0.push((code, u32::try_from(line).ok(), message.into()));
    }
}

/// All findings of a site, counted by check.
#[derive(Debug)]
pub struct Findings {
    wanted: Wanted,
    /// Requirements the site does not meet. Checks that need one of them report nothing.
    lacking: Vec<Needs>,
    /// Indexed by position in the check table: number of findings, and the first of them.
    by_code: Vec<(usize, Vec<Finding>)>,
}

impl Findings {
    /// Empty findings.
    #[must_use]
    pub fn new(wanted: Wanted) -> Self {
        Self { wanted, lacking: Vec::new(), by_code: vec![(0, Vec::new()); CHECKS.len()] }
    }

    /// Disables the checks with this requirement. They are reported as not applicable.
    pub fn lack(&mut self, needs: Needs) {
        self.lacking.push(needs);
    }

    /// Whether the site meets the requirement of a check.
    #[must_use]
    pub fn is_applicable(&self, check: &Check) -> bool {
        !self.lacking.contains(&check.needs)
    }

    /// Adds a finding of a file.
    pub fn add(&mut self, code: Code, file: &str, message: impl Into<Box<str>>) {
        self.push(code, file, None, &message.into());
    }

    /// Adds all findings of a file.
    pub fn extend(&mut self, file: &str, found: Found) {
        for (code, line, message) in found.0 {
            self.push(code, file, line, &message);
        }
    }

    fn push(&mut self, code: Code, file: &str, line: Option<u32>, message: &str) {
        if !self.wanted.has(code) || !self.is_applicable(code.check()) {
            return;
        }
        let (count, first) = &mut self.by_code[code as usize];
        *count += 1;
        if first.len() < self.wanted.limit {
            // File names and contents are untrusted.
            let [file, message] = [file, message].map(|text| printable(text).into());
            first.push(Finding { code, file, line, message });
        }
    }

    /// The checks with findings: number of findings, and the first of them. Errors first, then in table order.
    #[must_use]
    pub fn groups(&self) -> Vec<(Code, usize, &[Finding])> {
        let groups = CHECKS.iter().map(|check| {
            let (count, first) = &self.by_code[check.code as usize];
            (check.code, *count, &**first)
        });
        let mut groups: Vec<_> = groups.filter(|(_, count, _)| *count > 0).collect();
        groups.sort_by_key(|(code, ..)| std::cmp::Reverse(code.check().severity));
        groups
    }

    /// The number of findings with this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let of = CHECKS.iter().filter(|check| check.severity == severity);
        of.map(|check| self.by_code[check.code as usize].0).sum()
    }

    /// The enabled checks.
    #[must_use]
    pub fn wanted(&self) -> &Wanted {
        &self.wanted
    }
}
