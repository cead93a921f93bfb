//! `DeployPlan`: the uploads and deletions of a deploy, computed from the wanted and the stored files. Pure.

use crate::deploy::{
    form::{Body, Coding, FormRules, Headers},
    stage::{Class, Stage},
    state::{Present, Wanted},
};
use site::{content_type::ContentType, manifest::OutputManifest, removal_limit::Share};
use std::{borrow::Cow, cmp::Ordering, collections::BTreeMap};

/// A file to upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload<'a> {
    /// The stage of the upload.
    pub stage: Stage,
    /// The file.
    pub wanted: Wanted<'a>,
    /// Whether the store has no such file yet.
    pub is_new: bool,
}

/// The uploads and deletions of a deploy.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeployPlan<'a> {
    /// Files to upload, sorted by stage, then by name.
    pub uploads: Vec<Upload<'a>>,
    /// Files to delete, sorted by stage, then by name.
    pub removals: Vec<(Stage, &'a str)>,
    /// Number of stored files that are up to date.
    pub unchanged: usize,
    /// Number of our files that are stored now.
    pub present: usize,
}

/// The plan deletes more files than allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{removals} of {present} files would be removed, more than {limit}")]
pub struct TooManyRemovals {
    /// Number of files to delete.
    pub removals: usize,
    /// Number of stored files.
    pub present: usize,
    /// The limit.
    pub limit: Share,
}

/// Every file that should be stored, sorted by name.
#[must_use]
pub fn wanted<'a>(site: &'a OutputManifest, rules: &FormRules<'_>) -> Vec<Wanted<'a>> {
    let mut numbers = Numbers { rules, known: BTreeMap::new() };
    let mut all = Vec::with_capacity(site.files.len());
    for (path, file) in &site.files {
        let body = rules.body(path, file.content_type);
        let form = numbers.of(path, file.content_type, body);
        all.push(Wanted { key: Cow::Borrowed(path), source: path, file: *file, body, form });
        if rules.has_sidecars(file.content_type) {
            for coding in [Coding::Brotli, Coding::Gzip] {
                let key = [path, coding.ending()].concat();
                if !site.files.contains_key(&*key) {
                    let body = Body::Sidecar(coding);
                    let form = numbers.of(path, file.content_type, body);
                    all.push(Wanted { key: key.into(), source: path, file: *file, body, form });
                }
            }
        }
    }
    // A sidecar may not come right after its file in the sort order. Almost everything else is sorted already.
    all.sort_by(|a, b| a.key.cmp(&b.key));
    all
}

/// Cache of form numbers. There are few forms, and hashing one per file would cost more than the rest of the plan.
struct Numbers<'r, 'c> {
    rules: &'r FormRules<'c>,
    known: BTreeMap<(ContentType, &'c str, u8), u32>,
}

impl Numbers<'_, '_> {
    fn of(&mut self, path: &str, content_type: ContentType, body: Body) -> u32 {
        let headers: Headers<'_> = self.rules.headers(path, content_type, body);
        let kind = match body {
            Body::Plain => 0,
            Body::Encoded(Coding::Gzip) => 1,
            Body::Encoded(Coding::Brotli) => 2,
            Body::Sidecar(Coding::Gzip) => 3,
            Body::Sidecar(Coding::Brotli) => 4,
        };
        let rules = self.rules;
        *self.known.entry((content_type, headers.cache_control, kind)).or_insert_with(|| rules.number(&headers, body))
    }
}

/// Compares the wanted and the stored files. Both are sorted by name.
#[must_use]
pub fn plan<'a>(wanted: Vec<Wanted<'a>>, present: &'a [(Box<str>, Present)]) -> DeployPlan<'a> {
    let mut plan = DeployPlan::default();
    let (mut new, mut old) = (wanted.into_iter().peekable(), present.iter().peekable());
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((old, _)), Some(new)) => (**old).cmp(&*new.key),
        };
        let old = old.next_if(|_| order.is_le());
        let is_there = old.is_some_and(|(_, present)| *present != Present::Gone);
        plan.present += usize::from(is_there);
        match (old, new.next_if(|_| order.is_ge())) {
            (Some((name, _)), None) if is_there => {
                let class = Class::of(name, ContentType::of_path(name));
                plan.removals.push((Stage::of_removal(class), name));
            }
            (Some((_, Present::Sure(known))), Some(wanted)) if known.is(&wanted) => plan.unchanged += 1,
            (_, Some(wanted)) => {
                let stage = Stage::of_put(Class::of(wanted.source, wanted.file.content_type), !is_there);
                plan.uploads.push(Upload { stage, wanted, is_new: !is_there });
            }
            (_, None) => {}
        }
    }
    // The sort is stable, so names stay in order.
    plan.uploads.sort_by_key(|upload| upload.stage);
    plan.removals.sort_by_key(|(stage, _)| *stage);
    plan
}

