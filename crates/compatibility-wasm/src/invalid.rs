//! `Invalid`: an unusable argument. In JavaScript it is thrown as an `Error`.

/// The invalid argument, or part of one, and the problem.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{place}` {problem}")]
pub struct Invalid {
    /// `models[3]`, `filter.workerType`, …
    pub place: String,
    /// The problem, as a predicate without a subject: `must be an array`.
    pub problem: String,
}

impl Invalid {
    /// Creates an error about an argument.
    pub(crate) fn new(place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { place: place.into(), problem: problem.into() }
    }
}
