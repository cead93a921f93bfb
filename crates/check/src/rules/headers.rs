//! Checks `_headers`: whether the headers sent with a file match the file.

use crate::{
    finding::Found,
    read::{
        files::{FileId, has_ending},
        scan::Scan,
    },
    site::Site,
    table::Code,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::digest::{SHA256, SHA384, SHA512, digest};
use site::{
    address::origin::decoded,
    content_type::ContentType,
    file_names::{HEADERS, REDIRECTS},
};
use std::collections::BTreeMap;

/// The headers sent with an address.
fn sent(site: &Site, address: &str) -> BTreeMap<String, String> {
    site.headers.headers(&decoded(address)).into_iter().collect()
}

/// Checks the headers of one file: its content type and encoding.
pub(crate) fn file(site: &Site, file: FileId, found: &mut Found) {
    let path = site.files.path(file);
    if site.headers.is_empty() || matches!(path, HEADERS | REDIRECTS) {
        return;
    }
    let is_page = site.pages.binary_search(&file).is_ok();
    let address = if is_page { site.base.address(path) } else { format!("{}/{path}", site.base.path) };
    let sent = sent(site, &address);
    let expected = if is_page { ContentType::Html } else { ContentType::of_path(path) };
    let essence = |mime: &str| mime.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match sent.get("content-type") {
        Some(told) if essence(told) != essence(expected.mime()) || told.contains(',') => {
            let message = format!("`{HEADERS}` says `{told}`, but it is {}", expected.mime());
            found.add(Code::HeadersType, message);
        }
        // Most hosts recognize pages by their extension.
        None if is_page && !has_ending(path, ".html") && !has_ending(path, ".htm") => {
            found.add(Code::HeadersType, format!("`{HEADERS}` does not say that it is {}", expected.mime()));
        }
        _ => {}
    }
    if let Some(coding) = sent.get("content-encoding").filter(|_| has_ending(path, ".gz")) {
        let message = format!("`{HEADERS}` sets the encoding `{coding}`, but the file itself is compressed");
        found.add(Code::HeadersType, message);
    }
}

/// Checks whether the content security policy permits the page's inline scripts and styles.
pub(crate) fn policy(site: &Site, address: &str, scan: &Scan<'_>, found: &mut Found) {
    if scan.inline_scripts.is_empty() && scan.styles.is_empty() {
        return;
    }
    let sent = sent(site, address);
    let Some(policy) = sent.get("content-security-policy") else { return };
    for (written, what, directives) in [
        (&scan.inline_scripts, "script", ["script-src-elem", "script-src", "default-src"]),
        (&scan.styles, "style", ["style-src-elem", "style-src", "default-src"]),
    ] {
        let Some(sources) = sources(policy, &directives) else { continue };
        for (line, text) in written.iter().filter(|(_, text)| !lets_in(&sources, text)) {
            let message = format!("`{HEADERS}` forbids the inline {what} ({} bytes)", text.len());
            found.at(Code::HeadersPolicy, *line, message);
        }
    }
}

/// The sources of the first of these directives present in the policy.
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
