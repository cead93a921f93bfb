//! A failed command, and how it is shown: `error`, `caused by`, `hint`.

use super::{Exit, terminal};
use crate::{output, snapshot};
use std::{fmt::Write as _, process::ExitCode};

/// Why a command failed.
#[derive(Debug)]
pub(super) struct Failure {
    error: anyhow::Error,
    hint: Option<String>,
}

impl Failure {
    pub(super) fn new(error: impl Into<anyhow::Error>) -> Self {
        Self { error: error.into(), hint: None }
    }

    pub(super) fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Prints it to standard error and gives the exit code.
    pub(super) fn report(&self) -> ExitCode {
        let mut text = format!("error: {}\n", self.error);
        for cause in self.error.chain().skip(1) {
            let _ = writeln!(text, "  caused by: {cause}");
        }
        if let Some(hint) = &self.hint {
            let _ = writeln!(text, "hint: {hint}");
        }
        terminal::to_stderr(&text);
        ExitCode::from(Exit::Failed as u8)
    }
}

impl From<snapshot::Error> for Failure {
    fn from(error: snapshot::Error) -> Self {
        let hint = error.hint();
        Self::new(error).with_hint(hint)
    }
}

impl From<output::Error> for Failure {
    fn from(error: output::Error) -> Self {
        let hint = error.hint();
        Self::new(error).with_hint(hint)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::new(anyhow::Error::new(error).context("cannot write to standard output"))
    }
}
