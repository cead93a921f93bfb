//! One page: read, parsed, judged by itself, and boiled down to what comparing pages needs.

mod body;
mod figures;
mod head;
mod json_ld;
mod links;
mod scan;
mod text;
mod twins;
mod weight;

use super::{
    dom::Dom,
    files::FileId,
    finding::Found,
    headers, record, secrets,
    site::Site,
    sketch::{self, Sketch, Sketcher},
    table::Code,
};

pub(super) use links::has_place;
pub use scan::Scan;

/// What stays of a page when it has been looked at.
#[derive(Debug)]
pub struct PageSummary {
    /// The file.
    pub file: FileId,
    /// The address from the host's root, decoded, as the host serves it.
    pub address: Box<str>,
    /// The language that it says it is in, in lower case; empty where it says none.
    pub lang: Box<str>,
    /// Whether search engines are asked to leave it out.
    pub is_noindex: bool,
    /// What it names as canonical.
    pub canonical: Canonical,
    /// Where it sends its visitors on to, from the host's root or in full.
    pub refresh: Option<Box<str>>,
    /// Hash of the title; none where there is not one.
    pub title: Option<u64>,
    /// Hash of the description; none where there is not one.
    pub description: Option<u64>,
    /// When it was changed, as its structured data say: seconds since 1970, and whether it is a day.
    pub modified: Option<(i64, bool)>,
    /// Pages that it links to so that search engines follow, each once, in order, without itself.
    pub links: Box<[FileId]>,
    /// Places on other pages that it links to.
    pub fragments: Box<[(FileId, Box<str>)]>,
    /// Hashes of its ids, in order.
    pub ids: Box<[u64]>,
    /// The pages that it calls next and previous.
    pub neighbours: [Option<FileId>; 2],
    /// Translations: language, and page.
    pub translations: Box<[(Box<str>, Option<FileId>)]>,
    /// Words of its main part.
    pub words: u32,
    /// What its main part says.
    pub sketch: Sketch,
    /// Types of structured data, in order, joined.
    pub types: Box<str>,
}

/// What a page names as canonical.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Canonical {
    /// Nothing.
    None,
    /// Itself, in the form in which it is served.
    Own,
    /// Another page.
    Page(FileId),
    /// An address that is no page in the form in which pages are served.
    Wrong,
    /// An address of another host.
    External,
}

impl PageSummary {
    /// Whether it is indexable and speaks for itself: what belongs into sitemaps.
    #[must_use]
    pub fn is_own(&self) -> bool {
        !self.is_noindex && self.refresh.is_none() && matches!(self.canonical, Canonical::None | Canonical::Own)
    }
}

/// What the checks of one page share.
struct Page<'a> {
    site: &'a Site,
    file: FileId,
    path: &'a str,
    /// From the host's root, decoded.
    address: &'a str,
    /// What relative addresses on it are relative to: its own address, mostly.
    from: &'a str,
    html: &'a str,
    scan: &'a Scan<'a>,
    /// Name of the model that the page is about.
    model: Option<&'a str>,
    is_noindex: bool,
    refresh: Option<Box<str>>,
}

/// Reads and judges a page. None where there is nothing to judge; the findings say why.
#[must_use]
pub fn inspect(site: &Site, file: FileId) -> (Option<PageSummary>, Found) {
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
            found.at(Code::NotUtf8, line(error.as_bytes(), at), "bytes that are no UTF-8");
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
        // That it says so is a check of its own.
        is_noindex: head::is_noindex(&scan) || path == "404.html",
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
        twins::check(&page, found);
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

/// The line of a byte, from 1.
pub(super) fn line(bytes: &[u8], at: usize) -> u64 {
    1 + memchr::memchr_iter(b'\n', &bytes[..at.min(bytes.len())]).count() as u64
}

/// The beginning of a text, for messages.
fn short(text: &str) -> String {
    let mut short: String = text.chars().take(80).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
