//! The report as one JSON object.

use crate::{Severity, report::Report};
use serde_json::{Value, json};

pub(super) fn render(report: &Report) -> String {
    let checks = report.findings.groups().into_iter().map(|(code, count, findings)| {
        let check = code.check();
        let findings: Vec<Value> = findings
            .iter()
            .map(|finding| json!({ "file": finding.file, "line": finding.line, "message": finding.message }))
            .collect();
        json!({
            "code": check.name,
            "severity": check.severity.as_str(),
            "count": count,
            "summary": check.summary,
            "fix": check.fix,
            "findings": findings,
        })
    });
    let not_applicable: Vec<Value> =
        report.not_applicable.iter().map(|(code, reason)| json!({ "code": code, "reason": reason })).collect();
    let document = json!({
        "folder": report.folder,
        "files": report.files,
        "pages": report.pages,
        "origin": report.origin,
        "base_path": report.base_path,
        "form": report.form,
        "errors": report.findings.count(Severity::Error),
        "warnings": report.findings.count(Severity::Warning),
        "checks": checks.collect::<Vec<Value>>(),
        "not_applicable": not_applicable,
        "seconds": report.seconds,
    });
    format!("{document}\n")
}
