//! `modelpress rules`: the table of rules and filters.

use super::{Failure, terminal};
use compatibility::rule::{Outcome, RULES, Rule, RuleKind};
use generator::select::{FILTERS, Filter};
use serde::Serialize;
use std::fmt::Write as _;

/// List all compatibility rules and all filters of `[select]`
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  modelpress rules\n  modelpress rules --json")]
pub(super) struct Args {
    /// Print the rules as JSON
    #[arg(long)]
    json: bool,
}

/// A rule or a filter.
#[derive(Debug, Serialize)]
struct Row {
    code: &'static str,
    /// `verdict`, `warning`, `recommendation` or `filter`.
    kind: &'static str,
    /// The best possible verdict if the rule applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'static str>,
    summary: &'static str,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let rows = rows();
    let text = if args.json {
        let mut text = serde_json::to_string_pretty(&rows).map_err(Failure::new)?;
        text.push('\n');
        text
    } else {
        render(&rows)
    };
    Ok(terminal::to_stdout(&text)?)
}

fn rows() -> Vec<Row> {
    let outcome = |outcome| match outcome {
        Outcome::No => "no",
        Outcome::Unknown => "unknown",
        Outcome::Planned => "planned",
        Outcome::Expected => "expected",
        Outcome::Tested => "tested",
    };
    let rule = |rule: &Rule| {
        let kind = match rule.kind {
            RuleKind::Verdict(_) => "verdict",
            RuleKind::Warning => "warning",
            RuleKind::Recommendation => "recommendation",
        };
        Row { code: rule.code, kind, outcome: rule.outcome().map(outcome), summary: rule.summary }
    };
    let filter = |filter: &Filter| Row { code: filter.code, kind: "filter", outcome: None, summary: filter.summary };
    RULES.iter().map(rule).chain(FILTERS.iter().map(filter)).collect()
}

fn render(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.code.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (kind, heading) in [
        ("verdict", "verdicts: the worst one that applies to a variant decides"),
        ("warning", "warnings: shown on the page, never change a verdict"),
        ("recommendation", "recommendations: alternatives that may run"),
        ("filter", "filters of `[select]`: leave out models that would get a page"),
    ] {
        let _ = writeln!(text, "{}{heading}", if text.is_empty() { "" } else { "\n" });
        for row in rows.iter().filter(|row| row.kind == kind) {
            let outcome = row.outcome.map(|outcome| format!("{outcome:<9}")).unwrap_or_default();
            let _ = writeln!(text, "  {:<width$}  {outcome}{}", row.code, row.summary);
        }
    }
    text
}
