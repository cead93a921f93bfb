//! `Contradiction`: two pieces of evidence that cannot both be true.

use crate::evidence::Evidence;
use serde::Serialize;

/// Two pieces of evidence about one fact that cannot both be true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contradiction {
    /// What they disagree on.
    pub about: Disputed,
    /// The evidence that was dropped.
    pub dropped: Evidence,
    /// The evidence that refutes it. If it establishes the fact by itself, the fact rests on it; otherwise the fact
    /// is unknown.
    pub against: Evidence,
}

/// A fact that evidence disagrees on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Disputed {
    /// The number of parameters.
    Parameters,
    /// How the weights are stored.
    Format,
    /// What the repository holds.
    Kind,
    /// The family or the type.
    Architecture,
}

impl Disputed {
    /// The name, in kebab case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Parameters => "parameters",
            Self::Format => "format",
            Self::Kind => "kind",
            Self::Architecture => "architecture",
        }
    }
}

impl Contradiction {
    pub(crate) fn new(about: Disputed, dropped: Evidence, against: Evidence) -> Self {
        Self { about, dropped, against }
    }
}
