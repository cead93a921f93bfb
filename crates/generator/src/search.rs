//! The static search index in `search/`, built from the plan. Pure.
//!
//! `docs/search.md` has the reasons and the format of every file. In short: models are numbered in the order of their
//! ids; every word and every filter value has a list of its models; and the data shown for models is stored in blocks.
//! A query reads a few kilobytes of each. Only one file, which determines the order, depends on download counts.

mod dictionary;
mod filters;
mod list;
mod models;
mod spelling;
mod words;

use crate::{
    display::verdict::Shown,
    plan::{ModelIdx, SitePlan},
};
use compatibility::artifact::Artifact;
use dictionary::Words;
use serde_json::json;
use std::fmt::Write as _;
use words::each_word;

/// The parent folder of all files of the index, in the folder of each language.
pub const FOLDER: &str = "search/";

/// Maximum number of models per segment. A list of that many takes 7.5 kB, and the first segment has the most popular
/// models.
const SEGMENT: usize = 60_000;

/// Version of the format; a script for another version starts over.
const FORM: u32 = 1;

/// A file of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path below the folder of the language: `search/0/words/3.bin`.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

fn root_name(segment: usize) -> String {
    format!("{FOLDER}{segment}/index.json")
}

/// The models of each segment, the most popular ones in the first; ascending within a segment.
#[must_use]
pub fn segments(plan: &SitePlan<'_>) -> Vec<Vec<ModelIdx>> {
    let count = plan.by_use.len().div_ceil(SEGMENT).max(1);
    let size = plan.by_use.len().div_ceil(count).max(1);
    plan.by_use
        .chunks(size)
        .map(|places| {
            let mut places = places.to_vec();
            places.sort_unstable();
            places
        })
        .collect()
}

/// The files of one segment; `places` are its models, ascending, and `number` is the number of the segment, counted
/// from 0.
#[must_use]
pub fn files(plan: &SitePlan<'_>, places: &[ModelIdx], number: usize, of: usize) -> Vec<File> {
    let folder = format!("{FOLDER}{number}/");
    let stamp = stamp(plan, places);
    let texts = texts(plan, places);
    let mut words = Words::new();
    for (text, model) in texts.iter().zip(0..) {
        each_word(text, |word| {
            let models = words.entry(word).or_default();
            if models.last() != Some(&model) {
                models.push(model);
            }
        });
    }
    let (mut files, firsts) = dictionary::files(&words, places.len(), &stamp, &folder);
    let spelling = spelling::files(&words, &stamp, &folder);
    let root = json!({
        "form": FORM,
        "stamp": stamp,
        "models": places.len(),
        "site": plan.models.len(),
        "next": (number + 1 < of).then(|| plan.addresses.own_file(&root_name(number + 1)).to_string()),
        "block": models::BLOCK,
        "href": models::href_form(plan),
        "words": firsts,
        "spelling": spelling.len(),
        "verdicts": Shown::ALL.map(|shown| [shown.class().as_str(), shown.words(plan.text())]),
        "best": plan.counts,
        "workers": filters::workers(plan),
        "filters": filters::choices(plan),
    });
    files.extend(spelling);
    files.extend(filters::files(plan, places, &stamp, &folder));
    files.extend(models::files(plan, places, &stamp, &folder));
    files.push(File { name: root_name(number), bytes: format!("{root}\n").into_bytes() });
    files
}

/// Identifies the numbering of the models: files with the same stamp belong together.
fn stamp(plan: &SitePlan<'_>, places: &[ModelIdx]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&FORM.to_le_bytes());
    for place in places {
        hasher.update(plan.models[*place].assessed.metadata.id.as_str().as_bytes());
        hasher.update(b"\n");
    }
    hasher.finalize().to_hex()[..8].to_owned()
}

/// The text by which each model is found, in lower case: its id, family, formats and quantizations.
fn texts(plan: &SitePlan<'_>, places: &[ModelIdx]) -> Vec<String> {
    let text = |place: &ModelIdx| {
        let metadata = &*plan.models[*place].assessed.metadata;
        let mut text = String::with_capacity(160);
        let _ = write!(text, "{} {}", metadata.id, metadata.architecture.family);
        let mut last = None;
        for Artifact { format, quantization, .. } in &metadata.artifacts {
            if last.replace(*format) != Some(*format) {
                let _ = write!(text, " {format}");
            }
            if let Some(quantization) = quantization {
                let _ = write!(text, " {quantization}");
            }
        }
        text.make_ascii_lowercase();
        text
    };
    places.iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_begins_with_the_first_segment() {
        assert_eq!(root_name(0), crate::plan::SEARCH_INDEX);
    }
}
