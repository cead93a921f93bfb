//! `Invalid`: an argument that cannot be used. In JavaScript it is thrown as an `Error`.

/// Which argument, or which part of it, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{place}` {problem}")]
pub struct Invalid {
    /// `models[3]`, `filter.workerType`, …
    pub place: String,
    /// A sentence without its subject.
    pub problem: String,
}

impl Invalid {
    /// A problem with an argument.
    pub(crate) fn new(place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { place: place.into(), problem: problem.into() }
    }
}
