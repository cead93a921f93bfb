//! Reads the rules of `_headers` for any host.

use crate::{finding::Findings, table::Code};
use site::{
    file_names::HEADERS,
    host::{
        Host, RulesFile, Totals,
        header_rules::{HeaderRules, Scope},
    },
};

/// Parses the rules of `_headers` for any host.
pub fn parse(text: &str, findings: &mut Findings) -> HeaderRules {
    let (rules, malformed) = HeaderRules::parse(text, Scope::of_any_host);
    for line in malformed {
        findings.add(Code::HeadersForm, HEADERS, format!("line {}: `{}`", line.number, line.content));
    }
    let totals = Totals { headers: Some(RulesFile::of_headers(text)), ..Totals::default() };
    for exceeded in Host::STRICTEST.exceeded(&totals) {
        findings.add(Code::HeadersLimit, HEADERS, exceeded.to_string());
    }
    rules
}
