//! What is true for every kind of store: the number of requests and uploads, and how two deploys interact.

use super::{Built, failure, files, size, tree};
use crate::store_server::{Asked, Backend, StoreServer};
use serde_json::json;
use std::{collections::BTreeMap, process::Stdio, thread, time::Duration};

on_each_store!(
    a_deploy_sends_what_changed_and_nothing_else,
    a_bucket_without_a_record_is_listed_and_compared,
    sites_in_one_bucket_leave_each_other_alone,
    of_two_deploys_the_second_stops,
    a_deploy_that_was_overtaken_says_so,
    the_endpoint_of_a_target_is_stronger_than_the_environment,
    a_store_that_is_not_there_is_told_as_such,
    names_are_kept_as_they_are,
    a_store_is_repaired_on_demand,
);

/// The number of uploaded files. A new sitemap index is uploaded twice.
fn puts(asked: &[Asked]) -> usize {
    let index = asked.iter().filter(|asked| asked.puts_file() && asked.key.ends_with("sitemap.xml")).count();
    asked.iter().filter(|asked| asked.puts_file()).count() - index.saturating_sub(1)
}

fn a_deploy_sends_what_changed_and_nothing_else<B: Backend>(server: &StoreServer<B>) {
    let count = size::<B>();
    let mut site = files(count);
    let built = Built::new(&site);
    let first = built.deploy(server, &[]);
    let asked = server.asked();
    assert_eq!((&first["added"], puts(&asked)), (&json!(count), count));
    assert!(asked.len() <= count + 12, "what arrived is told in the answer to it: {} requests", asked.len());
    assert_eq!(server.tree(), tree(&built.dist()));
    assert_eq!(server.records(), ["deployed.zst"], "no lock and no intent stays");
    let again = built.deploy(server, &[]);
    let asked = server.asked();
    assert_eq!(again["unchanged"], json!(count));
    assert!(asked.len() <= 3 && asked.iter().all(|asked| asked.method == "GET"), "{asked:?}");
    // One page of a hundred changes.
    let pages: Vec<String> = site.keys().filter(|path| path.ends_with("/index.html")).cloned().collect();
    let changed: Vec<&String> = pages.iter().skip(1).step_by(100).collect();
    for path in &changed {
        site.insert((*path).clone(), "<!doctype html>other".to_owned());
    }
    built.build(&site);
    let report = built.deploy(server, &[]);
    assert_eq!((&report["changed"], puts(&server.asked())), (&json!(changed.len()), changed.len()));
    assert_eq!(server.tree(), tree(&built.dist()));
    site.retain(|path, _| !path.contains("owner-1"));
    built.build(&site);
    assert!(built.fail(server, &[]).contains("would be removed"));
    assert!(server.asked().iter().all(|asked| asked.method == "GET"), "refused before anything was written");
    built.deploy(server, &["--max-deletions", "0.5"]);
    let asked = server.asked();
    assert!(asked.iter().filter(|asked| asked.method == "POST").count() <= count / 1_000 + 4, "many in one request");
    assert_eq!(server.tree(), tree(&built.dist()));
}

/// Files that were uploaded by other means are compared by length and `ETag`, or uploaded again if the `ETag` is not a
/// hash of the content.
fn a_bucket_without_a_record_is_listed_and_compared<B: Backend>(server: &StoreServer<B>) {
    let mut site = files(40);
    let built = Built::new(&site);
    built.deploy(server, &[]);
    server.remove(".modelpress/deployed.zst");
    site.insert("index.html".to_owned(), "<!doctype html><a href=\"/models/\">ALL</a>".to_owned());
    built.build(&site);
    server.asked();
    let report = built.deploy(server, &[]);
    let (changed, unchanged) = if B::TELLS_HASHES { (1, 39) } else { (40, 0) };
    assert_eq!([&report["changed"], &report["unchanged"]], [&json!(changed), &json!(unchanged)], "{report}");
    assert_eq!(puts(&server.asked()), changed);
    assert_eq!(report["notes"].to_string().contains("identical files were kept"), B::TELLS_HASHES, "{report}");
    assert_eq!(server.tree(), tree(&built.dist()));
    assert_eq!(built.deploy(server, &[])["unchanged"], json!(40), "there is a record again");
}

fn sites_in_one_bucket_leave_each_other_alone<B: Backend>(server: &StoreServer<B>) {
    let (host, shop) = (Built::new(&files(40)), Built::new(&files(20)));
    host.deploy(server, &[]);
    let mut command = shop.command(&[&format!("{}/shop", server.url()), "--json"]);
    server.set(&mut command);
    assert_eq!(super::report(command)["added"], json!(20));
    let report = host.deploy(server, &["--delete-unknown"]);
    assert_eq!([&report["deleted"], &report["unchanged"]], [&json!(0), &json!(40)], "{report}");
    let there = server.tree().into_iter();
    let below: BTreeMap<_, _> =
        there.filter_map(|(name, bytes)| Some((name.strip_prefix("shop/")?.to_owned(), bytes))).collect();
    assert_eq!(below, tree(&shop.dist()));
}

