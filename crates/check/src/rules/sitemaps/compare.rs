//! Sitemaps against the pages that there are.

use crate::{finding::Findings, page_summary::PageSummary, read::sitemaps::moment, site::Site, table::Code};

/// Both ways: what is listed is an indexable page of its own, and every such page is listed; and dates agree.
pub(crate) fn compare(site: &Site, pages: &[PageSummary], findings: &mut Findings) {
    // What stands behind the damage of one is not known.
    let is_whole = !site.sitemaps.is_empty() && site.sitemaps.iter().all(|sitemap| !sitemap.is_damaged);
    for page in pages {
        let path = site.files.path(page.file);
        match site.listed.get(page.file) {
            Some((sitemap, at)) => {
                let sitemap = &site.sitemaps[sitemap];
                let entry = &sitemap.entries[at];
                let of = site.files.path(sitemap.file);
                if page.is_noindex && page.refresh.is_none() {
                    findings.add(Code::SitemapNoindex, of, format!("`{}`: {path} is noindex", entry.loc));
                }
                let stated = entry.lastmod.as_deref().and_then(moment);
                if let (Some((at, is_day)), Some((modified, is_modified_day))) = (stated, page.modified) {
                    let whole = if is_day || is_modified_day { 86_400 } else { 1 };
                    if at.div_euclid(whole) != modified.div_euclid(whole) {
                        let lastmod = entry.lastmod.as_deref().unwrap_or_default();
                        let message = format!("`{lastmod}` of `{}`, whose page says otherwise", entry.loc);
                        findings.add(Code::SitemapPageDate, of, message);
                    }
                }
            }
            None if page.is_own() && is_whole => {
                findings.add(Code::SitemapLacksPage, path, format!("`{}` is in no sitemap", page.address));
            }
            None => {}
        }
    }
}
