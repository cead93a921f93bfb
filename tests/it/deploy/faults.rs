//! A server that fails from time to time.

use super::{Built, files, size, tree};
use crate::store_server::{Backend, StoreServer};
use serde_json::json;

on_each_store!(answers_that_fail_are_asked_for_again, a_server_that_stays_down_fails_the_deploy_and_the_next_goes_on);

/// One in twenty responses is 500, 503 or 429: the deploy succeeds, more slowly.
fn answers_that_fail_are_asked_for_again<B: Backend>(server: &StoreServer<B>) {
    let count = size::<B>();
    let mut site = files(count);
    let built = Built::new(&site);
    server.misbehave(|number, _| (number % 20 == 7).then_some([500, 503, 429][number / 20 % 3]));
    assert_eq!(built.deploy(server, &[])["added"], json!(count));
    assert_eq!(server.tree(), tree(&built.dist()));
    site.retain(|path, _| !path.contains("model-00001"));
    built.build(&site);
    built.deploy(server, &[]);
    assert_eq!(server.tree(), tree(&built.dist()));
    assert_eq!(server.records(), ["deployed.zst"]);
}

/// A lock whose response was lost is still ours.
fn a_server_that_stays_down_fails_the_deploy_and_the_next_goes_on<B: Backend>(server: &StoreServer<B>) {
    let built = Built::new(&files(40));
    server.misbehave(|_, asked| (asked.key == "models/index.html").then_some(400));
    let said = built.fail(server, &[]);
    assert!(said.contains(&format!("cannot put `models/index.html` on `{}`", server.url())), "{said}");
    assert!(!server.records().contains(&"deployed.zst".to_owned()), "not done");
    assert!(server.locks().is_empty(), "nobody has to wait for one that ended");
    server.misbehave(|_, _| None);
    let report = built.deploy(server, &[]);
    assert_eq!(report["resumed"], json!(true), "{report}");
    assert_eq!(report["unchanged"].as_u64() > Some(0), B::TELLS_HASHES, "{report}");
    assert_eq!(server.tree(), tree(&built.dist()));
    assert_eq!(server.records(), ["deployed.zst"]);
}
