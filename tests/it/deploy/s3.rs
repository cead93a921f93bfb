//! What is specific to S3: keys, endpoints, and a plan that is outdated when the deploy gets the lock.

use super::{Built, failure, files, tree};
use crate::{
    loopback::{Answer as LoopbackAnswer, Loopback},
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
    assert!(said.contains("refused to list") && said.contains("AWS_SECRET_ACCESS_KEY"), "{said}");
    assert!(!said.contains("hunter2") && !said.contains(KEY) && !said.contains(SECRET), "{said}");
    let mut command = built.to(&server, &[]);
    command.env("AWS_ACCESS_KEY_ID", "AKIDUNKNOWN12345");
    let said = failure(command, 1);
    assert!(said.contains("refused to list") && !said.contains("AKIDUNKNOWN"), "{said}");
    assert_eq!(server.tree().len(), 0);
}

/// A session token is as sensitive as a key and is sent only to the store.
#[test]
fn a_redirect_to_another_host_gets_no_session_token() {
    let other = Loopback::new(|_| LoopbackAnswer::new(200, ""));
    let to = other.url();
    let store = Loopback::new(move |asked| {
        LoopbackAnswer::new(307, "").with("Location", format!("{to}{}&secret=hunter2", asked.target))
    });
    let built = Built::new(&files(40));
    let mut command = built.command(&["s3://models"]);
    command.envs([("AWS_ACCESS_KEY_ID", KEY), ("AWS_SECRET_ACCESS_KEY", SECRET), ("AWS_REGION", "us-east-1")]);
    command.env("AWS_SESSION_TOKEN", "a-session-token-of-nobody").env("AWS_ENDPOINT_URL", store.url());
    let said = failure(command, 1);
    assert!(
        said.contains(&format!("answered 307 with a redirect to `{}`, which is not followed", other.url())),
        "{said}"
    );
    assert!(said.contains("`region`") && !said.contains("hunter2"), "{said}");
    let asked = store.asked();
    assert!(asked.iter().all(|asked| asked.header("x-amz-security-token") == "a-session-token-of-nobody"), "{asked:?}");
    assert_eq!((asked.len(), other.connections()), (1, 0), "it is not asked again and not followed");
}

/// A password in the endpoint's URL would appear in every message about it.
#[test]
fn a_password_in_an_endpoint_is_refused_and_not_shown() {
    let built = Built::new(&files(40));
    for name in ["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT"] {
        for value in ["http://usr:hunter2@127.0.0.1:9", "http://hunter2@127.0.0.1:9", "http://usr:hun/ter2@h:x"] {
            let mut command = built.command(&["s3://models"]);
            command.envs([("AWS_ACCESS_KEY_ID", KEY), ("AWS_SECRET_ACCESS_KEY", SECRET)]).env(name, value);
            let said = failure(command, 2);
            assert!(said.contains(&format!("error: `{name}` contains credentials")), "{said}");
            assert!(!said.contains("usr") && !said.contains("ter2"), "{said}");
        }
    }
    // A proxy's URL may contain a password. The message about an unreachable proxy does not show it.
    let mut command = built.command(&["s3://models"]);
    command.envs([("AWS_ACCESS_KEY_ID", KEY), ("AWS_SECRET_ACCESS_KEY", SECRET)]);
    command.env("AWS_ENDPOINT_URL", "http://127.0.0.1:9").env("AWS_PROXY_URL", "http://usr:hunter2@127.0.0.1:9");
    let said = failure(command, 1);
    assert!(said.contains("cannot reach `s3://models`") && !said.contains("hunter2"), "{said}");
}

#[test]
fn a_target_names_its_region() {
    let server = S3Server::start();
    let built = Built::new(&files(40));
    assert_eq!(built.deploy_with(&server, "region = \"auto\"\n")["added"], json!(40));
}

/// Another deploy completed between the listing and the lock. The outdated plan is not executed.
#[test]
fn a_plan_that_is_old_by_the_time_of_the_lock_is_not_carried_out() {
    let server = S3Server::start();
    let (built, other) = (Built::new(&files(40)), Built::new(&files(42)));
    server.hold(".modelpress/lock-");
    let first = built.to(&server, &[]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while !server.seen().iter().any(|asked| asked.method == "PUT" && asked.key.starts_with(".modelpress/lock-")) {
        thread::sleep(Duration::from_millis(5));
    }
    other.deploy(&server, &[]);
    server.asked();
    server.let_go();
    let output = first.wait_with_output().unwrap();
    let said = super::said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("another deploy to `s3://models` finished during this one"), "{said}");
    assert!(!server.asked().iter().any(Asked::puts_file));
    assert_eq!(server.tree(), tree(&other.dist()));
    assert_eq!(server.records(), ["deployed.zst"]);
}
