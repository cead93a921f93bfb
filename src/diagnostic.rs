//! `Diagnostic`: hints and exit codes for the errors of all crates. The hints name command-line options and settings,
//! which the crates do not know.

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

/// What to do about an error.
pub type Hint = Cow<'static, str>;

/// The exit code of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Success.
    Done = 0,
    /// Failed.
    Failed = 1,
    /// Usage error.
    Usage = 2,
    /// A check found problems.
    Found = 3,
    /// Ended by SIGINT, with the code that shells use.
    Interrupted = 130,
    /// Ended by SIGTERM.
    Terminated = 143,
}

/// An error that can end a command.
pub trait Diagnostic: std::error::Error {
    /// What to do about it. `None` if there is nothing to add.
    fn hint(&self) -> Option<Hint>;

    /// The hints of several independent problems.
    fn hints(&self) -> Vec<Hint> {
        self.hint().into_iter().collect()
    }

    /// Independent problems that are not sources of the error.
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
            Self::Read { .. } => Some("check the path and its permissions; the files must be UTF-8".into()),
            Self::NoWorkers(_) => {
                Some("add a file for each worker, or remove the folder to use the built-in workers".into())
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
            Self::None(_) => "run the command in the project folder, or pass a snapshot with `--snapshot PATH`",
            Self::Path { .. } => "check the path and its permissions; `-` reads standard input",
            Self::EmptyFolder(_) => "pass a folder with files of records, or the files themselves",
            Self::Index { .. } => "fetch the snapshot again, or pass its parts one by one with `--snapshot`",
            Self::PartDiffers { .. } => {
                "run `modelpress fetch` to download the missing records again, or restore the file from a backup"
            }
            Self::Gone { .. } => "run `modelpress fetch`, which drops such lines and keeps the others",
            Self::Write { .. } => "check the folder and the disk, then run `modelpress fetch` again; it resumes",
            Self::Damaged { .. } => "download or copy the file again",
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
                "nothing was changed; a snapshot needs one Hub record per line, as `modelpress fetch` writes them"
                    .into(),
            ),
            Self::TooManyRemovals(_) => Some(
                "nothing was changed; check the snapshot, and if these pages should go, build once with \
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
            Self::Picture(..) => Some("this is a bug in modelpress; please report it".into()),
        }
    }
}

impl Diagnostic for check::Error {
    fn hint(&self) -> Option<Hint> {
        let hint = match self {
            Self::Missing(_) => "build the site first, or pass the output folder of a build",
            Self::NotAFolder(_) => "pass the folder that contains the file",
            Self::NoPages(_) => {
                "pass the folder that contains the home page; with a base path, the subfolder of the host site"
            }
            Self::Io { .. } => "check the folder and its permissions",
        };
        Some(hint.into())
    }
}

impl Diagnostic for checkout::Error {
    fn hint(&self) -> Option<Hint> {
        let hint = match self {
            Self::Start { .. } => {
                "install Rust, or set `CARGO` to the path of cargo; settings and content update without it"
            }
            Self::Compile { .. } => "fix the template; it is compiled again when it changes",
            Self::NoProgram => "run `cargo build` yourself",
        };
        Some(hint.into())
    }
}
