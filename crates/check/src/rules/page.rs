//! Checks a single page, and summarizes it for the checks that compare pages.

mod body;
mod figures;
mod head;
mod json_ld;
mod links;
mod text;
mod alternates;
mod weight;

use crate::{
    finding::Found,
    page_summary::{Canonical, PageSummary},
    read::{dom::Dom, files::FileId, scan::Scan},
    rules::{headers, record, secrets},
    site::Site,
    sketch::{self, Sketcher},
    table::Code,
};
use site::file_names::NOT_FOUND;

pub(super) use links::has_place;

/// The input of the checks of one page.
struct Page<'a> {
    site: &'a Site,
    file: FileId,
    path: &'a str,
    /// Decoded path from the root of the host.
    address: &'a str,
    /// The path that relative links are resolved against. Without a `base` element: `address`.
    from: &'a str,
    html: &'a str,
    scan: &'a Scan<'a>,
    /// Name of the model the page describes.
    model: Option<&'a str>,
    is_noindex: bool,
    refresh: Option<Box<str>>,
}

/// Reads and checks a page. `None` if the file is unreadable or empty, which is reported as a finding.
#[must_use]
pub(crate) fn inspect(site: &Site, file: FileId) -> (Option<PageSummary>, Found) {
    let mut found = Found::default();
    let bytes = match site.files.read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            found.add(Code::UnreadableFile, error.to_string());
            return (None, found);
        }
    };
    if let Some(manifest) = &site.manifest {
        record::file(site, manifest, file, &bytes, &mut found);
    }
    if bytes.trim_ascii().is_empty() {
        found.add(Code::EmptyPage, "the file is empty");
        return (None, found);
    }
    if let Some((at, what)) = secrets::find(&bytes) {
        found.at(Code::Secret, line(&bytes, at), what);
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        found.add(Code::ByteOrderMark, "it begins with one");
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            found.at(Code::NotUtf8, line(error.as_bytes(), at), "bytes that are not UTF-8");
            String::from_utf8_lossy(error.as_bytes()).into_owned()
        }
    };
    let summary = judge(site, file, text.trim_start_matches('\u{feff}'), &mut found);
    (Some(summary), found)
}

fn judge(site: &Site, file: FileId, html: &str, found: &mut Found) -> PageSummary {
    let dom = Dom::parse(html);
    let scan = Scan::of(&dom);
    let path = site.files.path(file);
    let address = site.base.address(path);
    let from = scan.base.map_or_else(|| address.clone(), |base| site.base.join(base, &address));
    let mut page = Page {
        site,
        file,
        path,
        address: &address,
        from: &from,
        html,
        scan: &scan,
        model: site.model(file),
        // A check in `head` reports a not-found page without noindex.
        is_noindex: head::is_noindex(&scan) || path == NOT_FOUND,
        refresh: None,
    };
    page.refresh = head::refresh(&page);
    headers::file(site, file, found);
    headers::policy(site, &address, &scan, found);
    body::errors(&dom, html, found);
    head::check(&page, found);
    let canonical = head::canonical(&page, found);
    let links = links::check(&page, found);
    if page.refresh.is_none() {
        body::check(&page, found);
        figures::check(&page, found);
        weight::check(&page, found);
        alternates::check(&page, found);
    }
    text::check(&page, found);
    let data = json_ld::check(&page, found);
    summary(&page, canonical, links, data)
}

fn summary(page: &Page<'_>, canonical: Canonical, links: links::Links, data: json_ld::Summary) -> PageSummary {
    let scan = page.scan;
    let mut sketcher = Sketcher::default();
    scan.main_text().for_each(|text| sketcher.add(text));
    let mut ids: Vec<u64> = scan.ids.iter().map(|(id, _)| sketch::hash(id)).collect();
    ids.sort_unstable();
    let one = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(sketch::hash);
    PageSummary {
        file: page.file,
        address: page.address.into(),
        lang: scan.root.and_then(|root| root.attribute("lang")).unwrap_or_default().trim().to_lowercase().into(),
        is_noindex: page.is_noindex,
        canonical,
        refresh: page.refresh.clone(),
        title: one(scan.titles.first().map(String::as_str)),
        description: one(scan.meta("description").next()),
        modified: data.modified,
        links: links.pages.into(),
        fragments: links.fragments.into(),
        ids: ids.into(),
        neighbours: links.neighbours,
        translations: links.translations.into(),
        words: sketcher.words,
        sketch: sketcher.finish(),
        types: data.types.into(),
    }
}

/// The line number of a byte offset, from 1.
pub(super) fn line(bytes: &[u8], at: usize) -> u64 {
    1 + memchr::memchr_iter(b'\n', &bytes[..at.min(bytes.len())]).count() as u64
}

/// The first 80 characters of a text, for messages.
fn short(text: &str) -> String {
    let mut short: String = text.chars().take(80).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
