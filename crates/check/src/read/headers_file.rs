//! The rules of `_headers`, of whatever host.

use crate::{finding::Findings, table::Code};
use site::host::{
    HEADERS, Host, RulesFile, Totals,
    header_rules::{HeaderRules, OddLine, Scope},
    pattern::Pattern,
};

/// Reads the rules, of whatever host.
pub fn parse(text: &str, findings: &mut Findings) -> HeaderRules {
    let (rules, odd) = HeaderRules::parse(text, scope);
    for OddLine { number, content, .. } in odd {
        findings.add(Code::HeadersForm, HEADERS, format!("line {number}: `{content}`"));
    }
    let totals = Totals { headers: Some(RulesFile::of_headers(text)), ..Totals::default() };
    for exceeded in Host::STRICTEST.exceeded(&totals) {
        findings.add(Code::HeadersLimit, HEADERS, exceeded.to_string());
    }
    rules
}

/// A path, or an address with https; hosts read one `*` in it.
fn scope(line: &str) -> Scope {
    let path = line.strip_prefix("https://").map(|rest| &rest[rest.find('/').unwrap_or(rest.len())..]);
    if !(line.starts_with('/') || path.is_some()) || line.matches('*').count() > 1 {
        return Scope::Odd;
    }
    Pattern::parse(path.unwrap_or(line), "").map_or(Scope::Elsewhere, Scope::Here)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_hosts_match_them() {
        for (pattern, address, does) in [
            ("/*", "/", true),
            ("/*", "/a/b", true),
            ("/a/*", "/a", false),
            ("/a/*.gz", "/a/b/c.xml.gz", true),
            ("/a/*.gz", "/a/b.gzip", false),
            ("/a/:name", "/a/b", true),
            ("/a/:name", "/a/b/c", false),
            ("/a/:name/c", "/a/b/c", true),
            ("/a", "/a/", false),
        ] {
            let Scope::Here(path) = scope(pattern) else { panic!("{pattern}") };
            assert_eq!(path.captures(address).is_some(), does, "{pattern} {address}");
        }
    }
}
