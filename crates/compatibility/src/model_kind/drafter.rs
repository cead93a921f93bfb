//! Detects draft heads: networks that draft tokens for another model. Many have the class of a text-generation model.

use super::{Clues, KindFound, ModelKind, own};
use crate::evidence::Field;
use crate::{parameters, sieve::Sieve, words::words};

/// Words that occur only in the names of draft heads.
const NAMES: &[&str] = &["dflash", "dflash2", "dspark", "eagle3", "speculator", "speculators", "specforge"];

/// Tags that only draft heads have.
const TAGS: &[&str] = &["specforge", "mtp only", "mtp-only"];

/// Words for draft heads and for complete models that include one. They count only if the repository is too small for
/// the model that its name promises.
const EITHER: &[&str] = &["mtp", "nextn", "drafter", "dflash", "dflash2", "dspark", "eagle3"];

/// Draft heads of the largest models have some 20 billion weights.
const MOST_WEIGHTS: u64 = 30_000_000_000;

const NAME_SIEVE: Sieve = Sieve::of(NAMES).with(EITHER).and("eagle");

const TAG_SIEVE: Sieve = Sieve::of(TAGS).with(EITHER);

pub(super) fn by_drafter(clues: &Clues<'_>) -> KindFound {
    let is_in = |words: &[&str], text: &str| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    let name = clues.id.name();
    let words = || words(name).filter(|word| NAME_SIEVE.passes(word.as_bytes()));
    let tags = || clues.record.tags.iter().map(|tag| &**tag).filter(|tag| TAG_SIEVE.passes(tag.as_bytes()));
    // Most names and tags contain none of the words.
    if words().next().is_none() && tags().next().is_none() {
        return None;
    }
    // The authors of EAGLE name their heads `EAGLE-<model>`; in lower case it is an ordinary word.
    let by_name = || words().find(|word| is_in(NAMES, word) || (*word == "EAGLE" && name.starts_with("EAGLE-")));
    let by_tag = || tags().filter(|tag| is_in(TAGS, tag)).min();
    let head = |field, word: &str| own(ModelKind::Other, field, word);
    let named = || parameters::from_name(name).total.map(|(total, _)| total);
    let strong = by_name().map(|word| (Field::Name, word)).or_else(|| by_tag().map(|tag| (Field::Tags, tag)));
    if let Some((field, word)) = strong {
        // DeepSeek names complete models with such a head `…-DSpark`.
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

/// The parameter counts in the record's blocks.
fn counts(clues: &Clues<'_>) -> impl Iterator<Item = u64> {
    let record = clues.record;
    let safetensors = record.safetensors.as_ref().and_then(|block| block.total);
    let gguf = record.gguf.as_ref().and_then(|block| block.total);
    safetensors.into_iter().chain(gguf)
}

/// The stored bytes, if known: those of the repository with its history, or of the largest set of files if that is
/// more.
fn stored(clues: &Clues<'_>) -> Option<u64> {
    let largest = clues.artifacts.iter().filter_map(|artifact| artifact.bytes).max();
    clues.record.used_storage.filter(|bytes| *bytes > 0).max(largest)
}

/// The Hub's count of weights, if every counted number is one weight.
fn plainly_counted(clues: &Clues<'_>) -> Option<u64> {
    let block = clues.record.safetensors.as_ref()?;
    let is_plain = |name: &str| matches!(name, "F64" | "F32" | "F16" | "BF16");
    let is_known = !block.parameters.is_empty() && block.parameters.keys().all(|name| is_plain(name));
    block.total.filter(|_| is_known)
}

/// Whether the repository holds the complete model that its name promises, or one too large to be a draft head.
fn is_large_enough(clues: &Clues<'_>, named: Option<u64>) -> bool {
    let least = named.map_or(MOST_WEIGHTS, |named| named / 2);
    let is_large_file = |bytes: u64| named.is_some() && bytes >= least;
    counts(clues).any(|total| total >= least) || clues.artifacts.iter().filter_map(|set| set.bytes).any(is_large_file)
}

/// Whether the repository has less than a quarter of that model's weights: by a plain count, or by the count of a GGUF
/// file if that accounts for everything stored.
fn has_few_weights(clues: &Clues<'_>, named: u64) -> bool {
    let is_few = |count: u64| count < named / 4;
    let counted = clues.record.gguf.as_ref().and_then(|block| block.total);
    plainly_counted(clues).is_some_and(is_few)
        || counted.zip(stored(clues)).is_some_and(|(count, bytes)| is_few(count) && bytes / 8 <= count)
}
