//! Walks: page after page, merged by id, with the right parameters and headers.

use super::Fetcher;
use crate::hub_server::{Fate, Fault, HubServer, Model, Quota, catalogue};
use std::collections::BTreeSet;

/// The text generators in a catalogue that have GGUF or safetensors files.
pub(crate) fn wanted(models: &[Model]) -> Vec<String> {
    let is_wanted = |model: &&Model| model.pipeline_tag == "text-generation";
    let mut ids: Vec<String> = models.iter().filter(is_wanted).map(|model| model.id.clone()).collect();
    ids.sort();
    ids
}

#[test]
fn every_model_of_every_walk_is_there_once_and_as_it_came() {
    let models = catalogue(300);
    let server = HubServer::new(models.clone());
    let fetcher = Fetcher::new();
    let report = fetcher.fetch(&server);
    assert_eq!(fetcher.ids(), wanted(&models));
    assert_eq!((report.models, report.new, report.changed, report.malformed), (240, 240, 0, 0));
    assert!(report.full && report.complete && report.waited_seconds == 0.0);
    let parts = fetcher.index().parts;
    assert_eq!(parts.iter().map(|part| part.records).sum::<u64>(), 240, "models of both walks are in one part");
    let fields: Vec<&str> = fetcher.config.expand.iter().map(String::as_str).collect();
    for (id, record) in fetcher.records() {
        let model = models.iter().find(|model| model.id == id).unwrap();
        assert_eq!(record, model.record(&fields, false), "{id}");
    }
    // 180 and 120 models with 20 per page, and no further request.
    assert_eq!(server.requests().len(), 9 + 6);
    assert_eq!(report.requests, 15);
    let index = fetcher.index();
    assert_eq!((index.generation, index.counts.models, index.complete), (1, 240, true));
    let newest =
        models.iter().filter(|model| model.pipeline_tag == "text-generation").map(|model| model.modified).max();
    assert_eq!(Some(index.watermark.as_millisecond()), newest);
    assert_eq!(
        fetcher.files(),
        ["lock", "part-000001-walk1-001.jsonl.zst", "part-000001-walk2-001.jsonl.zst", "snapshot.json"]
    );
}

/// Bug 14 of the legacy system: it passed on sort orders that the Hub does not have, skipped page 0 and lost the
/// cursor.
#[test]
fn bug_14_orders_are_the_hubs_and_every_page_is_read() {
    let models = catalogue(200);
    let server = HubServer::new(models.clone());
    let fetcher = Fetcher::new();
    fetcher.fetch(&server);
    fetcher.fetch(&server);
    let requests = server.requests();
    assert!(
        requests.iter().all(|request| matches!(request.get("sort"), Some("createdAt" | "lastModified" | "downloads")))
    );
    assert!(requests.iter().all(|request| request.get("p").is_none() && request.get("skip").is_none()));
    assert_eq!(
        requests.iter().filter(|request| request.get("cursor").is_none()).count(),
        4,
        "the first page of each walk"
    );
    assert_eq!(fetcher.ids(), wanted(&models));
    // Settings cannot bring them back.
    for walk in ["filter=gguf&sort=trending", "p=1", "filter=gguf&cursor=x", "limit=5"] {
        let text = format!("[source.hub]\nwalks = ['{walk}']");
        let invalid = modelpress::settings::parse(&text, "site.toml").unwrap_err();
        assert!(invalid.problems[0].text.starts_with("unknown parameter `"), "{:?}", invalid.problems);
    }
}

/// Bug 21: `library=transformers` with GGUF drops repositories that contain only GGUF files.
#[test]
fn bug_21_repositories_of_gguf_files_alone_are_found() {
    let models = catalogue(100);
    let server = HubServer::new(models.clone());
    let fetcher = Fetcher::new();
    fetcher.fetch(&server);
    let records = fetcher.records();
    let libraries: BTreeSet<&str> =
        records.values().map(|record| record["library_name"].as_str().unwrap_or("none")).collect();
    assert_eq!(libraries, BTreeSet::from(["gguf", "none", "transformers"]));
    assert!(server.requests().iter().all(|request| request.get("library").is_none()));
    let invalid =
        modelpress::settings::parse("[source.hub]\nwalks = ['filter=gguf&library=transformers']", "x").unwrap_err();
    assert!(invalid.problems[0].text.starts_with("unknown parameter `library`"), "{:?}", invalid.problems);
}

