//! What is S3's alone: its keys, and where it is.

use super::{Built, failure, files};
use crate::s3_server::{KEY, S3Server, SECRET};
use serde_json::json;

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
