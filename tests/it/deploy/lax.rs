//! Stores that ignore or refuse conditional writes, and locks with odd dates.

use super::{Built, failure, files, report, said, tree};
use crate::lax_server::{Dates, LaxServer, Mode};
use durable_files::FolderLock;
use serde_json::json;
use std::{
    collections::BTreeSet,
    fs,
    process::{Command, Stdio},
    sync::{Arc, Condvar, Mutex},
    time::Duration,
};

const MODES: [Mode; 3] = [Mode::Strict, Mode::Ignores, Mode::Refuses];

/// How many times two deploys start at once on each kind of store.
#[expect(clippy::disallowed_methods, reason = "the size of the test is an environment variable")]
fn rounds() -> usize {
    std::env::var("LAX_ROUNDS").ok().and_then(|count| count.parse().ok()).unwrap_or(4)
}

fn to(built: &Built, server: &LaxServer, args: &[&str]) -> Command {
    let mut command = built.command(&[&["s3://models"], args].concat());
    server.set(&mut command);
    command
}

fn lock(renewed: &str) -> String {
    json!({ "who": "ci@example", "id": "7", "since": "2026-01-01T00:00:00Z", "renewed": renewed }).to_string()
}

/// A store may ignore `If-None-Match` or answer 501. The site is deployed, and the report contains a warning.
#[test]
fn a_store_without_conditional_writes_is_deployed_to_with_a_warning() {
    for (mode, note) in [
        (Mode::Strict, None),
        (Mode::Ignores, Some("the store ignores the conditions of writes")),
        (Mode::Refuses, Some("the store has no conditional writes")),
    ] {
        let server = LaxServer::new(mode);
        let mut site = files(40);
        let built = Built::new(&site);
        for at in 0..2 {
            let report = report(to(&built, &server, &["--json"]));
            let notes = report["notes"].to_string();
            assert_eq!(note.is_some_and(|note| notes.contains(note)), note.is_some(), "{mode:?}: {notes}");
            assert_eq!(notes.contains("conditional writes") || notes.contains("conditions"), note.is_some(), "{notes}");
            assert_eq!(server.tree(), tree(&built.dist()), "{mode:?} {at}");
            assert_eq!(server.records(), ["deployed.zst"], "{mode:?} {at}");
            let asked = server.server.asked();
            let conditional = asked.iter().filter(|asked| !asked.header("if-none-match").is_empty()).count();
            // The lock, its verification, and the record of the first deploy.
            let expected = [[3, 2], [2, 2], [1, 1]][mode as usize][at];
            assert_eq!(conditional, expected, "{mode:?} {at}: nothing is asked again that cannot change");
            site.insert("index.html".to_owned(), "<!doctype html>other".to_owned());
            built.build(&site);
        }
    }
}

