//! Checks sitemaps against the protocol and against the pages of the site.

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

/// Runs the sitemap checks that need no page. Returns where each page is listed.
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
                    findings.add(Code::SitemapForm, path, format!("`{}`: the URL of the page is `{own}`", entry.loc));
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
        findings.add(Code::SitemapMissing, "", format!("{} pages, but no sitemap", site.pages.len()));
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

/// Checks a `loc` and resolves it. `None` if it cannot be on this site.
fn address(site: &Site, sitemap: &Sitemap, entry: &Entry, path: &str, findings: &mut Findings) -> Option<Target> {
    let loc = &*entry.loc;
    let problem = match split_origin(loc) {
        None => Some("is not absolute"),
        Some((origin, _)) if site.base.origin.as_deref().is_some_and(|own| !own.eq_ignore_ascii_case(origin)) => {
            Some("is on another host")
        }
        Some(_) if !(12..2_048).contains(&loc.len()) => Some("is shorter than 12 or longer than 2,047 characters"),
        Some(_) if loc.contains('#') => Some("has a fragment"),
        Some(_) if loc.contains('?') && sitemap.kind == Kind::Pages => Some("has a query"),
        Some((_, rest)) if !is_encoded(rest) => Some("is not percent-encoded exactly once"),
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

/// Whether a path is percent-encoded exactly once.
fn is_encoded(path: &str) -> bool {
    let bytes = path.as_bytes();
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        b'%' => {
            let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
            // `%25` followed by two hexadecimal digits was encoded twice.
            let is_twice = bytes[at..].starts_with(b"%25") && is_hex(at + 3) && is_hex(at + 4);
            is_hex(at + 1) && is_hex(at + 2) && !is_twice
        }
        b'!' | b'#'..=b';' | b'=' | b'?'..=b'Z' | b'_' | b'a'..=b'z' | b'~' | b'[' | b']' => true,
        _ => false,
    })
}

const DAY: i64 = 86_400;
/// 1995-01-01, and 2018-01-01 for sites with a manifest: before these dates there was no such page, and no Hub.
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

/// Checks a sitemap listed in a sitemap index.
fn child(site: &Site, entry: &Entry, target: Target, path: &str, findings: &mut Findings) {
    let named = match target {
        Target::File(file) => site.sitemaps.iter().find(|sitemap| sitemap.file == file),
        _ => return findings.add(Code::SitemapChild, path, format!("`{}` does not exist", entry.loc)),
    };
    let Some(named) = named else { return };
    if named.kind == Kind::Index {
        findings.add(Code::SitemapNested, path, format!("`{}` is a sitemap index itself", entry.loc));
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

/// Reports dates that are the time of the build instead of the last change of the pages.
fn stamped(site: &Site, findings: &mut Findings) {
    let mut days: Vec<i64> = Vec::new();
    for sitemap in site.sitemaps.iter().filter(|sitemap| sitemap.kind == Kind::Pages) {
        let dated = sitemap.entries.iter().filter_map(|entry| moment(entry.lastmod.as_deref()?));
        days.extend(dated.map(|(at, _)| at.div_euclid(DAY)));
    }
    days.sort_unstable();
    let most = days.chunk_by(|a, b| a == b).max_by_key(|equal| equal.len());
    let Some(most) = most.filter(|most| days.len() >= 20 && most.len() * 10 > days.len() * 9) else { return };
    // A day before the snapshot was taken cannot be the day of the build.
    let captured = site.manifest.as_ref().and_then(|manifest| manifest.captured_at);
    let is_build = captured.is_none_or(|captured| most[0] >= captured.timestamp().as_second().div_euclid(DAY));
    if is_build {
        findings.add(Code::SitemapStamped, "", format!("{} of {} have the same day", most.len(), days.len()));
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
        // Crawlers look for `/sitemap.xml` on their own. It need not be listed if there is no robots.txt in the folder.
        let is_usual = path == SITEMAP_INDEX && (site.robots.is_none() || !has_index || sitemap.kind == Kind::Index);
        if !named.contains(&sitemap.file) && !is_usual {
            findings.add(Code::SitemapUnlisted, path, "neither an index nor robots.txt lists it");
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
