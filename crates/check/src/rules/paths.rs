//! Checks file paths as URLs: characters, length, non-portable names, collisions.

use crate::{
    finding::Findings,
    read::files::{FileId, has_ending},
    site::Site,
    table::Code,
};
use site::{
    address::UrlStyle,
    file_names::{INDEX, NOT_FOUND},
};
use unicode_normalization::UnicodeNormalization as _;

/// Maximum length of a URL path, in characters.
const LENGTH: usize = 200;

/// Largest file that static hosts accept, in bytes.
const LARGEST: u64 = 25 * 1024 * 1024;

const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Checks the paths of all files.
pub(crate) fn check(site: &Site, findings: &mut Findings) {
    for (_, path, length) in site.files.all() {
        if length > LARGEST {
            findings.add(Code::FileTooLarge, path, format!("{length} bytes"));
        }
        if let Some(part) = path.split('/').find(|part| is_reserved(part)) {
            findings.add(Code::AddressReserved, path, format!("`{part}`"));
        }
    }
    for file in &site.pages {
        page(site, *file, findings);
    }
    collisions(site, findings);
    if site.base.path.is_empty() && site.files.find(NOT_FOUND).is_none() {
        findings.add(Code::NotFoundMissing, "", "no 404.html in the root folder");
    }
}

fn is_reserved(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part);
    part.ends_with(['.', ' ']) || RESERVED.iter().any(|name| stem.eq_ignore_ascii_case(name))
}

fn page(site: &Site, file: FileId, findings: &mut Findings) {
    let path = site.files.path(file);
    let address = site.base.address(path);
    let odd = address.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '~' | '-' | '/')));
    if let Some(odd) = odd {
        findings.add(Code::AddressCharacters, path, format!("`{odd}`"));
    } else if address.bytes().any(|byte| byte.is_ascii_uppercase()) {
        findings.add(Code::AddressCase, path, format!("`{address}`"));
    }
    let length = address.chars().count();
    if length > LENGTH {
        findings.add(Code::AddressLength, path, format!("{length} characters"));
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_html = has_ending(path, ".html");
    let is_usual = match site.base.style {
        UrlStyle::Slash => name == INDEX || !is_html,
        UrlStyle::Html | UrlStyle::Clean => !path.ends_with("/index.html"),
        UrlStyle::Bare => !is_html || path == INDEX,
    };
    // Error pages such as `404.html` and the verification files of search engines have fixed names.
    let is_fixed = name.bytes().next().is_some_and(|byte| byte.is_ascii_digit()) && name.len() == 8
        || name.starts_with("google") && !path.contains('/');
    if !is_usual && !is_fixed {
        let message = format!("`{address}`, but the URL style of the site is {}", site.base.style.as_str());
        findings.add(Code::AddressForm, path, message);
    }
}

fn collisions(site: &Site, findings: &mut Findings) {
    let fold = |path: &str| -> String {
        if path.is_ascii() {
            path.to_ascii_lowercase()
        } else {
            path.nfc().flat_map(char::to_lowercase).nfc().collect()
        }
    };
    let mut folded: Vec<(String, FileId)> = site.files.all().map(|(file, path, _)| (fold(path), file)).collect();
    folded.sort_unstable();
    for [(a, first), (b, second)] in folded.array_windows() {
        if a == b {
            let (path, other) = (site.files.path(*second), site.files.path(*first));
            findings.add(Code::AddressCollision, path, format!("the same as {other}"));
        }
    }
}
