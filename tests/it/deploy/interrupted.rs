//! Deploys that Ctrl-C or SIGTERM ends. They clean up, and the next deploy does not have to wait.

use super::{Built, files, tree};
use crate::{s3_server::S3Server, site::has_ending, store_server::StoreServer};
use serde_json::{Value, json};
use std::{
    fs,
    process::{Child, Command, Output, Stdio},
    thread,
    time::Duration,
};

/// A deploy that has uploaded most files and cannot upload its first page.
fn stuck(server: &StoreServer<S3Server>, mut command: Command) -> Child {
    server.asked();
    server.hold("index.html");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while !server.seen().iter().any(|asked| asked.method == "PUT" && asked.key == "index.html") {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it came to the first page");
        thread::sleep(Duration::from_millis(5));
    }
    child
}

fn signal(child: &Child, name: &str) {
    let status = Command::new("sh").args(["-c", &format!("kill -{name} {}", child.id())]).status().unwrap();
    assert!(status.success());
}

/// How a deploy ends after a signal, with its output.
fn ended_by(child: Child, name: &str) -> (Output, String) {
    signal(&child, name);
    let output = child.wait_with_output().unwrap();
    let said = super::said(&output);
    (output, said)
}

#[test]
fn a_signal_removes_the_lock_and_the_next_deploy_goes_on_at_once() {
    for (name, code) in [("INT", 130), ("TERM", 143)] {
        let server = S3Server::start();
        let built = Built::new(&files(40));
        let child = stuck(&server, built.to(&server, &["--json"]));
        assert_eq!(server.locks().len(), 1, "it is at work");
        let (output, said) = ended_by(child, name);
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(output.stdout.is_empty(), "no report of a deploy that is not done");
        assert!(
            said.contains(&format!("error: SIG{name} stopped the deploy to `s3://models` before it was complete\n")),
            "{said}"
        );
        assert!(said.contains("hint: run the command again; it resumes where this one stopped"), "{said}");
        let left = server.records();
        assert!(left.iter().all(|record| record.starts_with("intent-")) && left.len() == 1, "{left:?}");
        server.let_go();
        server.asked();
        let report = built.deploy(&server, &[]);
        assert_eq!(report["resumed"], json!(true), "{report}");
        assert!(!report["notes"].to_string().contains("took over"), "{report}");
        let puts = server.asked().iter().filter(|asked| asked.puts_file()).count();
        assert!(puts < 10, "what was put once is not put again: {puts}");
        assert_eq!(server.tree(), tree(&built.dist()));
        assert_eq!(server.records(), ["deployed.zst"]);
    }
}

/// If another deploy has taken over the lock, an interrupted deploy leaves it alone.
#[test]
fn the_lock_of_another_stays() {
    let server = S3Server::start();
    let built = Built::new(&files(40));
    let child = stuck(&server, built.to(&server, &[]));
    let file = server.folder().join(".modelpress").join(&server.locks()[0]);
    let mut lock: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    lock["id"] = json!("of another");
    fs::remove_file(&file).unwrap();
    server.put(".modelpress/lock-of-another", lock.to_string().into_bytes());
    let (output, said) = ended_by(child, "INT");
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert_eq!(server.locks(), ["lock-of-another"]);
}

/// A deploy that changed only headers was interrupted. Equal bytes do not show which headers an object has.
#[test]
fn headers_that_were_on_their_way_are_put_by_the_next() {
    let server = S3Server::start();
    let site = files(40);
    let built = Built::new(&site);
    let command = |cache: &str| {
        built.write("site.toml", &format!("[deploy.targets.a]\nurl = \"s3://models\"\ncache-pages = \"{cache}\"\n"));
        let mut command = built.command(&["a", "--json"]);
        server.set(&mut command);
        command
    };
    super::report(command("max-age=1"));
    let (output, said) = ended_by(stuck(&server, command("max-age=2")), "INT");
    assert_eq!(output.status.code(), Some(130), "{said}");
    server.let_go();
    super::report(command("max-age=2"));
    let pages: Vec<String> = site.into_keys().filter(|key| has_ending(key, "html")).collect();
    for (key, object) in server.objects(&pages) {
        assert_eq!(object.cache_control, "max-age=2", "{key}");
    }
}

/// The output does not claim a cleanup that failed.
#[test]
fn a_lock_that_cannot_be_removed_is_told() {
    let server = S3Server::start();
    let built = Built::new(&files(40));
    let child = stuck(&server, built.to(&server, &[]));
    server.misbehave(|_, asked| matches!(asked.method.as_str(), "POST" | "DELETE").then_some(403));
    let (output, said) = ended_by(child, "TERM");
    assert_eq!(output.status.code(), Some(143), "{said}");
    assert!(said.contains("its lock could not be removed"), "{said}");
    assert!(said.contains("in ten minutes, or with `--force`"), "{said}");
    assert_eq!(server.locks().len(), 1);
}

/// A second signal ends the deploy without waiting for the cleanup.
#[test]
fn a_second_signal_ends_it_at_once() {
    let server = S3Server::start();
    let built = Built::new(&files(40));
    let child = stuck(&server, built.to(&server, &[]));
    server.asked();
    // The store fails every request that releases the lock, so the deploy keeps retrying.
    server.misbehave(|_, _| Some(503));
    signal(&child, "INT");
    while server.seen().iter().filter(|asked| asked.method == "POST").count() < 2 {
        thread::sleep(Duration::from_millis(5));
    }
    let (output, said) = ended_by(child, "INT");
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(!said.contains("error: "), "it ends without another word: {said}");
    assert_eq!(server.locks().len(), 1, "the lock stays");
}
