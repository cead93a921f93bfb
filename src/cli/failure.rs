//! A failed command and its output: `error`, `caused by`, `hint`.

use super::terminal;
use modelpress::diagnostic::{Diagnostic, Exit};
use site::output;
use std::{fmt::Write as _, process::ExitCode};

/// Why a command failed.
#[derive(Debug)]
pub(super) struct Failure {
    error: anyhow::Error,
    /// Additional problems that are not sources of the error.
    causes: Vec<String>,
    hints: Vec<String>,
    exit: Exit,
}

impl Failure {
    pub(super) fn new(error: impl Into<anyhow::Error>) -> Self {
        Self { error: error.into(), causes: Vec::new(), hints: Vec::new(), exit: Exit::Failed }
    }

    /// A usage error.
    pub(super) fn usage(error: impl Into<anyhow::Error>) -> Self {
        Self { exit: Exit::Usage, ..Self::new(error) }
    }

    /// A usage error from text, with a hint.
    pub(super) fn wrong_usage(what: &str, hint: &str) -> Self {
        Self { exit: Exit::Usage, ..Self::new(anyhow::anyhow!("{what}")).with_hint(hint) }
    }

    /// An unknown name in an argument.
    pub(super) fn unknown_name(what: &str, name: &str, names: &[&str], otherwise: &str) -> Self {
        let hint = strict_toml::nearest(name, names).map(|near| format!("did you mean `{near}`?"));
        let failure = Self::new(anyhow::anyhow!("unknown {what} `{name}`"));
        Self { exit: Exit::Usage, ..failure.with_hint(hint.unwrap_or_else(|| otherwise.to_owned())) }
    }

    /// Adds another, independent failure.
    pub(super) fn and(mut self, other: &(dyn std::error::Error + 'static)) -> Self {
        let chain = std::iter::successors(Some(other), |error| error.source());
        self.causes.push(chain.map(ToString::to_string).collect::<Vec<_>>().join(": "));
        self
    }

    pub(super) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The text: what failed, why, and what to do. Only the first line of each part starts at the margin, so that no
    /// file or server can add its own `error:`.
    pub(super) fn text(&self) -> String {
        let indented = |text: &str| text.trim_end().replace('\n', "\n    ");
        let mut text = format!("error: {}\n", indented(&self.error.to_string()));
        let sources = self.error.chain().skip(1).map(ToString::to_string);
        for cause in sources.chain(self.causes.iter().cloned()) {
            let _ = writeln!(text, "  caused by: {}", indented(&cause));
        }
        for hint in &self.hints {
            let _ = writeln!(text, "hint: {}", indented(hint));
        }
        text
    }

    /// Whether the output folder cannot be used at all, whatever is built.
    pub(super) fn is_about_output(&self) -> bool {
        self.error.is::<output::Error>()
    }

    /// Prints it to standard error and returns the exit code.
    pub(super) fn report(&self) -> ExitCode {
        terminal::to_stderr(&self.text());
        ExitCode::from(self.exit as u8)
    }
}

impl<E: Diagnostic + Send + Sync + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        let (causes, exit) = (error.problems(), error.exit());
        let hints = error.hints().into_iter().map(Into::into).collect();
        Self { error: error.into(), causes, hints, exit }
    }
}
