//! Computes the URLs to submit: the difference between the last submission and the manifest. Pure.

use site::{
    file_names,
    manifest::{Hash, OutputManifest, Replaced, changes},
};
use std::collections::BTreeMap;

/// URLs of indexable pages relative to the host, with their facts hashes.
pub type Pages = BTreeMap<Box<str>, Hash>;

/// The URLs and the sitemap submitted to search engines so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Submitted {
    /// Scheme, host and base path of the site.
    pub site: Box<str>,
    /// The last sitemap index submitted to Search Console.
    pub sitemap: Option<Hash>,
    /// The pages that count as submitted to IndexNow. `None` before its first use.
    pub pages: Option<Pages>,
}

/// The changes to submit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Whether this is the first submission to IndexNow. Nothing is sent then, because IndexNow is for changes, and all
    /// pages count as submitted.
    pub is_start: bool,
    /// URLs that are new or newly indexable.
    pub added: Vec<Box<str>>,
    /// URLs of pages whose facts changed.
    pub changed: Vec<Box<str>>,
    /// URLs of pages that were deleted or are now `noindex`.
    pub deleted: Vec<Box<str>>,
    /// Number of unchanged URLs.
    pub unchanged: usize,
    /// All indexable pages now.
    pub pages: Pages,
    /// The sitemap index, if it changed since its last submission.
    pub sitemap: Option<Hash>,
}

/// The plan for the site at `site`. With `everything`, all pages are submitted as if none had been before.
#[must_use]
pub fn plan(submitted: Option<&Submitted>, site: &str, manifest: &OutputManifest, everything: bool) -> Plan {
    // A submission for another site does not count.
    let submitted = submitted.filter(|submitted| *submitted.site == *site);
    let pages = manifest.pages.values().filter(|page| page.indexable());
    let pages: Pages = pages.map(|page| (page.url.clone(), page.facts)).collect();
    let index = manifest.files.get(file_names::SITEMAP_INDEX).map(|file| file.hash);
    let sitemap = index.filter(|index| everything || submitted.and_then(|submitted| submitted.sitemap) != Some(*index));
    let known = submitted.and_then(|submitted| submitted.pages.as_ref());
    let nothing = Pages::new();
    let before = match known {
        // `everything` does not affect deleted pages: they are submitted because they were submitted before.
        Some(known) if !everything => known,
        None if !everything => {
            return Plan { is_start: true, unchanged: pages.len(), pages, sitemap, ..Plan::default() };
        }
        _ => &nothing,
    };
    let difference = changes(before, &pages);
    let names = |list: &[(&str, &Hash)]| list.iter().map(|(url, _)| Box::from(*url)).collect();
    let gone = |known: &Pages| known.keys().filter(|url| !pages.contains_key(*url)).cloned().collect();
    let deleted = known.map_or_else(Vec::new, gone);
    let changed: Vec<Box<str>> = difference.changed.iter().map(|Replaced { name, .. }| Box::from(*name)).collect();
    let added: Vec<Box<str>> = names(&difference.added);
    let unchanged = pages.len() - added.len() - changed.len();
    Plan { is_start: false, added, changed, deleted, unchanged, pages, sitemap }
}

