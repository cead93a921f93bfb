//! Draft heads: networks that guess ahead for another model. Many have the class of a model that writes text.

use super::{Clues, KindFound, ModelKind, own};
use crate::evidence::Field;
use crate::{parameters, sieve::Sieve, words::words};

/// Words of names that heads alone have.
const NAMES: &[&str] = &["dflash", "dflash2", "dspark", "eagle3", "speculator", "speculators", "specforge"];

/// Tags likewise.
const TAGS: &[&str] = &["specforge", "mtp only", "mtp-only"];

/// Words of heads and of whole models that have one inside or next to them: they count where the repository is
/// too small for the model that its name promises.
const EITHER: &[&str] = &["mtp", "nextn", "drafter", "dflash", "dflash2", "dspark", "eagle3"];

/// Heads of the largest models have some 20 billion weights.
const MOST_WEIGHTS: u64 = 30_000_000_000;

const NAME_SIEVE: Sieve = Sieve::of(NAMES).with(EITHER).and("eagle");

const TAG_SIEVE: Sieve = Sieve::of(TAGS).with(EITHER);

pub(super) fn by_drafter(clues: &Clues<'_>) -> KindFound {
    let is_in = |words: &[&str], text: &str| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    let name = clues.id.name();
    let words = || words(name).filter(|word| NAME_SIEVE.passes(word.as_bytes()));
    let tags = || clues.record.tags.iter().map(|tag| &**tag).filter(|tag| TAG_SIEVE.passes(tag.as_bytes()));
    // Most names and tags have none of the words.
    if words().next().is_none() && tags().next().is_none() {
        return None;
    }
    // The authors of EAGLE name their heads `EAGLE-<model>`; in lower case it is a bird.
    let by_name = || words().find(|word| is_in(NAMES, word) || (*word == "EAGLE" && name.starts_with("EAGLE-")));
    let by_tag = || tags().filter(|tag| is_in(TAGS, tag)).min();
    let head = |field, word: &str| own(ModelKind::Other, field, word);
    let named = || parameters::from_name(name).total.map(|(total, _)| total);
    let strong = by_name().map(|word| (Field::Name, word)).or_else(|| by_tag().map(|tag| (Field::Tags, tag)));
    if let Some((field, word)) = strong {
        // DeepSeek calls whole models with such a head `…-DSpark`.
        let is_open = word.eq_ignore_ascii_case("dspark") && named().is_none() && counts(clues).max().is_none();
        if !is_open && !is_large_enough(clues, named()) {
            return head(field, word);
        }
    }
    let either_name = words().find(|word| is_in(EITHER, word));
    if let Some(word) = either_name
        && named().is_some_and(|named| stored(clues).is_some_and(|bytes| bytes < named / 8))
    {
        return head(Field::Name, word);
    }
    let either_tag = || tags().filter(|tag| is_in(EITHER, tag)).min().map(|tag| (Field::Tags, tag));
    let (field, word) = either_name.map(|word| (Field::Name, word)).or_else(either_tag)?;
    if named().is_some_and(|named| has_few_weights(clues, named)) { head(field, word) } else { None }
}

/// The counts of the record's blocks.
fn counts(clues: &Clues<'_>) -> impl Iterator<Item = u64> {
    let record = clues.record;
    let safetensors = record.safetensors.as_ref().and_then(|block| block.total);
    let gguf = record.gguf.as_ref().and_then(|block| block.total);
    safetensors.into_iter().chain(gguf)
}

/// What is stored, as far as it is known: with the history of the repository, or the largest set of files.
fn stored(clues: &Clues<'_>) -> Option<u64> {
    let largest = clues.artifacts.iter().filter_map(|artifact| artifact.bytes).max();
    clues.record.used_storage.filter(|bytes| *bytes > 0).max(largest)
}

/// Weights that the Hub counted, one number for each.
fn plainly_counted(clues: &Clues<'_>) -> Option<u64> {
    let block = clues.record.safetensors.as_ref()?;
    let is_plain = |name: &str| matches!(name, "F64" | "F32" | "F16" | "BF16");
    let is_known = !block.parameters.is_empty() && block.parameters.keys().all(|name| is_plain(name));
    block.total.filter(|_| is_known)
}

/// Whether the repository holds the whole model that its name promises, or one that is too large for a head.
fn is_large_enough(clues: &Clues<'_>, named: Option<u64>) -> bool {
    let least = named.map_or(MOST_WEIGHTS, |named| named / 2);
    let is_large_file = |bytes: u64| named.is_some() && bytes >= least;
    counts(clues).any(|total| total >= least) || clues.artifacts.iter().filter_map(|set| set.bytes).any(is_large_file)
}

/// Whether the repository has less than a quarter of that model's weights: counted one by one, or counted in a GGUF
/// file where everything stored may be such files.
fn has_few_weights(clues: &Clues<'_>, named: u64) -> bool {
    let is_few = |count: u64| count < named / 4;
    let counted = clues.record.gguf.as_ref().and_then(|block| block.total);
    plainly_counted(clues).is_some_and(is_few)
        || counted.zip(stored(clues)).is_some_and(|(count, bytes)| is_few(count) && bytes / 8 <= count)
}
