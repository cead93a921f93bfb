//! Stops a build that would remove most of a site because its snapshot is incomplete.

use crate::plan::SitePlan;
use locale::plural::{Counted, Grouped};
use site::page_key::{Page, PageKey};
use site::removal_limit::Share;

/// This many pages may always be removed, because small sites change by larger shares.
const FEW: usize = 20;

/// Too many model pages would be removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "{} of {} would be removed, because they are no longer in the snapshot or selection; the limit is {limit}",
    Counted(*removals, "model page"),
    Grouped(*present as u64)
)]
pub struct TooManyRemovals {
    /// Number of pages to remove.
    pub removals: usize,
    /// Number of model pages in the previous build.
    pub present: usize,
    /// The limit.
    pub limit: Share,
}

/// Compares a plan with the previous build.
///
/// # Errors
///
/// Fails if more pages would be removed than this share, and more than a few.
pub(super) fn check(plan: &SitePlan<'_>, limit: Share) -> Result<(), TooManyRemovals> {
    let Some(previous) = plan.inputs.previous else { return Ok(()) };
    let present = previous
        .pages
        .keys()
        .filter(|key| matches!(PageKey::parse(key), Some(PageKey { language: "", page: Page::Model(_) })))
        .count();
    let removals = present - plan.models_before;
    if removals <= FEW || limit.allows(removals, present) {
        return Ok(());
    }
    Err(TooManyRemovals { removals, present, limit })
}
