//! Detects kinds by words in names and tags, for models whose class does not show them: `Qwen3ForCausalLM` is also the
//! class of Qwen3-Embedding, an embedding model.

use super::{Clues, Head, KindFound, ModelKind, own, task};
use crate::{
    architecture::Role,
    base_model::{BaseModel, Relation},
    evidence::{Evidence, Field},
    sieve::Sieve,
    words::words,
};

/// The meaning of a word or tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sense {
    /// The kind. A word in a name is only a topic if the record states text generation.
    Kind(ModelKind),
    /// The model outputs audio tokens. A stated task does not override this: the Hub derives `text-generation` from the
    /// class, which is that of the underlying language model.
    Speech,
}

/// Words in names; whole words must match.
const WORDS: &[(&str, Sense)] = &[
    ("reward", Sense::Kind(ModelKind::Reward)),
    ("prm", Sense::Kind(ModelKind::Reward)),
    ("orm", Sense::Kind(ModelKind::Reward)),
    ("rm", Sense::Kind(ModelKind::Reward)),
    ("embedding", Sense::Kind(ModelKind::Embedding)),
    ("embeddings", Sense::Kind(ModelKind::Embedding)),
    ("embed", Sense::Kind(ModelKind::Embedding)),
    ("embedder", Sense::Kind(ModelKind::Embedding)),
    ("embeddinggemma", Sense::Kind(ModelKind::Embedding)),
    ("reranker", Sense::Kind(ModelKind::Other)),
    ("rerank", Sense::Kind(ModelKind::Other)),
    ("reranking", Sense::Kind(ModelKind::Other)),
    ("mmproj", Sense::Kind(ModelKind::Other)),
    ("tts", Sense::Speech),
    ("xtts", Sense::Speech),
    ("neutts", Sense::Speech),
    ("outetts", Sense::Speech),
    ("vyvotts", Sense::Speech),
    ("orpheus", Sense::Speech),
    ("llasa", Sense::Speech),
    ("cosyvoice", Sense::Speech),
    ("cosyvoice2", Sense::Speech),
    ("cosyvoice3", Sense::Speech),
    ("vibevoice", Sense::Speech),
    ("voxcpm", Sense::Speech),
];

const WORD_SIEVE: Sieve = Sieve::of_rows(WORDS);

/// Whole tags. Of several, the first one in this table decides, because the order of tags has no meaning.
const TAGS: &[(&str, Sense)] = &[
    ("reward-model", Sense::Kind(ModelKind::Reward)),
    ("reward model", Sense::Kind(ModelKind::Reward)),
    ("reward-modeling", Sense::Kind(ModelKind::Reward)),
    ("reward_model", Sense::Kind(ModelKind::Reward)),
    ("sentence-transformers", Sense::Kind(ModelKind::Embedding)),
    ("reranker", Sense::Kind(ModelKind::Other)),
    ("diffusers", Sense::Kind(ModelKind::Other)),
    ("text-to-speech", Sense::Speech),
    ("text-to-audio", Sense::Speech),
    ("speech-synthesis", Sense::Speech),
    ("spark-tts", Sense::Speech),
    ("outetts", Sense::Speech),
    // A bare `draft` often describes the state of a text.
    ("draft-model", Sense::Kind(ModelKind::Other)),
    ("speculators", Sense::Kind(ModelKind::Other)),
];

const TAG_SIEVE: Sieve = Sieve::of_rows(TAGS);

pub(super) fn by_name_or_tag(clues: &Clues<'_>) -> KindFound {
    by_tag(clues).or_else(|| by_name(clues)).or_else(|| by_name_of_base(clues))
}

fn by_tag(clues: &Clues<'_>) -> KindFound {
    let rows = clues.record.tags.iter().filter_map(|tag| {
        if !TAG_SIEVE.passes(tag.as_bytes()) {
            return None;
        }
        let row = TAGS.iter().position(|(known, _)| known.eq_ignore_ascii_case(tag))?;
        // Models with both sound and text as input and output have the tags of all their tasks.
        let counts = TAGS[row].1 != Sense::Speech || !is_multimodal(clues);
        counts.then_some((row, &**tag))
    });
    let (row, tag) = rows.min()?;
    own(kind(TAGS[row].1), Field::Tags, tag)
}

fn by_name(clues: &Clues<'_>) -> KindFound {
    let is_topic = |sense: Sense| matches!(sense, Sense::Kind(_)) && is_stated_to_write(clues);
    let (word, sense) = senses(clues.id.name()).find(|(_, sense)| !is_topic(*sense))?;
    own(kind(sense), Field::Name, word)
}

/// A copy has the kind of its base, and a model fine-tuned from a speech model is still one.
fn by_name_of_base(clues: &Clues<'_>) -> KindFound {
    clues.base_models.iter().find_map(|base| {
        let is_copy = || base.relation == Some(Relation::Quantized) && !is_stated_to_write(clues);
        let (_, sense) = senses(base.id.name()).find(|(_, sense)| *sense == Sense::Speech || is_copy())?;
        own(kind(sense), base.field, base.id.as_str())
    })
}

/// The words of a name with a meaning, in order.
fn senses(name: &str) -> impl Iterator<Item = (&str, Sense)> {
    words(name).filter_map(|word| {
        let mut rows = WORDS.iter().filter(|_| WORD_SIEVE.passes(word.as_bytes()));
        let known = rows.find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, sense)| *sense);
        // Names of systems end in capitals (`KaniTTS`, `MioTTS`); words such as `watts` do not.
        let sense = known.or_else(|| word.ends_with("TTS").then_some(Sense::Speech))?;
        Some((word, sense))
    })
}

fn kind(sense: Sense) -> ModelKind {
    match sense {
        Sense::Kind(kind) => kind,
        Sense::Speech => ModelKind::Other,
    }
}

fn is_multimodal(clues: &Clues<'_>) -> bool {
    let by_task = clues.task.and_then(|task| task::kind_of(&task.value));
    clues.architecture.role == Some(Role::Wrapper) || by_task == Some(ModelKind::Multimodal)
}

/// Whether the record states text generation and the class or the type supports that.
fn is_stated_to_write(clues: &Clues<'_>) -> bool {
    let is_stated = clues.task.is_some_and(|task| task.value == "text-generation");
    is_stated
        && (clues.architecture.role == Some(Role::Decoder) || matches!(super::head(clues), Some((Head::CausalLm, _))))
}

/// Whether the evidence of a kind is a word, tag or task of speech models.
pub(crate) fn is_speech(evidence: &Evidence) -> bool {
    let value = &*evidence.value;
    let is_tag = || TAGS.iter().any(|(tag, sense)| *sense == Sense::Speech && tag.eq_ignore_ascii_case(value));
    let name = value.rsplit('/').next().unwrap_or_default();
    is_tag() || value.contains("TTS") || senses(name).any(|(_, sense)| sense == Sense::Speech)
}

/// Whether the evidence of a kind is a word in the name of the model or of a base model.
pub(crate) fn is_word(evidence: &Evidence, base_models: &[BaseModel]) -> bool {
    evidence.field == Field::Name || base_models.iter().any(|base| base.id.as_str() == &*evidence.value)
}
