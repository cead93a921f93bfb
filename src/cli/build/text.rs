//! The report of a build as text.

use crate::cli::format;
use generator::pipeline::{BuildReport, PageFailure};
use locale::plural::{Counted, Grouped};
use std::{collections::BTreeMap, fmt::Write as _, path::Path};

/// Number of entries shown per list.
const SHOWN: usize = 12;

/// Number of failures shown per cause.
const SHOWN_FAILURES: usize = 10;

pub(super) fn render(report: &BuildReport, out: &Path) -> String {
    let mut text = format!("{} → {}\n", report.snapshot, out.display());
    let mut line = |name: &str, value: String| {
        let _ = writeln!(text, "  {name:<12} {value}");
    };
    line("as of", report.captured_at.clone().unwrap_or_else(|| "unknown".to_owned()));
    line("records", format!("{}, {}", Grouped(report.records as u64), Counted(report.models_read, "model")));
    if !report.malformed.is_empty() {
        line("malformed", counts(report.malformed.iter().map(|(code, count)| (*code, *count))));
    }
    line("selected", Counted(report.models, "model").to_string());
    line("left out", counts(report.left_out.iter().map(|(code, count)| (*code, *count))));
    line(
        "pages",
        format!(
            "{} ({})",
            Grouped(report.pages as u64),
            counts(report.pages_by_kind.iter().map(|(kind, count)| (kind.as_str(), *count)))
        ),
    );
    if !report.pages_by_language.is_empty() {
        let languages = report.pages_by_language.iter().map(|(tag, count)| (tag.as_str(), *count));
        line("languages", counts(languages));
    }
    line("indexable", Grouped(report.indexable as u64).to_string());
    line(
        "noindex",
        format!(
            "{} ({})",
            Grouped(report.noindex as u64),
            counts(report.noindex_by_reason.iter().map(|(reason, count)| (reason.as_str(), *count)))
        ),
    );
    line(
        "files",
        format!(
            "{}, {}: {} written, {} unchanged, {} removed",
            Grouped(report.files as u64),
            format::bytes(report.bytes),
            Grouped(report.written as u64),
            Grouped(report.unchanged as u64),
            Grouped(report.removed as u64)
        ),
    );
    if let Some(largest) = &report.largest_page {
        line("largest page", format!("{} ({})", largest.file, format::bytes(largest.bytes)));
    }
    line("seconds", format!("{:.2} ({})", report.seconds, seconds(&report.stages)));
    if let Some(memory) = report.peak_rss_mib {
        line("memory", format!("{} MiB peak", Grouped(memory)));
    }
    if let Some(sitemap) = &report.sitemap_line {
        let _ = writeln!(text, "add this line to the host's robots.txt:\n{sitemap}");
    }
    text
}

/// `a 3, b 2`, largest first.
fn counts<'a>(counts: impl Iterator<Item = (&'a str, usize)>) -> String {
    let mut counts: Vec<(&str, usize)> = counts.collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    if counts.is_empty() {
        return "none".to_owned();
    }
    let mut text: Vec<String> =
        counts.iter().take(SHOWN).map(|(name, count)| format!("{name} {}", Grouped(*count as u64))).collect();
    if counts.len() > SHOWN {
        text.push(format!("{} more", counts.len() - SHOWN));
    }
    text.join(", ")
}

fn seconds(stages: &BTreeMap<&'static str, f64>) -> String {
    stages.iter().map(|(stage, seconds)| format!("{stage} {seconds:.2}")).collect::<Vec<_>>().join(", ")
}

/// What could not be written, by cause, with the first failures of each.
pub(super) fn failures(failures: &[PageFailure]) -> String {
    let mut by_cause: BTreeMap<String, Vec<&PageFailure>> = BTreeMap::new();
    for failure in failures {
        by_cause.entry(failure.error.group()).or_default().push(failure);
    }
    let mut text = String::new();
    for (cause, failures) in by_cause {
        let _ = writeln!(text, "{cause}: {}", Counted(failures.len(), "file"));
        for failure in failures.iter().take(SHOWN_FAILURES) {
            let of = if failure.key.is_empty() { String::new() } else { format!("{}: ", failure.key) };
            let _ = writeln!(text, "  {of}{}", failure.error);
        }
        if failures.len() > SHOWN_FAILURES {
            let _ = writeln!(text, "  … and {} more", failures.len() - SHOWN_FAILURES);
        }
    }
    text
}
