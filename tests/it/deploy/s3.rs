//! What is S3's alone: its keys, and where it is; and a plan that is old by the time of the lock.

use super::{Built, failure, files, tree};
use crate::{
    s3_server::{KEY, S3Server, SECRET},
    store_server::Asked,
};
use serde_json::json;
use std::{process::Stdio, thread, time::Duration};

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
    assert_eq!(server.tree().len(), 0);
}

#[test]
fn a_target_names_its_region() {
    let server = S3Server::start();
    let built = Built::new(&files(40));
    assert_eq!(built.deploy_with(&server, "region = \"auto\"\n")["added"], json!(40));
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
    assert!(!server.asked().iter().any(Asked::puts_file));
    assert_eq!(server.tree(), tree(&other.dist()));
    assert_eq!(server.records(), ["deployed.zst"]);
}
