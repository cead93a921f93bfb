//! `DeployPlan`: what a deploy does, from what is wanted and what is there. Pure.

use super::{
    form::{Body, Coding, FormRules, Headers},
    record::Known,
    stage::{Class, Stage},
};
use crate::{
    config::deploy::Share,
    content_type::ContentType,
    manifest::{OutputFile, OutputManifest},
};
use std::{borrow::Cow, cmp::Ordering, collections::BTreeMap};

/// A file as it has to lie on the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// Its name there, from the site's folder.
    pub key: Cow<'a, str>,
    /// The file of the site that it is made of.
    pub source: &'a str,
    /// Of that file.
    pub file: OutputFile,
    /// Which bytes of it.
    pub body: Body,
    /// Number of its form.
    pub form: u32,
}

/// What is there of one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Present {
    /// A deploy put this, and ended.
    Sure(Known),
    /// Something of ours, nobody knows in which version.
    Unsure,
    /// Nothing any more, though a record names it.
    Gone,
}

/// A file to put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload<'a> {
    /// When.
    pub stage: Stage,
    /// What.
    pub wanted: Wanted<'a>,
    /// Whether nothing is there yet.
    pub is_new: bool,
}

/// What a deploy does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeployPlan<'a> {
    /// In the order of stages, then of names.
    pub uploads: Vec<Upload<'a>>,
    /// The same.
    pub removals: Vec<(Stage, &'a str)>,
    /// Files that are there as they should be.
    pub unchanged: usize,
    /// Files of ours that are there now.
    pub present: usize,
}

/// More would be removed than is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{removals} of {present} files would be removed, more than {limit}")]
pub struct TooManyRemovals {
    /// Files that would go.
    pub removals: usize,
    /// Files that are there.
    pub present: usize,
    /// The limit.
    pub limit: Share,
}

/// Every file that has to lie on the store, by name.
#[must_use]
pub fn wanted<'a>(site: &'a OutputManifest, rules: &FormRules<'_>) -> Vec<Wanted<'a>> {
    let mut numbers = Numbers { rules, known: BTreeMap::new() };
    let mut all = Vec::with_capacity(site.files.len());
    for (path, file) in &site.files {
        let body = rules.body(path, file.content_type);
        let form = numbers.of(path, file.content_type, body);
        all.push(Wanted { key: Cow::Borrowed(path), source: path, file: *file, body, form });
        if rules.has_twins(file.content_type) {
            for coding in [Coding::Brotli, Coding::Gzip] {
                let key = [path, coding.ending()].concat();
                if !site.files.contains_key(&*key) {
                    let body = Body::Twin(coding);
                    let form = numbers.of(path, file.content_type, body);
                    all.push(Wanted { key: key.into(), source: path, file: *file, body, form });
                }
            }
        }
    }
    // Names of twins may stand elsewhere than behind that of their file; nearly all is in order already.
    all.sort_by(|a, b| a.key.cmp(&b.key));
    all
}

/// There are few forms, and hashing one a file would cost more than the rest of the plan.
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
            Body::Twin(Coding::Gzip) => 3,
            Body::Twin(Coding::Brotli) => 4,
        };
        let rules = self.rules;
        *self.known.entry((content_type, headers.cache_control, kind)).or_insert_with(|| rules.number(&headers, body))
    }
}

/// Compares both, which are sorted by name.
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
    // Stable: names stay in order.
    plan.uploads.sort_by_key(|upload| upload.stage);
    plan.removals.sort_by_key(|(stage, _)| *stage);
    plan
}

impl Known {
    /// Whether a file that lies there is the one that is wanted.
    #[must_use]
    pub fn is(&self, wanted: &Wanted<'_>) -> bool {
        self.hash == wanted.file.hash && self.form == wanted.form
    }
}

impl DeployPlan<'_> {
    /// Whether all is as it should be.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.uploads.is_empty() && self.removals.is_empty()
    }

    /// Files that are not there yet.
    #[must_use]
    pub fn added(&self) -> usize {
        self.uploads.iter().filter(|upload| upload.is_new).count()
    }

    /// Bytes of files to put, unpacked.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.uploads.iter().map(|upload| upload.wanted.file.length).sum()
    }

    /// Every stage that something happens in, in order, with how many files.
    #[must_use]
    pub fn stages(&self) -> BTreeMap<Stage, usize> {
        let mut stages = BTreeMap::new();
        let removals = self.removals.iter().map(|(stage, _)| *stage);
        for stage in self.uploads.iter().map(|upload| upload.stage).chain(removals) {
            *stages.entry(stage).or_default() += 1;
        }
        stages
    }

    /// That no more is removed than a share of what is there.
    pub fn guard(&self, limit: Share) -> Result<(), TooManyRemovals> {
        let (removals, present) = (self.removals.len(), self.present);
        if limit.allows(removals, present) { Ok(()) } else { Err(TooManyRemovals { removals, present, limit }) }
    }
}
