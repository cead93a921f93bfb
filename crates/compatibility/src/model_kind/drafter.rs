//! Draft heads: networks that guess ahead for another model. Many have the class of a model that writes text.

use super::{Clues, KindFound, ModelKind, own};
use crate::{parameters, sieve::Sieve};

/// Words of names that heads alone have.
const NAMES: &[&str] = &["dflash", "dflash2", "dspark", "eagle3", "speculator", "speculators", "specforge"];

/// Tags likewise.
const TAGS: &[&str] = &["specforge", "mtp only", "mtp-only"];

/// Words of heads and of whole models that have one inside or next to them: they count where the repository is
/// too small for the model that its name promises.
const EITHER: &[&str] = &["mtp", "eagle", "nextn", "medusa", "drafter", "dflash", "dflash2", "dspark", "eagle3"];

const NAME_SIEVE: Sieve = Sieve::of(NAMES).with(EITHER);

const TAG_SIEVE: Sieve = Sieve::of(TAGS).with(EITHER);

pub(super) fn by_drafter(clues: &Clues<'_>) -> KindFound {
    let is_in = |words: &[&str], text: &str| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    let name = clues.id.name();
    let words = || name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| NAME_SIEVE.passes(word.as_bytes()));
    let tags = || clues.record.tags.iter().map(|tag| &**tag).filter(|tag| TAG_SIEVE.passes(tag.as_bytes()));
    // The authors of EAGLE name their heads `EAGLE-<model>`; in lower case it is a bird.
    let by_name = || words().find(|word| is_in(NAMES, word) || (*word == "EAGLE" && name.starts_with("EAGLE-")));
    let by_tag = || tags().filter(|tag| is_in(TAGS, tag)).min();
    let head = |field, word: &str| own(ModelKind::Other, field, word);
    let named = || parameters::from_name(name).total.map(|(total, _)| total);
    let strong = by_name().map(|word| ("name", word)).or_else(|| by_tag().map(|tag| ("tags", tag)));
    if let Some((field, word)) = strong
        && !named().is_some_and(|named| is_large_enough(clues, named))
    {
        return head(field, word);
    }
    let either = || {
        let by_name = words().find(|word| is_in(EITHER, word)).map(|word| ("name", word));
        by_name.or_else(|| tags().filter(|tag| is_in(EITHER, tag)).min().map(|tag| ("tags", tag)))
    };
    let (field, word) = either()?;
    if named().is_some_and(|named| is_too_small(clues, named)) { head(field, word) } else { None }
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

/// Whether the repository holds the whole model that its name promises.
fn is_large_enough(clues: &Clues<'_>, named: u64) -> bool {
    let record = clues.record;
    let blocks =
        [record.safetensors.as_ref().and_then(|block| block.total), record.gguf.as_ref().and_then(|block| block.total)];
    blocks.into_iter().flatten().any(|total| total >= named / 2)
        || clues.artifacts.iter().any(|artifact| artifact.bytes.is_some_and(|bytes| bytes >= named / 2))
}

/// Whether the repository cannot hold that model: less than one bit for each weight; or less than a quarter of the
/// weights, counted one by one, or counted in a GGUF file where everything stored may be such files.
fn is_too_small(clues: &Clues<'_>, named: u64) -> bool {
    let stored = stored(clues);
    let is_few = |count: u64| count < named / 4;
    let counted = clues.record.gguf.as_ref().and_then(|block| block.total);
    stored.is_some_and(|bytes| bytes < named / 8)
        || plainly_counted(clues).is_some_and(is_few)
        || counted.zip(stored).is_some_and(|(count, bytes)| is_few(count) && bytes / 8 <= count)
}
