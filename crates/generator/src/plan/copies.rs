//! Finds copies: repositories that offer the same or almost the same files as another one, and repositories that differ
//! from another one of the same owner only in the spelling of the name.

use crate::{display::figures::Bucket, plan::ModelIdx, select::AssessedModel};
use compatibility::{
    artifact::Artifact,
    base_model::{BaseModel, Relation},
    inheritance,
    model_format::ModelFormat,
    model_metadata::ModelMetadata,
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    hash::{DefaultHasher, Hash, Hasher},
};

/// For each model, the model it is a copy of: the most popular one with the same base model and either the same
/// variants and sizes or almost the same statements. Each variant with its size and each fact counts as one statement.
/// Two models are almost the same if they share nine tenths of all their statements (Jaccard). Files with a size of
/// their own make a repository no copy.
///
/// Only repositories that store the weights of the base itself can be copies: two models fine-tuned from one base have
/// files of exactly the same size, but are two models.
#[must_use]
pub(super) fn copies(models: &[AssessedModel]) -> Vec<Option<ModelIdx>> {
    let mut copy_of = vec![None; models.len()];
    let mut keys: Vec<(u64, Reverse<Bucket>, ModelIdx)> = models
        .iter()
        .zip(ModelIdx::all())
        .filter_map(|(model, place)| {
            let used = Bucket::of(model.metadata.downloads.unwrap_or(0));
            source(&model.metadata).map(|source| (source, Reverse(used), place))
        })
        .collect();
    keys.sort_unstable();
    for group in keys.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
        let places: Vec<ModelIdx> = group.iter().map(|(_, _, place)| *place).collect();
        let said = places.iter().map(|place| Statements::of(&models[*place].metadata)).collect();
        for (place, original) in originals(&places, said) {
            copy_of[usize::from(place)] = Some(original);
        }
    }
    same_but_for_the_name(models, &mut copy_of);
    copy_of
}

/// Models of one owner with the same metadata, whose names differ only in punctuation and case: their pages would be
/// identical. All but the most popular one refer to it. Whether the weights are the same is unknown.
fn same_but_for_the_name(models: &[AssessedModel], copy_of: &mut [Option<ModelIdx>]) {
    let mut keys: Vec<(u64, Reverse<Bucket>, ModelIdx)> = models
        .iter()
        .zip(ModelIdx::all())
        .filter(|(_, place)| copy_of[usize::from(*place)].is_none())
        .filter_map(|(model, place)| {
            let used = Bucket::of(model.metadata.downloads.unwrap_or(0));
            Some((said_by_owner(&model.metadata)?, Reverse(used), place))
        })
        .collect();
    keys.sort_unstable();
    for group in keys.chunk_by(|a, b| a.0 == b.0) {
        for (_, _, place) in &group[1..] {
            copy_of[usize::from(*place)] = Some(group[0].2);
        }
    }
}

/// A hash of the owner, the letters and digits of the name, and everything else a page shows of a model except dates
/// and counts. Other words in the name make another model: `Qwen2.5-0.5B` is not a copy of `Qwen2.5-0.5B-Instruct`,
/// even if their metadata is the same.
fn said_by_owner(model: &ModelMetadata) -> Option<u64> {
    let letters = model.id.name().chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    let name: String = letters.collect();
    let base = |base: &BaseModel| hash(&(base.id.as_str(), base.relation.map(Relation::as_str)));
    let bases: Vec<u64> = model.base_models.iter().map(base).collect();
    let files: Vec<usize> = model.artifacts.iter().map(|artifact| artifact.files.len()).collect();
    let facts = (
        model.kind.as_str(),
        model.architecture.model_type.as_deref(),
        model.parameters.active,
        model.task.as_ref().map(|task| task.value.as_str()),
        model.library.as_deref(),
        model.gating.as_str(),
    );
    Some(hash(&(model.id.owner()?, name, bases, files, facts, Statements::of(model).all)))
}

/// The copies among models of one base, given in order of preference, each with its original.
fn originals(places: &[ModelIdx], said: Vec<Statements>) -> Vec<(ModelIdx, ModelIdx)> {
    let frequency = frequency(&said);
    let mut kept = Kept::default();
    let mut originals = Vec::new();
    for (place, statements) in places.iter().zip(said) {
        let rare = statements.rarest(&frequency);
        match kept.nearly_the_same(&statements, &rare) {
            Some(original) => originals.push((*place, original)),
            None => kept.add(*place, statements, &rare),
        }
    }
    originals
}

/// For each statement, the number of models that make it.
fn frequency(said: &[Statements]) -> BTreeMap<u64, usize> {
    let mut frequency = BTreeMap::new();
    for statement in said.iter().flat_map(|statements| &statements.all) {
        *frequency.entry(*statement).or_default() += 1;
    }
    frequency
}

/// Models that are not copies.
#[derive(Default)]
struct Kept {
    models: Vec<(ModelIdx, Statements)>,
    /// By each of their rarest statements.
    by_rare: BTreeMap<u64, Vec<u32>>,
    /// The first model with the same variants.
    by_variants: BTreeMap<u64, u32>,
}

