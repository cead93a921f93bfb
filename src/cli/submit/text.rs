//! The report of a submission as text.

use crate::cli::{format::counted, terminal};
use http_client::Event;
use publish::submit::{Outcome, ShownRequest, SubmitReport, explain};
use std::fmt::Write as _;

/// Printed if neither service is configured.
pub(super) const NOT_CONFIGURED: &str =
    "nothing to submit to: neither `indexnow-key` nor `search-console-site` of `[submit]` is set\n";

/// Reports delays.
pub(super) fn watch(event: &Event) {
    match event {
        Event::Again { trouble, wait, .. } => {
            terminal::to_stderr(&format!("{trouble}; retrying in {} s\n", wait.as_secs_f32().ceil()));
        }
        Event::Window(wait) => terminal::to_stderr(&format!("waiting {} s, as the server asks\n", wait.as_secs())),
        Event::TokenRefused => {}
    }
}

pub(super) fn render(report: &SubmitReport) -> String {
    let SubmitReport { added, changed, deleted, unchanged, .. } = report;
    let mut text = format!("{}\n", report.site);
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(text, "  {name:<15} {value}");
    };
    line("pages", &format!("{added} added, {changed} changed, {deleted} deleted, {unchanged} unchanged"));
    if report.verified > 0 {
        line("verified", &counted(report.verified, "public URL"));
    }
    line("Search Console", &search_console(report));
    if let Some(status) = &report.search_console.status {
        let or_none = |date: &Option<String>| date.as_deref().unwrap_or("never").to_owned();
        line("  submitted", &or_none(&status.last_submitted));
        line("  fetched", &or_none(&status.last_downloaded));
        let pending = if status.is_pending { ", not processed yet" } else { "" };
        let (errors, warnings) = (count(status.errors, "error"), count(status.warnings, "warning"));
        line("  found", &format!("{errors}, {warnings}{pending}"));
    }
    line("IndexNow", &index_now(report));
    for note in &report.notes {
        line("note", note);
    }
    if report.dry_run {
        push_dry_run(&mut text, report);
    }
    text
}

fn push_dry_run(text: &mut String, report: &SubmitReport) {
    if !report.checks.is_empty() {
        let _ = writeln!(text, "a run would check {}:", counted(report.checks.len(), "public URL"));
        for check in &report.checks {
            let expected = if check.expected == "gone" { "not found" } else { "200, as built" };
            let _ = writeln!(text, "GET {}  [{expected}]", check.url);
        }
    }
    let none = if report.requests.is_empty() { " nothing" } else { "" };
    let _ = writeln!(text, "a run would send:{none}");
    report.requests.iter().for_each(|request| push_request(text, request));
}

fn count(number: u64, what: &str) -> String {
    counted(usize::try_from(number).unwrap_or(usize::MAX), what)
}

fn search_console(report: &SubmitReport) -> String {
    let sitemap = &report.search_console.sitemap;
    match report.search_console.outcome {
        Outcome::NotConfigured => "not used (`search-console-site` of `[submit]` is not set)".to_owned(),
        Outcome::NothingNew | Outcome::Start => format!("already has the current {sitemap}"),
        Outcome::Planned => format!("would get {sitemap}"),
        Outcome::Sent => format!("got {sitemap}"),
        Outcome::Failed => format!("did not get {sitemap}"),
    }
}

fn index_now(report: &SubmitReport) -> String {
    let count = report.added + report.changed + report.deleted;
    let sent = report.index_now.sent;
    match report.index_now.outcome {
        Outcome::NotConfigured => "not used (`indexnow-key` of `[submit]` is not set)".to_owned(),
        Outcome::NothingNew => "no changes to submit".to_owned(),
        Outcome::Start => {
            format!("will get future changes; the {} of today are in the sitemaps", counted(report.unchanged, "page"))
        }
        Outcome::Planned => format!("would get {}", counted(count, "URL")),
        Outcome::Sent => {
            let statuses: Vec<String> =
                report.index_now.statuses.iter().map(|status| format!("{status} {}", explain(*status).0)).collect();
            format!("got {}: {}", counted(sent, "URL"), statuses.join("; "))
        }
        Outcome::Failed => format!("got {sent} of {}", counted(count, "URL")),
    }
}

fn push_request(text: &mut String, request: &ShownRequest) {
    let _ = writeln!(text, "{} {}", request.method, request.url);
    if let Some(content_type) = request.content_type {
        let _ = writeln!(text, "  Content-Type: {content_type}");
    }
    if let Some(body) = &request.body {
        let json = serde_json::to_string_pretty(body).unwrap_or_default();
        json.lines().for_each(|line| {
            let _ = writeln!(text, "  {line}");
        });
        let all = request.addresses.unwrap_or_default();
        if all > body.url_list.len() {
            let _ = writeln!(text, "  and {} more URLs, {all} in total", all - body.url_list.len());
        }
    }
}
