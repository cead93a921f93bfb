//! Errors of a build.

use crate::{files::sitemap, paint, pipeline::guard::TooManyRemovals, redirect};
use site::output;

/// Why a build failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The snapshot cannot be read.
    #[error(transparent)]
    Snapshot(#[from] snapshot::Error),
    /// The output folder cannot be used.
    #[error(transparent)]
    Output(#[from] output::Error),
    /// The snapshot has no usable record.
    #[error("no usable record in {0}")]
    NoRecords(String),
    /// Too many model pages would be removed.
    #[error(transparent)]
    TooManyRemovals(#[from] TooManyRemovals),
    /// A redirect in `content/redirects.toml` is wrong.
    #[error("`content/redirects.toml` {0}")]
    Redirect(#[from] redirect::Error),
    /// The sitemaps cannot be generated.
    #[error(transparent)]
    Sitemap(#[from] sitemap::Error),
    /// Pages or files could not be written. The manifest of the previous build is intact.
    #[error("{} of the site could not be written", locale::plural::Counted(failures.len(), "file"))]
    Pages {
        /// Each failure, by page key or path.
        failures: Vec<PageFailure>,
    },
}

/// A file of the site that could not be written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The output folder rejected it.
    #[error(transparent)]
    Output(#[from] output::Error),
    /// An image cannot be rendered.
    #[error("cannot render the picture `{0}`")]
    Picture(Box<str>, #[source] paint::Error),
}

impl FileError {
    /// A description that errors with the same cause share, for counting.
    #[must_use]
    pub fn group(&self) -> String {
        match self {
            Self::Output(error) => error.group(),
            Self::Picture(..) => self.to_string(),
        }
    }
}

/// A page or file that could not be written.
#[derive(Debug)]
pub struct PageFailure {
    /// The page key, or the path of the file.
    pub key: Box<str>,
    /// The reason.
    pub error: FileError,
}

/// A failure of a file that is not a page.
pub(super) fn failed(key: &str, error: impl Into<FileError>) -> Error {
    Error::Pages { failures: vec![PageFailure { key: key.into(), error: error.into() }] }
}

/// Failures that belong to no page.
pub(super) fn all_failed(errors: Vec<output::Error>) -> Error {
    let failure = |error| PageFailure { key: "".into(), error: FileError::Output(error) };
    Error::Pages { failures: errors.into_iter().map(failure).collect() }
}
