//! The report as text for people.

use crate::{Severity, report::Report};
use locale::plural::{Counted, Grouped};
use std::fmt::Write as _;

/// Maximum number of inapplicable checks to list.
const SHOWN: usize = 30;

pub(super) fn render(report: &Report) -> String {
    let mut text = format!(
        "{}: {} of {} are pages, at {}{}, URL style {}\n",
        report.folder,
        Grouped(report.pages as u64),
        Counted(report.files, "file"),
        report.origin.as_deref().unwrap_or("an unknown host"),
        report.base_path,
        report.form,
    );
    for (code, count, findings) in report.findings.groups() {
        let check = code.check();
        let _ = writeln!(text, "\n{} {}: {}", check.severity.as_str(), check.name, Counted(count, "finding"));
        let _ = writeln!(text, "  {}", check.summary);
        for finding in findings {
            text.push_str("    ");
            if !finding.file.is_empty() {
                text.push_str(&finding.file);
                let _ = finding.line.map(|line| write!(text, ":{line}"));
                text.push_str(": ");
            }
            let _ = writeln!(text, "{}", finding.message);
        }
        if count > findings.len() {
            let _ = writeln!(text, "    … and {} more", Grouped((count - findings.len()) as u64));
        }
        let _ = writeln!(text, "  fix: {}", check.fix);
    }
    let _ = writeln!(
        text,
        "\n{}, {}",
        Counted(report.findings.count(Severity::Error), "error"),
        Counted(report.findings.count(Severity::Warning), "warning"),
    );
    if let Some((_, reason)) = report.not_applicable.first() {
        let names: Vec<&str> = report.not_applicable.iter().map(|(name, _)| *name).take(SHOWN).collect();
        let _ = writeln!(text, "not applicable ({reason}): {}", names.join(", "));
    }
    text
}
