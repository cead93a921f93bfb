//! The redirects of a build.

use crate::{
    config::SiteConfig,
    pipeline::{error::Error, produce::Chapter},
    plan::{PlannedModel, SitePlan, model_address::plain_path},
    redirect::{self, Candidate, Redirects, Written, page_output, redirect_page, redirects_file},
};
use compatibility::{model_id::ModelId, model_metadata::ModelMetadata};
use marketplace_sdk::old_slug;
use site::page_key::Page;
use site::{
    address::page_path::PagePath,
    content_type::ContentType,
    file_names::REDIRECTS,
    host::{Host, redirects_file::rule_length},
};
use snapshot::gone::Gone;
use std::collections::BTreeSet;

/// Every id of the snapshot, if redirects from the legacy site are wanted. A legacy URL that may have meant several
/// models is not redirected, whether they have a page or not.
pub(super) fn known_ids(config: &SiteConfig, models: &[Box<ModelMetadata>]) -> Vec<ModelId> {
    if config.output.replaced_slugs == 0 {
        return Vec::new();
    }
    models.iter().map(|model| model.id.clone()).collect()
}

/// The redirects: which old URL leads to which page.
pub(super) fn table(
    plan: &SitePlan<'_>,
    chapters: &[Chapter<'_>],
    written: &[Written],
    gone: &Gone,
    ids: &[ModelId],
) -> Result<Redirects, redirect::Error> {
    let most = usize::try_from(plan.inputs.config.output.replaced_slugs).unwrap_or(usize::MAX);
    let renamed = renamed(plan, gone);
    let firm = written.iter().map(Candidate::written).chain(renamed);
    let firm: Vec<Candidate> = firm.collect();
    let wanted = plan.by_use.iter().take(most).map(|place| &plan.models[*place]);
    let wanted: Vec<&PlannedModel> = wanted.take_while(fits(plan, &firm)).collect();
    let slug = |id: &ModelId| old_slug(id.as_str());
    let slugs: BTreeSet<String> = wanted.iter().map(|model| slug(&model.assessed.metadata.id)).collect();
    let places: BTreeSet<&ModelId> = wanted.iter().map(|model| &model.assessed.metadata.id).collect();
    let others = ids.iter().filter(|id| !places.contains(id) && slugs.contains(&slug(id)));
    let replaced = wanted.iter().map(|model| Candidate::replaced(&model.assessed.metadata.id, Some(&model.path)));
    let candidates = firm.into_iter().chain(replaced);
    let candidates = candidates.chain(others.map(|id| Candidate::replaced(id, None)));
    let of_chapter = |chapter: &Chapter<'_>| {
        let (language, paths) = (chapter.language, chapter.tasks.iter());
        let paths = paths.filter_map(|task| task.path(plan, language));
        paths.map(|path| path.below(&language.folder)).collect::<Vec<PagePath>>()
    };
    let pages: Vec<PagePath> = chapters.iter().flat_map(of_chapter).collect();
    redirect::redirects(&pages, candidates, &plan.addresses)
}

/// Whether the redirect of a model from the legacy site still fits into what hosts read of `_redirects`, after the
/// required ones and those requested before.
fn fits<'a>(plan: &'a SitePlan<'_>, firm: &[Candidate]) -> impl FnMut(&&PlannedModel) -> bool + use<'a> {
    let limit = Host::CloudflarePages.limits().redirects_bytes.filter(|_| plan.inputs.config.output.redirects_file);
    let most = limit.map_or(usize::MAX, |limit| usize::try_from(limit.most).unwrap_or(usize::MAX));
    let mut bytes: usize = firm.iter().map(|candidate| rule_length(candidate.length(), 0)).sum();
    move |model| {
        let to = plan.addresses.page(&model.path).as_str().len();
        bytes += rule_length(Candidate::replaced(&model.assessed.metadata.id, None).length(), to);
        bytes <= most
    }
}

/// Renamed models: from the URL the page had, or would have had, to the new one, in every language.
fn renamed(plan: &SitePlan<'_>, gone: &Gone) -> Vec<Candidate> {
    let held = |id: &ModelId| PagePath::parse(&plan.inputs.previous?.page(Page::Model(id.as_str()))?.path).ok();
    let path = |id: &ModelId| {
        let planned = plan.models.binary_search_by(|model| model.assessed.metadata.id.cmp(id));
        let planned = planned.ok().map(|at| plan.models[at].path.clone());
        planned.or_else(|| held(id)).unwrap_or_else(|| plain_path(id))
    };
    let folders = || plan.inputs.languages.iter().map(|language| &*language.folder);
    let renamed = gone.renamed().map(|(old, new)| (path(&old), path(&new)));
    let in_all = |(old, new): (PagePath, PagePath)| {
        folders().map(|folder| Candidate::renamed(old.below(folder), &new.below(folder))).collect::<Vec<_>>()
    };
    renamed.flat_map(in_all).collect()
}

/// Writes them with `put`, in the forms that the settings select.
pub(super) fn write(
    plan: &SitePlan<'_>,
    redirects: &Redirects,
    put: &impl Fn(&str, &[u8], ContentType) -> Result<(), Error>,
) -> Result<(), Error> {
    let settings = &plan.inputs.config.output;
    if settings.redirects_file && !redirects.list.is_empty() && plan.inputs.config.site.base_path.is_empty() {
        put(REDIRECTS, redirects_file(redirects, &plan.addresses).as_bytes(), ContentType::Text)?;
    }
    if settings.redirect_pages {
        for redirect in &redirects.list {
            let Some(output) = page_output(redirect, &plan.addresses) else { continue };
            let page = redirect_page(redirect, &plan.addresses);
            put(plan.addresses.in_site(&output), page.as_bytes(), ContentType::Html)?;
        }
    }
    Ok(())
}
