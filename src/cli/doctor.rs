//! `modelpress doctor`: what is ready in a project and what is not. Only reads files and names of variables.

mod environment;
mod look;

use super::{Exit, Failure, project::ProjectOption, snapshot_option::SnapshotOption, terminal};
use serde::Serialize;
use std::fmt::Write as _;

/// Check settings, workers, snapshot, credentials, disk space and the last build for problems
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  modelpress doctor\n  modelpress doctor --json")]
pub(super) struct Args {
    #[command(flatten)]
    project: ProjectOption,

    #[command(flatten)]
    snapshot: SnapshotOption,

    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
}

/// The state of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum State {
    /// As it should be.
    Fine,
    /// For information; nothing needs to be done.
    Note,
    /// Works, but may not be intended.
    Warning,
    /// Does not work.
    Error,
}

/// One finding.
#[derive(Debug, Serialize)]
pub(super) struct Finding {
    /// `settings`, `catalog`, …
    what: &'static str,
    state: State,
    text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    details: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
}

impl Finding {
    fn new(what: &'static str, state: State, text: impl Into<String>) -> Self {
        Self { what, state, text: text.into(), details: Vec::new(), hint: None }
    }

    fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// The error that a command would have failed with.
    fn failed(what: &'static str, failure: &Failure) -> Self {
        let text = failure.text();
        let mut lines = text.lines();
        let mut finding = Self::new(what, State::Error, lines.next().unwrap_or_default().trim_start_matches("error: "));
        for line in lines {
            match line.strip_prefix("hint: ") {
                Some(hint) => finding.hint = Some(hint.to_owned()),
                None => finding.details.push(line.trim().trim_start_matches("caused by: ").to_owned()),
            }
        }
        finding
    }
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let findings = look::at_all(&args.project, &args.snapshot);
    let text = if args.json {
        serde_json::to_string_pretty(&findings).map_err(Failure::new)? + "\n"
    } else {
        render(&findings)
    };
    terminal::to_stdout(&text)?;
    let has_error = findings.iter().any(|finding| finding.state == State::Error);
    Ok(if has_error { Exit::Found } else { Exit::Done })
}

fn render(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let state = match finding.state {
            State::Fine => "ok",
            State::Note => "-",
            State::Warning => "warning",
            State::Error => "error",
        };
        let _ = writeln!(text, "{state:<8} {:<12} {}", finding.what, finding.text);
        for detail in &finding.details {
            let _ = writeln!(text, "{:21} {detail}", "");
        }
        if let Some(hint) = &finding.hint {
            let _ = writeln!(text, "{:21} hint: {hint}", "");
        }
    }
    text
}
