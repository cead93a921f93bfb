//! Families suggested by words in a model's name. A name never determines the architecture, but it can contradict
//! weaker evidence.

use super::family::Family::{self, Gemma, Known, Llama, Mistral, Phi, Qwen};
use crate::words::words;

/// Words and the families of models with that word in their name. Phi, Yi, DeepSeek and Falcon models are also saved
/// with, or distilled into, other architectures: `unsloth/phi-4` is a `llama`, `DeepSeek-R1-Distill-Qwen-7B` a `qwen2`.
const WORDS: &[(&str, &[Family])] = &[
    ("llama", &[Llama]),
    ("qwen", &[Qwen]),
    ("qwq", &[Qwen]),
    ("gemma", &[Gemma]),
    ("mistral", &[Mistral]),
    ("mixtral", &[Mistral]),
    ("ministral", &[Mistral]),
    ("phi", &[Phi, Llama, Mistral]),
    ("glm", &[Known("glm")]),
    ("yi", &[Known("yi"), Llama]),
    ("deepseek", &[Known("deepseek"), Llama, Qwen]),
    ("falcon", &[Known("falcon"), Llama]),
];

/// The alphabetically first name that suggests a family, if no name suggests `family`.
pub(super) fn contradicting<'a>(names: impl IntoIterator<Item = &'a str>, family: Family) -> Option<&'a str> {
    let mut first = None;
    for name in names {
        for word in words(name) {
            for (_, families) in WORDS.iter().filter(|(known, _)| speaks_of(word, known)) {
                if families.contains(&family) {
                    return None;
                }
                first = Some(first.map_or(name, |first: &str| first.min(name)));
            }
        }
    }
    first
}

/// Whether a word suggests a family: `Llama3` and `CodeLlama` match `llama`. Short words must match whole: `dolphin`
/// does not match `phi`.
fn speaks_of(word: &str, known: &str) -> bool {
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit()).as_bytes();
    let known = known.as_bytes();
    let Some(rest) = word.len().checked_sub(known.len()) else { return false };
    let is_at = |at: usize| word[at..at + known.len()].eq_ignore_ascii_case(known);
    if known.len() < 4 { rest == 0 && is_at(0) } else { is_at(0) || is_at(rest) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_contradict_a_family_only_if_none_of_them_speaks_of_it() {
        for (names, family, expected) in [
            (&["Llama-3-Groq-8B-Tool-Use-GGUF"][..], Mistral, true),
            (&["gemma-3-4b-it-GGUF"], Mistral, true),
            (&["GLM-4.6V-Flash-GGUF"], Mistral, true),
            (&["BioMistral-7B"], Mistral, false),
            (&["codegemma-7b-it"], Gemma, false),
            (&["DeepSeek-R1-Distill-Qwen-7B"], Qwen, false),
            (&["Yi-34B-200K"], Llama, false),
            (&["Yi-34B-200K"], Mistral, true),
            (&["phi-4"], Llama, false),
            (&["dolphin-2.9"], Llama, false),
            (&["llama32-translator", "mistral-7b-bnb-4bit"], Mistral, false),
            (&["Hermes-4.3-36B"], Mistral, false),
        ] {
            let found = contradicting(names.iter().copied(), family);
            assert_eq!(found, expected.then_some(names[0]), "{names:?} {family}");
        }
    }
}
