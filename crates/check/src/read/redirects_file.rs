//! Reads the rules of `_redirects` for any host.

use crate::{finding::Findings, table::Code};
use site::{
    address::origin::decoded,
    file_names::REDIRECTS,
    host::{Host, RulesFile, Totals, redirects_file},
};
use std::collections::BTreeMap;

/// The static rules of `_redirects`, by source.
#[derive(Debug, Default)]
pub struct Redirects {
    /// Source and target, as decoded paths from the root of the host. Dynamic rules are left out.
    pub(crate) rules: BTreeMap<Box<str>, Box<str>>,
}

impl Redirects {
    /// Parses the rules.
    pub fn parse(text: &str, findings: &mut Findings) -> Self {
        let mut redirects = Self::default();
        for line in redirects_file::read(text) {
            let line = match line {
                Ok(line) => line,
                Err(line) => {
                    let message = format!("line {}: `{}`", line.number, line.content);
                    findings.add(Code::RedirectForm, REDIRECTS, message);
                    continue;
                }
            };
            if !line.is_static() {
                continue;
            }
            let target = line.to.split(['#', '?']).next().unwrap_or_default();
            if redirects.rules.insert(decoded(line.from).into(), decoded(target).into()).is_some() {
                let message = format!("line {}: a second rule for `{}`", line.number, line.from);
                findings.add(Code::RedirectForm, REDIRECTS, message);
            }
        }
        let totals = Totals { redirects: Some(RulesFile::of_redirects(text)), ..Totals::default() };
        for exceeded in Host::STRICTEST.exceeded(&totals) {
            findings.add(Code::RedirectLimit, REDIRECTS, exceeded.to_string());
        }
        redirects
    }

    /// Whether a path is redirected.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.rules.contains_key(path)
    }
}
