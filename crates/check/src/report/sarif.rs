//! The report as SARIF 2.1.0, which code hosts show next to files.

use crate::{CHECKS, Finding, Severity, report::Report};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

fn level(severity: Severity) -> &'static str {
    severity.as_str()
}

pub(super) fn render(report: &Report) -> String {
    let rules: Vec<Value> = CHECKS
        .iter()
        .filter(|check| report.findings.wanted().has(check.code))
        .map(|check| {
            json!({
                "id": check.name,
                "shortDescription": { "text": check.summary },
                "help": { "text": check.fix },
                "defaultConfiguration": { "level": level(check.severity) },
            })
        })
        .collect();
    let results: Vec<Value> =
        report.findings.groups().into_iter().flat_map(|(.., findings)| findings.iter().map(result)).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "modelpress check",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "results": results,
        }],
    });
    format!("{document}\n")
}

fn result(finding: &Finding) -> Value {
    let check = finding.code.check();
    let mut result = json!({
        "ruleId": check.name,
        "level": level(check.severity),
        "message": { "text": format!("{}: {}", check.summary, finding.message) },
    });
    if !finding.file.is_empty() {
        let mut place =
            json!({ "artifactLocation": { "uri": utf8_percent_encode(&finding.file, ENCODED).to_string() } });
        if let Some(line) = finding.line {
            place["region"] = json!({ "startLine": line });
        }
        result["locations"] = json!([{ "physicalLocation": place }]);
    }
    result
}
