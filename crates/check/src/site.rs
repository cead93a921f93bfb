//! `Site`: a site on disk before its pages are read: its files, detected settings and sitemaps.

use crate::{
    finding::Findings,
    read::{
        base::{Base, Link, Target},
        files::{Error, FileId, Files, has_ending},
        headers_file,
        redirects_file::Redirects,
        robots_txt::RobotsTxt,
        scan::Scan,
        sitemaps::{self, Listed, ModelFacts, Sitemap},
    },
    table::Code,
};
use site::page_key::{Page, PageKey};
use site::{
    address::{
        UrlStyle,
        origin::{decoded, split_origin},
    },
    file_names::{HEADERS, INDEX, MANIFEST, NOT_FOUND, REDIRECTS, ROBOTS},
    host::header_rules::HeaderRules,
    manifest::{self, OutputManifest},
};
use std::{collections::BTreeMap, path::Path};

/// A site on disk.
#[derive(Debug)]
pub struct Site {
    /// The files.
    pub files: Files,
    /// The URL of the site, and its URL style.
    pub base: Base,
    /// The manifest, if modelpress built the site.
    pub manifest: Option<OutputManifest>,
    /// Page keys from the manifest, by file.
    keys: Vec<(FileId, Box<str>)>,
    /// The parsed robots.txt.
    pub robots: Option<RobotsTxt>,
    /// The rules of `_redirects`.
    pub redirects: Redirects,
    /// The rules of `_headers`.
    pub headers: HeaderRules,
    /// Sitemaps.
    pub sitemaps: Vec<Sitemap>,
    /// Which sitemap lists which page. [`Site::open`] leaves it empty.
    pub listed: Listed,
    /// The files that are pages, sorted by path.
    pub pages: Vec<FileId>,
    /// The current time in seconds since 1970.
    pub now: i64,
}

impl Site {
    /// Reads a folder, without checking which pages the sitemaps list. `base_url` is scheme, host and base path, if
    /// given by the user.
    pub fn open(folder: &Path, base_url: Option<&str>, now: i64, findings: &mut Findings) -> Result<Self, Error> {
        let files = Files::scan(folder, findings)?;
        let manifest = read_manifest(&files, findings);
        let pages = pages(&files, manifest.as_ref());
        if pages.is_empty() {
            return Err(Error::NoPages(folder.into()));
        }
        let text = |name: &str| files.find(name).and_then(|file| files.read(file).ok());
        let robots = text(ROBOTS).map(|bytes| RobotsTxt::parse(&bytes));
        let redirects = text(REDIRECTS)
            .map(|bytes| Redirects::parse(&String::from_utf8_lossy(&bytes), findings))
            .unwrap_or_default();
        let headers = text(HEADERS)
            .map(|bytes| headers_file::parse(&String::from_utf8_lossy(&bytes), findings))
            .unwrap_or_default();
        let sitemaps = sitemaps::read_all(&files, findings);
        let base = base(base_url, &files, manifest.as_ref(), robots.as_ref(), &sitemaps, &pages);
        let keys = keys(&files, manifest.as_ref());
        let listed = Listed::default();
        Ok(Self { files, base, manifest, keys, robots, redirects, headers, sitemaps, listed, pages, now })
    }

    /// The key of a page in the manifest.
    #[must_use]
    pub fn key(&self, file: FileId) -> Option<&str> {
        let at = self.keys.binary_search_by_key(&file, |(file, _)| *file).ok()?;
        Some(&self.keys[at].1)
    }

    /// The id of the model that a page describes.
    #[must_use]
    pub fn model(&self, file: FileId) -> Option<&str> {
        match PageKey::parse(self.key(file)?)?.page {
            Page::Model(id) => Some(id),
            _ => None,
        }
    }

    /// Whether the manifest has a page for this model id.
    #[must_use]
    pub fn has_model(&self, id: &str) -> bool {
        self.manifest.as_ref().is_some_and(|manifest| manifest.page(Page::Model(id)).is_some())
    }

    /// The kind of a page: from the manifest, or else the first folder of its path.
    #[must_use]
    pub fn kind(&self, file: FileId) -> &str {
        match self.key(file) {
            Some(key) => PageKey::parse(key).map_or("", |key| key.page.kind().as_str()),
            None => self.files.path(file).split_once('/').map_or("", |(folder, _)| folder),
        }
    }

