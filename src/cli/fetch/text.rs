//! The summary of a fetch.

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
        (false, _) => "a part of it, to try things out",
        (true, true) => "everything asked for",
        (true, false) => "what changed asked for",
    };
    let _ = writeln!(text, "{}: {} ({kind})", report.snapshot, counted(report.models, "model"));
    let _ = writeln!(text, "  new {}, changed {}, gone {}", report.new, report.changed, report.gone);
    for (count, what) in [
        (report.renamed, "renamed"),
        (report.newly_gated, "newly behind terms"),
        (report.kept, "not on any page, and kept because they are not known to be gone"),
        (report.sizes, "with file sizes, newly asked for"),
        (report.sizes_failed, "whose file sizes did not come"),
    ] {
        if count > 0 {
            let _ = writeln!(text, "  {count} {what}");
        }
    }
    if report.malformed > 0 {
        let first = report.malformed_reasons.first().map(|reason| format!(": {reason}")).unwrap_or_default();
        let _ = writeln!(text, "  {} malformed and left out{first}", counted(report.malformed, "record"));
    }
    let seconds = |seconds: f64| duration(Duration::from_secs_f64(seconds.max(0.0)));
    let _ = writeln!(
        text,
        "  {} in {}, {} waited, {} again; {} received, {} on disk",
        counted(report.requests, "request"),
        seconds(report.seconds),
        seconds(report.waited_seconds),
        report.retries,
        bytes(report.bytes),
        bytes(report.packed_bytes),
    );
    if report.resumed_pages > 0 {
        let _ =
            writeln!(text, "  went on behind {} of a fetch that had not ended", counted(report.resumed_pages, "page"));
    }
    text
}
