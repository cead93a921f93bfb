//! `_headers`: what hosts that read it send beside each file, and whether that is true of the file.

use super::{
    files::{FileId, has_ending},
    finding::{Findings, Found},
    page::Scan,
    site::Site,
    table::Code,
};
use crate::{
    content_type::ContentType,
    host::{Host, RulesFile, Totals},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::digest::{SHA256, SHA384, SHA512, digest};
use std::collections::BTreeMap;

pub use crate::headers::FILE;

/// Of the hosts that read the file, the one that reads least of it.
const STRICTEST: Host = Host::CloudflarePages;

/// The rules of the file, in order.
#[derive(Debug, Default)]
pub struct Headers(Vec<Rule>);

#[derive(Debug)]
struct Rule {
    /// From the host's root, with at most one `*`, and placeholders.
    address: Box<str>,
    /// Name in lower case, and value; none takes the header away.
    lines: Vec<(Box<str>, Option<Box<str>>)>,
}

impl Headers {
    /// Reads the rules.
    pub fn parse(text: &str, findings: &mut Findings) -> Self {
        let mut rules: Vec<Rule> = Vec::new();
        for (at, line) in (1_u64..).zip(text.lines()) {
            let content = line.trim();
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            let is_header = line.starts_with([' ', '\t']);
            let parsed = if is_header { header(content) } else { None };
            match (rules.last_mut(), parsed) {
                (Some(rule), Some(line)) => rule.lines.push(line),
                (_, None) if !is_header && is_address(content) => {
                    let path =
                        content.strip_prefix("https://").map_or(content, |rest| &rest[rest.find('/').unwrap_or(0)..]);
                    rules.push(Rule { address: path.into(), lines: Vec::new() });
                }
                _ => findings.add(Code::HeadersForm, FILE, format!("line {at}: `{content}`")),
            }
        }
        let totals = Totals { headers: Some(RulesFile::of_headers(text)), ..Totals::default() };
        for exceeded in STRICTEST.exceeded(&totals) {
            findings.add(Code::HeadersLimit, FILE, exceeded.to_string());
        }
        Self(rules)
    }

    /// Whether there are rules at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is sent with an address, by name: values of all rules that hold for it, joined, after what a rule takes
    /// away (developers.cloudflare.com, `pages/configuration/headers`).
    #[must_use]
    pub fn of(&self, address: &str) -> BTreeMap<&str, String> {
        let mut sent: BTreeMap<&str, String> = BTreeMap::new();
        for rule in self.0.iter().filter(|rule| matches(&rule.address, address)) {
            for (name, _) in rule.lines.iter().filter(|(_, value)| value.is_none()) {
                sent.remove(&**name);
            }
            for (name, value) in &rule.lines {
                let Some(value) = value else { continue };
                let joined = sent.get(&**name).map_or_else(|| value.to_string(), |before| format!("{before}, {value}"));
                sent.insert(name, joined);
            }
        }
        sent
    }
}

/// A path, or an address with https; hosts read one `*` in it.
fn is_address(text: &str) -> bool {
    (text.starts_with('/') || text.starts_with("https://")) && text.matches('*').count() <= 1
}

/// A line `Name: value`, or `! Name`.
fn header(line: &str) -> Option<(Box<str>, Option<Box<str>>)> {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    if let Some(name) = line.strip_prefix('!') {
        let name = name.trim();
        return is_name(name).then(|| (name.to_ascii_lowercase().into(), None));
    }
    let (name, value) = line.split_once(':')?;
    let (name, value) = (name.trim(), value.trim());
    (is_name(name) && !value.is_empty()).then(|| (name.to_ascii_lowercase().into(), Some(value.into())))
}

/// Whether a rule holds for an address: `*` is anything, `:name` one part of the path.
fn matches(pattern: &str, address: &str) -> bool {
    let Some(at) = pattern.find(['*', ':']) else { return pattern == address };
    let Some(rest) = address.strip_prefix(&pattern[..at]) else { return false };
    let after = &pattern[at + 1..];
    if pattern.as_bytes()[at] == b'*' {
        return (0..=rest.len()).any(|end| rest.is_char_boundary(end) && matches(after, &rest[end..]));
    }
    let name = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
    let part = rest.find('/').unwrap_or(rest.len());
    part > 0 && matches(&after[name..], &rest[part..])
}

/// What is said of one file: its type, and whether it is packed.
pub fn file(site: &Site, file: FileId, found: &mut Found) {
    let path = site.files.path(file);
    if site.headers.is_empty() || matches!(path, FILE | super::redirects::FILE) {
        return;
    }
    let is_page = site.pages.binary_search(&file).is_ok();
    let address = if is_page { site.base.address(path) } else { format!("{}/{path}", site.base.path) };
    let sent = site.headers.of(&address);
    let expected = if is_page { ContentType::Html } else { ContentType::of_path(path) };
    let essence = |mime: &str| mime.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match sent.get("content-type") {
        Some(told) if essence(told) != essence(expected.mime()) || told.contains(',') => {
            let message = format!("`{FILE}` says that it is `{told}`, and it is {}", expected.mime());
            found.add(Code::HeadersType, message);
        }
        // An ending tells most hosts that a page is one.
        None if is_page && !has_ending(path, ".html") && !has_ending(path, ".htm") => {
            found.add(Code::HeadersType, format!("`{FILE}` does not say that it is {}", expected.mime()));
        }
        _ => {}
    }
    if let Some(coding) = sent.get("content-encoding").filter(|_| has_ending(path, ".gz")) {
        let message = format!("`{FILE}` says that it is sent with the encoding `{coding}`, and it is packed itself");
        found.add(Code::HeadersType, message);
    }
}

/// Whether the policy lets a page do what is written in it.
pub fn policy(site: &Site, address: &str, scan: &Scan<'_>, found: &mut Found) {
    if scan.inline_scripts.is_empty() && scan.styles.is_empty() {
        return;
    }
    let sent = site.headers.of(address);
    let Some(policy) = sent.get("content-security-policy") else { return };
    for (written, what, directives) in [
        (&scan.inline_scripts, "script", ["script-src-elem", "script-src", "default-src"]),
        (&scan.styles, "style", ["style-src-elem", "style-src", "default-src"]),
    ] {
        let Some(sources) = sources(policy, &directives) else { continue };
        for (line, text) in written.iter().filter(|(_, text)| !lets_in(&sources, text)) {
            let message = format!("`{FILE}` forbids the {what} written in the page ({} bytes)", text.len());
            found.at(Code::HeadersPolicy, *line, message);
        }
    }
}

/// The sources of the first of these directives that the policy has.
fn sources<'a>(policy: &'a str, directives: &[&str]) -> Option<Vec<&'a str>> {
    let parts = || policy.split([';', ',']).map(|directive| directive.split_whitespace());
    directives.iter().find_map(|wanted| {
        let mut parts = parts();
        parts.find_map(|mut words| words.next()?.eq_ignore_ascii_case(wanted).then(|| words.collect()))
    })
}

