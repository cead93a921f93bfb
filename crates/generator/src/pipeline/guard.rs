//! That a build does not take away most of a site because its snapshot came out short.

use crate::plan::SitePlan;
use locale::plural::{Counted, Grouped};
use site::page_key::{Page, PageKey};
use site::removal_limit::Share;

/// So many pages may always go: small sites change by more than a share.
const FEW: usize = 20;

/// More pages of models would go than may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "{} of the last build would go, of {}, because snapshot or selection no longer have them; at most {limit} may",
    Counted(*removals, "model page"),
    Grouped(*present as u64)
)]
pub struct TooManyRemovals {
    /// Pages that would go.
    pub removals: usize,
    /// Pages of models in the build before.
    pub present: usize,
    /// What was allowed.
    pub limit: Share,
}

/// Compares a plan with the build before.
///
/// # Errors
///
/// Where more pages would go than that share, and more than a few.
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
