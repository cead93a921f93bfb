//! The JSON-LD of a model's page: its figures in the vocabulary of schema.org.

use crate::{
    display::{
        figures::{Bytes, Figure as _},
        license::spdx_address,
        structured_data::Document,
    },
    pages::model::{facts, view::ModelPage},
    plan::{PlannedModel, SitePlan},
};
use site::manifest::Moment;

/// Typical length.
const USUAL_LENGTH: usize = 1_000;

/// A `SoftwareApplication` and the breadcrumbs.
pub(super) fn json_ld(
    page: &ModelPage<'_>,
    model: &PlannedModel,
    changed: Option<Moment>,
    plan: &SitePlan<'_>,
) -> String {
    let metadata = &*model.assessed.metadata;
    let mut text = String::with_capacity(USUAL_LENGTH);
    let mut document = Document::new(&mut text);
    let mut node = document.node("SoftwareApplication");
    node.text("name", page.name);
    node.text("description", &page.meta.description);
    node.text("url", &page.meta.canonical);
    node.language(&plan.frame);
    node.text("sameAs", &page.hub);
    if let Some(license) = metadata.license.first().map(|license| &license.value) {
        // The URL of the license, if known.
        match (facts::license_address(license), spdx_address(&license.id)) {
            (Some(stated), _) => node.text("license", stated),
            (None, Some(known)) => node.parts("license", &known),
            (None, None) => node.work("license", &license.id),
        }
    }
    // The variant with the best worker's verdict.
    let best = page.workers.iter().max_by_key(|worker| worker.verdict.0);
    if let Some(memory) = best.map(|worker| worker.memory).filter(|memory| memory.bytes.is_some()) {
        node.shown("memoryRequirements", memory.show(plan.text()));
    }
    let worker = model.assessed.summary.workers.iter().max_by_key(|worker| worker.judgement);
    let artifact = worker.and_then(|worker| metadata.artifacts.get(worker.best? as usize));
    if let Some(bytes) = artifact.and_then(|artifact| artifact.bytes) {
        node.shown("storageRequirements", Bytes(bytes).show(plan.text()));
    }
    if let Some(changed) = changed {
        node.shown("dateModified", changed);
    }
    drop(node);
    document.breadcrumbs(&page.meta.crumbs, &plan.frame);
    document.end();
    text
}
