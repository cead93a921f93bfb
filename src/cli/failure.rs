//! A failed command, and how it is shown: `error`, `caused by`, `hint`.

use super::terminal;
use modelpress::diagnostic::{Diagnostic, Exit};
use site::output;
use std::{fmt::Write as _, process::ExitCode};

/// Why a command failed.
#[derive(Debug)]
pub(super) struct Failure {
    error: anyhow::Error,
    /// Beside the error's own sources: problems that stand side by side.
    causes: Vec<String>,
    hints: Vec<String>,
    exit: Exit,
}

impl Failure {
    pub(super) fn new(error: impl Into<anyhow::Error>) -> Self {
        Self { error: error.into(), causes: Vec::new(), hints: Vec::new(), exit: Exit::Failed }
    }

    /// An argument that cannot be meant.
    pub(super) fn usage(error: impl Into<anyhow::Error>) -> Self {
        Self { exit: Exit::Usage, ..Self::new(error) }
    }

    /// The same in words, with what to do.
    pub(super) fn wrong_usage(what: &str, hint: &str) -> Self {
        Self { exit: Exit::Usage, ..Self::new(anyhow::anyhow!("{what}")).with_hint(hint) }
    }

    /// A name given as an argument that is none of those there are.
    pub(super) fn unknown_name(what: &str, name: &str, names: &[&str], otherwise: &str) -> Self {
        let hint = strict_toml::nearest(name, names).map(|near| format!("did you mean `{near}`?"));
        let failure = Self::new(anyhow::anyhow!("unknown {what} `{name}`"));
        Self { exit: Exit::Usage, ..failure.with_hint(hint.unwrap_or_else(|| otherwise.to_owned())) }
    }

    /// Another failure beside it.
    pub(super) fn and(mut self, other: &(dyn std::error::Error + 'static)) -> Self {
        let chain = std::iter::successors(Some(other), |error| error.source());
        self.causes.push(chain.map(ToString::to_string).collect::<Vec<_>>().join(": "));
        self
    }

    pub(super) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// What failed, why, and what to do about it, in lines. Only the first line of each begins at the margin, so that
    /// no file or server can add an `error:` of its own.
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

    /// Whether the folder of the output cannot be used at all, whatever is built.
    pub(super) fn is_about_output(&self) -> bool {
        self.error.is::<output::Error>()
    }

    /// Prints it to standard error and gives the exit code.
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
