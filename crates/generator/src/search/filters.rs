//! The search filters: their values, and the models that match each.

use crate::{
    display::{
        topic_kind::{self, TopicKind},
        verdict::Shown,
    },
    pages::topic::{self, FILTERS},
    plan::{ModelIdx, SitePlan},
    search::{File, list},
};
use serde_json::{Value, json};

/// Id, name, and number of models by verdict of each worker.
pub(super) fn workers(plan: &SitePlan<'_>) -> Vec<Value> {
    let workers = plan.catalog.workers.iter().zip(&plan.workers);
    workers.map(|(worker, planned)| json!([worker.id, worker.name, planned.counts])).collect()
}

/// Key and name of each filter, with slug, name and number of models of each value.
pub(super) fn choices(plan: &SitePlan<'_>) -> Vec<Value> {
    let values = |kind: TopicKind| -> Vec<Value> {
        let topics = plan.topics.filters_of(kind).iter();
        topics.map(|topic| json!([topic.slug(), topic::name(topic, plan.text()), topic.members.len()])).collect()
    };
    FILTERS.map(|kind| json!([kind.as_str(), topic_kind::singular(kind, plan.text()), values(kind)])).to_vec()
}

/// One file per value that any of these models has: by verdict of each worker and of the best one, and by topic.
pub(super) fn files(plan: &SitePlan<'_>, places: &[ModelIdx], stamp: &str, folder: &str) -> Vec<File> {
    let mut files = Vec::new();
    let mut push = |name: String, models: &[u32]| {
        if !models.is_empty() {
            let bytes = list::file(stamp, models, places.len());
            files.push(File { name: format!("{folder}filters/{name}.bin"), bytes });
        }
    };
    let by_verdict = |shown: &dyn Fn(ModelIdx) -> usize| {
        let mut lists = vec![Vec::new(); Shown::ALL.len()];
        for (place, model) in places.iter().zip(0u32..) {
            lists[shown(*place)].push(model);
        }
        lists
    };
    let model = |place: ModelIdx| &plan.models[place].assessed.summary;
    for (list, shown) in by_verdict(&|place| Shown(model(place).judgement).index()).iter().zip(Shown::ALL) {
        push(format!("best/{}", shown.class()), list);
    }
    for (worker, at) in plan.catalog.workers.iter().zip(0..) {
        let lists = by_verdict(&|place| Shown(model(place).workers[at].judgement).index());
        for (list, shown) in lists.iter().zip(Shown::ALL) {
            push(format!("worker/{}/{}", worker.id, shown.class()), list);
        }
    }
    for topic in FILTERS.into_iter().flat_map(|kind| plan.topics.filters_of(kind)) {
        let mut models: Vec<u32> =
            topic.members.iter().filter_map(|place| u32::try_from(places.binary_search(place).ok()?).ok()).collect();
        models.sort_unstable();
        push(format!("{}/{}", topic.kind.as_str(), topic.slug()), &models);
    }
    files
}
