//! That a build does not take away most of a site because its snapshot came out short.

use crate::{
    config::deploy::Share,
    counted::{Counted, Grouped},
    plan::SitePlan,
};

/// So many pages may always go: small sites change by more than a share.
const FEW: usize = 20;

/// What keys of models' pages begin with.
const MODEL: &str = "model:";

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
    let present = previous.pages.range(Box::from(MODEL)..).take_while(|(key, _)| key.starts_with(MODEL)).count();
    let is_kept = |key: &String| previous.pages.contains_key(&**key);
    let kept = plan.models.iter().map(|model| [MODEL, model.assessed.metadata.id.as_str()].concat());
    let removals = present - kept.filter(is_kept).count();
    if removals <= FEW || limit.allows(removals, present) {
        return Ok(());
    }
    Err(TooManyRemovals { removals, present, limit })
}
