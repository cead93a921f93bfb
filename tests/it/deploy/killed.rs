//! Killed deploys, and how the next one resumes.

use super::{Built, Files, files, records, report, size, tree};
use crate::{
    s3_server::S3Server,
    store_server::{Asked, Backend, StoreServer},
};
use durable_files::KILL_AT;
use serde_json::json;
use std::{
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
};

on_each_store!(
    killed_at_any_moment_the_next_goes_on,
    what_a_killed_deploy_put_and_the_next_does_not_want_goes,
    a_lock_that_nobody_renews_is_taken_over,
    of_two_that_take_a_lock_over_one_wins,
);

/// Kills a deploy after the write with this number. Returns whether the deploy completed before that.
fn killed_after<B: Backend>(server: &StoreServer<B>, mut command: Command, writes: usize) -> bool {
    let child: Arc<Mutex<Option<Child>>> = Arc::default();
    let victim = Arc::clone(&child);
    let mut seen = 0;
    server.after_each_write(move |_| {
        seen += 1;
        if seen == writes
            && let Some(child) = victim.lock().unwrap().as_mut()
        {
            child.kill().unwrap();
        }
    });
    {
        let mut child = child.lock().unwrap();
        *child = Some(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
    }
    // Outside of the lock, which the killing thread needs.
    let ended = loop {
        let ended = child.lock().unwrap().as_mut().unwrap().try_wait().unwrap();
        if let Some(ended) = ended {
            break ended;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    };
    server.look_no_more();
    ended.success()
}

/// Ten kills during the first deploy, and ten during an update with additions, changes and removals. No file is
/// uploaded twice, except those in transit at a kill and those on a store that provides no hashes.
fn killed_at_any_moment_the_next_goes_on<B: Backend>(server: &StoreServer<B>) {
    const ON_THEIR_WAY: usize = 10 * 18;
    // On a store without hashes, each deploy may upload a file again, including the last deploy.
    let at_most = |files: usize| if B::TELLS_HASHES { files + ON_THEIR_WAY } else { files * 11 };
    let mut chance = fastrand::Rng::with_seed(9);
    let count = size::<B>();
    let mut site = files(count);
    let built = Built::new(&site);
    let mut puts = 0;
    let mut kill_ten_times = |built: &Built, site: &Files, work: usize, expected: [usize; 2]| {
        for _ in 0..10 {
            // Sometimes before the first file, sometimes after many.
            let writes = chance.usize(1..=(work / 6).max(4));
            killed_after(server, built.to(server, &["--force", "--max-deletions", "50%"]), writes);
            puts += server.asked().iter().filter(|asked| asked.puts_file()).count();
        }
        let report = report(built.to(server, &["--json", "--force", "--max-deletions", "50%"]));
        puts += server.asked().iter().filter(|asked| asked.puts_file()).count();
        assert_eq!(report["files"], json!(site.len()));
        let told = |list: &str| report["addresses"][list].as_array().unwrap().len();
        assert_eq!([told("added") + told("changed"), told("deleted")], expected, "of all that was done");
        assert_eq!(server.tree(), tree(&built.dist()));
        assert_eq!(server.records(), ["deployed.zst"]);
        std::mem::take(&mut puts)
    };
    let first = kill_ten_times(&built, &site, count, [count, 0]);
    assert!(first <= at_most(count), "{first} puts of {count} files");
    site.retain(|path, _| !path.contains("owner-1"));
    let gone = count - site.len();
    for (path, text) in &mut site {
        if path.contains("owner-2") {
            text.push_str("<p>More.</p>");
        }
    }
    for at in 0..count / 20 {
        site.insert(format!("models/new/model-{at}/index.html"), "<!doctype html>new".to_owned());
    }
    built.build(&site);
    let changed = site.keys().filter(|path| path.contains("owner-2") || path.contains("/new/")).count();
    let second = kill_ten_times(&built, &site, changed, [changed, gone]);
    assert!(second <= at_most(changed), "{second} puts of {changed} files");
}

/// Killed, rebuilt, then deployed: files of the killed deploy that are no longer needed are deleted.
fn what_a_killed_deploy_put_and_the_next_does_not_want_goes<B: Backend>(server: &StoreServer<B>) {
    let mut site = files(100);
    let built = Built::new(&site);
    assert!(!killed_after(server, built.to(server, &[]), 60));
    site.retain(|path, _| !path.contains("owner-0"));
    built.build(&site);
    assert!(server.tree().keys().any(|path| path.contains("owner-0")), "some of it was there");
    let report = report(built.to(server, &["--json", "--force", "--max-deletions", "100%"]));
    assert_eq!(report["resumed"], json!(true));
    assert_eq!(server.tree(), tree(&built.dist()));
}

/// If a deploy was killed after it wrote its record, only its intent is left, and there is nothing to resume.
#[test]
fn an_intent_that_was_left_behind_is_cleared_away() {
    let server = S3Server::start();
    let built = Built::new(&files(40));
    // Name and content.
    let intent: Arc<Mutex<(String, Vec<u8>)>> = Arc::default();
    let (bucket, seen) = (server.folder(), Arc::clone(&intent));
    server.after_each_write(move |asked| {
        if asked.key.contains("/intent-") && asked.method == "PUT" {
            *seen.lock().unwrap() = (asked.key.clone(), std::fs::read(bucket.join(&asked.key)).unwrap());
        }
    });
    built.deploy(&server, &[]);
    server.look_no_more();
    let (key, bytes) = std::mem::take(&mut *intent.lock().unwrap());
    server.put(&key, bytes);
    server.asked();
    let report = built.deploy(&server, &[]);
    assert_eq!([&report["resumed"], &report["unchanged"]], [&json!(false), &json!(40)], "{report}");
    assert!(!server.asked().iter().any(Asked::puts_file));
    assert_eq!(server.records(), ["deployed.zst"]);
}

/// The lock of a killed deploy expires ten minutes after its last renewal.
fn a_lock_that_nobody_renews_is_taken_over<B: Backend>(server: &StoreServer<B>) {
    let built = Built::new(&files(40));
    assert!(!killed_after(server, built.to(server, &[]), 20));
    let said = built.fail(server, &[]);
    assert!(said.contains("is running") && said.contains("--force"), "{said}");
    make_stale(server);
    let report = built.deploy(server, &[]);
    assert!(report["notes"].to_string().contains("took over the lock"), "{report}");
    assert_eq!(server.tree(), tree(&built.dist()));
}

/// Changes the lock as if its owner had not renewed it for a long time.
fn make_stale<B: Backend>(server: &StoreServer<B>) {
    let names: Vec<String> = server.locks().iter().map(|name| format!(".modelpress/{name}")).collect();
    let mut lock: serde_json::Value = serde_json::from_slice(&server.objects(&names)[&names[0]].bytes).unwrap();
    lock["renewed"] = json!("2026-01-01T00:00:00Z");
    server.put(&names[0], lock.to_string().into_bytes());
}

fn of_two_that_take_a_lock_over_one_wins<B: Backend>(server: &StoreServer<B>) {
    let built = Built::new(&files(40));
    assert!(!killed_after(server, built.to(server, &[]), 5));
    make_stale(server);
    server.hold("robots.txt");
    // Two machines deploy the same site.
    let other = Built::new(&files(40));
    let mut both = [&built, &other]
        .map(|built| built.to(server, &[]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap());
    // The first deploy waits at its last files until the other ends.
    let ended = loop {
        match both.iter_mut().position(|child| child.try_wait().unwrap().is_some()) {
            Some(at) => break at,
            None => std::thread::sleep(std::time::Duration::from_millis(5)),
        }
    };
    server.let_go();
    let [first, second] = both.map(|child| child.wait_with_output().unwrap());
    let (loser, winner) = if ended == 0 { (first, second) } else { (second, first) };
    let said = super::said(&loser);
    assert!(loser.status.code() == Some(1) && said.contains("is running"), "{said}");
    assert_eq!(winner.status.code(), Some(0), "{}", super::said(&winner));
    assert_eq!(server.tree(), tree(&built.dist()));
}

/// In a folder, the operating system releases the lock of a killed process.
#[test]
fn a_killed_deploy_into_a_folder_is_gone_on_with_at_once() {
    let built = Built::new(&files(3_000));
    let www = built.path("www");
    let url = format!("file://{}", www.display());
    assert!(!built.command(&[&url]).env(KILL_AT, "300").output().unwrap().status.success());
    let report = report(built.command(&[&url, "--json"]));
    assert_eq!(report["resumed"], true, "{report}");
    let unchanged = report["unchanged"].as_u64().unwrap();
    assert!((290..3_000).contains(&unchanged), "{report}");
    assert_eq!(tree(&www), tree(&built.dist()));
    assert_eq!(records(&www), ["deployed.zst", "lock"]);
}