    /// The model data in the sitemap entry of a page.
    #[must_use]
    pub fn facts(&self, file: FileId) -> Option<&ModelFacts> {
        let (sitemap, entry) = self.listed.get(file)?;
        self.sitemaps[sitemap].entries[entry].facts.as_deref()
    }

    /// Resolves a link. Also returns whether `_redirects` redirects it.
    #[must_use]
    pub fn resolve<'a>(&self, href: &'a str, page: &str) -> (Link<'a>, bool) {
        let link = self.base.resolve(href, page, &self.files);
        let is_sent_on = link.target == Target::Missing && {
            let path = href.split(['#', '?']).next().unwrap_or_default();
            let path = split_origin(path).map_or(path, |(_, rest)| rest);
            self.redirects.has(&decoded(path))
        };
        (link, is_sent_on)
    }
}

fn read_manifest(files: &Files, findings: &mut Findings) -> Option<OutputManifest> {
    let text = files.record(MANIFEST)?;
    match manifest::read(&text) {
        Ok(manifest) => Some(manifest),
        Err(error) => {
            findings.add(Code::ManifestUnreadable, ".modelpress/manifest.json", error.to_string());
            None
        }
    }
}

/// Files that are pages: by extension, by the manifest, or because their content starts like HTML and their extension
/// is not in `OTHER`.
fn pages(files: &Files, manifest: Option<&OutputManifest>) -> Vec<FileId> {
    let mut recorded: Vec<&str> = match manifest {
        Some(manifest) => manifest.pages.values().map(|page| &*page.file).collect(),
        None => Vec::new(),
    };
    recorded.sort_unstable();
    let is_page = |(file, path, length): &(FileId, &str, u64)| {
        let is_named = has_ending(path, ".html") || has_ending(path, ".htm");
        is_named || recorded.binary_search(path).is_ok() || sniffed(files, *file, path, *length)
    };
    files.all().filter(is_page).map(|(file, ..)| file).collect()
}

/// Extensions of files that are never pages.
const OTHER: [&str; 24] = [
    "css", "js", "mjs", "json", "jsonl", "xml", "xsd", "txt", "md", "png", "jpg", "jpeg", "webp", "svg", "ico", "gz",
    "zst", "br", "map", "woff", "woff2", "wasm", "pdf", "atom",
];

fn sniffed(files: &Files, file: FileId, path: &str, length: u64) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    if name.starts_with('_') || length < 15 || ending.is_some_and(|ending| OTHER.contains(&&*ending)) {
        return false;
    }
    let head = files.head(file);
    let head = head.trim_ascii_start();
    head.len() > 14 && (head[..14].eq_ignore_ascii_case(b"<!doctype html") || head[..5].eq_ignore_ascii_case(b"<html"))
}

fn keys(files: &Files, manifest: Option<&OutputManifest>) -> Vec<(FileId, Box<str>)> {
    let pages = manifest.iter().flat_map(|manifest| &manifest.pages);
    let mut keys: Vec<(FileId, Box<str>)> =
        pages.filter_map(|(key, page)| Some((files.find(&page.file)?, key.clone()))).collect();
    keys.sort_unstable();
    keys
}

/// The URL of the site: `told` if given, else from the manifest, else the most common one among its own URLs.
fn base(
    told: Option<&str>,
    files: &Files,
    manifest: Option<&OutputManifest>,
    robots: Option<&RobotsTxt>,
    sitemaps: &[Sitemap],
    pages: &[FileId],
) -> Base {
    let canonicals: Vec<String> = sample(pages).filter_map(|file| canonical(files, file)).collect();
    let told_parts = told.and_then(split_origin);
    let origin = told_parts.map(|(origin, _)| origin.to_owned()).or_else(|| {
        let in_robots = robots.into_iter().flat_map(RobotsTxt::sitemaps);
        let all = sitemaps::first_locs(sitemaps).chain(canonicals.iter().map(|address| &**address)).chain(in_robots);
        most(all.filter_map(|address| Some(split_origin(address)?.0.to_owned())))
    });
    let home = manifest.and_then(|manifest| manifest.page(Page::Home)).map(|page| &*page.url);
    let path = match (told_parts, home) {
        (Some((_, rest)), _) if !matches!(rest, "" | "/") => decoded(rest.trim_end_matches('/')).into_owned(),
        (_, Some(url)) => {
            let url = url.strip_suffix("/index").or(url.strip_suffix(".html")).unwrap_or(url);
            decoded(url.trim_end_matches('/')).into_owned()
        }
        (None, None) => home_path(files, &canonicals, sitemaps),
        (Some(_), None) => String::new(),
    };
    let mut base = Base { origin, path, style: UrlStyle::Slash };
    base.style = style(&base, files, manifest, sitemaps, &canonicals, pages);
    base
}

