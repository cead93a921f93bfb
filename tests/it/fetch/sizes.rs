//! `--detail sizes`: file sizes, most popular models first, cached by commit.

use super::Fetcher;
use crate::hub_server::{HubServer, catalogue};

fn sized(fetcher: &Fetcher) -> Vec<String> {
    let records = fetcher.records().into_iter();
    records.filter(|(_, record)| record["siblings"][0]["size"].is_u64()).map(|(id, _)| id).collect()
}

#[test]
fn the_most_used_models_get_sizes_and_keep_them() {
    let models = catalogue(200);
    let server = HubServer::new(models.clone());
    let mut fetcher = Fetcher::new();
    fetcher.sizes = Some(10);
    let report = fetcher.fetch(&server);
    assert_eq!((report.sizes, report.models), (10, 160));
    let mut by_use: Vec<_> = models.iter().filter(|model| model.pipeline_tag == "text-generation").collect();
    by_use.sort_by_key(|model| std::cmp::Reverse(model.downloads));
    let ids = |count: usize| {
        let mut ids: Vec<String> = by_use[..count].iter().map(|model| model.id.clone()).collect();
        ids.sort();
        ids
    };
    assert_eq!(sized(&fetcher), ids(10));
    let fields: Vec<&str> = fetcher.config.expand.iter().map(String::as_str).collect();
    let (record, model) = (&fetcher.records()[&by_use[0].id], by_use[0]);
    for (file, (name, size)) in record["siblings"].as_array().unwrap().iter().zip(&model.files) {
        assert_eq!((&file["rfilename"], &file["size"]), (&name.as_str().into(), &(*size).into()));
    }
    let listed = model.record(&fields, false);
    assert_eq!(
        record.as_object().unwrap().keys().collect::<Vec<_>>(),
        listed.as_object().unwrap().keys().collect::<Vec<_>>()
    );

    // The next run requests the next models. Known sizes stay, also during a full walk.
    fetcher.fetch(&server);
    assert_eq!(sized(&fetcher), ids(20));
    (fetcher.full, fetcher.sizes) = (true, None);
    server.requests();
    fetcher.fetch(&server);
    assert_eq!(sized(&fetcher), ids(20));
    assert!(server.requests().iter().all(crate::hub_server::Request::is_list));

    // A new commit has other files.
    let first = by_use[0].id.clone();
    server.change(|models| models.iter_mut().find(|model| model.id == first).unwrap().modified = 1_782_000_000_000);
    fetcher.full = false;
    fetcher.fetch(&server);
    assert_eq!(sized(&fetcher).len(), 19);
    fetcher.sizes = Some(1);
    assert_eq!(fetcher.fetch(&server).sizes, 1);
    assert_eq!(sized(&fetcher), ids(20));
    assert_eq!(fetcher.index().counts.models, 160);
    // Commits that are no longer in the snapshot are removed from the cache.
    let cache = std::fs::read_to_string(fetcher.folder().join("sizes.cache")).unwrap();
    let records = fetcher.records();
    let mut kept: Vec<(String, String)> = Vec::new();
    for line in cache.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        kept.push((line["id"].as_str().unwrap().to_owned(), line["sha"].as_str().unwrap().to_owned()));
    }
    kept.sort();
    let sha = |id: &String| records[id]["sha"].as_str().unwrap().to_owned();
    assert_eq!(kept, ids(20).iter().map(|id| (id.clone(), sha(id))).collect::<Vec<_>>());
}

#[test]
fn a_model_that_gives_no_sizes_is_no_failure() {
    let server = HubServer::new(catalogue(50));
    server.plan(|request| (request.path.ends_with('8')).then_some(crate::hub_server::Fault::Status(403)));
    let mut fetcher = Fetcher::new();
    fetcher.sizes = Some(50);
    let report = fetcher.fetch(&server);
    assert_eq!((report.sizes, report.sizes_failed), (35, 5));
    assert_eq!(fetcher.ids().len(), 40);
}
