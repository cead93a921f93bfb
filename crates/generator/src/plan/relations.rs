//! Relations between the models of a site: base models, derived models and models of similar size.

use crate::{plan::ModelIdx, select::AssessedModel};
use compatibility::{
    architecture::family::Family, compatibility::Verdict, inheritance, model_id::ModelId, model_metadata::ModelMetadata,
};

/// Indexes of models in the plan.
type Places = Box<[ModelIdx]>;

/// The models related to one model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relations {
    /// For each of its base models, in the order of the record, that model. `None` if it has no page.
    pub bases: Box<[Option<ModelIdx>]>,
    /// The models that have it as a base model, by id.
    pub derived: Places,
    /// Models of the same family with a similar number of parameters, smaller ones first.
    pub similar: Places,
    /// If it does not run: alternatives that do, nearest first.
    pub instead: Places,
}

/// Number of similar models shown on either side.
const NEIGHBOURS: usize = 3;

/// Number of alternatives shown.
const ALTERNATIVES: usize = 3;

/// How far to search for an alternative on either side.
const SEARCHED: usize = 200;

/// Maximum length of a chain of base models.
const MAX_CHAIN: usize = 8;

/// The relations of every model of a site; `models` is sorted by id.
#[must_use]
pub(super) fn relations(models: &[AssessedModel]) -> Vec<Relations> {
    let index = Index::new(models);
    let mut all: Vec<Relations> = models
        .iter()
        .map(|model| Relations { bases: bases(&model.metadata, &index), ..Relations::default() })
        .collect();
    let mut pairs: Vec<(ModelIdx, ModelIdx)> = Vec::new();
    for (place, relations) in ModelIdx::all().zip(&all) {
        pairs.extend(relations.bases.iter().flatten().map(|base| (*base, place)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    for group in pairs.chunk_by(|a, b| a.0 == b.0) {
        all[group[0].0].derived = group.iter().map(|(_, derived)| *derived).collect();
    }
    let by_size = BySize::new(models);
    for at in 0..by_size.order.len() {
        let place = by_size.order[at];
        all[place].similar = by_size.neighbours(at);
        if models[place].summary.judgement.verdict != Verdict::Runs {
            let mut instead = running_bases(place, &all, models);
            instead.extend(by_size.running(at, models));
            keep_first(&mut instead, ALTERNATIVES);
            all[place].instead = instead.into();
        }
    }
    all
}

/// Removes duplicates and keeps at most `count`, in order.
fn keep_first(places: &mut Vec<ModelIdx>, count: usize) {
    let mut at = 0;
    while at < places.len() {
        if places[..at].contains(&places[at]) {
            places.remove(at);
        } else {
            at += 1;
        }
    }
    places.truncate(count);
}

fn bases(model: &ModelMetadata, index: &Index<'_>) -> Box<[Option<ModelIdx>]> {
    model.base_models.iter().map(|base| index.place(&base.id).filter(|place| index.id(*place) != &model.id)).collect()
}

/// The base models, and their base models, that run.
fn running_bases(place: ModelIdx, all: &[Relations], models: &[AssessedModel]) -> Vec<ModelIdx> {
    let mut found = Vec::new();
    let mut waiting: Vec<ModelIdx> = all[place].bases.iter().flatten().copied().collect();
    for _ in 0..MAX_CHAIN {
        let mut next = Vec::new();
        for base in waiting {
            if models[base].summary.judgement.verdict == Verdict::Runs {
                found.push(base);
            } else {
                next.extend(all[base].bases.iter().flatten().filter(|base| **base != place));
            }
        }
        waiting = next;
        waiting.truncate(MAX_CHAIN);
    }
    found
}

/// Models by the hash of their id in lower case.
struct Index<'a> {
    models: &'a [AssessedModel],
    by_hash: Vec<(u64, ModelIdx)>,
}

impl<'a> Index<'a> {
    fn new(models: &'a [AssessedModel]) -> Self {
        let mut by_hash: Vec<(u64, ModelIdx)> = models
            .iter()
            .zip(ModelIdx::all())
            .map(|(model, place)| (inheritance::hash(&model.metadata.id), place))
            .collect();
        by_hash.sort_unstable();
        Self { models, by_hash }
    }

    fn id(&self, place: ModelIdx) -> &'a ModelId {
        &self.models[place].metadata.id
    }

    /// The model with this id. Case only matters if ids differ in nothing else.
    fn place(&self, id: &ModelId) -> Option<ModelIdx> {
        let hash = inheritance::hash(id);
        let start = self.by_hash.partition_point(|(known, _)| *known < hash);
        let of_hash = self.by_hash[start..].iter().take_while(|(known, _)| *known == hash).map(|(_, place)| *place);
        let mut same = of_hash.filter(|place| self.id(*place).as_str().eq_ignore_ascii_case(id.as_str()));
        let exact = same.clone().find(|place| self.id(*place) == id);
        let first = same.next();
        exact.or(first.filter(|_| same.next().is_none()))
    }
}

/// Models with known family and size, sorted by family, size and id.
struct BySize {
    order: Vec<ModelIdx>,
    keys: Vec<(Family, u64)>,
}

impl BySize {
    fn new(models: &[AssessedModel]) -> Self {
        let key = |model: &ModelMetadata| {
            let family = model.architecture.family;
            model.parameters.total.filter(|_| family != Family::Unknown).map(|total| (family, total))
        };
        let mut found: Vec<((Family, u64), ModelIdx)> = models
            .iter()
            .zip(ModelIdx::all())
            .filter_map(|(model, place)| key(&model.metadata).map(|key| (key, place)))
            .collect();
        // Indexes are in the order of ids.
        found.sort_unstable();
        let (keys, order) = found.into_iter().unzip();
        Self { order, keys }
    }

    /// Whether they have the same family, and the larger is at most half as large again.
    fn is_near(&self, at: usize, other: usize) -> bool {
        let ((family, size), (other_family, other_size)) = (self.keys[at], self.keys[other]);
        let (less, more) = (size.min(other_size), size.max(other_size));
        family == other_family && u128::from(more) * 2 <= u128::from(less) * 3
    }

    /// The nearest models on either side, smaller ones first. Together these links form a ring that includes every
    /// model.
    fn neighbours(&self, at: usize) -> Places {
        let first = at.saturating_sub(NEIGHBOURS);
        let last = (at + NEIGHBOURS + 1).min(self.order.len());
        let near = (first..last).filter(|other| *other != at && self.is_near(at, *other));
        near.map(|other| self.order[other]).collect()
    }

    /// The nearest models that run.
    fn running<'a>(&'a self, at: usize, models: &'a [AssessedModel]) -> impl Iterator<Item = ModelIdx> + 'a {
        let sides = (1..=SEARCHED).flat_map(move |step| [at.checked_sub(step), Some(at + step)]);
        let near = sides.flatten().filter(move |other| *other < self.order.len() && self.is_near(at, *other));
        let places = near.map(|other| self.order[other]);
        places.filter(|place| models[*place].summary.judgement.verdict == Verdict::Runs).take(ALTERNATIVES)
    }
}
