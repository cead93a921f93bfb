//! The words used to correct typos.
//!
//! One wrong letter leaves the beginning or the end of a word intact. Each word is in the part of its first two letters
//! and in that of its last two, so that two parts contain every possible correction.

use crate::search::{File, dictionary::Words};
use std::fmt::Write as _;

/// Approximate size of a part in bytes.
const PART: usize = 4_000;

/// Lengths of the words that are corrected.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=24;

/// The parts. Each line has a word and its number of models, the most common words first.
#[must_use]
pub(super) fn files(words: &Words<'_>, stamp: &str, folder: &str) -> Vec<File> {
    let mut known: Vec<(usize, &str)> =
        words.iter().filter(|(word, _)| is_correctable(word)).map(|(word, models)| (models.len(), *word)).collect();
    known.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let bytes: usize = known.iter().map(|(_, word)| 2 * (word.len() + 3)).sum();
    let mut parts = vec![stamp.to_owned(); bytes.div_ceil(PART).max(1)];
    for (count, word) in known {
        let [first, last] = places(word, parts.len());
        for place in [Some(first), (last != first).then_some(last)].into_iter().flatten() {
            let _ = writeln!(parts[place], "{word} {count}");
        }
    }
    let file = |(number, part): (usize, String)| File {
        name: format!("{folder}spelling/{number}.txt"),
        bytes: part.into_bytes(),
    };
    parts.into_iter().enumerate().map(file).collect()
}

fn is_correctable(word: &str) -> bool {
    LENGTHS.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// The parts of a word's first and last two letters, out of `parts`.
fn places(word: &str, parts: usize) -> [usize; 2] {
    let bytes = word.as_bytes();
    let place = |pair: &[u8]| (usize::from(pair[0]) * 31 + usize::from(pair[1])) % parts;
    [place(&bytes[..2]), place(&bytes[bytes.len() - 2..])]
}