/// The lock of another deploy is not overwritten, however the store treats conditions.
#[test]
fn the_lock_of_another_is_seen_on_every_store() {
    for mode in MODES {
        for name in [".modelpress/lock", ".modelpress/lock-7"] {
            let server = LaxServer::new(mode);
            let now = time_of_day();
            server.put(name, lock(&now));
            let built = Built::new(&files(40));
            let told = failure(to(&built, &server, &[]), 1);
            assert!(told.contains("another deploy to `s3://models` is running: ci@example"), "{mode:?}: {told}");
            assert!(server.tree().is_empty());
            assert_eq!(server.records(), [name.strip_prefix(".modelpress/").unwrap()], "{mode:?}");
            let report = report(to(&built, &server, &["--json", "--force"]));
            assert!(report["notes"].to_string().contains("took over the lock of ci@example"), "{report}");
            assert_eq!(server.records(), ["deployed.zst"], "{mode:?}");
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a lock that is fresh has the time of day")]
fn time_of_day() -> String {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    jiff::Timestamp::from_second(i64::try_from(seconds).unwrap()).unwrap().to_string()
}

/// Both deploys wait until the other has claimed the lock. At most one of them may continue.
#[test]
fn of_two_deploys_at_once_one_succeeds_on_every_store() {
    for mode in MODES {
        for round in 0..rounds() {
            let claims: Arc<(Mutex<BTreeSet<String>>, Condvar)> = Arc::default();
            let shared = Arc::clone(&claims);
            let server = LaxServer::with(mode, Dates::default(), move |asked| {
                if asked.method == "PUT" && asked.target.contains("/.modelpress/lock-") {
                    let (seen, changed) = &*shared;
                    let mut seen = seen.lock().unwrap();
                    seen.insert(asked.target.clone());
                    changed.notify_all();
                    // A process that fails earlier does not block the other forever.
                    let wait = changed.wait_timeout_while(seen, Duration::from_mins(1), |seen| seen.len() < 2);
                    drop(wait.unwrap());
                }
            });
            let sites = [files(40), files(44)].map(|mut site| {
                let count = site.len();
                site.insert("index.html".to_owned(), format!("<!doctype html>one of {count} files"));
                Built::new(&site)
            });
            let children = sites
                .each_ref()
                .map(|built| to(built, &server, &[]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap());
            let outputs = children.map(|child| child.wait_with_output().unwrap());
            assert_eq!(claims.0.lock().unwrap().len(), 2, "both were at work at once");
            let winners: Vec<&Built> = sites
                .iter()
                .zip(&outputs)
                .filter(|(_, output)| output.status.success())
                .map(|(built, _)| built)
                .collect();
            let told = outputs.each_ref().map(said);
            for (output, told) in outputs.iter().zip(&told) {
                // A deploy that claims the lock after the other has ended finds a store that differs from its plan.
                let is_refused = told.contains("another deploy to `s3://models` is running: ")
                    && told.contains("--force")
                    || told.contains("another deploy to `s3://models` finished during this one");
                assert!(output.status.success() || is_refused, "{mode:?} {round}: {told}");
            }
            match winners[..] {
                [] => assert!(server.tree().is_empty(), "{mode:?} {round}"),
                [winner] => assert_eq!(server.tree(), tree(&winner.dist()), "{mode:?} {round}"),
                _ => panic!("{mode:?} {round}: both succeeded: {told:?}"),
            }
            assert!(!server.records().iter().any(|name| name.starts_with("lock")), "{mode:?} {round}");
        }
    }
}

/// A machine with a wrong clock can write any date. This is no error, and its lock expires after ten minutes by the
/// store's clock.
#[test]
fn a_lock_from_the_future_ends_by_the_clock_of_the_store() {
    for mode in MODES {
        for renewed in ["2099-01-01T00:00:00Z", "9999-12-30T22:00:00Z", "-009999-01-03T00:00:00Z"] {
            let is_past = renewed.starts_with('-');
            for (written, is_fresh) in [("2026-06-01T11:51:00.000Z", !is_past), ("2026-06-01T11:49:00.000Z", false)] {
                let dates = Dates { now: "Mon, 01 Jun 2026 12:00:00 GMT", written };
                let server = LaxServer::with(mode, dates, |_| {});
                server.put(".modelpress/lock", lock(renewed));
                let built = Built::new(&files(40));
                if is_fresh {
                    let told = failure(to(&built, &server, &[]), 1);
                    assert!(told.contains("is running: ci@example") && told.contains("ten minutes"), "{told}");
                } else {
                    let report = report(to(&built, &server, &["--json"]));
                    assert!(report["notes"].to_string().contains("took over the lock of ci@example"), "{report}");
                }
            }
        }
    }
}

/// The clock of this machine can be wrong by any amount, because the age of a lock is measured by the store's clock.
#[test]
fn a_wrong_clock_neither_takes_a_live_lock_nor_waits_for_a_dead_one() {
    let dates = || Dates { now: "Sun, 01 Jun 2036 12:00:00 GMT", written: "2036-06-01T12:00:00.000Z" };
    for (renewed, is_live) in [("2036-06-01T11:59:00Z", true), ("2036-06-01T11:49:00Z", false)] {
        let server = LaxServer::with(Mode::Strict, dates(), |_| {});
        server.put(".modelpress/lock-7", lock(renewed));
        let built = Built::new(&files(40));
        let output = to(&built, &server, &[]).output().unwrap();
        assert_eq!(output.status.code(), Some(i32::from(is_live)), "{renewed}: {}", said(&output));
    }
}

/// The operating system holds the lock of a folder. Neither `--force` nor waiting releases it, so the hint suggests
/// neither.
#[test]
fn the_hint_of_a_locked_folder_fits_a_folder() {
    let built = Built::new(&files(40));
    fs::create_dir_all(built.path("www/.modelpress")).unwrap();
    let held = FolderLock::take(&built.path("www/.modelpress/lock")).unwrap();
    let told = failure(built.command(&[&format!("file://{}", built.path("www").display())]), 1);
    assert!(told.contains("hint: wait for it to finish; the lock is released"), "{told}");
    assert!(!told.contains("--force") && !told.contains("ten minutes"), "{told}");
    drop(held);
}
