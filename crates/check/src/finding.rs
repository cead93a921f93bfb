//! Findings: what was found, counted by check; of each the first few in full.

use crate::{
    group::{Needs, Severity},
    table::{CHECKS, Check, Code},
};
use foreign_text::printable;

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What check found it.
    pub code: Code,
    /// The file, from the site's folder; empty where the whole site is meant.
    pub file: Box<str>,
    /// The line in it, from 1, where that is known.
    pub line: Option<u32>,
    /// What is wrong, in one line.
    pub message: Box<str>,
}

/// Which checks count, and how many findings of each are kept.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// By place in the table.
    codes: Vec<bool>,
    /// Findings kept of each check.
    pub limit: usize,
}

impl Wanted {
    /// Those of `only`, or all where it is empty, without those of `skip`.
    #[must_use]
    pub fn new(only: &[Code], skip: &[Code], limit: usize) -> Self {
        let is_wanted = |code: Code| (only.is_empty() || only.contains(&code)) && !skip.contains(&code);
        Self { codes: CHECKS.iter().map(|check| is_wanted(check.code)).collect(), limit }
    }

    /// Whether a check counts.
    #[must_use]
    pub fn has(&self, code: Code) -> bool {
        self.codes[code as usize]
    }
}

/// What is found in one file.
#[derive(Debug, Default)]
pub struct Found(pub Vec<(Code, Option<u32>, Box<str>)>);

impl Found {
    /// Adds a finding.
    pub fn add(&mut self, code: Code, message: impl Into<Box<str>>) {
        self.0.push((code, None, message.into()));
    }

    /// Adds a finding with its line.
    pub fn at(&mut self, code: Code, line: u64, message: impl Into<Box<str>>) {
        self.0.push((code, u32::try_from(line).ok(), message.into()));
    }
}

/// All findings of a site, counted by check.
#[derive(Debug)]
pub struct Findings {
    wanted: Wanted,
    /// What the site lacks: checks that need it find nothing.
    lacking: Vec<Needs>,
    /// By place in the table: how many, and the first of them.
    by_code: Vec<(usize, Vec<Finding>)>,
}

impl Findings {
    /// None yet.
    #[must_use]
    pub fn new(wanted: Wanted) -> Self {
        Self { wanted, lacking: Vec::new(), by_code: vec![(0, Vec::new()); CHECKS.len()] }
    }

    /// Leaves out the checks that need what the site lacks: they are reported as not applicable.
    pub fn lack(&mut self, needs: Needs) {
        self.lacking.push(needs);
    }

    /// Whether a check has what it needs.
    #[must_use]
    pub fn is_applicable(&self, check: &Check) -> bool {
        !self.lacking.contains(&check.needs)
    }

    /// Adds a finding of a file.
    pub fn add(&mut self, code: Code, file: &str, message: impl Into<Box<str>>) {
        self.push(code, file, None, &message.into());
    }

    /// Adds all that was found in a file.
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
            // Names and contents of files are anybody's.
            let [file, message] = [file, message].map(|text| printable(text).into());
            first.push(Finding { code, file, line, message });
        }
    }

    /// Checks that found something: how often, and the first findings; errors first, then in the table's order.
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

    /// How many findings there are of that severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let of = CHECKS.iter().filter(|check| check.severity == severity);
        of.map(|check| self.by_code[check.code as usize].0).sum()
    }

    /// Which checks counted.
    #[must_use]
    pub fn wanted(&self) -> &Wanted {
        &self.wanted
    }
}
