//! Against S3: how much is asked and sent, and what is said where it cannot be.

use super::{Built, failure, files, records, size, tree};
use crate::s3_server::{Asked, KEY, S3Server, SECRET};
use serde_json::json;
use std::{process::Stdio, thread, time::Duration};

/// Files that are put; the index of sitemaps is, where it is new, put twice.
fn puts(asked: &[Asked]) -> usize {
    let index = asked.iter().filter(|asked| asked.puts_file() && asked.key.ends_with("sitemap.xml")).count();
    asked.iter().filter(|asked| asked.puts_file()).count() - index.saturating_sub(1)
}

#[test]
fn a_deploy_sends_what_changed_and_nothing_else() {
    let server = S3Server::start();
    let count = size();
    let mut site = files(count);
    let built = Built::new(&site);
    let first = built.deploy(&server, &[]);
    assert_eq!((&first["added"], puts(&server.asked())), (&json!(count), count));
    assert_eq!(tree(&server.bucket()), tree(&built.dist()));
    assert_eq!(records(&server.bucket()), ["deployed.zst"], "no lock and no intent stays");
    let again = built.deploy(&server, &[]);
    let asked = server.asked();
    assert_eq!(again["unchanged"], json!(count));
    assert!(asked.len() <= 3 && asked.iter().all(|asked| asked.method == "GET"), "{asked:?}");
    // One page of a hundred is another.
    let pages: Vec<String> = site.keys().filter(|path| path.ends_with("/index.html")).cloned().collect();
    let changed: Vec<&String> = pages.iter().skip(1).step_by(100).collect();
    for path in &changed {
        site.insert((*path).clone(), "<!doctype html>other".to_owned());
    }
    built.build(&site);
    let report = built.deploy(&server, &[]);
    assert_eq!((&report["changed"], puts(&server.asked())), (&json!(changed.len()), changed.len()));
    assert_eq!(tree(&server.bucket()), tree(&built.dist()));
    site.retain(|path, _| !path.contains("owner-1"));
    built.build(&site);
    assert!(built.fail(&server, &[]).contains("would be removed"));
    assert!(server.asked().iter().all(|asked| asked.method == "GET"), "refused before anything was written");
    built.deploy(&server, &["--max-deletions", "0.5"]);
    let asked = server.asked();
    assert!(asked.iter().filter(|asked| asked.method == "POST").count() <= count / 1_000 + 4, "many in one request");
    assert_eq!(tree(&server.bucket()), tree(&built.dist()));
}

/// Somebody put the same files there by other means: they are compared by length and `ETag`.
#[test]
fn a_bucket_without_a_record_is_listed_and_compared() {
    let server = S3Server::start();
    let mut site = files(40);
    let built = Built::new(&site);
    built.deploy(&server, &[]);
    std::fs::remove_file(server.bucket().join(".modelpress/deployed.zst")).unwrap();
    site.insert("index.html".to_owned(), "<!doctype html><a href=\"/models/\">ALL</a>".to_owned());
    built.build(&site);
    server.asked();
    let report = built.deploy(&server, &[]);
    assert_eq!([&report["changed"], &report["unchanged"]], [&json!(1), &json!(39)], "{report}");
    assert_eq!(puts(&server.asked()), 1);
    assert!(report["notes"].to_string().contains("taken over"), "{report}");
}

#[test]
fn sites_in_one_bucket_leave_each_other_alone() {
    let server = S3Server::start();
    let (host, shop) = (Built::new(&files(40)), Built::new(&files(20)));
    host.deploy(&server, &[]);
    let mut command = shop.command(&["s3://models/shop", "--json"]);
    server.set(&mut command);
    assert_eq!(super::report(command)["added"], json!(20));
    let report = host.deploy(&server, &["--delete-unknown"]);
    assert_eq!([&report["deleted"], &report["unchanged"]], [&json!(0), &json!(40)], "{report}");
    assert_eq!(tree(&server.bucket().join("shop")), tree(&shop.dist()));
}

