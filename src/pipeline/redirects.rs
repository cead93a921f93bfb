//! The redirects of a build.

use super::{build::Error, produce::Task};
use crate::{
    config::SiteConfig,
    page::page_path::PagePath,
    plan::{PlannedModel, SitePlan},
    redirect::{self, Candidate, Redirects, Written, page_output, redirect_page, redirects_file},
};
use compatibility::{model_id::ModelId, model_metadata::ModelMetadata, replaced_api::old_slug};
use std::collections::BTreeSet;

/// Every id of the snapshot, where redirects from the replaced site are wanted: an old address that may have
/// meant several models leads nowhere, whether they have a page or not.
pub(super) fn known_ids(config: &SiteConfig, models: &[Box<ModelMetadata>]) -> Vec<ModelId> {
    if config.output.replaced_slugs == 0 {
        return Vec::new();
    }
    models.iter().map(|model| model.id.clone()).collect()
}

/// Which old address leads where.
pub(super) fn table(
    plan: &SitePlan<'_>,
    tasks: &[Task],
    written: &[Written],
    ids: &[ModelId],
) -> Result<Redirects, redirect::Error> {
    let most = usize::try_from(plan.inputs.config.output.replaced_slugs).unwrap_or(usize::MAX);
    let wanted: Vec<&PlannedModel> = plan.by_use.iter().take(most).map(|place| &plan.models[*place as usize]).collect();
    let slug = |id: &ModelId| old_slug(id.as_str());
    let slugs: BTreeSet<String> = wanted.iter().map(|model| slug(&model.assessed.metadata.id)).collect();
    let places: BTreeSet<&ModelId> = wanted.iter().map(|model| &model.assessed.metadata.id).collect();
    let others = ids.iter().filter(|id| !places.contains(id) && slugs.contains(&slug(id)));
    let replaced = wanted.iter().map(|model| Candidate::replaced(&model.assessed.metadata.id, Some(&model.path)));
    let candidates = written.iter().map(Candidate::written).chain(replaced);
    let candidates = candidates.chain(others.map(|id| Candidate::replaced(id, None)));
    let pages: Vec<PagePath> = tasks.iter().filter_map(|task| task.path(plan)).collect();
    redirect::redirects(&pages, candidates, &plan.addresses)
}

/// Writes them with `put`, in the forms that the settings want.
pub(super) fn write(
    plan: &SitePlan<'_>,
    redirects: &Redirects,
    put: &impl Fn(&str, &[u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    let settings = &plan.inputs.config.output;
    if settings.redirects_file && !redirects.list.is_empty() && plan.inputs.config.site.base_path.is_empty() {
        put("_redirects", redirects_file(redirects, &plan.addresses).as_bytes())?;
    }
    if settings.redirect_pages {
        for redirect in &redirects.list {
            let Some(output) = page_output(redirect, &plan.addresses) else { continue };
            let page = redirect_page(redirect, &plan.addresses);
            put(plan.addresses.in_site(&output), page.as_bytes())?;
        }
    }
    Ok(())
}
