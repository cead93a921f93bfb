//! The rules of `_redirects`, of whatever host.

use crate::{
    finding::Findings,
    read::base::{decode, split_origin},
    table::Code,
};
use site::host::{Host, REDIRECTS, RulesFile, Totals};
use std::collections::BTreeMap;

/// The rules of `_redirects`, by source.
#[derive(Debug, Default)]
pub struct Redirects {
    /// From and to, decoded paths from the host's root; without rules that hold for many addresses.
    pub(crate) rules: BTreeMap<Box<str>, Box<str>>,
}

impl Redirects {
    /// Reads the rules.
    pub fn parse(text: &str, findings: &mut Findings) -> Self {
        let mut redirects = Self::default();
        for (at, line) in (1_u64..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let mut parts = line.split_whitespace();
            let (from, to) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            let status = parts.next().unwrap_or("301").trim_end_matches('!');
            let is_status = status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit());
            if !(from.starts_with('/') || split_origin(from).is_some()) || to.is_empty() || !is_status {
                findings.add(Code::RedirectForm, REDIRECTS, format!("line {at}: `{line}`"));
                continue;
            }
            if from.contains(['*', ':']) {
                continue;
            }
            let target = to.split(['#', '?']).next().unwrap_or_default();
            if redirects.rules.insert(decode(from).into(), decode(target).into()).is_some() {
                findings.add(Code::RedirectForm, REDIRECTS, format!("line {at}: a second rule for `{from}`"));
            }
        }
        let totals = Totals { redirects: Some(RulesFile::of_redirects(text)), ..Totals::default() };
        for exceeded in Host::STRICTEST.exceeded(&totals) {
            findings.add(Code::RedirectLimit, REDIRECTS, exceeded.to_string());
        }
        redirects
    }

    /// Whether an address is sent on.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.rules.contains_key(path)
    }
}
