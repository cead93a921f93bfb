//! Parses `_headers` as hosts do: a path, followed by indented `Name: value` lines. All matching rules apply. `! Name`
//! removes a header set by an earlier rule.

use super::{
    pattern::{Pattern, filled},
    rule_lines::{MalformedLine, rule_lines},
};
use crate::file_names::HEADERS;

/// All rules of a `_headers` file.
#[derive(Debug, Default)]
pub struct HeaderRules(Vec<Rule>);

#[derive(Debug)]
struct Rule {
    /// `None` if the rule is for another host.
    path: Option<Pattern>,
    /// Header names and values. `None` removes the header.
    headers: Vec<(String, Option<String>)>,
}

/// The target of a rule, from its first line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// A path on this host.
    Here(Pattern),
    /// A path on another host: the rule never matches.
    Elsewhere,
    /// Neither a path nor a URL.
    Malformed,
}

impl Scope {
    /// Parses the line for the host `origin`, with any number of `*`.
    #[must_use]
    pub fn of(line: &str, origin: &str) -> Self {
        match Pattern::parse(line, origin) {
            Some(path) => Self::Here(path),
            None if line.contains("://") => Self::Elsewhere,
            None => Self::Malformed,
        }
    }

    /// Parses the line for any host: a path or an `https` URL, with at most one `*`.
    #[must_use]
    pub fn of_any_host(line: &str) -> Self {
        let path = line.strip_prefix("https://").map(|rest| &rest[rest.find('/').unwrap_or(rest.len())..]);
        if !(line.starts_with('/') || path.is_some()) || line.matches('*').count() > 1 {
            return Self::Malformed;
        }
        Pattern::parse(path.unwrap_or(line), "").map_or(Self::Elsewhere, Self::Here)
    }
}

impl HeaderRules {
    /// Parses a file. `scope` interprets the first line of each rule. Also returns the lines that are not part of a
    /// rule.
    #[must_use]
    pub fn parse(text: &str, scope: impl Fn(&str) -> Scope) -> (Self, Vec<MalformedLine<'_>>) {
        let (mut rules, mut lines): (Vec<Rule>, _) = (Vec::new(), Vec::new());
        for (number, line) in rule_lines(text) {
            let content = line.trim();
            let mut malformed = |reason| lines.push(MalformedLine { file: HEADERS, number, content, reason });
            if !line.starts_with([' ', '\t']) {
                let path = match scope(content) {
                    Scope::Here(path) => Some(path),
                    Scope::Elsewhere => None,
                    Scope::Malformed => {
                        malformed("no path");
                        None
                    }
                };
                rules.push(Rule { path, headers: Vec::new() });
                continue;
            }
            match (rules.last_mut(), header(content)) {
                (None, _) => malformed("a header before the first path"),
                (_, None) => malformed("no header"),
                (Some(rule), Some(header)) => rule.headers.push(header),
            }
        }
        (Self(rules), lines)
    }

    /// Whether there are no rules.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The headers of a response at this decoded path, with lower-case names. If several rules set the same header, the
    /// values are joined with commas, after removals by `! Name` (developers.cloudflare.com,
    /// `pages/configuration/headers`).
    #[must_use]
    pub fn headers(&self, path: &str) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        for rule in &self.0 {
            let Some(captures) = rule.path.as_ref().and_then(|pattern| pattern.captures(path)) else { continue };
            let is_taken = |known: &str| rule.headers.iter().any(|(name, value)| name == known && value.is_none());
            found.retain(|(known, _)| !is_taken(known));
            for (name, value) in &rule.headers {
                let Some(value) = value else { continue };
                let value = filled(value, &captures);
                match found.iter_mut().find(|(known, _)| known == name) {
                    Some((_, before)) => before.extend([", ", &value]),
                    None => found.push((name.clone(), value)),
                }
            }
        }
        found
    }
}

/// Parses a line `Name: value` or `! Name`.
fn header(line: &str) -> Option<(String, Option<String>)> {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    if let Some(name) = line.strip_prefix('!').map(str::trim) {
        return is_name(name).then(|| (name.to_ascii_lowercase(), None));
    }
    let (name, value) = line.split_once(':')?;
    let (name, value) = (name.trim_end(), value.trim());
    let is_value = !value.is_empty() && value.chars().all(|c| c == '\t' || !c.is_control());
    (is_name(name) && is_value).then(|| (name.to_ascii_lowercase(), Some(value.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_that_fits_counts() {
        let text = "# all\n/*\n  X-A: 1\n  Link: <https://h/:splat>\n/a/*\n\tx-a: 2\n/a/b\n  ! Link\n  X-B: c: d\n\
                    https://other/*\n  X-C: 1\nodd\n  none\n";
        let problems = |odd: Vec<MalformedLine<'_>>| odd.iter().map(ToString::to_string).collect::<Vec<_>>();
        let (rules, odd) = HeaderRules::parse(text, |line| Scope::of(line, "https://h"));
        let headers = |path| {
            let headers = rules.headers(path).into_iter().map(|(name, value)| format!("{name}={value}"));
            headers.collect::<Vec<_>>()
        };
        assert_eq!(headers("/x"), ["x-a=1", "link=<https://h/x>"]);
        assert_eq!(headers("/a/c"), ["x-a=1, 2", "link=<https://h/a/c>"]);
        assert_eq!(headers("/a/b"), ["x-a=1, 2", "x-b=c: d"]);
        assert_eq!(problems(odd), ["_headers:12: no path: `odd`", "_headers:13: no header: `none`"]);
        let odd = HeaderRules::parse("  X: 1\n", |line| Scope::of(line, "")).1;
        assert_eq!(problems(odd), ["_headers:1: a header before the first path: `X: 1`"]);
    }

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
            ("https://any.example/a", "/a", true),
        ] {
            let Scope::Here(path) = Scope::of_any_host(pattern) else { panic!("{pattern}") };
            assert_eq!(path.captures(address).is_some(), does, "{pattern} {address}");
        }
        assert_eq!(Scope::of_any_host("https://any.example"), Scope::Elsewhere);
        for malformed in ["a", "http://any.example/a", "/*/b/*"] {
            assert_eq!(Scope::of_any_host(malformed), Scope::Malformed, "{malformed}");
        }
    }
}
