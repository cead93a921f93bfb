//! The data shown for each model, in blocks, and the popularity of all models, in one file.

use crate::{
    display::{figures::Bucket, verdict::Shown},
    plan::{ModelIdx, PlannedModel, SitePlan, listed_facts},
    search::File,
};
use site::address::page_path::PagePath;
use std::fmt::Write as _;

/// Number of models per block.
pub(super) const BLOCK: usize = 50;

/// Maximum number of letters shared with the previous id, written as one digit in base 36.
const SHARED: usize = 35;

/// Lower bounds of the popularity classes in downloads; above the last one, classes are finer.
const STEPS: [u64; 3] = [100, 1_000, 10_000];

/// Blocks with one line per model, and the popularity file.
pub(super) fn files(plan: &SitePlan<'_>, places: &[ModelIdx], stamp: &str, folder: &str) -> Vec<File> {
    let [before, behind] = href_form(plan);
    let block = |(number, places): (usize, &[ModelIdx])| {
        let mut text = stamp.to_owned();
        let mut last = "";
        for place in places {
            let model = &plan.models[*place];
            push_line(plan, model, last, &before, &behind, &mut text);
            last = model.assessed.metadata.id.as_str();
        }
        File { name: format!("{folder}models/{number}.txt"), bytes: text.into_bytes() }
    };
    let mut files: Vec<File> = places.chunks(BLOCK).enumerate().map(block).collect();
    files.push(File { name: format!("{folder}use.bin"), bytes: use_of(plan, places, stamp) });
    files
}

/// The text before and after a model's id in the URL of its page, which is almost always the same.
pub(super) fn href_form(plan: &SitePlan<'_>) -> [String; 2] {
    let path = PagePath::parse("/models/o/n").expect("a path of a model");
    let href = plan.addresses.page(&path).to_string();
    let (before, behind) = href.split_once("o/n").unwrap_or((&href, ""));
    [before.to_owned(), behind.to_owned()]
}

/// Writes the number of letters shared with the previous id, the remaining letters, the verdicts (best first), the
/// facts, and the URL if it is not the id in lower case.
fn push_line(plan: &SitePlan<'_>, model: &PlannedModel, last: &str, before: &str, behind: &str, text: &mut String) {
    let metadata = &*model.assessed.metadata;
    let id = metadata.id.as_str();
    let shared = id.bytes().zip(last.bytes()).take(SHARED).take_while(|(a, b)| a == b).count();
    let digit = char::from_digit(u32::try_from(shared).unwrap_or_default(), 36).unwrap_or('0');
    let summary = &model.assessed.summary;
    let _ = write!(text, "{digit}{}\t{}", &id[shared..], Shown(summary.judgement).index());
    for worker in &summary.workers {
        let _ = write!(text, "{}", Shown(worker.judgement).index());
    }
    let _ = write!(text, "\t{}", listed_facts(metadata, plan.text()));
    let usual = model.href.strip_prefix(before).and_then(|href| href.strip_suffix(behind));
    if usual != Some(&id.to_ascii_lowercase()) {
        let _ = write!(text, "\t{}", model.href);
    }
    text.push('\n');
}

/// Two bits per model, followed by four for each model in the highest class; lowest bits first.
fn use_of(plan: &SitePlan<'_>, places: &[ModelIdx], stamp: &str) -> Vec<u8> {
    let mut bits = vec![0u8; places.len().div_ceil(4)];
    let mut finer = Vec::new();
    for (place, at) in places.iter().zip(0usize..) {
        let downloads = plan.models[*place].assessed.metadata.downloads.unwrap_or(0);
        let floor = Bucket::of(downloads).floor();
        let step = STEPS.iter().filter(|step| floor >= **step).count();
        bits[at / 4] |= u8::try_from(step).unwrap_or_default() << (at % 4 * 2);
        if step == STEPS.len() {
            finer.push(finer_step(floor));
        }
    }
    let finer: Vec<u8> = finer.chunks(2).map(|pair| pair[0] | pair.get(1).map_or(0, |second| second << 4)).collect();
    [stamp.as_bytes(), &bits, &finer].concat()
}

/// Three classes per factor of ten: 10,000 is 0, 20,000 is 1, 50,000 is 2, 100,000 is 3; at most 15.
fn finer_step(floor: u64) -> u8 {
    let tens = (floor / STEPS[STEPS.len() - 1]).max(1).ilog10();
    let first = floor / 10u64.pow(tens) / STEPS[STEPS.len() - 1];
    let within = [2, 5].iter().filter(|step| first >= **step).count();
    u8::try_from(tens as usize * 3 + within).map_or(15, |step| step.min(15))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_ascend_with_use() {
        for (count, step) in [(10_000, 0), (25_000, 1), (60_000, 2), (100_000, 3), (5_000_000, 8), (u64::MAX, 15)] {
            assert_eq!(finer_step(Bucket::of(count).floor()), step, "{count}");
        }
    }
}
