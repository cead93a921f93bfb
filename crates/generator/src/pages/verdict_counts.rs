//! Counts of verdicts, as lists of workers and models show them.

use crate::{
    display::{
        figures::{Figure as _, Grouped},
        verdict::Shown,
    },
    plan::SitePlan,
};

/// The number of models with a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictCount<'a> {
    /// The verdict.
    pub verdict: Shown,
    /// Number of models, with grouped thousands.
    pub count: String,
    /// Its meaning.
    pub meaning: &'a str,
}

/// The verdicts that occur, with their counts.
pub(super) fn verdict_counts<'a>(plan: &'a SitePlan<'_>, counts: &[usize; Shown::ALL.len()]) -> Vec<VerdictCount<'a>> {
    let text = plan.text();
    let rows = Shown::ALL.iter().zip(counts).filter(|(_, count)| **count > 0);
    let row = |(verdict, count): (&Shown, &usize)| VerdictCount {
        verdict: *verdict,
        count: Grouped(*count as u64).show(text).to_string(),
        meaning: verdict.meaning(text),
    };
    rows.map(row).collect()
}
