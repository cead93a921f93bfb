//! Copies: repositories that offer the very files, or nearly the very files, that another one offers.

use crate::{page::figures::Bucket, select::AssessedModel};
use compatibility::{
    artifact::Artifact, base_model::Relation, inheritance, model_format::ModelFormat, model_metadata::ModelMetadata,
};
use std::{
    cmp::Reverse,
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
};

/// For each model, the place of the model that it is a copy of: the most used one with the same base model that has
/// the same sets of files and sizes, or says nearly the same. What a model says is taken as a set of statements, as
/// texts are taken as sets of shingles: each set of files with its size, and each fact, is one. Two that have nine
/// tenths in common are nearly the same (Jaccard). Files of a size of their own make a repository no copy.
///
/// Only what stores the base's own weights again can be one: two models trained further from one base have files of
/// the same size to the byte, and are two models.
#[must_use]
pub(super) fn copies(models: &[AssessedModel]) -> Vec<Option<u32>> {
    let mut copy_of = vec![None; models.len()];
    let mut keys: Vec<(u64, Reverse<Bucket>, u32)> = models
        .iter()
        .zip(0..)
        .filter_map(|(model, place)| {
            let used = Bucket::of(model.metadata.downloads.unwrap_or(0));
            source(&model.metadata).map(|source| (source, Reverse(used), place))
        })
        .collect();
    keys.sort_unstable();
    for group in keys.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
        let mut kept = Kept::default();
        for (_, _, place) in group {
            let statements = Statements::of(&models[*place as usize].metadata);
            match kept.nearly_the_same(&statements) {
                Some(original) => copy_of[*place as usize] = Some(original),
                None => kept.add(*place, statements),
            }
        }
    }
    copy_of
}

/// Models that are no copies, by their statements.
#[derive(Default)]
struct Kept {
    models: Vec<(u32, Statements)>,
    by_statement: BTreeMap<u64, Vec<u32>>,
}

impl Kept {
    fn add(&mut self, place: u32, statements: Statements) {
        let at = u32::try_from(self.models.len()).expect("places of models are 32 bits wide");
        for statement in &statements.all {
            self.by_statement.entry(*statement).or_default().push(at);
        }
        self.models.push((place, statements));
    }

    /// The first one that says nearly the same.
    fn nearly_the_same(&self, statements: &Statements) -> Option<u32> {
        let mut common: BTreeMap<u32, usize> = BTreeMap::new();
        for at in statements.all.iter().filter_map(|statement| self.by_statement.get(statement)).flatten() {
            *common.entry(*at).or_default() += 1;
        }
        let is_near = |(at, common): &(u32, usize)| {
            let known = &self.models[*at as usize].1;
            let all = known.all.len() + statements.all.len() - common;
            known.sets == statements.sets || common * 10 >= all * 9
        };
        common.into_iter().find(is_near).map(|(at, _)| self.models[at as usize].0)
    }
}

/// What a model says; counters and dates say nothing.
struct Statements {
    /// Of all sets of files together.
    sets: u64,
    /// Each set and each fact, sorted.
    all: Vec<u64>,
}

impl Statements {
    fn of(model: &ModelMetadata) -> Self {
        let mut all = Vec::with_capacity(model.artifacts.len() + 8);
        let set = |artifact: &Artifact| {
            let label = artifact.quantization.map(|label| label.to_string());
            hash(&("set", artifact.format.as_str(), label, artifact.bytes))
        };
        all.extend(model.artifacts.iter().map(set));
        all.sort_unstable();
        let sets = hash(&all);
        all.push(hash(&("family", model.architecture.family.as_str())));
        all.push(hash(&("parameters", model.parameters.total)));
        all.push(hash(&("context", model.context.as_ref().map(|context| context.value))));
        all.extend(model.license.iter().map(|license| hash(&("license", license.value.id.as_str()))));
        all.extend(model.languages.iter().map(|language| hash(&("language", language))));
        all.sort_unstable();
        all.dedup();
        Self { sets, all }
    }
}

/// The base model whose weights are stored again, as a hash; none of models that may hold weights of their own.
fn source(model: &ModelMetadata) -> Option<u64> {
    let [base] = &*model.base_models else { return None };
    let is_repacked = match base.relation {
        Some(relation) => relation == Relation::Quantized,
        // A file that is stored smaller was made from another one.
        None => model.artifacts.iter().all(is_stored_smaller),
    };
    (is_repacked && !model.artifacts.is_empty()).then(|| inheritance::hash(&base.id))
}

fn hash(value: &impl Hash) -> u64 {
    // The same in every run: it has no key.
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn is_stored_smaller(artifact: &Artifact) -> bool {
    artifact.format == ModelFormat::Gguf || artifact.format.is_safetensors_method()
}
