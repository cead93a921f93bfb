//! Faults of the Hub and the network, one by one.

use super::Fetcher;
use crate::hub_server::{Fault, HubServer, Quota, Request, catalogue};
use std::{fs::File, time::Duration};

/// The faults of the first answers, followed by none.
fn first(faults: &'static [Fault]) -> impl Fn(&Request) -> Option<Fault> {
    move |request| faults.get(usize::try_from(request.number).unwrap()).copied()
}

/// A temporary fault leaves no trace except the time it took.
#[test]
fn what_passes_is_waited_out() {
    for (faults, waits) in [
        (&[Fault::Status(500)][..], &[1.0][..]),
        (&[Fault::Status(500), Fault::Status(502), Fault::Status(503), Fault::Status(408)], &[1.0, 2.0, 4.0, 8.0]),
        (&[Fault::Reset, Fault::Reset], &[1.0, 2.0]),
        (&[Fault::Truncated], &[1.0]),
        (&[Fault::CutJson], &[1.0]),
        (&[Fault::Html], &[1.0]),
        (&[Fault::PlainText], &[1.0]),
        (&[Fault::BrokenRecord], &[1.0]),
        (&[Fault::NamelessRecord], &[1.0]),
        (&[Fault::TooManyRetryAfter(37)], &[37.0]),
        (&[Fault::TooMany, Fault::TooMany], &[1.0, 2.0]),
        (&[Fault::GatewayTimeout], &[1.0]),
    ] {
        let server = HubServer::new(catalogue(60));
        server.plan(first(faults));
        let fetcher = Fetcher::new();
        let report = fetcher.fetch(&server);
        assert_eq!(fetcher.ids().len(), 48, "{faults:?}");
        assert_eq!(fetcher.waits(), waits, "{faults:?}");
        assert_eq!((report.retries, report.malformed), (faults.len() as u64, 0), "{faults:?}");
        assert!((report.waited_seconds - waits.iter().sum::<f64>()).abs() < 0.01, "{faults:?}");
    }
}

/// A permanent fault ends the fetch after a number of attempts, with a reason and advice. The snapshot stays as it was.
#[test]
fn what_stays_is_an_error_that_says_what_to_try() {
    let again = "it resumes";
    for (fault, reason, advice) in [
        (Fault::Status(500), "status 500: Internal Error", again),
        (Fault::Reset, "no connection", "check the network"),
        (Fault::Truncated, "the response is truncated", again),
        (Fault::CutJson, "the list is truncated", "check the URL of the Hub"),
        (Fault::Html, "the response is text/html, not JSON", "check the URL of the Hub"),
        (Fault::TooMany, "status 429: Too many requests", "HF_TOKEN"),
        (Fault::TooManyRetryAfter(3_600), "asks to wait 3600 seconds", again),
        (Fault::GatewayTimeout, "status 504: an HTML page", again),
        (Fault::Login, "redirects to `/login?next=%2Fapi%2Fmodels`", "HF_TOKEN"),
        (Fault::Status(404), "returned 404", "check the URL"),
        (Fault::Status(403), "returned 403", "HF_TOKEN"),
        (Fault::ForeignNext, "links to a next page outside `http://127.0.0.1", "or a mirror"),
        (Fault::Circle, "repeats itself", "fetch again later"),
        (Fault::NewCircle, "contained no new model", "fetch again later"),
    ] {
        let server = HubServer::new(catalogue(60));
        let mut fetcher = Fetcher::new();
        fetcher.fetch(&server);
        let before = (fetcher.index(), fetcher.records());
        server.requests();
        server.plan(move |_| Some(fault));
        fetcher.full = true;
        let said = fetcher.fail(&server);
        assert!(said.contains(reason) && said.contains(advice), "{fault:?}: {said}");
        assert!(server.requests().len() <= 30, "{fault:?}");
        assert_eq!((fetcher.index(), fetcher.records()), before, "{fault:?}");
    }
}

/// An endless listing would fill the disk.
#[test]
fn a_fetch_stores_no_more_than_the_settings_allow() {
    let server = HubServer::new(catalogue(60));
    let mut fetcher = Fetcher::new();
    fetcher.fetch(&server);
    let before = (fetcher.index(), fetcher.records());
    fetcher.full = true;
    fetcher.config.max_disk_mb = 0;
    let said = fetcher.fail(&server);
    assert!(said.contains("exceed 0 MB (compressed), the limit `max-disk-mb`"), "{said}");
    assert!(said.contains("raise the limit if you want that many models"), "{said}");
    assert_eq!((fetcher.index(), fetcher.records()), before);
    fetcher.config.max_disk_mb = 1;
    assert_eq!(fetcher.fetch(&server).models, 48);
}