impl Plan {
    /// The URLs for IndexNow: deleted, changed, added.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.deleted.iter().chain(&self.changed).chain(&self.added).map(|url| &**url)
    }

    /// Number of these URLs.
    #[must_use]
    pub fn count(&self) -> usize {
        self.added.len() + self.changed.len() + self.deleted.len()
    }

    /// Records that IndexNow accepted these URLs.
    pub fn told<'a>(&self, addresses: impl IntoIterator<Item = &'a str>, known: &mut Pages) {
        for url in addresses {
            match self.pages.get(url) {
                Some(facts) => known.insert(url.into(), *facts),
                None => known.remove(url),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::btree_map, prelude::*};
    use site::{
        content_type::ContentType,
        manifest::{OutputFile, PageRecord},
    };

    const SITE: &str = "https://models.example.org";

    fn page(url: &str, facts: u8, is_indexable: bool) -> PageRecord {
        PageRecord {
            path: url.into(),
            url: url.into(),
            file: format!("{}index.html", url.trim_start_matches('/')).into(),
            noindex_reason: (!is_indexable).then(|| "same-models".into()),
            facts: Hash([facts; 16]),
            changed: None,
            runnable: None,
            runnable_since: None,
        }
    }

    fn manifest(pages: &BTreeMap<u8, (u8, bool)>) -> OutputManifest {
        let index =
            OutputFile { hash: Hash::of(format!("{pages:?}").as_bytes()), length: 1, content_type: ContentType::Xml };
        let pages = pages.iter().map(|(name, (facts, is_indexable))| {
            (format!("model:o/{name}").into(), page(&format!("/models/o/{name}/"), *facts, *is_indexable))
        });
        OutputManifest {
            pages: pages.collect(),
            files: BTreeMap::from([(file_names::SITEMAP_INDEX.into(), index)]),
            ..OutputManifest::default()
        }
    }

    /// The record after the whole plan has been submitted.
    fn submitted(plan: &Plan, before: Option<Submitted>) -> Submitted {
        let before = before.unwrap_or_default();
        let mut known = if plan.is_start { plan.pages.clone() } else { before.pages.unwrap_or_default() };
        plan.told(plan.addresses(), &mut known);
        Submitted { site: SITE.into(), sitemap: plan.sitemap.or(before.sitemap), pages: Some(known) }
    }

    fn urls(list: &[Box<str>]) -> Vec<&str> {
        list.iter().map(|url| &**url).collect()
    }

    #[test]
    fn a_plan_names_what_changed_for_search_engines() {
        let first = manifest(&BTreeMap::from([
            (1, (1, true)),
            (2, (1, true)),
            (3, (1, true)),
            (4, (1, true)),
            (5, (1, false)),
            (6, (1, false)),
        ]));
        let start = plan(None, SITE, &first, false);
        assert!(start.is_start && start.count() == 0 && start.unchanged == 4 && start.sitemap.is_some());
        let state = submitted(&start, None);
        let again = plan(Some(&state), SITE, &first, false);
        assert_eq!((again.is_start, again.count(), again.sitemap), (false, 0, None), "twice tells nothing");
        // 1 stays, 2 changes, 3 becomes noindex, 4 is deleted, 5 becomes indexable, 6 changes but stays noindex, 7 is
        // new, 8 is new and noindex.
        let second = manifest(&BTreeMap::from([
            (1, (1, true)),
            (2, (2, true)),
            (3, (1, false)),
            (5, (1, true)),
            (6, (2, false)),
            (7, (1, true)),
            (8, (1, false)),
        ]));
        let next = plan(Some(&state), SITE, &second, false);
        assert_eq!(urls(&next.added), ["/models/o/5/", "/models/o/7/"]);
        assert_eq!(urls(&next.changed), ["/models/o/2/"]);
        assert_eq!(urls(&next.deleted), ["/models/o/3/", "/models/o/4/"]);
        assert_eq!(next.unchanged, 1);
        assert!(next.sitemap.is_some());
        let all = plan(Some(&state), SITE, &second, true);
        assert_eq!((all.added.len(), all.changed.len(), all.deleted.len()), (4, 0, 2));
        let elsewhere = plan(Some(&state), "https://other.example.org", &second, false);
        assert!(elsewhere.is_start && elsewhere.count() == 0 && elsewhere.sitemap.is_some());
    }

    /// Search Console may be in use before IndexNow is.
    #[test]
    fn index_now_starts_where_it_is_used_first() {
        let site = manifest(&BTreeMap::from([(1, (1, true))]));
        let sitemap = site.files.get(file_names::SITEMAP_INDEX).map(|file| file.hash);
        let state = Submitted { site: SITE.into(), sitemap, pages: None };
        let plan = plan(Some(&state), SITE, &site, false);
        assert!(plan.is_start && plan.sitemap.is_none());
    }

    fn sites() -> impl Strategy<Value = BTreeMap<u8, (u8, bool)>> {
        btree_map(0..12u8, (0..3u8, any::<bool>()), 0..12)
    }

    proptest! {
        /// If a submission stops at any point, the next plan submits the rest, and the one after that is empty.
        #[test]
        fn what_is_told_in_parts_is_told_once(sites in proptest::collection::vec(sites(), 1..5), stop in 0..12usize) {
            let mut state: Option<Submitted> = None;
            for site in &sites {
                let site = manifest(site);
                let next = plan(state.as_ref(), SITE, &site, false);
                let indexable = site.pages.values().filter(|page| page.indexable()).count();
                prop_assert_eq!(next.added.len() + next.changed.len() + next.unchanged, indexable);
                if let Some(known) = state.as_ref().and_then(|state| state.pages.clone()) {
                    let mut half = known;
                    next.told(next.addresses().take(stop), &mut half);
                    let half = Submitted { pages: Some(half), ..state.clone().unwrap_or_default() };
                    let rest: Vec<String> = plan(Some(&half), SITE, &site, false).addresses().map(String::from).collect();
                    let expected: std::collections::BTreeSet<String> = next.addresses().skip(stop).map(String::from).collect();
                    prop_assert_eq!(rest.into_iter().collect::<std::collections::BTreeSet<_>>(), expected);
                }
                let told = submitted(&next, state.take());
                prop_assert_eq!(plan(Some(&told), SITE, &site, false).count(), 0);
                prop_assert_eq!(told.pages.as_ref(), Some(&next.pages));
                state = Some(told);
            }
        }
    }
}