fn lets_in(sources: &[&str], text: &str) -> bool {
    let is_hash = |source: &&str| source.starts_with("'sha") || source.starts_with("'nonce-");
    if sources.contains(&"'unsafe-inline'") && !sources.iter().any(is_hash) {
        return true;
    }
    [("sha256", &SHA256), ("sha384", &SHA384), ("sha512", &SHA512)].iter().any(|(name, algorithm)| {
        let hash = STANDARD.encode(digest(algorithm, text.as_bytes()));
        sources.contains(&&*format!("'{name}-{hash}'"))
    })
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
            assert_eq!(matches(pattern, address), does, "{pattern} {address}");
        }
    }

    #[test]
    fn a_policy_lets_in_what_it_names() {
        let sources = |policy| sources(policy, &["script-src-elem", "script-src", "default-src"]);
        assert_eq!(sources("img-src 'self'"), None);
        assert_eq!(sources("default-src 'none'; Script-Src 'self'"), Some(vec!["'self'"]));
        assert!(!lets_in(&["'self'"], "x"));
        assert!(lets_in(&["'unsafe-inline'"], "x"));
        // `printf x | openssl dgst -sha256 -binary | base64`
        let hash = "'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE='";
        assert!(lets_in(&["'self'", hash], "x") && !lets_in(&["'unsafe-inline'", hash], "y"));
    }
}
