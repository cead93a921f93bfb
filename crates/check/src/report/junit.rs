//! The report as `JUnit` XML, with one test case per check.

use crate::{CHECKS, Severity, report::Report};
use site::escape::xml::Sink as _;

pub(super) fn render(report: &Report, fail_on: Severity) -> String {
    let groups = report.findings.groups();
    let found = |code| groups.iter().find(|(known, ..)| *known == code);
    let checks: Vec<_> = CHECKS.iter().filter(|check| report.findings.wanted().has(check.code)).collect();
    let failures = groups.iter().filter(|(code, ..)| code.check().severity >= fail_on).count();
    let mut xml =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites><testsuite name=\"modelpress check\"");
    xml.attribute("tests", &checks.len().to_string());
    xml.attribute("failures", &failures.to_string());
    xml.attribute("skipped", &report.not_applicable.len().to_string());
    xml.attribute("time", &format!("{:.3}", report.seconds));
    xml.push_str(">\n");
    for check in checks {
        xml.push_str("<testcase");
        xml.attribute("classname", check.group.heading());
        xml.attribute("name", check.name);
        xml.push('>');
        if let Some((_, reason)) = report.not_applicable.iter().find(|(name, _)| *name == check.name) {
            xml.push_str("<skipped");
            xml.attribute("message", reason);
            xml.push_str("/>");
        }
        if let Some((_, count, findings)) = found(check.code) {
            let element = if check.severity >= fail_on { "failure" } else { "system-out" };
            xml.extend(["<", element]);
            if element == "failure" {
                xml.attribute("message", &format!("{} ({count})", check.summary));
            }
            xml.push('>');
            for finding in *findings {
                let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
                xml.text(&format!("{}{line}: {}\n", finding.file, finding.message));
            }
            xml.extend(["</", element, ">"]);
        }
        xml.push_str("</testcase>\n");
    }
    xml.push_str("</testsuite></testsuites>\n");
    xml
}
