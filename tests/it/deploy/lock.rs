//! The lock during a deploy. The tests renew it more often than once a minute.

use super::{Built, files};
use crate::{
    s3_server::{KEY, S3Server, SECRET},
    store_server::StoreServer,
};
use generator::config::SiteConfig;
use http_client::Clock;
use jiff::Timestamp;
use publish::deploy::{self, DeployInputs, DeployReport, Variables, settings::TargetConfig};
use serde_json::{Value, json};
use site::output::OutputDir;
use std::{
    collections::BTreeSet,
    fs, thread,
    time::{Duration, Instant},
};

/// Longer than anything in these tests takes, even on a slow machine.
const FAR: Duration = Duration::from_mins(2);

#[expect(clippy::disallowed_methods, reason = "a sign of life has a time")]
fn deploy(built: &Built, server: &StoreServer<S3Server>) -> Result<DeployReport, deploy::Error> {
    let start = Instant::now();
    // The time of day does not matter, but it must advance.
    let now = move || Timestamp::from_second(1_800_000_000).unwrap() + start.elapsed();
    let set = [("AWS_ACCESS_KEY_ID", KEY), ("AWS_SECRET_ACCESS_KEY", SECRET), ("AWS_REGION", "us-east-1")];
    let target = TargetConfig { endpoint: Some(server.address()), ..TargetConfig::new("s3://models".to_owned()) };
    deploy::deploy(&DeployInputs {
        site: &SiteConfig::default().address(),
        redirect_pages: false,
        name: "test",
        target: &target,
        built: &OutputDir::open_built(&built.dist()).unwrap(),
        variables: &Variables(set.map(|(name, value)| (name.to_owned(), value.to_owned())).into()),
        who: "a test",
        dry_run: false,
        force: false,
        delete_unknown: false,
        verify: false,
        renewal: Duration::from_millis(20),
        max_deletions: target.max_deletions,
        clock: Clock::real(now, move || start.elapsed()),
        progress: &|_| {},
    })
}

/// Waits for a condition. Returns whether it became true.
#[expect(clippy::disallowed_methods, reason = "where the program is right no wait ends by the clock")]
fn becomes(mut is_so: impl FnMut() -> bool) -> bool {
    let begin = Instant::now();
    while begin.elapsed() < FAR {
        if is_so() {
            return true;
        }
        thread::sleep(Duration::from_millis(5));
    }
    false
}

/// The result of a deploy, and what was observed during it.
type Seen<T> = (Result<DeployReport, deploy::Error>, T);

/// Delays the upload of the first page. Calls `meanwhile` when the deploy reaches it, with a function that tells
/// whether the deploy has ended nevertheless.
fn stuck<T>(built: &Built, server: &StoreServer<S3Server>, meanwhile: impl FnOnce(&dyn Fn() -> bool) -> T) -> Seen<T> {
    server.hold("index.html");
    thread::scope(|scope| {
        let deploying = scope.spawn(|| deploy(built, server));
        let came = becomes(|| server.seen().iter().any(|asked| asked.puts_file() && asked.key == "index.html"));
        let found = came.then(|| meanwhile(&|| deploying.is_finished()));
        server.let_go();
        (deploying.join().unwrap(), found.expect("the deploy came to its first page"))
    })
}

/// The content of the lock. `None` while it is being written.
fn lock(server: &StoreServer<S3Server>) -> Option<Value> {
    serde_json::from_slice(&fs::read(server.folder().join(".modelpress").join(server.locks().first()?)).ok()?).ok()
}

/// Without renewal, the lock would expire after ten minutes during a deploy.
#[test]
fn a_deploy_at_work_renews_its_lock() {
    let server = S3Server::start();
    let built = Built::new(&files(40));
    let (mut holders, mut signs) = (BTreeSet::new(), BTreeSet::new());
    let (done, is_renewed) = stuck(&built, &server, |_| {
        becomes(|| {
            if let Some(lock) = lock(&server) {
                holders.insert(["id", "who", "since"].map(|name| lock[name].to_string()));
                signs.insert(lock["renewed"].to_string());
            }
            signs.len() > 3
        })
    });
    assert!(is_renewed, "{signs:?}");
    assert_eq!(holders.len(), 1, "{holders:?}");
    assert_eq!(done.unwrap().added, 40);
    assert_eq!(server.records(), ["deployed.zst"], "what was renewed is removed as well");
}

/// The deploy notices this before its end and leaves the lock alone.
#[test]
fn a_deploy_whose_lock_was_taken_over_stops() {
    let server = S3Server::start();
    let built = Built::new(&files(40));
    let (done, theirs) = stuck(&built, &server, |has_ended| {
        let mut theirs = Value::Null;
        becomes(|| lock(&server).map(|lock| theirs = lock).is_some());
        theirs["id"] = json!("of another");
        server.remove(&format!(".modelpress/{}", server.locks()[0]));
        server.put(".modelpress/lock-of-another", theirs.to_string().into_bytes());
        becomes(has_ended);
        theirs
    });
    assert!(matches!(done, Err(deploy::Error::LockLost(_))), "{done:?}");
    assert_eq!(lock(&server), Some(theirs));
    assert!(!server.records().contains(&"deployed.zst".to_owned()));
}