/// The selected models that existed throughout the fetch.
fn steady(server: &HubServer) -> BTreeSet<String> {
    let mut steady = BTreeSet::new();
    server.change(|models| {
        let there: Vec<Model> = models.iter().filter(|model| model.fate == Fate::There).cloned().collect();
        steady = wanted(&there).into_iter().collect();
    });
    steady
}

/// The listing changes during the walk: with every answer one model becomes more popular and changes, and with every
/// third answer one is removed.
#[test]
fn a_model_that_moves_between_pages_is_neither_lost_nor_doubled() {
    let server = HubServer::new(catalogue(300));
    server.before_each(|request, models| {
        let at = usize::try_from(request.number).unwrap();
        let moved = &mut models[at * 37 % 300];
        (moved.downloads, moved.modified) = (moved.downloads + 50_000, moved.modified + 1_000);
        if at % 3 == 2 {
            models[(at * 11 + 5) % 300].fate = Fate::Gone(404);
        }
    });
    let fetcher = Fetcher::new();
    let report = fetcher.fetch(&server);
    let found: BTreeSet<String> = fetcher.ids().into_iter().collect();
    assert_eq!(usize::try_from(report.models).unwrap(), found.len());
    assert!(found.is_superset(&steady(&server)), "nobody is lost");
    // Sorted by popularity, the list changes its order: a model that moves ahead of the listing is missed until the next fetch.
    let mut fetcher = Fetcher::new();
    fetcher.config.min_downloads = 1;
    let report = fetcher.fetch(&server);
    assert_eq!(usize::try_from(report.models).unwrap(), fetcher.ids().len());
    server.before_each(|_, _| {});
    fetcher.full = true;
    fetcher.fetch(&server);
    let found: BTreeSet<String> = fetcher.ids().into_iter().collect();
    let mut unused = BTreeSet::new();
    server.change(|models| {
        unused.extend(models.iter().filter(|model| model.downloads == 0).map(|model| model.id.clone()));
    });
    assert_eq!(found, &steady(&server) - &unused);
}

#[test]
fn a_field_that_the_hub_has_no_more_is_left_out() {
    let server = HubServer::new(catalogue(30));
    let mut fetcher = Fetcher::new();
    fetcher.config.expand.push("xetEnabled".to_owned());
    let report = fetcher.fetch(&server);
    assert_eq!(report.refused_fields, ["xetEnabled"]);
    assert_eq!(fetcher.ids().len(), 24);
    // One request per fetch: the parameters are those of the settings.
    fetcher.config.expand = vec!["nonsense".to_owned()];
    let said = fetcher.fail(&server);
    assert!(
        said.contains("returned 400: Invalid option: expected one of") && said.contains("check `walks` and `expand`"),
        "{said}"
    );
}

#[test]
fn a_limit_takes_the_most_used_and_replaces_no_whole_snapshot() {
    let models = catalogue(300);
    let server = HubServer::new(models.clone());
    let mut fetcher = Fetcher::new();
    fetcher.limit = Some(7);
    let report = fetcher.fetch(&server);
    assert_eq!((report.models, report.complete, fetcher.ids().len()), (7, false, 7));
    assert!(server.requests().len() <= 2);
    let most = models
        .iter()
        .filter(|model| model.tags.contains(&"gguf".to_owned()))
        .max_by_key(|model| model.downloads)
        .unwrap();
    assert!(fetcher.ids().contains(&most.id));
    // After a limited fetch, requesting only changes is not enough.
    fetcher.limit = None;
    let report = fetcher.fetch(&server);
    assert!(report.full);
    assert_eq!(fetcher.ids(), wanted(&models));
    fetcher.limit = Some(7);
    let said = fetcher.fail(&server);
    assert!(said.contains("would replace the full snapshot of 240 models") && said.contains("`--full`"), "{said}");
    assert_eq!(fetcher.ids(), wanted(&models), "and is still there");
    fetcher.full = true;
    fetcher.fetch(&server);
    assert_eq!(fetcher.ids().len(), 7);
}

