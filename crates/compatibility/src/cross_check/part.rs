//! Detects repositories with additions to a model's weights that carry the tags of the complete model.

use crate::{
    architecture::family::Family,
    artifact::Artifact,
    evidence::{Evidence, Field},
    model_format::ModelFormat,
    model_id::ModelId,
    parameters::Parameters,
    sieve::Sieve,
    words::words,
};

/// Words for weights that are differences from another model's. Only LLaMA, whose license forbade copies, was published
/// like this; in other names such words are versions, as `alpha` is.
const DIFFERENCES: &[&str] = &["delta", "deltas", "wdiff", "xor"];

/// Word pairs for a few vectors that steer a model.
const STEERING: &[&str] = &["steering", "control", "refusal", "persona"];
const VECTORS: &[&str] = &["vector", "vectors", "direction", "directions"];

const SIEVE: Sieve = Sieve::of(DIFFERENCES).with(STEERING);

/// The words of a name that show that the weights are not a model, unless a count or the files show a complete one.
pub(crate) fn part_of_a_model(
    id: &ModelId,
    family: Family,
    parameters: &Parameters,
    artifacts: &[Artifact],
) -> Option<Evidence> {
    // Most names contain none of the words.
    let mut words = words(id.name());
    if !words.clone().any(|word| SIEVE.passes(word.as_bytes())) {
        return None;
    }
    let is_any = |word: &str, of: &[&str]| of.iter().any(|known| known.eq_ignore_ascii_case(word));
    // Weights that are converted or quantized have had the differences applied.
    let is_made_of_whole =
        |artifact: &Artifact| artifact.format == ModelFormat::Gguf || artifact.format.is_safetensors_method();
    let may_be_difference = family == Family::Llama
        && !artifacts.iter().any(is_made_of_whole)
        && !words.clone().any(|word| is_any(word, &["merged"]));
    let may_be_vectors = parameters.evidence.is_none() || parameters.is_named();
    // The first word is the model's name.
    let mut word = words.next()?;
    let mut is_first = true;
    for next in words.chain([""]) {
        if may_be_difference && !is_first && is_any(word, DIFFERENCES) && !is_any(next, VECTORS) {
            return Some(Evidence::own(Field::Name, word));
        }
        if may_be_vectors && is_any(word, STEERING) && is_any(next, VECTORS) {
            return Some(Evidence::own(Field::Name, format!("{word} {next}")));
        }
        (word, is_first) = (next, false);
    }
    None
}
