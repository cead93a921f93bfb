//! Kinds that only words tell: a reward model and an embedding model may have the very class of a model that
//! writes text (`Qwen3ForCausalLM` is the class of Qwen3-Embedding).

use super::{Clues, KindFound, ModelKind, own};
use crate::sieve::Sieve;

/// Whole words of a name, and the kind that they stand for.
const WORDS: &[(&str, ModelKind)] = &[
    ("reward", ModelKind::Reward),
    ("prm", ModelKind::Reward),
    ("orm", ModelKind::Reward),
    ("rm", ModelKind::Reward),
    ("embedding", ModelKind::Embedding),
    ("embeddings", ModelKind::Embedding),
    ("embed", ModelKind::Embedding),
    ("embedder", ModelKind::Embedding),
    ("embeddinggemma", ModelKind::Embedding),
    ("reranker", ModelKind::Other),
    ("rerank", ModelKind::Other),
    ("reranking", ModelKind::Other),
    ("mmproj", ModelKind::Other),
];

/// By byte: a look that costs less than three comparisons.
const IS_ALPHANUMERIC: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

const WORD_SIEVE: Sieve = Sieve::of_rows(WORDS);

/// Whole tags, likewise.
const TAGS: &[(&str, ModelKind)] = &[
    ("reward-model", ModelKind::Reward),
    ("reward model", ModelKind::Reward),
    ("reward-modeling", ModelKind::Reward),
    ("reward_model", ModelKind::Reward),
    ("sentence-transformers", ModelKind::Embedding),
    ("reranker", ModelKind::Other),
    ("diffusers", ModelKind::Other),
    // Guess ahead for another model. A bare `draft` is as often a state of the text.
    ("draft-model", ModelKind::Other),
    ("speculators", ModelKind::Other),
];

const TAG_SIEVE: Sieve = Sieve::of_rows(TAGS);

pub(super) fn by_name_or_tag(clues: &Clues<'_>) -> KindFound {
    // Of several the first of the table: the order of tags means nothing.
    let by_tag = clues.record.tags.iter().filter_map(|tag| {
        if !TAG_SIEVE.passes(tag.as_bytes()) {
            return None;
        }
        let row = TAGS.iter().position(|(known, _)| known.eq_ignore_ascii_case(tag))?;
        Some((row, &**tag))
    });
    let by_tag = by_tag.min().and_then(|(row, tag)| own(TAGS[row].1, "tags", tag));
    by_tag.or_else(|| {
        // Where task and class both say that it writes, a word of the name is about something else.
        let is_writing_task = clues.task.is_some_and(|task| task.value == "text-generation");
        if is_writing_task && matches!(super::head(clues), Some((super::Head::CausalLm, _))) {
            return None;
        }
        let mut words = clues.id.name().as_bytes().split(|byte| !IS_ALPHANUMERIC[usize::from(*byte)]);
        words.find_map(|word| {
            let mut rows = WORDS.iter().filter(|_| WORD_SIEVE.passes(word));
            let (_, kind) = rows.find(|(known, _)| known.as_bytes().eq_ignore_ascii_case(word))?;
            own(*kind, "name", String::from_utf8_lossy(word))
        })
    })
}
