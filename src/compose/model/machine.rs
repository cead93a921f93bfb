//! The JSON-LD of a model's page: the figures that it shows, in schema.org's words.

use crate::{
    manifest::Moment,
    page::{figures::Bytes, model::ModelPage, structured_data},
    plan::{PlannedModel, SitePlan},
};
use serde_json::{Map, Value};

/// A `SoftwareApplication` and the breadcrumbs.
pub(super) fn json_ld(
    page: &ModelPage<'_>,
    model: &PlannedModel,
    changed: Option<Moment>,
    plan: &SitePlan<'_>,
) -> String {
    let metadata = &*model.assessed.metadata;
    let mut node = Map::new();
    let mut add = |key: &str, value: Value| {
        node.insert(key.to_owned(), value);
    };
    add("@type", "SoftwareApplication".into());
    add("name", page.name.into());
    add("description", page.meta.description.as_str().into());
    add("url", page.meta.canonical.as_str().into());
    add("sameAs", page.hub.as_str().into());
    if let Some(license) = metadata.license.first() {
        add("license", (&*license.value.id).into());
    }
    // The least that has to be stored and held: of the best worker's set of files.
    let best = page.workers.iter().max_by_key(|worker| worker.verdict.0);
    if let Some(memory) = best.map(|worker| worker.memory.as_str()).filter(|memory| *memory != "unknown") {
        add("memoryRequirements", memory.into());
    }
    let place = model.assessed.summary.workers.iter().max_by_key(|worker| worker.judgement).and_then(|worker| worker.best);
    let bytes = place.and_then(|place| metadata.artifacts.get(place as usize)).and_then(|artifact| artifact.bytes);
    if let Some(bytes) = bytes {
        add("storageRequirements", Bytes(bytes).to_string().into());
    }
    if let Some(changed) = changed {
        add("dateModified", changed.to_string().into());
    }
    structured_data::graph(vec![Value::Object(node), structured_data::breadcrumbs(&page.meta.crumbs, &plan.frame)])
}
