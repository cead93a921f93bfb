//! The pipeline with the real program and the real clock: it is fetched with faults, killed at numbered points, fetched
//! again and built.
//!
//! `FETCH_MODELS=100000` runs it at full size.

use super::records;
use crate::{
    hub_server::{Fate, Fault, HubServer, by_chance, catalogue},
    site::{SiteTest, report},
};
use durable_files::KILL_AT;
use serde_json::Value;
use std::{
    process::{Command, Stdio},
    thread,
    time::Duration,
};

#[expect(clippy::disallowed_methods, reason = "the size of the test is an environment variable")]
fn models() -> usize {
    std::env::var("FETCH_MODELS").ok().and_then(|count| count.parse().ok()).unwrap_or(4_000)
}

/// A project that fetches from this server.
fn project(server: &HubServer, page_size: usize) -> SiteTest {
    let site = SiteTest::new(&[]);
    site.remove("content/models/all.jsonl");
    let hub = format!("[source.hub]\nendpoint = '{}'\npage-size = {page_size}\n", server.url());
    site.write("site.toml", format!("{hub}[select]\nmin-downloads = 99_000\n"));
    site
}

pub(super) fn command(site: &SiteTest, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_modelpress"));
    command.args(args).current_dir(site.path(""));
    for name in [
        "HF_TOKEN",
        "HF_ENDPOINT",
        "HUGGING_FACE_HUB_TOKEN",
        "HF_HOME",
        "HF_TOKEN_PATH",
        "http_proxy",
        "HTTP_PROXY",
        "all_proxy",
        "ALL_PROXY",
        "https_proxy",
        "HTTPS_PROXY",
    ] {
        command.env_remove(name);
    }
    command.env("HOME", site.path("")).env_remove("XDG_CACHE_HOME");
    command
}

fn fetch(site: &SiteTest) -> Value {
    report(&command(site, &["fetch", "--json"]).output().unwrap())
}

#[test]
fn killed_at_any_moment_the_next_fetch_ends_with_every_model() {
    let count = models();
    let page_size = (count / 160).clamp(20, 500);
    let seed = fastrand::u64(..);
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("seed {seed}\n").as_bytes());
    let server = HubServer::new(catalogue(count));

    let faultless = project(&server, page_size);
    let expected = fetch(&faultless);
    let text_models = count - count / 5;
    assert_eq!((expected["models"].as_u64(), expected["retries"].as_u64()), (Some(text_models as u64), Some(0)));

    server.plan(by_chance(20, seed));
    let site = project(&server, page_size);
    // The first ones are killed between pages, each a little later. After the last page, every point is a kill.
    let mut point = 1;
    while !command(&site, &["fetch"]).env(KILL_AT, point.to_string()).output().unwrap().status.success() {
        point += 1;
    }
    assert!(point > 20, "{point} points are fewer than a fetch of that many pages has");
    let last = fetch(&site);
    let (found, wanted) = (records(&site.path("")), records(&faultless.path("")));
    assert!(found.keys().eq(wanted.keys()), "{} models instead of {}", found.len(), wanted.len());
    assert!(found == wanted, "the same records");
    assert_eq!(last["models"].as_u64(), Some(text_models as u64));
    assert_eq!(last["malformed"], 0);

    changes_take_few_requests(&server, &site, count);
    let built = site.build();
    assert_eq!(built["models_read"].as_u64(), Some(text_models as u64));
    assert!(built["models"].as_u64().unwrap() > 0);
}

/// One model of a hundred changes.
fn changes_take_few_requests(server: &HubServer, site: &SiteTest, count: usize) {
    server.no_faults();
    server.requests();
    server.change(|models| {
        for at in (0..count).step_by(100) {
            models[at].modified = 1_782_000_000_000 + i64::try_from(at).unwrap();
        }
    });
    let report = fetch(site);
    let changed = (0..count).step_by(100).filter(|at| at % 5 != 4).count() as u64;
    assert_eq!((report["full"].as_bool(), report["changed"].as_u64()), (Some(false), Some(changed)));
    let requests = server.requests().len();
    assert!(requests <= 6, "{requests} requests");
}