#[test]
fn a_body_that_does_not_end_is_not_waited_for_for_ever() {
    let server = HubServer::new(catalogue(60));
    server.plan(first(&[Fault::Slow(3_000)]));
    let mut fetcher = Fetcher::new();
    fetcher.config.timeout = Duration::from_secs(1);
    let report = fetcher.fetch(&server);
    assert_eq!((fetcher.ids().len(), report.retries), (48, 1));
    assert!(fetcher.said.lock().unwrap()[0].contains("Timeout"), "{:?}", fetcher.said);
    // A slow answer is a temporary fault.
    let server = HubServer::new(catalogue(60));
    server.plan(first(&[Fault::Slow(100)]));
    assert_eq!(Fetcher::new().fetch(&server).retries, 0);
}

#[test]
fn large_pages_that_time_out_become_small_ones() {
    let server = HubServer::new(catalogue(2_000));
    server.plan(|request| (request.limit() > 150).then_some(Fault::GatewayTimeout));
    let mut fetcher = Fetcher::new();
    fetcher.config.page_size = 500;
    fetcher.fetch(&server);
    assert_eq!(fetcher.ids().len(), 1_600);
    let limits: Vec<u64> = server.requests().iter().map(Request::limit).collect();
    assert_eq!(limits[..4], [500, 250, 125, 125]);
    assert_eq!(limits.iter().filter(|limit| **limit > 150).count(), 4, "each walk finds out once");
}

#[test]
fn a_malformed_record_costs_itself_alone() {
    for fault in [Fault::BrokenRecord, Fault::NamelessRecord] {
        let server = HubServer::new(catalogue(60));
        server.plan(move |request| (request.get("cursor").is_none()).then_some(fault));
        let fetcher = Fetcher::new();
        let report = fetcher.fetch(&server);
        // The second record of the first page of each walk, unless the other walk has it on an undamaged page.
        assert_eq!(report.malformed, 2, "{fault:?}");
        assert!((46..=48).contains(&fetcher.ids().len()), "{fault:?}: {}", fetcher.ids().len());
        assert!(!report.malformed_reasons.is_empty());
    }
}

#[test]
fn a_used_up_window_is_waited_for_as_long_as_it_lasts() {
    let server = HubServer::new(catalogue(300));
    server.quota(Quota { requests: 10, seconds: 300 });
    server.pass(Duration::from_secs(132));
    let mut fetcher = Fetcher::new();
    fetcher.config.spare_requests = 0;
    // Another client uses up the limit.
    server.plan(first(&[]));
    let report = fetcher.fetch(&server);
    assert_eq!(fetcher.ids().len(), 240);
    assert_eq!(fetcher.waits(), [169.0], "168 seconds are left of the window, and one more is waited");
    assert_eq!(report.retries, 0);
}

/// The client believes at most an hour of it, and does not wait while requests are left.
#[test]
fn a_window_without_an_end_is_no_reason_to_stop() {
    let server = HubServer::new(catalogue(60));
    server.plan(|_| Some(Fault::EndlessWindow));
    let fetcher = Fetcher::new();
    let report = fetcher.fetch(&server);
    assert_eq!((fetcher.ids().len(), report.retries, fetcher.waits().len()), (48, 0, 0));
}

/// A fetch that was killed while it replaced a file leaves the new one under a temporary name.
#[test]
fn temporary_files_of_a_killed_fetch_are_removed() {
    let server = HubServer::new(catalogue(20));
    let fetcher = Fetcher::new();
    fetcher.fetch(&server);
    let before = fetcher.files();
    for name in ["snapshot.json.aB3dE9.new", "gone.jsonl.000000.new", "notes.new"] {
        File::create_new(fetcher.folder().join(name)).unwrap();
    }
    fetcher.fetch(&server);
    let others: Vec<String> = fetcher.files().into_iter().filter(|name| !before.contains(name)).collect();
    assert_eq!(others, ["notes.new"], "what is not ours stays");
}
