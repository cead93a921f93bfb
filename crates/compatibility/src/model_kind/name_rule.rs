//! Kinds that only words tell: a reward model and an embedding model may have the very class of a model that
//! writes text (`Qwen3ForCausalLM` is the class of Qwen3-Embedding).

use super::{Clues, KindFound, ModelKind, own};

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

/// Whole tags, likewise.
const TAGS: &[(&str, ModelKind)] = &[
    ("reward-model", ModelKind::Reward),
    ("reward model", ModelKind::Reward),
    ("reward-modeling", ModelKind::Reward),
    ("reward_model", ModelKind::Reward),
    ("sentence-transformers", ModelKind::Embedding),
    ("reranker", ModelKind::Other),
    ("diffusers", ModelKind::Other),
];

pub(super) fn by_name_or_tag(clues: &Clues<'_>) -> KindFound {
    // Of several the first of the table: the order of tags means nothing.
    let by_tag = clues.record.tags.iter().filter_map(|tag| {
        if !tag.starts_with(['r', 'R', 's', 'S', 'd', 'D']) {
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
        let mut words = clues.id.name().split(|c: char| !c.is_ascii_alphanumeric());
        words.find_map(|word| {
            // Most words are told apart by their first letter.
            let first = word.bytes().next().map(|byte| byte.to_ascii_lowercase());
            if !matches!(first, Some(b'r' | b'p' | b'o' | b'e' | b'm')) {
                return None;
            }
            let (_, kind) = WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word))?;
            own(*kind, "name", word)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_begins_with_a_letter_that_is_looked_at() {
        assert!(TAGS.iter().all(|(tag, _)| tag.starts_with(['r', 's', 'd'])));
        assert!(WORDS.iter().all(|(word, _)| word.starts_with(['r', 'p', 'o', 'e', 'm'])));
    }
}