/// Far shorter than any wait of the client, so that nothing depends on the speed of the machine.
#[test]
fn a_killed_fetch_leaves_the_snapshot_of_before() {
    let server = HubServer::new(catalogue(400));
    let site = project(&server, 10);
    fetch(&site);
    let before = records(&site.path(""));
    server.requests();
    // From the tenth answer on, the Hub asks every client to wait.
    let begun = std::sync::atomic::AtomicU64::new(0);
    server.plan(move |_| {
        let at = begun.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        (at >= 10).then_some(Fault::TooManyRetryAfter(500))
    });
    let mut child = command(&site, &["fetch", "--full"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    for _ in 0..600 {
        if server.state.requests.lock().unwrap().len() > 10 {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(records(&site.path("")), before);
    server.no_faults();
    let report = fetch(&site);
    assert_eq!((report["full"].as_bool(), report["resumed_pages"].as_u64()), (Some(true), Some(10)));
    assert_eq!(records(&site.path("")), before);
}

/// Starts a fetch with one request at a time, and kills it when this file contains this text.
fn kill_when(site: &SiteTest, args: &[&str], file: &str, text: &str) {
    let mut child = command(site, args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let path = site.path("content/models/hub").join(file);
    let mut is_there = false;
    for _ in 0..1_200 {
        is_there = std::fs::read_to_string(&path).is_ok_and(|found| found.contains(text));
        if is_there {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
    child.kill().unwrap();
    assert!(!child.wait().unwrap().success());
    assert!(is_there, "{file}");
}

fn one_at_a_time(server: &HubServer) -> SiteTest {
    let site = project(server, 20);
    site.write("site.toml", format!("[source.hub]\nendpoint = '{}'\nconnections = 1\n", server.url()));
    site
}

/// The killed fetch had the record with the new id only in memory.
#[test]
fn a_renamed_model_outlives_the_fetch_that_found_it() {
    let server = HubServer::new(catalogue(100));
    let site = one_at_a_time(&server);
    fetch(&site);
    server.change(|models| {
        let mut renamed = models[0].clone();
        // In no listing under either id.
        (renamed.id, renamed.fate) = ("new/name".to_owned(), Fate::Hidden);
        models[0].fate = Fate::Renamed("new/name".to_owned());
        models[1].fate = Fate::Hidden;
        models.push(renamed);
    });
    server.plan(|request| request.path.ends_with("/owner-1/Model-1").then_some(Fault::TooManyRetryAfter(500)));
    kill_when(&site, &["fetch", "--full"], "run/journal.jsonl", "renamed");
    server.no_faults();
    let report = fetch(&site);
    assert_eq!((&report["renamed"], &report["models"]), (&1.into(), &80.into()));
    let records = records(&site.path(""));
    assert!(records.contains_key("new/name") && !records.contains_key("owner-0/Model-0"));
    assert!(records.contains_key("owner-1/Model-1"));
}

/// Sizes from before the kill are in the next snapshot and are not requested again.
#[test]
fn sizes_outlive_the_fetch_that_got_them() {
    let server = HubServer::new(catalogue(100));
    let site = one_at_a_time(&server);
    let asked = std::sync::atomic::AtomicU64::new(0);
    server.plan(move |request| {
        let at = if request.is_list() { 0 } else { asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) };
        (at >= 3).then_some(Fault::TooManyRetryAfter(500))
    });
    let third = {
        let mut by_use = catalogue(100);
        by_use.retain(|model| model.pipeline_tag == "text-generation");
        by_use.sort_by_key(|model| std::cmp::Reverse(model.downloads));
        by_use.swap_remove(2).id
    };
    kill_when(&site, &["fetch", "--detail", "sizes"], "sizes.cache", &third);
    server.no_faults();
    server.requests();
    // The first one resumes, and the second finds no changes.
    for _ in 0..2 {
        fetch(&site);
        let records = records(&site.path("")).into_values();
        let sized = records.filter(|record| record["siblings"][0]["size"].is_u64()).count();
        assert_eq!(sized, 3);
    }
    assert!(server.requests().iter().all(crate::hub_server::Request::is_list));
}