/// About 200 to 400 pages from the whole site, always including the first.
fn sample(pages: &[FileId]) -> impl Iterator<Item = FileId> {
    let step = (pages.len() / 200).max(1);
    pages.iter().step_by(step).copied()
}

/// The canonical URL of a page.
fn canonical(files: &Files, file: FileId) -> Option<String> {
    let html = files.read(file).ok()?;
    let html = String::from_utf8_lossy(&html);
    let dom = crate::read::dom::Dom::parse(&html);
    let scan = Scan::of(&dom);
    scan.related("canonical").next()?.attribute("href").map(str::to_owned)
}

fn most<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}

/// The base path by the canonical URL of the home page, or else the shortest path in sitemaps and canonical URLs.
fn home_path(files: &Files, canonicals: &[String], sitemaps: &[Sitemap]) -> String {
    let is_home = files.find(INDEX).is_some();
    let of_home = files.find(INDEX).and_then(|file| canonical(files, file));
    let shortest = || {
        let locs = sitemaps::first_locs(sitemaps).chain(canonicals.iter().map(|address| &**address));
        locs.filter_map(|address| Some(split_origin(address)?.1)).min_by_key(|path| path.len()).map(str::to_owned)
    };
    let path = match of_home {
        Some(address) => split_origin(&address).map(|(_, rest)| rest.to_owned()),
        None if is_home => shortest(),
        None => None,
    };
    let path = path.unwrap_or_default();
    let path = path.trim_end_matches(INDEX).trim_end_matches('/');
    // If a file of the site answers this path, it is a page and not the base path.
    let inner = path.trim_start_matches('/');
    let is_own = files.find(&format!("{inner}/index.html")).or(files.find(&format!("{inner}.html"))).is_some();
    if is_own { String::new() } else { decoded(path).into_owned() }
}

fn style(
    base: &Base,
    files: &Files,
    manifest: Option<&OutputManifest>,
    sitemaps: &[Sitemap],
    canonicals: &[String],
    pages: &[FileId],
) -> UrlStyle {
    let own =
        |url: &str| base.own_path(&format!("{}{url}", base.origin.as_deref().unwrap_or("http://x"))).map(String::from);
    let recorded = manifest.iter().flat_map(|manifest| {
        let is_not_found = |key: &str| matches!(PageKey::parse(key), Some(PageKey { page: Page::NotFound, .. }));
        manifest.pages.iter().filter(move |(key, _)| !is_not_found(key))
    });
    let recorded: Vec<UrlStyle> = recorded.filter_map(|(_, page)| files.style(&own(&page.url)?)).take(200).collect();
    let stated = if recorded.is_empty() { sitemaps::styles(sitemaps, base, files) } else { recorded };
    let stated = if stated.is_empty() {
        canonicals.iter().filter_map(|address| files.style(&base.own_path(address)?)).collect()
    } else {
        stated
    };
    let count = |style: UrlStyle| stated.iter().filter(|known| **known == style).count();
    let most = UrlStyle::ALL.into_iter().rev().max_by_key(|style| count(*style));
    if let Some(style) = most.filter(|style| count(*style) > 0) {
        return style;
    }
    let inner = pages.iter().map(|file| files.path(*file)).filter(|path| !matches!(*path, INDEX | NOT_FOUND));
    let (slash, other): (Vec<&str>, Vec<&str>) = inner.partition(|path| path.ends_with("/index.html"));
    if slash.len() >= other.len() { UrlStyle::Slash } else { UrlStyle::Html }
}
