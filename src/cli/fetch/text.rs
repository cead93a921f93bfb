//! The report of a fetch as text.

use crate::cli::format::bytes;
use hub::fetch::FetchReport;
use locale::plural::Counted;
use std::{fmt::Write as _, time::Duration};

/// `3 s`, `2 min 5 s`, `1 h 4 min`.
pub(super) fn duration(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds @ 60..3_600 => format!("{} min {} s", seconds / 60, seconds % 60),
        seconds => format!("{} h {} min", seconds / 3_600, seconds / 60 % 60),
    }
}

fn counted(count: u64, noun: &'static str) -> String {
    Counted(usize::try_from(count).unwrap_or(usize::MAX), noun).to_string()
}

pub(super) fn render(report: &FetchReport) -> String {
    let mut text = String::new();
    let kind = match (report.complete, report.full) {
        (false, _) => "limited, to try things out",
        (true, true) => "full fetch",
        (true, false) => "update",
    };
    let _ = writeln!(text, "{}: {} ({kind})", report.snapshot, counted(report.models, "model"));
    let _ = writeln!(text, "  new {}, changed {}, gone {}", report.new, report.changed, report.gone);
    for (count, what) in [
        (report.renamed, "renamed"),
        (report.newly_gated, "newly gated"),
        (report.kept, "missing from the listings but not known to be deleted; kept"),
        (report.sizes, "with new file sizes"),
        (report.sizes_failed, "without file sizes because their requests failed"),
    ] {
        if count > 0 {
            let _ = writeln!(text, "  {count} {what}");
        }
    }
    if report.malformed > 0 {
        let first = report.malformed_reasons.first().map(|reason| format!(": {reason}")).unwrap_or_default();
        let _ = writeln!(text, "  skipped {}{first}", counted(report.malformed, "malformed record"));
    }
    let seconds = |seconds: f64| duration(Duration::from_secs_f64(seconds.max(0.0)));
    let _ = writeln!(
        text,
        "  {} in {}, {} waiting, {} retried; {} received, {} on disk",
        counted(report.requests, "request"),
        seconds(report.seconds),
        seconds(report.waited_seconds),
        report.retries,
        bytes(report.bytes),
        bytes(report.packed_bytes),
    );
    if report.resumed_pages > 0 {
        let _ = writeln!(text, "  resumed an interrupted fetch after {}", counted(report.resumed_pages, "page"));
    }
    text
}