#[test]
fn little_used_models_are_not_asked_for() {
    let models = catalogue(500);
    let server = HubServer::new(models.clone());
    let mut fetcher = Fetcher::new();
    fetcher.config.min_downloads = 80_000;
    fetcher.fetch(&server);
    let used: Vec<Model> = models.into_iter().filter(|model| model.downloads >= 80_000).collect();
    assert_eq!(fetcher.ids(), wanted(&used));
    assert!(server.requests().len() < 10, "the walk ends where they begin");
}

#[test]
fn a_token_goes_to_the_hub_alone_and_into_no_file() {
    const SECRET: &str = "hf_verySecretIndeed";
    let server = HubServer::new(catalogue(50));
    *server.state.token.lock().unwrap() = Some(SECRET.to_owned());
    let mut fetcher = Fetcher::new();
    fetcher.token = Some(SECRET);
    fetcher.fetch(&server);
    let requests = server.requests();
    assert!(requests.iter().all(|request| request.authorization.as_deref() == Some("Bearer hf_verySecretIndeed")));
    assert!(requests.iter().all(|request| request.user_agent.as_deref() == Some("modelpress/test")));
    // Links and redirects to another host are never followed.
    let other = HubServer::new(catalogue(50));
    fetcher.full = true;
    for fault in [Fault::ForeignNext, Fault::ForeignRedirect] {
        let elsewhere = other.url();
        server.elsewhere(&elsewhere);
        server.plan(move |request| request.is_list().then_some(fault));
        let said = fetcher.fail(&server);
        assert!(said.contains(&elsewhere), "{said}");
    }
    // This includes requests for a single model.
    server.change(|models| models[0].fate = Fate::Hidden);
    server.plan(|request| (!request.is_list()).then_some(Fault::ForeignRedirect));
    assert_eq!(fetcher.fetch(&server).kept, 1);
    assert!(other.requests().is_empty());
    for file in walkdir::WalkDir::new(fetcher.project()).into_iter().map(Result::unwrap) {
        if file.file_type().is_file() {
            let bytes = std::fs::read(file.path()).unwrap();
            assert!(memchr::memmem::find(&bytes, SECRET.as_bytes()).is_none(), "{}", file.path().display());
        }
    }
}

/// A token with few rights sees less than no token.
#[test]
fn a_token_that_is_refused_is_left_at_home() {
    let server = HubServer::new(catalogue(50));
    *server.state.token.lock().unwrap() = Some("another".to_owned());
    let mut fetcher = Fetcher::new();
    fetcher.token = Some("hf_worthless");
    fetcher.fetch(&server);
    assert_eq!(fetcher.ids().len(), 40);
    let refused = server.requests().iter().filter(|request| request.authorization.is_some()).count();
    assert_eq!(refused, 3, "and then not sent any more");
    assert_eq!(*fetcher.said.lock().unwrap(), ["Net(TokenRefused)"]);
    assert!(!fetcher.said.lock().unwrap().iter().any(|said| said.contains("hf_worthless")));
}

#[test]
fn the_window_of_the_hub_is_kept_to() {
    let server = HubServer::new(catalogue(300));
    server.quota(Quota { requests: 8, seconds: 300 });
    let mut fetcher = Fetcher::new();
    fetcher.config.spare_requests = 2;
    let report = fetcher.fetch(&server);
    assert_eq!(fetcher.ids().len(), 240);
    assert_eq!(report.requests, 15, "nothing was refused");
    // 15 requests, six per window.
    assert_eq!(fetcher.waits(), [301.0, 300.0]);
}
