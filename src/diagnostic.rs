//! `Diagnostic`: what to do about an error of any crate, and how the program ends with it. The hints name options of
//! commands and settings, which the crates themselves do not know.

mod deploy;
mod fetch;
mod output;
mod submit;

use crate::{serve::checkout, settings};
use generator::{
    content,
    pipeline::{self, FileError},
};
use std::borrow::Cow;
use strict_toml::Invalid;

/// What to do about something.
pub type Hint = Cow<'static, str>;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Failed.
    Failed = 1,
    /// Wrong usage.
    Usage = 2,
    /// A check found something.
    Found = 3,
    /// SIGINT ended it, as shells write that.
    Interrupted = 130,
    /// SIGTERM did.
    Terminated = 143,
}

/// An error that a command can end with.
pub trait Diagnostic: std::error::Error {
    /// What to do about it; `None` where the error says all that is known.
    fn hint(&self) -> Option<Hint>;

    /// The same where several problems stand side by side.
    fn hints(&self) -> Vec<Hint> {
        self.hint().into_iter().collect()
    }

    /// Problems that stand side by side, apart from the error's own sources.
    fn problems(&self) -> Vec<String> {
        Vec::new()
    }

    /// The exit code.
    fn exit(&self) -> Exit {
        Exit::Failed
    }
}

impl Diagnostic for Invalid {
    fn hint(&self) -> Option<Hint> {
        self.hints().into_iter().next()
    }

    fn hints(&self) -> Vec<Hint> {
        let mut hints: Vec<Hint> =
            self.problems.iter().filter_map(|problem| problem.hint.clone().map(Into::into)).collect();
        hints.dedup();
        hints
    }

    fn problems(&self) -> Vec<String> {
        self.problems.iter().map(ToString::to_string).collect()
    }
}

impl Diagnostic for settings::Error {
    fn hint(&self) -> Option<Hint> {
        match self {
            Self::Read { .. } => {
                Some("check the path and its permissions; without `--config` the file is `site.toml`".into())
            }
            Self::Invalid(invalid) => invalid.hint(),
        }
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::Invalid(invalid) => invalid.hints(),
            Self::Read { .. } => self.hint().into_iter().collect(),
        }
    }

    fn problems(&self) -> Vec<String> {
        match self {
            Self::Invalid(invalid) => Diagnostic::problems(invalid),
            Self::Read { .. } => Vec::new(),
        }
    }
}

impl Diagnostic for content::Error {
    fn hint(&self) -> Option<Hint> {
        match self {
            Self::Read { .. } => Some("check the path and its permissions; the files have to be UTF-8".into()),
            Self::NoWorkers(_) => {
                Some("write one file for each worker, or remove the folder to use the shipped catalog".into())
            }
            Self::Invalid(invalid) => invalid.hint(),
            Self::Article(_) => None,
        }
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::Invalid(invalid) => invalid.hints(),
            Self::Read { .. } | Self::NoWorkers(_) | Self::Article(_) => self.hint().into_iter().collect(),
        }
    }

    fn problems(&self) -> Vec<String> {
        match self {
            Self::Invalid(invalid) => Diagnostic::problems(invalid),
            Self::Read { .. } | Self::NoWorkers(_) | Self::Article(_) => Vec::new(),
        }
    }
}

impl Diagnostic for snapshot::Error {
    fn hint(&self) -> Option<Hint> {
        let hint = match self {
            Self::None(_) => "run it in the project's folder, or name a snapshot with `--snapshot PATH`",
            Self::Path { .. } => "check the path and its permissions; `-` reads standard input",
            Self::EmptyFolder(_) => "name a folder with files of records, or the files themselves",
            Self::Index { .. } => "fetch the snapshot again, or name its parts one by one with `--snapshot`",
            Self::PartDiffers { .. } => {
                "run `modelpress fetch`: it downloads the missing records again; or restore the file from a copy"
            }
            Self::Gone { .. } => "fetch again: that leaves such lines out, and keeps the others",
            Self::Write { .. } => "check the folder and its disk, and fetch again: what is there counts",
            Self::Damaged { .. } => "fetch or copy the file again",
        };
        Some(hint.into())
    }
}

impl Diagnostic for pipeline::Error {
    fn hint(&self) -> Option<Hint> {
        match self {
            Self::Snapshot(error) => error.hint(),
            Self::Output(error) => error.hint(),
            Self::Pages { failures } => failures.first()?.error.hint(),
            Self::NoRecords(_) => Some(
                "nothing was changed; a snapshot has one record a line, as the Hub gives it: `modelpress fetch` makes \
                 one"
                .into(),
            ),
            Self::TooManyRemovals(_) => Some(
                "nothing was changed; look at the snapshot, and if these pages are meant to go, build once with \
                 `--max-removals 100%`"
                    .into(),
            ),
            Self::Redirect(_) | Self::Sitemap(_) => None,
        }
    }
}

impl Diagnostic for FileError {
    fn hint(&self) -> Option<Hint> {
        match self {
            Self::Output(error) => error.hint(),
            Self::Picture(..) => Some("this is a mistake in modelpress; please report it".into()),
        }
    }
}

impl Diagnostic for check::Error {
    fn hint(&self) -> Option<Hint> {
        let hint = match self {
            Self::Missing(_) => "build the site first, or name the folder that a build wrote",
            Self::NotAFolder(_) => "name the folder that the file lies in",
            Self::NoPages(_) => {
                "name the folder that the home page lies in; with a base path, the one below the host's"
            }
            Self::Io { .. } => "check the folder and who may read it",
        };
        Some(hint.into())
    }
}

impl Diagnostic for checkout::Error {
    fn hint(&self) -> Option<Hint> {
        let hint = match self {
            Self::Start { .. } => "install Rust, or set `CARGO` to the program; settings and content show without it",
            Self::Compile { .. } => "fix the template: it is compiled again as soon as it changes",
            Self::NoProgram => "run `cargo build` by hand",
        };
        Some(hint.into())
    }
}
