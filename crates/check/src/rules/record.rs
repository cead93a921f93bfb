//! Compares the manifest with the files on disk.

use crate::{
    finding::{Findings, Found},
    page_summary::{PageSummary, page_at},
    read::files::FileId,
    site::Site,
    table::Code,
};
use site::{
    address::origin::decoded,
    content_type::ContentType,
    manifest::{Hash, OutputManifest},
};

/// Compares one file with its manifest entry: length, hash, content type.
pub(crate) fn file(site: &Site, manifest: &OutputManifest, file: FileId, bytes: &[u8], found: &mut Found) {
    let path = site.files.path(file);
    let Some(recorded) = manifest.files.get(path) else {
        return found.add(Code::ManifestUnknownFile, "it is not in the manifest");
    };
    if recorded.length != bytes.len() as u64 {
        found.add(Code::ManifestMismatch, format!("{} bytes, and not {}", bytes.len(), recorded.length));
    } else if recorded.hash != Hash::of(bytes) {
        found.add(Code::ManifestMismatch, "its content differs from the manifest");
    }
    let is_page = site.pages.binary_search(&file).is_ok();
    let expected = if is_page { ContentType::Html } else { ContentType::of_path(path) };
    if recorded.content_type != expected {
        let message = format!("the manifest says {}, but it is {}", recorded.content_type.mime(), expected.mime());
        found.add(Code::ManifestType, message);
    }
}

/// Reports files in the manifest that are missing, and pages whose manifest entry is wrong.
pub(crate) fn check(site: &Site, pages: &[PageSummary], findings: &mut Findings) {
    let Some(manifest) = &site.manifest else { return };
    for path in manifest.files.keys().filter(|path| site.files.find(path).is_none()) {
        findings.add(Code::ManifestMismatch, path, "it is missing");
    }
    for (key, record) in &manifest.pages {
        let Some(page) = site.files.find(&record.file).and_then(|file| page_at(pages, file)) else { continue };
        if page.is_noindex == record.indexable() {
            let is = if page.is_noindex { "noindex" } else { "indexable" };
            findings.add(Code::ManifestPage, &record.file, format!("{key} is {is}, but not in the manifest"));
        }
        if *page.address != *decoded(&record.url) {
            let message = format!("the URL of {key} is `{}`, but `{}` in the manifest", page.address, record.url);
            findings.add(Code::ManifestPage, &record.file, message);
        }
    }
    let mut files: Vec<(&str, &str)> = manifest.pages.iter().map(|(key, page)| (&*page.file, &**key)).collect();
    files.sort_unstable();
    for [(file, key), (_, other)] in files.array_windows().filter(|[(a, _), (b, _)]| a == b) {
        findings.add(Code::ManifestPage, file, format!("both {key} and {other} are in it"));
    }
}
