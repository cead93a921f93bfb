//! Splits names into the words that visitors can search for. The script of the page splits queries in the same way.

/// Longest word; longer ones are cut off, in names and in queries.
pub(super) const LONGEST: usize = 40;

/// Minimum number of letters before a number that is split off: `qwen2` becomes `qwen` and `2`, but `q4` stays.
const STEM: usize = 3;

/// Calls `found` with each word of a lower-case text; a word may occur twice.
pub(super) fn each_word<'a>(text: &'a str, mut found: impl FnMut(&'a str)) {
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let letters = word.bytes().take_while(u8::is_ascii_lowercase).count();
        if letters >= STEM && letters < word.len() {
            found(cut(&word[..letters]));
            found(cut(&word[letters..]));
        } else {
            found(cut(word));
        }
    }
}

fn cut(word: &str) -> &str {
    &word[..word.len().min(LONGEST)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        for (name, words) in [
            ("meta-llama/llama-3.1-8b-instruct", &["meta", "llama", "llama", "3", "1", "8b", "instruct"][..]),
            ("qwen/qwen2.5-7b", &["qwen", "qwen", "2", "5", "7b"]),
            ("gemma3n_e4b", &["gemma", "3n", "e4b"]),
            ("ud-q4_k_m", &["ud", "q4", "k", "m"]),
            ("--", &[]),
            ("é", &[]),
        ] {
            let mut found = Vec::new();
            each_word(name, |word| found.push(word));
            assert_eq!(found, words, "{name}");
        }
        let long = "x".repeat(90);
        each_word(&long, |word| assert_eq!(word.len(), LONGEST));
    }
}
