//! Families that the words of a name speak of. A name never tells the architecture; it can contradict a weaker sign.

use super::family::Family::{self, Gemma, Known, Llama, Mistral, Phi, Qwen};

/// A word, and the families that models of that name have. Phi, Yi, DeepSeek and Falcon models are also saved, or
/// distilled, in the shape of others: `unsloth/phi-4` is a `llama`, `DeepSeek-R1-Distill-Qwen-7B` a `qwen2`.
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

/// Whether names speak of families and none of them can be `family`.
pub(super) fn contradict<'a>(names: impl IntoIterator<Item = &'a str>, family: Family) -> bool {
    let mut is_named = false;
    for word in names.into_iter().flat_map(|name| name.split(|c: char| !c.is_ascii_alphanumeric())) {
        for (_, families) in WORDS.iter().filter(|(known, _)| speaks_of(word, known)) {
            if families.contains(&family) {
                return false;
            }
            is_named = true;
        }
    }
    is_named
}

/// `Llama3` and `CodeLlama` speak of `llama`. Short words count whole: `dolphin` is no `phi`.
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
            assert_eq!(contradict(names.iter().copied(), family), expected, "{names:?} {family}");
        }
    }
}
