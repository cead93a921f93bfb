//! Sitemaps: read strictly, judged by the protocol, and compared with the pages that there are.

mod compare;

use crate::{
    finding::Findings,
    read::{
        base::Target,
        files::FileId,
        robots_txt::RobotsTxt,
        sitemaps::{Entry, Kind, LIMITS, Listed, Sitemap, moment},
    },
    site::Site,
    table::Code,
};
use site::{
    address::origin::{decoded, split_origin},
    file_names::SITEMAP_INDEX,
};

pub(crate) use compare::compare;

/// What can be said of sitemaps without looking at pages; gives which page is listed where.
pub(crate) fn judge(site: &Site, findings: &mut Findings) -> Listed {
    let mut listed: Vec<(FileId, u32, u32)> = Vec::new();
    for (sitemap, number) in site.sitemaps.iter().zip(0..) {
        let path = site.files.path(sitemap.file);
        if sitemap.entries.is_empty() && !sitemap.is_damaged {
            findings.add(Code::SitemapEmpty, path, "it lists nothing");
        }
        if sitemap.entries.len() > LIMITS.0 {
            findings.add(Code::SitemapLimits, path, format!("{} entries", sitemap.entries.len()));
        }
        for (entry, at) in sitemap.entries.iter().zip(0..) {
            let target = address(site, sitemap, entry, path, findings);
            dates(site, entry, path, findings);
            match (sitemap.kind, target) {
                (Kind::Pages, Some(Target::File(file))) => listed.push((file, number, at)),
                (Kind::Pages, Some(Target::Moved(file))) => {
                    let own = site.base.address(site.files.path(file));
                    findings.add(Code::SitemapForm, path, format!("`{}`: the page stands at `{own}`", entry.loc));
                    listed.push((file, number, at));
                }
                (Kind::Pages, Some(Target::Missing)) => {
                    findings.add(Code::SitemapUnknownPage, path, format!("`{}`", entry.loc));
                }
                (Kind::Index, Some(target)) => child(site, entry, target, path, findings),
                (_, Some(_) | None) => {}
            }
        }
    }
    stamped(site, findings);
    unlisted(site, findings);
    if site.sitemaps.is_empty() && !site.pages.is_empty() {
        findings.add(Code::SitemapMissing, "", format!("{} pages, and no file is a sitemap", site.pages.len()));
    }
    listed.sort_unstable();
    for [(a, first, _), (b, second, at)] in listed.array_windows() {
        if a == b {
            let entry = &site.sitemaps[*second as usize].entries[*at as usize];
            let path = |number: u32| site.files.path(site.sitemaps[number as usize].file);
            findings.add(Code::SitemapDuplicate, path(*second), format!("`{}`, also in {}", entry.loc, path(*first)));
        }
    }
    listed.dedup_by_key(|(file, ..)| *file);
    Listed::new(listed)
}

/// What an address leads to, if it can be one of this site's.
fn address(site: &Site, sitemap: &Sitemap, entry: &Entry, path: &str, findings: &mut Findings) -> Option<Target> {
    let loc = &*entry.loc;
    let problem = match split_origin(loc) {
        None => Some("is not absolute"),
        Some((origin, _)) if site.base.origin.as_deref().is_some_and(|own| !own.eq_ignore_ascii_case(origin)) => {
            Some("is of another host")
        }
        Some(_) if !(12..2_048).contains(&loc.len()) => Some("is shorter than 12 or longer than 2,047 characters"),
        Some(_) if loc.contains('#') => Some("has a fragment"),
        Some(_) if loc.contains('?') && sitemap.kind == Kind::Pages => Some("has a query"),
        Some((_, rest)) if !is_encoded(rest) => Some("is not percent-encoded, or not once"),
        Some(_) => None,
    };
    if let Some(problem) = problem {
        findings.add(Code::SitemapLoc, path, format!("`{loc}` {problem}"));
    }
    let (origin, rest) = split_origin(loc)?;
    if origin.starts_with("http:") && site.base.origin.as_deref() == Some(origin) {
        findings.add(Code::SitemapInsecure, path, format!("`{loc}`"));
    }
    let folder = path.rfind('/').map_or("", |at| &path[..=at]);
    let own = format!("{}/{folder}", site.base.path);
    if problem.is_none() && !decoded(rest).starts_with(&*own) && !(rest.is_empty() && own == "/") {
        let code = if sitemap.kind == Kind::Index { Code::SitemapChild } else { Code::SitemapFolder };
        findings.add(code, path, format!("`{loc}` is not below `{own}`"));
    }
    let own = site.base.own_path(loc)?;
    Some(site.base.locate(&own, &site.files))
}

/// Whether encoding it again would change nothing.
fn is_encoded(path: &str) -> bool {
    let bytes = path.as_bytes();
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        b'%' => {
            let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
            // An encoded percent sign before two digits was encoded twice.
            let is_twice = bytes[at..].starts_with(b"%25") && is_hex(at + 3) && is_hex(at + 4);
            is_hex(at + 1) && is_hex(at + 2) && !is_twice
        }
        b'!' | b'#'..=b';' | b'=' | b'?'..=b'Z' | b'_' | b'a'..=b'z' | b'~' | b'[' | b']' => true,
        _ => false,
    })
}

