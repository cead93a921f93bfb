//! Why there is no site.

use crate::{files::sitemap, paint, pipeline::guard::TooManyRemovals, redirect};
use site::output;

/// Why there is no site.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The snapshot cannot be read.
    #[error(transparent)]
    Snapshot(#[from] snapshot::Error),
    /// The output folder cannot be used.
    #[error(transparent)]
    Output(#[from] output::Error),
    /// Nothing to make a site of.
    #[error("there is no usable record in {0}")]
    NoRecords(String),
    /// The snapshot lacks more of the site's models than may go at once.
    #[error(transparent)]
    TooManyRemovals(#[from] TooManyRemovals),
    /// A redirect that somebody wrote leads nowhere.
    #[error("`content/redirects.toml` {0}")]
    Redirect(#[from] redirect::Error),
    /// The sitemaps cannot be made.
    #[error(transparent)]
    Sitemap(#[from] sitemap::Error),
    /// Pages or files could not be written; the old site's manifest is intact.
    #[error("{} of the site could not be written", locale::plural::Counted(failures.len(), "file"))]
    Pages {
        /// Each, by its key or path.
        failures: Vec<PageFailure>,
    },
}

/// A file of the site that could not be written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The output folder refused it.
    #[error(transparent)]
    Output(#[from] output::Error),
    /// A picture cannot be made.
    #[error("cannot make the picture `{0}`")]
    Picture(Box<str>, #[source] paint::Error),
}

impl FileError {
    /// What errors with the same cause have in common, to count by.
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
    /// The page, or the path of the file.
    pub key: Box<str>,
    /// Why.
    pub error: FileError,
}

/// A file that is no page.
pub(super) fn failed(key: &str, error: impl Into<FileError>) -> Error {
    Error::Pages { failures: vec![PageFailure { key: key.into(), error: error.into() }] }
}

/// Failures that belong to no page.
pub(super) fn all_failed(errors: Vec<output::Error>) -> Error {
    let failure = |error| PageFailure { key: "".into(), error: FileError::Output(error) };
    Error::Pages { failures: errors.into_iter().map(failure).collect() }
}
