//! Compares pages by their links: fragments on other pages, links in and out, clicks from the home page, canonical
//! links, translations, lists.

use crate::{
    finding::Findings,
    page_summary::{Canonical, PageSummary, page_at},
    rules::page::has_place,
    site::Site,
    table::Code,
};
use site::file_names::INDEX;
use std::collections::VecDeque;

/// Maximum number of clicks from the home page: for sites of up to this number of pages, and for larger ones.
const CLICKS: (u32, usize, u32) = (3, 200_000, 4);

/// Runs the link checks that need more than one page.
pub(crate) fn check(site: &Site, pages: &[PageSummary], findings: &mut Findings) {
    fragments(site, pages, findings);
    canonicals(site, pages, findings);
    translations(site, pages, findings);
    lists(site, pages, findings);
    let graph = Graph::new(site, pages);
    graph.links(findings);
    graph.clicks(findings);
}

fn fragments(site: &Site, pages: &[PageSummary], findings: &mut Findings) {
    for page in pages {
        for (file, fragment) in &page.fragments {
            let Some(target) = page_at(pages, *file) else { continue };
            if !has_place(&target.ids, fragment) {
                let message = format!("{} has no id `{fragment}`", target.address);
                findings.add(Code::FragmentBroken, site.files.path(page.file), message);
            }
        }
    }
}

/// A page that names another as canonical must not be in a sitemap, and the other must be indexable and its own
/// canonical.
fn canonicals(site: &Site, pages: &[PageSummary], findings: &mut Findings) {
    for page in pages.iter().filter(|page| !page.is_noindex && page.refresh.is_none()) {
        let path = site.files.path(page.file);
        let Canonical::Page(file) = page.canonical else { continue };
        let target = page_at(pages, file);
        let address = || format!("`{}`", site.base.address(site.files.path(file)));
        if !target.is_some_and(PageSummary::is_own) {
            findings.add(Code::CanonicalElsewhere, path, format!("{} is not a separate page", address()));
        } else if site.listed.get(page.file).is_some() {
            findings.add(Code::CanonicalElsewhere, path, format!("{}, but a sitemap lists this page", address()));
        }
    }
}

fn translations(site: &Site, pages: &[PageSummary], findings: &mut Findings) {
    for page in pages.iter().filter(|page| !page.translations.is_empty()) {
        let path = site.files.path(page.file);
        let has = |page: &PageSummary, file| page.translations.iter().any(|(_, other)| *other == Some(file));
        if !has(page, page.file) {
            findings.add(Code::Hreflang, path, "it does not link to itself");
        }
        if page.translations.len() > 1 && !page.translations.iter().any(|(language, _)| &**language == "x-default") {
            findings.add(Code::Hreflang, path, "no x-default");
        }
        for (language, file) in &page.translations {
            match file.and_then(|file| page_at(pages, file)) {
                None => findings.add(Code::Hreflang, path, format!("its `{language}` translation does not exist")),
                Some(other) if !has(other, page.file) => {
                    findings.add(Code::Hreflang, path, format!("{} does not link back to it", other.address));
                }
                Some(_) => {}
            }
        }
    }
}

/// The pages of a list must link to each other as next and previous.
fn lists(site: &Site, pages: &[PageSummary], findings: &mut Findings) {
    for page in pages {
        for (at, name) in ["next", "previous"].iter().enumerate() {
            let Some(other) = page.neighbours[at].and_then(|file| page_at(pages, file)) else { continue };
            if other.neighbours[1 - at] != Some(page.file) {
                let message = format!("{} is its {name} page but does not link back", other.address);
                findings.add(Code::Pagination, site.files.path(page.file), message);
            }
        }
    }
}

struct Graph<'a> {
    site: &'a Site,
    pages: &'a [PageSummary],
    /// Indices of the pages each page links to. Links to other files are left out.
    out: Vec<Vec<u32>>,
    /// Number of indexable pages that link to each page.
    inbound: Vec<u32>,
}

impl<'a> Graph<'a> {
    fn new(site: &'a Site, pages: &'a [PageSummary]) -> Self {
        let place = |file: &u32| {
            let place = pages.binary_search_by_key(file, |page| page.file).ok()?;
            u32::try_from(place).ok()
        };
        let out: Vec<Vec<u32>> = pages.iter().map(|page| page.links.iter().filter_map(place).collect()).collect();
        let mut inbound = vec![0; pages.len()];
        for (page, links) in pages.iter().zip(&out) {
            // Search engines stop following the links of noindex pages after a while.
            if !page.is_noindex && page.refresh.is_none() {
                for to in links {
                    inbound[*to as usize] += 1;
                }
            }
        }
        Self { site, pages, out, inbound }
    }

    fn is_home(&self, page: &PageSummary) -> bool {
        self.site.files.path(page.file) == INDEX
    }

    fn links(&self, findings: &mut Findings) {
        let is_large = self.pages.iter().filter(|page| page.is_own()).count() > 4;
        for (at, page) in self.pages.iter().enumerate().filter(|(_, page)| page.is_own()) {
            let path = self.site.files.path(page.file);
            match self.inbound[at] {
                _ if self.is_home(page) => {}
                0 => findings.add(Code::OrphanPage, path, format!("no page links to `{}`", page.address)),
                1 if is_large => {
                    findings.add(Code::FewLinksIn, path, format!("one page links to `{}`", page.address));
                }
                _ => {}
            }
            if is_large && self.out[at].len() < 3 {
                findings.add(Code::FewLinksOut, path, format!("it links to {} others", self.out[at].len()));
            }
        }
    }

    /// The start pages of visitors: the home page, and the home pages in other languages that it declares as
    /// translations and links to.
    fn homes(&self) -> VecDeque<usize> {
        let Some(home) = self.pages.iter().position(|page| self.is_home(page)) else { return VecDeque::new() };
        let translations = self.pages[home].translations.iter().filter_map(|(_, file)| *file);
        let places = translations.filter_map(|file| self.pages.binary_search_by_key(&file, |page| page.file).ok());
        let linked = places.filter(|place| self.out[home].iter().any(|to| *to as usize == *place));
        let mut homes: VecDeque<usize> = [home].into_iter().chain(linked).collect();
        homes.make_contiguous().sort_unstable();
        homes
    }

    fn clicks(&self, findings: &mut Findings) {
        let mut queue = self.homes();
        if queue.is_empty() {
            return;
        }
        let most = if self.pages.len() > CLICKS.1 { CLICKS.2 } else { CLICKS.0 };
        let mut clicks = vec![u32::MAX; self.pages.len()];
        for home in &queue {
            clicks[*home] = 0;
        }
        while let Some(at) = queue.pop_front() {
            for to in &self.out[at] {
                let to = *to as usize;
                if clicks[to] == u32::MAX {
                    clicks[to] = clicks[at] + 1;
                    queue.push_back(to);
                }
            }
        }
        for (at, page) in self.pages.iter().enumerate().filter(|(_, page)| page.is_own()) {
            // Pages without inbound links are reported by another check.
            let is_told = self.inbound[at] == 0;
            let path = self.site.files.path(page.file);
            match clicks[at] {
                u32::MAX if !is_told => {
                    findings.add(
                        Code::ClickDepth,
                        path,
                        format!("`{}` is not reachable from the home page", page.address),
                    );
                }
                clicks if clicks > most && !is_told => {
                    findings.add(Code::ClickDepth, path, format!("`{}` is {clicks} clicks away", page.address));
                }
                _ => {}
            }
        }
    }
}