const DAY: i64 = 86_400;
/// 1995-01-01 and 2018-01-01: before them there was no such page, and no Hub.
const OLDEST: (i64, i64) = (788_918_400, 1_514_764_800);

fn dates(site: &Site, entry: &Entry, path: &str, findings: &mut Findings) {
    let Some(lastmod) = entry.lastmod.as_deref() else { return };
    let Some((at, _)) = moment(lastmod) else {
        return findings.add(Code::SitemapLastmod, path, format!("`{lastmod}` of `{}`", entry.loc));
    };
    if at > site.now + DAY {
        findings.add(Code::SitemapFuture, path, format!("`{lastmod}` of `{}`", entry.loc));
    }
    if at < if site.manifest.is_some() { OLDEST.1 } else { OLDEST.0 } {
        findings.add(Code::SitemapTooOld, path, format!("`{lastmod}` of `{}`", entry.loc));
    }
}

/// A sitemap that an index names.
fn child(site: &Site, entry: &Entry, target: Target, path: &str, findings: &mut Findings) {
    let named = match target {
        Target::File(file) => site.sitemaps.iter().find(|sitemap| sitemap.file == file),
        _ => return findings.add(Code::SitemapChild, path, format!("`{}` is not there", entry.loc)),
    };
    let Some(named) = named else { return };
    if named.kind == Kind::Index {
        findings.add(Code::SitemapNested, path, format!("`{}` is an index itself", entry.loc));
    }
    if named.is_damaged {
        return;
    }
    let latest = named.entries.iter().filter_map(|entry| moment(entry.lastmod.as_deref()?)).max();
    let stated = entry.lastmod.as_deref().and_then(moment);
    if let (Some((latest, is_day)), Some((stated, is_stated_day))) = (latest, stated) {
        let whole = if is_day || is_stated_day { DAY } else { 1 };
        if latest.div_euclid(whole) != stated.div_euclid(whole) {
            let lastmod = entry.lastmod.as_deref().unwrap_or_default();
            findings.add(Code::SitemapIndexDate, path, format!("`{lastmod}` of `{}`", entry.loc));
        }
    }
}

/// Dates that say when the build was, and not when pages changed.
fn stamped(site: &Site, findings: &mut Findings) {
    let mut days: Vec<i64> = Vec::new();
    for sitemap in site.sitemaps.iter().filter(|sitemap| sitemap.kind == Kind::Pages) {
        let dated = sitemap.entries.iter().filter_map(|entry| moment(entry.lastmod.as_deref()?));
        days.extend(dated.map(|(at, _)| at.div_euclid(DAY)));
    }
    days.sort_unstable();
    let most = days.chunk_by(|a, b| a == b).max_by_key(|equal| equal.len());
    let Some(most) = most.filter(|most| days.len() >= 20 && most.len() * 10 > days.len() * 9) else { return };
    // Where the snapshot's own day is known, an older day cannot be that of the build.
    let captured = site.manifest.as_ref().and_then(|manifest| manifest.captured_at);
    let is_build = captured.is_none_or(|captured| most[0] >= captured.timestamp().as_second().div_euclid(DAY));
    if is_build {
        findings.add(Code::SitemapStamped, "", format!("{} of {} are of one day", most.len(), days.len()));
    }
}

fn unlisted(site: &Site, findings: &mut Findings) {
    let mut named: Vec<FileId> = Vec::new();
    let in_robots = site.robots.iter().flat_map(RobotsTxt::sitemaps);
    let indexes = site.sitemaps.iter().filter(|sitemap| sitemap.kind == Kind::Index);
    let in_indexes = indexes.flat_map(|index| index.entries.iter().map(|entry| &*entry.loc));
    for address in in_robots.chain(in_indexes) {
        if let Some(path) = site.base.own_path(address)
            && let Target::File(file) | Target::Moved(file) = site.base.locate(&path, &site.files)
        {
            named.push(file);
        }
    }
    let has_index = site.sitemaps.iter().any(|sitemap| sitemap.kind == Kind::Index);
    for sitemap in &site.sitemaps {
        let path = site.files.path(sitemap.file);
        // `/sitemap.xml` is where crawlers look by themselves, and where the folder has no robots.txt of its own.
        let is_usual = path == SITEMAP_INDEX && (site.robots.is_none() || !has_index || sitemap.kind == Kind::Index);
        if !named.contains(&sitemap.file) && !is_usual {
            findings.add(Code::SitemapUnlisted, path, "no index and no robots.txt names it");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoding_is_done_once() {
        for path in ["/a/b.c/~d/", "/a%20b/", "/%C3%BC", "/a?b=c&d"] {
            assert!(is_encoded(path), "{path}");
        }
        for path in ["/a b/", "/ü", "/a%2520b/", "/a%2", "/a\"b", "/<"] {
            assert!(!is_encoded(path), "{path}");
        }
    }
}