impl DeployPlan<'_> {
    /// Whether there is nothing to upload or delete.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.uploads.is_empty() && self.removals.is_empty()
    }

    /// Number of files that are not stored yet.
    #[must_use]
    pub fn added(&self) -> usize {
        self.uploads.iter().filter(|upload| upload.is_new).count()
    }

    /// Bytes of the files to upload, before compression.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.uploads.iter().map(|upload| upload.wanted.file.length).sum()
    }

    /// All stages with files to upload or delete, in order, with their number of files.
    #[must_use]
    pub fn stages(&self) -> BTreeMap<Stage, usize> {
        let mut stages = BTreeMap::new();
        let removals = self.removals.iter().map(|(stage, _)| *stage);
        for stage in self.uploads.iter().map(|upload| upload.stage).chain(removals) {
            *stages.entry(stage).or_default() += 1;
        }
        stages
    }

    /// Checks that the plan does not delete more than a share of the stored files.
    pub fn guard(&self, limit: Share) -> Result<(), TooManyRemovals> {
        let (removals, present) = (self.removals.len(), self.present);
        if limit.allows(removals, present) { Ok(()) } else { Err(TooManyRemovals { removals, present, limit }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deploy::{
        settings::{Precompress, TargetConfig},
        state::Known,
    };
    use proptest::{collection::btree_map, prelude::*};
    use site::manifest::{Hash, OutputFile};

    const PATHS: [&str; 8] = [
        "index.html",
        "a/index.html",
        "a/index.json",
        "b/index.html",
        "assets/main-0123456789ab.css",
        "robots.txt",
        "sitemap.xml",
        "sitemap-models-0.xml",
    ];

    fn site(files: &BTreeMap<usize, u8>) -> OutputManifest {
        let file = |(at, version): (&usize, &u8)| {
            let path = PATHS[*at];
            let file = OutputFile {
                hash: Hash([*version; 16]),
                length: u64::from(*version),
                content_type: ContentType::of_path(path),
            };
            (path.into(), file)
        };
        OutputManifest { files: files.iter().map(file).collect(), ..OutputManifest::default() }
    }

    /// Converts test versions to stored files: 0 is unknown content, 1 is deleted, and others are the content.
    fn present(files: &BTreeMap<usize, u8>, form: u32) -> Vec<(Box<str>, Present)> {
        let state = |version: u8| match version {
            0 => Present::Unsure,
            1 => Present::Gone,
            version => Present::Sure(Known { hash: Hash([version; 16]), form }),
        };
        let mut all: Vec<_> = files.iter().map(|(at, version)| (PATHS[*at].into(), state(*version))).collect();
        all.sort_by(|(a, _): &(Box<str>, Present), (b, _)| a.cmp(b));
        all
    }

    proptest! {
        /// After the deploy the store holds exactly the wanted files (plus files we don't own). Files already present
        /// are not uploaded again.
        #[test]
        fn a_plan_makes_of_what_is_there_what_is_wanted(
            old in btree_map(0..PATHS.len(), 0..5u8, 0..8),
            new in btree_map(0..PATHS.len(), 2..5u8, 0..8),
        ) {
            let cache = TargetConfig::new(String::new()).cache();
            let rules = FormRules { precompress: Precompress::None, cache: &cache, holds_headers: false };
            let site = site(&new);
            let wanted = wanted(&site, &rules);
            let form = wanted.first().map_or(0, |wanted| wanted.form);
            let there = present(&old, form);
            let plan = plan(wanted.clone(), &there);
            let mut names: Vec<&str> =
                there.iter().filter(|(_, state)| *state != Present::Gone).map(|(name, _)| &**name).collect();
            prop_assert_eq!(plan.present, names.len());
            names.extend(plan.uploads.iter().filter(|upload| upload.is_new).map(|upload| &*upload.wanted.key));
            names.retain(|name| !plan.removals.iter().any(|(_, gone)| gone == name));
            names.sort_unstable();
            let all: Vec<&str> = wanted.iter().map(|wanted| &*wanted.key).collect();
            prop_assert_eq!(names, all);
            prop_assert_eq!(plan.unchanged + plan.uploads.len(), wanted.len());
            for wanted in &wanted {
                let is_put = plan.uploads.iter().any(|upload| upload.wanted.key == wanted.key);
                let state = there.iter().find(|(name, _)| **name == *wanted.key).map(|(_, state)| *state);
                prop_assert_eq!(is_put, state != Some(Present::Sure(wanted.known())), "{}", wanted.key);
            }
            prop_assert!(plan.uploads.is_sorted_by_key(|upload| upload.stage));
        }
    }

    #[test]
    fn sidecars_are_added_unless_their_name_is_taken() {
        let cache = TargetConfig::new(String::new()).cache();
        let rules = FormRules { precompress: Precompress::Sidecars, cache: &cache, holds_headers: true };
        let file = |path: &str| {
            let file = OutputFile { hash: Hash([1; 16]), length: 1, content_type: ContentType::of_path(path) };
            (path.into(), file)
        };
        let site =
            OutputManifest { files: ["a.html", "a.html.gz", "b.png"].map(file).into(), ..OutputManifest::default() };
        let wanted = wanted(&site, &rules);
        let keys: Vec<(&str, &str)> = wanted.iter().map(|wanted| (&*wanted.key, wanted.source)).collect();
        assert_eq!(
            keys,
            [("a.html", "a.html"), ("a.html.br", "a.html"), ("a.html.gz", "a.html.gz"), ("b.png", "b.png")]
        );
    }
}
