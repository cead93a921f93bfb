//! A server that fails now and then.

use super::{Built, files, records, size, tree};
use crate::s3_server::S3Server;
use serde_json::json;

/// Of twenty answers one is 500 or 503: all of it comes through, more slowly.
#[test]
fn answers_that_fail_are_asked_for_again() {
    let server = S3Server::start();
    let count = size();
    let mut site = files(count);
    let built = Built::new(&site);
    server.misbehave(|number, _| (number % 20 == 7).then_some(if number % 40 == 7 { 500 } else { 503 }));
    assert_eq!(built.deploy(&server, &[])["added"], json!(count));
    assert_eq!(tree(&server.bucket()), tree(&built.dist()));
    site.retain(|path, _| !path.contains("model-00001"));
    built.build(&site);
    built.deploy(&server, &[]);
    assert_eq!(tree(&server.bucket()), tree(&built.dist()));
    assert_eq!(records(&server.bucket()), ["deployed.zst"]);
}

/// A lock whose answer got lost is still ours.
#[test]
fn a_server_that_stays_down_fails_the_deploy_and_the_next_goes_on() {
    let server = S3Server::start();
    let built = Built::new(&files(40));
    server.misbehave(|_, asked| (asked.key == "models/index.html").then_some(400));
    let said = built.fail(&server, &[]);
    assert!(said.contains("cannot put `models/index.html` on `s3://models`"), "{said}");
    assert!(!records(&server.bucket()).contains(&"deployed.zst".to_owned()), "not done");
    assert!(!records(&server.bucket()).contains(&"lock".to_owned()), "nobody has to wait for one that ended");
    server.misbehave(|_, _| None);
    let report = built.deploy(&server, &[]);
    assert_eq!(report["resumed"], json!(true), "{report}");
    assert!(report["unchanged"].as_u64() > Some(0), "{report}");
    assert_eq!(tree(&server.bucket()), tree(&built.dist()));
    assert_eq!(records(&server.bucket()), ["deployed.zst"]);
}
