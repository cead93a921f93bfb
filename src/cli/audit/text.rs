//! The counts as text.

use crate::cli::format;
use compatibility::{
    architecture::family::Family,
    compatibility::{Confidence, Judgement, Verdict},
    model_format::ModelFormat,
};
use generator::{
    content::LoadedCatalog,
    select::{
        self,
        funnel::{Counts, Funnel, NO_FORMAT},
    },
};
use std::{collections::BTreeMap, fmt::Write as _};

pub(super) fn render(funnel: &Funnel, snapshot: &str, workers: &LoadedCatalog) -> String {
    let mut text = String::new();
    let count = format::counted(workers.catalog.workers.len(), "worker");
    let _ = writeln!(text, "snapshot  {snapshot}\nworkers   {} ({count})\n", workers.label);
    for (code, count) in largest_first(&funnel.malformed) {
        line(&mut text, &format!("malformed: {code}"), count, "");
    }
    line(&mut text, "records", funnel.records, "");
    let repeated = funnel.records - funnel.models;
    if repeated > 0 {
        line(&mut text, "  repeated ids", repeated, "");
    }
    line(&mut text, "models", funnel.models, "");
    shares(&mut text, &funnel.kinds, funnel.models);
    line(&mut text, "selected", funnel.selected, &share(funnel.selected, funnel.models));
    shares(&mut text, &funnel.selected_as, funnel.models);
    let left_out = funnel.models - funnel.selected;
    line(&mut text, "left out", left_out, &share(left_out, funnel.models));
    for (code, count) in largest_first(&funnel.left_out) {
        line(&mut text, &format!("  {code}"), count, select::reason_summary(code).unwrap_or_default());
    }
    text.push_str(&matrix(funnel));
    line(&mut text, "\narchitecture known from", funnel.models, "");
    shares(&mut text, &funnel.evidence, funnel.models);
    let _ = writeln!(text, "\n{}", speed(funnel));
    text
}

/// A name, a count, and a note.
fn line(text: &mut String, name: &str, count: usize, note: &str) {
    // A line break before a name does not count towards its width.
    let width = 32 + usize::from(name.starts_with('\n'));
    text.push_str(format!("{name:<width$}{count:>8}  {note}").trim_end());
    text.push('\n');
}

fn shares(text: &mut String, counts: &Counts, whole: usize) {
    for (name, count) in largest_first(counts) {
        line(text, &format!("  {name}"), count, &share(count, whole));
    }
}

fn largest_first(counts: &Counts) -> Vec<(&'static str, usize)> {
    let mut sorted: Vec<_> = counts.iter().map(|(name, count)| (*name, *count)).collect();
    sorted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    sorted
}

#[expect(clippy::cast_precision_loss, reason = "a percentage")]
fn share(part: usize, whole: usize) -> String {
    format!("{:>5.1} %", 100.0 * part as f64 / whole.max(1) as f64)
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rate")]
fn speed(funnel: &Funnel) -> String {
    let rate = (funnel.records as f64 / funnel.seconds.max(1e-6)).round() as u64;
    format!("{:.2} seconds, {rate} records per second", funnel.seconds)
}

/// A table column: its heading, and the judgements it counts.
type Column = (&'static str, fn(Judgement) -> bool);

/// Best first; every judgement is in exactly one column.
const COLUMNS: [Column; 6] = [
    ("runs", |judgement| judgement.verdict == Verdict::Runs && judgement.confidence == Confidence::High),
    ("expected", |judgement| judgement.verdict == Verdict::Runs && judgement.confidence == Confidence::Medium),
    ("expected*", |judgement| judgement.verdict == Verdict::Runs && judgement.confidence <= Confidence::Low),
    ("planned", |judgement| judgement.verdict == Verdict::Planned),
    ("unknown", |judgement| judgement.verdict == Verdict::Unknown),
    ("no", |judgement| judgement.verdict == Verdict::No),
];

/// Text models by family and format of the deciding variant.
fn matrix(funnel: &Funnel) -> String {
    let mut rows: BTreeMap<(usize, usize), [usize; COLUMNS.len()]> = BTreeMap::new();
    for ((family, format), judgements) in &funnel.matrix {
        let row = rows.entry((place(family, FAMILIES), place(format, FORMATS))).or_default();
        for (judgement, count) in judgements {
            for (cell, (_, counts)) in row.iter_mut().zip(&COLUMNS) {
                *cell += if counts(*judgement) { *count } else { 0 };
            }
        }
    }
    let mut text = format!("\n{:<15} {:<14}", "text models", "best variant");
    for (heading, _) in COLUMNS {
        let _ = write!(text, "{heading:>10}");
    }
    text.push('\n');
    for ((family, format), cells) in rows {
        let _ = write!(text, "  {:<13} {:<14}", FAMILIES[family], FORMATS[format]);
        for cell in cells {
            let _ = write!(text, "{cell:>10}");
        }
        text.push('\n');
    }
    text.push_str(
        "  (runs: tested; expected: not tested; expected*: not tested, architecture known only from the base model)\n",
    );
    text
}

/// Rows; "other" is the last but one.
const FAMILIES: &[&str] = &[
    Family::Llama.as_str(),
    Family::Mistral.as_str(),
    Family::Phi.as_str(),
    Family::Qwen.as_str(),
    Family::Gemma.as_str(),
    "other",
    Family::Unknown.as_str(),
];

/// Likewise.
const FORMATS: &[&str] = &[ModelFormat::Safetensors.as_str(), ModelFormat::Gguf.as_str(), "other", NO_FORMAT];

fn place(name: &str, names: &[&str]) -> usize {
    names.iter().position(|known| *known == name).unwrap_or(names.len() - 2)
}
