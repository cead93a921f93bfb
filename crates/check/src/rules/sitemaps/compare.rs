//! Compares sitemaps with the pages of the site.

use crate::{finding::Findings, page_summary::PageSummary, read::sitemaps::moment, site::Site, table::Code};

/// Checks that listed pages are indexable, that every indexable page is listed, and that dates agree.
pub(crate) fn compare(site: &Site, pages: &[PageSummary], findings: &mut Findings) {
    // The entries after an error in a sitemap are unknown.
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
                        let message = format!("`{lastmod}` for `{}`, but the page has another date", entry.loc);
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