impl Kept {
    fn add(&mut self, place: ModelIdx, statements: Statements, rare: &[u64]) {
        let at = u32::try_from(self.models.len()).expect("places of models are 32 bits wide");
        for statement in rare {
            self.by_rare.entry(*statement).or_default().push(at);
        }
        self.by_variants.entry(statements.variants).or_insert(at);
        self.models.push((place, statements));
    }

    /// The first model with almost the same statements. Two that share nine tenths share one of their rarest
    /// statements, so models that only share common statements are not compared.
    fn nearly_the_same(&self, statements: &Statements, rare: &[u64]) -> Option<ModelIdx> {
        let candidates: BTreeSet<u32> =
            rare.iter().filter_map(|statement| self.by_rare.get(statement)).flatten().copied().collect();
        let near = candidates.into_iter().find(|at| self.models[*at as usize].1.is_near(statements));
        let same = self.by_variants.get(&statements.variants).copied();
        let first = near.into_iter().chain(same).min()?;
        Some(self.models[first as usize].0)
    }
}

/// The statements of a model, without counts and dates.
struct Statements {
    /// A hash of all variants together.
    variants: u64,
    /// Each variant and each fact, sorted.
    all: Vec<u64>,
}

impl Statements {
    fn of(model: &ModelMetadata) -> Self {
        let mut all = Vec::with_capacity(model.artifacts.len() + 8);
        let variant = |artifact: &Artifact| {
            let label = artifact.quantization.map(|label| label.to_string());
            hash(&("set", artifact.format.as_str(), label, artifact.bytes))
        };
        all.extend(model.artifacts.iter().map(variant));
        all.sort_unstable();
        let variants = hash(&all);
        all.push(hash(&("family", model.architecture.family.as_str())));
        all.push(hash(&("parameters", model.parameters.total)));
        all.push(hash(&("context", model.context.as_ref().map(|context| context.value))));
        all.extend(model.license.iter().map(|license| hash(&("license", license.value.id.as_str()))));
        all.extend(model.languages.iter().map(|language| hash(&("language", language))));
        all.sort_unstable();
        all.dedup();
        Self { variants, all }
    }

    /// The rarest statements: enough of them that any model with nine tenths of all statements has one.
    fn rarest(&self, frequency: &BTreeMap<u64, usize>) -> Vec<u64> {
        let mut rare = self.all.clone();
        rare.sort_unstable_by_key(|statement| (frequency.get(statement).copied().unwrap_or_default(), *statement));
        rare.truncate(self.all.len() - (self.all.len() * 9).div_ceil(10) + 1);
        rare
    }

    /// Whether both models share nine tenths of all their statements.
    fn is_near(&self, other: &Self) -> bool {
        let common = self.all.iter().filter(|statement| other.all.binary_search(statement).is_ok()).count();
        common * 10 >= (self.all.len() + other.all.len() - common) * 9
    }
}

/// The base model whose weights are stored again, as a hash. `None` for models that may have weights of their own.
fn source(model: &ModelMetadata) -> Option<u64> {
    let [base] = &*model.base_models else { return None };
    let is_repacked = match base.relation {
        Some(relation) => relation == Relation::Quantized,
        // A quantized file was made from another one.
        None => model.artifacts.iter().all(is_stored_smaller),
    };
    (is_repacked && !model.artifacts.is_empty()).then(|| inheritance::hash(&base.id))
}

fn hash(value: &impl Hash) -> u64 {
    // Without a random key, so it is the same in every run.
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn is_stored_smaller(artifact: &Artifact) -> bool {
    artifact.format == ModelFormat::Gguf || artifact.format.is_safetensors_method()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Compares every pair.
    fn slowly(said: &[Vec<u64>]) -> Vec<Option<ModelIdx>> {
        let mut kept: Vec<(ModelIdx, &[u64])> = Vec::new();
        let mut copy_of = Vec::new();
        for (all, place) in said.iter().zip(ModelIdx::all()) {
            let is_near = |(_, other): &&(ModelIdx, &[u64])| {
                let common = all.iter().filter(|statement| other.contains(statement)).count();
                common * 10 >= (all.len() + other.len() - common) * 9
            };
            let original = kept.iter().find(is_near).map(|(place, _)| *place);
            if original.is_none() {
                kept.push((place, all));
            }
            copy_of.push(original);
        }
        copy_of
    }

    fn quickly(said: &[Vec<u64>]) -> Vec<Option<ModelIdx>> {
        let mut copy_of = vec![None; said.len()];
        let places: Vec<ModelIdx> = ModelIdx::all().take(said.len()).collect();
        let said = said.iter().zip(0..).map(|(all, variants)| Statements { variants, all: all.clone() }).collect();
        for (place, original) in originals(&places, said) {
            copy_of[usize::from(place)] = Some(original);
        }
        copy_of
    }

    proptest! {
        /// Statements that all models share, and some statements that few share.
        #[test]
        fn looking_at_the_rarest_alone_misses_none(
            own in prop::collection::vec(prop::collection::btree_set(0u64..24, 0..5), 1..24), common in 1u64..20
        ) {
            let said: Vec<Vec<u64>> =
                own.into_iter().map(|own| own.into_iter().chain(100..100 + common).collect()).collect();
            prop_assert_eq!(quickly(&said), slowly(&said));
        }
    }
}