/// During a deploy, a second one stops immediately, and the first one completes normally.
fn of_two_deploys_the_second_stops<B: Backend>(server: &StoreServer<B>) {
    let built = Built::new(&files(40));
    server.hold("index.html");
    let first = built.to(server, &["--json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while !server.seen().iter().any(|asked| asked.method == "PUT" && asked.key == "index.html") {
        thread::sleep(Duration::from_millis(5));
    }
    server.asked();
    let other = Built::new(&files(42));
    let said = other.fail(server, &[]);
    assert!(
        said.contains(&format!("another deploy to `{}` is running", server.url())) && said.contains("--force"),
        "{said}"
    );
    assert_eq!(puts(&server.asked()), 0);
    server.let_go();
    let output = first.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", super::said(&output));
    assert_eq!(server.tree(), tree(&built.dist()));
    assert_eq!(server.records(), ["deployed.zst"]);
}

/// A deploy that lost its lock notices this at the latest before it writes its record.
fn a_deploy_that_was_overtaken_says_so<B: Backend>(server: &StoreServer<B>) {
    let built = Built::new(&files(40));
    server.hold("index.html");
    let first = built.to(server, &[]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while !server.seen().iter().any(|asked| asked.method == "PUT" && asked.key == "index.html") {
        thread::sleep(Duration::from_millis(5));
    }
    let other = Built::new(&files(42));
    let report = other.deploy(server, &["--force"]);
    assert!(report["notes"].to_string().contains("took over the lock of"), "{report}");
    server.let_go();
    let output = first.wait_with_output().unwrap();
    let said = super::said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    let told = format!("another deploy to `{}` finished during this one", server.url());
    assert!(said.contains(&told), "{said}");
    assert_eq!(server.records()[0], "deployed.zst");
}

fn the_endpoint_of_a_target_is_stronger_than_the_environment<B: Backend>(server: &StoreServer<B>) {
    let built = Built::new(&files(40));
    // A slash at the end is not part of the names.
    let target = format!("[deploy.targets.a]\nurl = \"{}\"\nendpoint = \"{}/\"\n", server.url(), server.address());
    built.write("site.toml", &target);
    let mut command = built.command(&["a", "--json"]);
    server.set(&mut command);
    command.env(B::ENDPOINT, "http://127.0.0.1:9");
    assert_eq!(super::report(command)["added"], json!(40));
    assert_eq!(server.tree(), tree(&built.dist()));
}

fn a_store_that_is_not_there_is_told_as_such<B: Backend>(server: &StoreServer<B>) {
    let built = Built::new(&files(40));
    let mut command = built.to(server, &[]);
    command.env(B::ENDPOINT, "http://127.0.0.1:9");
    let said = failure(command, 1);
    assert!(said.contains(&format!("cannot reach `{}`", server.url())) && said.contains(B::ENDPOINT), "{said}");
    let other = format!("{}://no-such-bucket", B::SCHEME);
    let mut command = built.command(&[&other]);
    server.set(&mut command);
    let said = failure(command, 1);
    assert!(said.contains(&format!("the bucket or container of `{other}` does not exist")), "{said}");
    // Without write access, everything fails with a message.
    server.misbehave(|_, asked| (asked.method == "PUT").then_some(403));
    let said = built.fail(server, &[]);
    assert!(said.contains(&format!("`{}` refused to take the lock", server.url())), "{said}");
    assert_eq!(server.tree().len(), 0);
}

/// Names pass through URLs and, where lists are XML, through XML. Both escape some characters.
fn names_are_kept_as_they_are<B: Backend>(server: &StoreServer<B>) {
    let mut site = files(40);
    for name in ["with space.html", "a+b/c=d.html", "R&D <x>.json", "ünïcode/模型.html", "100%.txt", "it's~(here).md"]
    {
        site.insert(name.to_owned(), format!("<!doctype html>{name}"));
    }
    let built = Built::new(&site);
    assert_eq!(built.deploy(server, &[])["added"], json!(46));
    assert_eq!(server.tree(), tree(&built.dist()));
    server.remove(".modelpress/deployed.zst");
    assert_eq!(built.deploy(server, &[])["added"], json!(0), "the list names them as they were put");
    site.retain(|name, _| name.contains("index") || !name.ends_with(['l', 'n', 't']));
    built.build(&site);
    built.deploy(server, &["--max-deletions", "50%"]);
    assert_eq!(server.tree(), tree(&built.dist()));
}

/// Only `--verify` finds and repairs what someone else changed or removed.
fn a_store_is_repaired_on_demand<B: Backend>(server: &StoreServer<B>) {
    let built = Built::new(&files(40));
    built.deploy(server, &[]);
    server.put("index.html", b"hacked".to_vec());
    server.remove("models/index.html");
    let report = built.deploy(server, &[]);
    assert_eq!(report["unchanged"], json!(40), "the record is trusted");
    assert_ne!(server.tree(), tree(&built.dist()));
    let report = built.deploy(server, &["--verify", "--dry-run"]);
    assert!(report["notes"].to_string().contains("compared the store with the last deploy"), "{report}");
    assert_ne!(server.tree(), tree(&built.dist()), "a dry run repairs nothing");
    built.deploy(server, &["--verify"]);
    assert_eq!(server.tree(), tree(&built.dist()));
}