#[test]
fn what_stops_a_deploy_is_told_without_secrets() {
    let server = S3Server::start();
    let built = Built::new(&files(40));
    let mut command = built.to(&server, &[]);
    command.env("AWS_SECRET_ACCESS_KEY", "hunter2hunter2hunter2");
    let said = failure(command, 1);
    assert!(said.contains("refuses to list") && said.contains("AWS_SECRET_ACCESS_KEY"), "{said}");
    assert!(!said.contains("hunter2") && !said.contains(KEY) && !said.contains(SECRET), "{said}");
    let mut command = built.to(&server, &[]);
    command.env("AWS_ACCESS_KEY_ID", "AKIDUNKNOWN12345");
    let said = failure(command, 1);
    assert!(said.contains("refuses to list") && !said.contains("AKIDUNKNOWN"), "{said}");
    let mut command = built.command(&["s3://no-such-bucket"]);
    server.set(&mut command);
    let said = failure(command, 1);
    assert!(said.contains("there is no bucket or container for `s3://no-such-bucket`"), "{said}");
    let mut command = built.to(&server, &[]);
    command.env("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
    let said = failure(command, 1);
    assert!(said.contains("cannot reach `s3://models`") && said.contains("AWS_ENDPOINT_URL"), "{said}");
    assert_eq!(tree(&server.bucket()).len(), 0);
}

/// The endpoint of a target is stronger than the environment.
#[test]
fn a_target_names_its_endpoint() {
    let server = S3Server::start();
    let built = Built::new(&files(40));
    let endpoint = server.endpoint();
    let target = format!("[deploy.targets.r2]\nurl = \"s3://models\"\nendpoint = \"{endpoint}\"\nregion = \"auto\"\n");
    built.write("site.toml", &target);
    let mut command = built.command(&["r2", "--json"]);
    server.set(&mut command);
    command.env("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
    assert_eq!(super::report(command)["added"], json!(40));
}

/// While one deploy is at work a second one stops at once, and the first ends as if nothing had been.
#[test]
fn of_two_deploys_the_second_stops() {
    let server = S3Server::start();
    let built = Built::new(&files(40));
    server.hold("index.html");
    let first = built.to(&server, &["--json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while !server.seen().iter().any(|asked| asked.method == "PUT" && asked.key == "index.html") {
        thread::sleep(Duration::from_millis(5));
    }
    server.asked();
    let other = Built::new(&files(42));
    let said = other.fail(&server, &[]);
    assert!(said.contains("another deploy to `s3://models` is running") && said.contains("--force"), "{said}");
    assert_eq!(puts(&server.asked()), 0);
    server.let_go();
    let output = first.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", super::said(&output));
    assert_eq!(tree(&server.bucket()), tree(&built.dist()));
    assert_eq!(records(&server.bucket()), ["deployed.zst"]);
}

/// Another deploy ended between the look at the store and the lock: what was planned is old, and none of it is done.
#[test]
fn a_plan_that_is_old_by_the_time_of_the_lock_is_not_carried_out() {
    let server = S3Server::start();
    let (built, other) = (Built::new(&files(40)), Built::new(&files(42)));
    server.hold(".modelpress/lock");
    let first = built.to(&server, &[]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while !server.seen().iter().any(|asked| asked.method == "PUT" && asked.key == ".modelpress/lock") {
        thread::sleep(Duration::from_millis(5));
    }
    other.deploy(&server, &[]);
    server.asked();
    server.let_go();
    let output = first.wait_with_output().unwrap();
    let said = super::said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("another deploy to `s3://models` ended while this one was at work"), "{said}");
    assert_eq!(puts(&server.asked()), 0);
    assert_eq!(tree(&server.bucket()), tree(&other.dist()));
    assert_eq!(records(&server.bucket()), ["deployed.zst"]);
}

/// One whose lock was taken over notices at the latest where it would write its record.
#[test]
fn a_deploy_that_was_overtaken_says_so() {
    let server = S3Server::start();
    let built = Built::new(&files(40));
    server.hold("index.html");
    let first = built.to(&server, &[]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while !server.seen().iter().any(|asked| asked.method == "PUT" && asked.key == "index.html") {
        thread::sleep(Duration::from_millis(5));
    }
    let other = Built::new(&files(42));
    let report = other.deploy(&server, &["--force"]);
    assert!(report["notes"].to_string().contains("took over the lock of"), "{report}");
    server.let_go();
    let output = first.wait_with_output().unwrap();
    let said = super::said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("another deploy to `s3://models` ended while this one was at work"), "{said}");
    assert_eq!(records(&server.bucket())[0], "deployed.zst");
}
