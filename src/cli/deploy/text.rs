//! The report of a deploy as text.

use crate::cli::format::bytes;
use locale::plural::Grouped;
use publish::deploy::DeployReport;
use std::fmt::Write as _;

pub(super) fn render(report: &DeployReport) -> String {
    let name = if report.target == report.url { String::new() } else { format!("{}: ", report.target) };
    let mut text = format!("{name}{}\n", report.url);
    let count = |count: usize| Grouped(count as u64);
    let _ = writeln!(
        text,
        "  added {}, changed {}, deleted {}, unchanged {}; {} of files",
        count(report.added),
        count(report.changed),
        count(report.deleted),
        count(report.unchanged),
        bytes(report.bytes),
    );
    for (stage, files) in &report.stages {
        let _ = writeln!(text, "    {:>8}  {stage}", count(*files).to_string());
    }
    if report.dry_run {
        text.push_str("  dry run: nothing was written\n");
    } else {
        let _ = writeln!(text, "  {} sent in {:.1} s", bytes(report.sent_bytes), report.seconds);
    }
    for note in &report.notes {
        let _ = writeln!(text, "  note: {note}");
    }
    text
}
