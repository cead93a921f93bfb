//! Compares the content of pages: titles, descriptions, texts, and their length. Only pages in the same language are
//! compared, since a translation has the same content as its original.

use crate::{finding::Findings, page_summary::PageSummary, site::Site, table::Code};
use std::collections::{BTreeMap, BTreeSet};

/// Share of common phrases above which two pages count as duplicates. Measured on model sites, where pages of different
/// models in one family share up to nine tenths.
const SAME: f64 = 0.97;

/// Maximum share of a page's phrases that its most similar page may contain as well.
const COMMON: f64 = 0.70;

/// Minimum number of words in the main part.
const WORDS: u32 = 150;

/// Minimum number of pages of a kind for a meaningful median.
const KIND: usize = 20;

/// Maximum number of following pages in a band that a page is compared with. A larger band says little.
const BAND: usize = 24;

/// Runs all comparisons of content.
pub(crate) fn check(site: &Site, pages: &[PageSummary], findings: &mut Findings) {
    let own: Vec<&PageSummary> = pages.iter().filter(|page| page.is_own()).collect();
    repeated(site, &own, Code::TitleDuplicate, |page| page.title, findings);
    repeated(site, &own, Code::DescriptionDuplicate, |page| page.description, findings);
    neighbours(site, &own, findings);
    thin(site, &own, findings);
    kinds(site, &own, findings);
}

fn repeated(
    site: &Site,
    pages: &[&PageSummary],
    code: Code,
    hash: impl Fn(&PageSummary) -> Option<u64>,
    findings: &mut Findings,
) {
    let mut hashes: Vec<(u64, &str, usize)> =
        pages.iter().enumerate().filter_map(|(at, page)| Some((hash(page)?, &*page.lang, at))).collect();
    hashes.sort_unstable();
    let mut twice: Vec<(usize, usize)> = Vec::new();
    for equal in hashes.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        twice.extend(equal[1..].iter().map(|(.., at)| (*at, equal[0].2)));
    }
    twice.sort_unstable();
    for (at, first) in twice {
        let message = format!("same as {}", site.files.path(pages[first].file));
        findings.add(code, site.files.path(pages[at].file), message);
    }
}

/// Compares each page with its most similar page.
fn neighbours(site: &Site, pages: &[&PageSummary], findings: &mut Findings) {
    let mut nearest: Vec<(f64, usize)> = vec![(0.0, usize::MAX); pages.len()];
    let languages: BTreeSet<&str> = pages.iter().map(|page| &*page.lang).collect();
    let languages: BTreeMap<&str, u16> = languages.into_iter().zip(0..).collect();
    let mut bands: Vec<(u64, u16, u32)> = Vec::new();
    for (page, at) in pages.iter().zip(0..) {
        if page.sketch.phrases > 0 {
            let lang = languages.get(&*page.lang).copied().unwrap_or_default();
            bands.extend(page.sketch.bands(4).map(|band| (band, lang, at)));
        }
    }
    bands.sort_unstable();
    for equal in bands.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|equal| equal.len() > 1) {
        for (place, (.., a)) in equal.iter().enumerate() {
            // In a large band only adjacent pages are compared: duplicates share many other bands.
            for (.., b) in equal[place + 1..].iter().take(BAND) {
                let (a, b) = (*a as usize, *b as usize);
                let likeness = pages[a].sketch.likeness(&pages[b].sketch);
                for (own, other) in [(a, b), (b, a)] {
                    if likeness > nearest[own].0 {
                        nearest[own] = (likeness, other);
                    }
                }
            }
        }
    }
    for (at, (likeness, other)) in nearest.iter().enumerate().filter(|(_, (likeness, _))| *likeness > 0.0) {
        let (page, other) = (pages[at], pages[*other]);
        let (path, beside) = (site.files.path(page.file), site.files.path(other.file));
        if *likeness >= SAME {
            // Only the second page of a pair is reported.
            if path > beside || nearest[pages.binary_search_by_key(&other.file, |page| page.file).unwrap_or(at)].1 != at
            {
                findings.add(Code::NearDuplicate, path, format!("{:.0} % identical to {beside}", likeness * 100.0));
            }
            continue;
        }
        let common = page.sketch.share_in(&other.sketch);
        if common > COMMON && !is_list(page) {
            let message = format!("{:.0} % of its phrases are also in {beside}", common * 100.0);
            findings.add(Code::FewOwnWords, path, message);
        }
    }
}

/// Whether a page is part of a paginated list, whose words are those of the listed pages.
fn is_list(page: &PageSummary) -> bool {
    page.neighbours.iter().any(Option::is_some)
}

fn thin(site: &Site, pages: &[&PageSummary], findings: &mut Findings) {
    let mut kinds: BTreeMap<(&str, &str), Vec<u32>> = BTreeMap::new();
    for page in pages {
        kinds.entry((site.kind(page.file), &page.lang)).or_default().push(page.words);
    }
    let limits: BTreeMap<(&str, &str), (u32, u32)> =
        kinds.into_iter().map(|(kind, words)| (kind, limits(words))).collect();
    for page in pages {
        let path = site.files.path(page.file);
        let (median, least) = limits.get(&(site.kind(page.file), &*page.lang)).copied().unwrap_or_default();
        if page.words < WORDS && !is_list(page) {
            findings.add(Code::ThinPage, path, format!("{} words", page.words));
        } else if page.words < least {
            findings.add(Code::ThinOutlier, path, format!("{} words; the median of its kind is {median}", page.words));
        }
    }
}

/// The median of a kind, and the lower limit: half the median, or three median deviations below it if that is lower.
fn limits(mut words: Vec<u32>) -> (u32, u32) {
    if words.len() < KIND {
        return (0, 0);
    }
    words.sort_unstable();
    let median = words[words.len() / 2];
    let mut deviations: Vec<u32> = words.iter().map(|words| words.abs_diff(median)).collect();
    deviations.sort_unstable();
    let deviation = deviations[deviations.len() / 2];
    (median, (median / 2).min(median.saturating_sub(3 * deviation)))
}

/// Pages of one kind should have the same types of structured data.
fn kinds(site: &Site, pages: &[&PageSummary], findings: &mut Findings) {
    let mut kinds: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for page in pages {
        *kinds.entry(site.kind(page.file)).or_default().entry(&page.types).or_default() += 1;
    }
    for page in pages {
        let types = &kinds[site.kind(page.file)];
        let all: usize = types.values().sum();
        let usual = types.iter().max_by_key(|(_, count)| **count);
        let Some((usual, count)) = usual.filter(|(_, count)| all >= KIND && **count * 10 > all * 9) else { continue };
        if **usual != *page.types {
            let message = format!("`{}`, where {count} of {all} have `{usual}`", page.types);
            findings.add(Code::JsonLdOutlier, site.files.path(page.file), message);
        }
    }
}
