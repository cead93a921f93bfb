//! Absence is no proof, whatever else changed since the last fetch: its settings, or what the disk kept of it.

use super::{Fetcher, changes::change, pages::wanted};
use crate::hub_server::{Fate, Fault, HubServer, Model, Request, catalogue};

/// A fetch of everything, and from then on lists that end after their first page.
fn fetched(count: usize, page_size: u64) -> (HubServer, Fetcher) {
    let server = HubServer::new(catalogue(count));
    let mut fetcher = Fetcher::new();
    fetcher.config.page_size = page_size;
    fetcher.fetch(&server);
    server.requests();
    server.plan(|request| request.is_list().then_some(Fault::NoNext));
    (server, fetcher)
}

fn asked(server: &HubServer) -> Vec<String> {
    let requests = server.requests().into_iter().filter(|request| !request.is_list());
    requests.map(|request| request.path.trim_start_matches("/api/models/").to_owned()).collect()
}

#[test]
fn other_fields_are_no_reason_to_lose_models() {
    let (server, mut fetcher) = fetched(1_000, 100);
    fetcher.config.expand.push("author".to_owned());
    fetcher.config.confirm_limit = 30;
    // The most used model that is not on the first pages is gone.
    let listed: Vec<String> = {
        let mut by_age = catalogue(1_000);
        by_age.sort_by_key(|model| std::cmp::Reverse(model.created));
        let of = |format: &str| {
            let has =
                |model: &&Model| model.pipeline_tag == "text-generation" && model.tags.iter().any(|tag| tag == format);
            by_age.iter().filter(has).take(100).map(|model| model.id.clone()).collect::<Vec<_>>()
        };
        [of("gguf"), of("safetensors")].concat()
    };
    server.change(|models| {
        let missing = models.iter_mut().filter(|model| !listed.contains(&model.id));
        missing
            .filter(|model| model.pipeline_tag == "text-generation")
            .max_by_key(|model| model.downloads)
            .unwrap()
            .fate = Fate::Gone(410);
    });
    let report = fetcher.fetch(&server);
    assert_eq!((report.full, report.models, report.gone, fetcher.gone().absent.len()), (true, 799, 1, 1));
    assert_eq!((asked(&server).len(), fetcher.ids().len()), (30, 799));
    let records = fetcher.records();
    let refetched = records.values().filter(|record| record["author"].is_string()).count();
    assert_eq!(u64::try_from(refetched).unwrap(), 799 - (report.kept - 29), "listed, or asked for");
    // And from there on changes are enough.
    server.no_faults();
    let report = fetcher.fetch(&server);
    assert_eq!((report.full, report.models), (false, 799));
}

/// What other settings do not want any more goes without a question, where its own record says so.
#[test]
fn models_that_other_settings_do_not_want_go() {
    let models = catalogue(500);
    let (server, mut fetcher) = fetched(500, 20);
    fetcher.config.min_downloads = 50_000;
    let report = fetcher.fetch(&server);
    let used: Vec<Model> = models.iter().filter(|model| model.downloads >= 50_000).cloned().collect();
    assert_eq!((fetcher.ids(), report.gone), (wanted(&used), 0));
    let is_used = |id: &String| used.iter().any(|model| model.id == *id);
    let questions = asked(&server);
    assert!(!questions.is_empty() && questions.iter().all(is_used), "{questions:?}");
    fetcher.config.walks = vec!["filter=safetensors&author=owner-3".to_owned()];
    fetcher.fetch(&server);
    let is_there = |model: &&Model| {
        model.downloads >= 50_000
            && model.id.starts_with("owner-3/")
            && model.tags.iter().any(|tag| tag == "safetensors")
    };
    let mut there: Vec<String> = models.iter().filter(is_there).map(|model| model.id.clone()).collect();
    there.sort();
    assert_eq!(fetcher.ids(), there);
    assert_eq!(asked(&server), Vec::<String>::new());
}

/// Of a damaged part what is whole by its checksums still tells which models there were.
#[test]
fn a_damaged_part_is_no_reason_to_lose_the_others() {
    let (server, fetcher) = fetched(300, 20);
    let part = fetcher.folder().join(&fetcher.index().parts[0].file);
    change(&part, |bytes| {
        let first = zstd::zstd_safe::find_frame_compressed_size(bytes).unwrap();
        bytes[first - 1] ^= 1;
    });
    // What stood on that page is on the first page again.
    let report = fetcher.fetch(&server);
    assert_eq!((report.full, report.models, report.gone), (true, 240, 0));
    assert_eq!(fetcher.ids().len(), 240);
    assert_eq!(server.requests().iter().filter(|request| Request::is_list(request)).count(), 2);
    let said = fetcher.said.lock().unwrap().join("\n");
    assert!(
        said.contains("damaged or truncated") && said.contains("20 records of the last snapshot cannot be read"),
        "{said}"
    );
}
