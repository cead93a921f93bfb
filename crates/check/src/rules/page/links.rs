//! Checks the links and resources of a page.

use crate::{
    finding::Found,
    read::{base::Target, dom::Element, files::FileId, scan::has_word},
    rules::page::{Page, short},
    site::Site,
    sketch,
    table::Code,
};

/// The links of a page that are kept for comparing pages.
#[derive(Debug, Default)]
pub(super) struct Links {
    pub(super) pages: Vec<FileId>,
    pub(super) fragments: Vec<(FileId, Box<str>)>,
    pub(super) neighbours: [Option<FileId>; 2],
    pub(super) translations: Vec<(Box<str>, Option<FileId>)>,
}

/// Maximum number of broken links on a page beyond which missing resources are not reported.
const MOST: usize = 20;

pub(super) fn check(page: &Page<'_>, found: &mut Found) -> Links {
    let mut links = Links::default();
    let mut ids: Vec<u64> = page.scan.ids.iter().map(|(id, _)| sketch::hash(id)).collect();
    ids.sort_unstable();
    for anchor in &page.scan.anchors {
        follow(page, anchor, &ids, &mut links, found);
    }
    for (element, address) in &page.scan.resources {
        resource(page, element, address, found);
    }
    for link in &page.scan.links {
        let Some(href) = link.attribute("href") else { continue };
        let rel = link.attribute("rel").unwrap_or_default().to_ascii_lowercase();
        let is_taken_in = ["stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"];
        if rel.split_ascii_whitespace().any(|word| is_taken_in.contains(&word)) {
            resource(page, link, href, found);
        }
        let target = || match page.site.resolve(href, page.from).0.target {
            Target::File(file) => Some(file),
            _ => None,
        };
        if let (true, Some(language)) = (rel == "alternate", link.attribute("hreflang")) {
            links.translations.push((language.into(), target()));
        }
        for (at, name) in ["next", "prev"].into_iter().enumerate() {
            if has_word(Some(&rel), name) {
                links.neighbours[at] = links.neighbours[at].or(target());
            }
        }
    }
    links.pages.sort_unstable();
    links.pages.dedup();
    links.fragments.sort_unstable();
    links.fragments.dedup();
    links
}

fn follow(page: &Page<'_>, anchor: &Element, ids: &[u64], links: &mut Links, found: &mut Found) {
    let href = anchor.attribute("href").unwrap_or_default();
    let opens = anchor.attribute("target").is_some_and(|target| target.eq_ignore_ascii_case("_blank"));
    let rel = anchor.attribute("rel");
    let (link, is_sent_on) = page.site.resolve(href, page.from);
    let is_external = matches!(link.target, Target::External);
    if is_external && opens && !has_word(rel, "noopener") && !has_word(rel, "noreferrer") {
        found.at(Code::NoopenerMissing, anchor.line, format!("`{}`", short(href)));
    }
    if is_external && href.trim_start().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http:")) {
        found.at(Code::ExternalInsecure, anchor.line, format!("`{}`", short(href)));
    }
    let file = match link.target {
        Target::File(file) => file,
        Target::Moved(file) => {
            let own = page.site.base.address(page.site.files.path(file));
            found.at(Code::LinkRedirects, anchor.line, format!("`{}`: the URL of the page is `{own}`", short(href)));
            file
        }
        Target::Missing if is_sent_on => {
            return found.at(Code::LinkRedirects, anchor.line, format!("`{}` redirects", short(href)));
        }
        Target::Missing => return found.at(Code::LinkBroken, anchor.line, format!("`{}`", short(href))),
        Target::Above | Target::External | Target::Other => return,
    };
    if link.has_query {
        found.at(Code::QueryLink, anchor.line, format!("`{}`", short(href)));
    }
    for (at, name) in ["next", "prev"].into_iter().enumerate() {
        if has_word(rel, name) {
            links.neighbours[at] = links.neighbours[at].or(Some(file));
        }
    }
    // `#top` and an empty fragment are valid on every page.
    let fragment = link.fragment.filter(|fragment| !fragment.is_empty() && !fragment.eq_ignore_ascii_case("top"));
    // `:~:` starts a text directive for the browser, not an id.
    if let Some(fragment) = fragment.filter(|fragment| !fragment.starts_with(":~:")) {
        if file != page.file {
            links.fragments.push((file, fragment.into()));
        } else if !has_place(ids, fragment) {
            found.at(Code::FragmentBroken, anchor.line, format!("no id `{}` on this page", short(fragment)));
        }
    }
    if file != page.file && !has_word(rel, "nofollow") {
        links.pages.push(file);
    }
}

/// Whether the page with these hashed and sorted ids has the target of a fragment. Browsers look for the fragment as
/// written, then for its decoded form (HTML, "find a potential indicated element").
pub(in crate::rules) fn has_place(ids: &[u64], fragment: &str) -> bool {
    let has = |id: &str| ids.binary_search(&sketch::hash(id)).is_ok();
    has(fragment) || has(&site::address::origin::decoded(fragment))
}

fn resource(page: &Page<'_>, element: &Element, address: &str, found: &mut Found) {
    let (link, is_sent_on) = page.site.resolve(address, page.from);
    let count = found.0.iter().filter(|(code, ..)| *code == Code::LinkBroken).count();
    if link.target == Target::Missing && !is_sent_on && count < MOST && !address.trim().is_empty() {
        found.at(Code::LinkBroken, element.line, format!("`{}` ({})", short(address), element.name()));
    }
}

/// Width and height of a PNG image.
pub(super) fn png_size(site: &Site, file: FileId) -> Option<(u32, u32)> {
    let head = site.files.head(file);
    if !head.starts_with(b"\x89PNG\r\n\x1a\n") {
        return None;
    }
    let number = |at: usize| Some(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?));
    Some((number(16)?, number(20)?))
}
