//! `VerdictClass`: the five verdicts shown on pages, and their names in the style sheet and the search index.

use std::fmt;

/// A verdict combined with its confidence. Ordered from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VerdictClass {
    /// A test run is recorded.
    Runs,
    /// The worker supports it; no test run is recorded.
    Expected,
    /// The worker announces support.
    Planned,
    /// The metadata does not contain enough information.
    Unknown,
    /// The worker does not support it.
    No,
}

impl VerdictClass {
    /// Every class, best first.
    pub const ALL: [Self; 5] = [Self::Runs, Self::Expected, Self::Planned, Self::Unknown, Self::No];

    /// The CSS class, also the name of the filter in the search index.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Runs => "v-runs",
            Self::Expected => "v-expected",
            Self::Planned => "v-planned",
            Self::Unknown => "v-unknown",
            Self::No => "v-no",
        }
    }

    /// The class with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str() == name)
    }

    /// The index in [`VerdictClass::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// Same as [`VerdictClass::as_str`].
impl fmt::Display for VerdictClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
