//! Checks files that are not pages.

use crate::{
    finding::Found,
    read::files::{FileId, has_ending},
    rules::{headers, packed, page::line, record, robots, secrets},
    site::Site,
    table::Code,
};
use site::file_names::{HEADERS, REDIRECTS};

/// Extensions of text files.
const TEXT: [&str; 15] = [
    ".css",
    ".js",
    ".mjs",
    ".json",
    ".jsonl",
    ".xml",
    ".xsd",
    ".txt",
    ".md",
    ".svg",
    ".atom",
    ".map",
    ".webmanifest",
    REDIRECTS,
    HEADERS,
];

/// Checks a file that is not a page.
#[must_use]
pub(crate) fn inspect(site: &Site, file: FileId) -> Found {
    let mut found = Found::default();
    let path = site.files.path(file);
    let bytes = match site.files.read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            found.add(Code::UnreadableFile, error.to_string());
            return found;
        }
    };
    if let Some(manifest) = &site.manifest {
        record::file(site, manifest, file, &bytes, &mut found);
    }
    headers::file(site, file, &mut found);
    if has_ending(path, ".gz") || has_ending(path, ".zst") {
        packed::check(site, path, &bytes, &mut found);
        return found;
    }
    if let Some((at, what)) = secrets::find(&bytes) {
        found.at(Code::Secret, line(&bytes, at), what);
    }
    if !TEXT.iter().any(|ending| has_ending(path, ending)) {
        return found;
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        found.add(Code::ByteOrderMark, "it begins with one");
    }
    if let Err(error) = std::str::from_utf8(&bytes) {
        found.at(Code::NotUtf8, line(&bytes, error.valid_up_to()), "bytes that are not UTF-8");
    }
    if has_ending(path, ".json")
        && let Err(error) =
            serde_json::from_slice::<serde::de::IgnoredAny>(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes))
    {
        found.add(Code::JsonForm, error.to_string());
    }
    robots::key(path, &bytes, &mut found);
    found
}
