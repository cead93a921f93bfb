//! Many addresses in several requests, and a process that ends between two of them.

use super::{
    engines::{IndexNow, PublicSite, addresses},
    project::KEY,
};
use crate::{loopback::Answer, site::SiteTest};
use durable_files::KILL_AT;
use site::{
    content_type::ContentType,
    manifest::{Hash, OutputFile, OutputManifest, PageRecord},
};
use std::process::Output;

/// More than fit into two requests.
const PAGES: usize = 20_500;

/// A site that consists of records and the key file only.
fn large(index_now: &IndexNow, public: &PublicSite) -> SiteTest {
    let site = SiteTest::new(&[]);
    site.write(&format!("dist/{KEY}.txt"), KEY);
    public.publish(site.path("dist"));
    let page = |at: usize| {
        let url: Box<str> = format!("/models/o/{at:05}/").into();
        let record = PageRecord {
            path: url.clone(),
            file: format!("models/o/{at:05}/index.html").into(),
            url,
            noindex_reason: None,
            facts: Hash::of(&at.to_le_bytes()),
            changed: None,
            runnable: None,
            runnable_since: None,
        };
        (format!("model:o/{at:05}").into(), record)
    };
    let file = OutputFile { hash: Hash::of(KEY.as_bytes()), length: 32, content_type: ContentType::Text };
    let manifest = OutputManifest {
        pages: (0..PAGES).map(page).collect(),
        files: [(format!("{KEY}.txt").into(), file)].into(),
        ..OutputManifest::default()
    };
    let mut json = Vec::new();
    manifest.write(&mut json).unwrap();
    site.write("dist/.modelpress/manifest.json", json);
    site.write(
        "site.toml",
        format!(
            "[site]\nbase-url = \"{}\"\n[submit]\nindexnow-key = \"{KEY}\"\nindexnow-endpoint = \"{}\"\nretries = 0\n",
            public.server.url(),
            index_now.url()
        ),
    );
    site
}

fn submit(site: &SiteTest, args: &[&str]) -> Output {
    site.modelpress(&[&["submit", "--skip-verification", "--json"], args].concat()).output().unwrap()
}

#[test]
fn a_request_has_ten_thousand_addresses_and_what_was_taken_is_not_sent_again() {
    let (index_now, public) = (IndexNow::new(), PublicSite::new());
    let site = large(&index_now, &public);
    // The first is accepted, the second is not.
    index_now.faults.lock().unwrap().extend([Answer::new(200, ""), Answer::new(500, "")]);
    assert_eq!(submit(&site, &["--all"]).status.code(), Some(1));
    let first = index_now.server.asked();
    let sizes: Vec<usize> = first.iter().map(|asked| addresses(&asked.body).len()).collect();
    assert_eq!(sizes, [10_000, 10_000]);
    let output = submit(&site, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let rest: Vec<Vec<String>> = index_now.server.asked().iter().map(|asked| addresses(&asked.body)).collect();
    assert_eq!(rest.iter().map(Vec::len).collect::<Vec<_>>(), [10_000, 500]);
    let mut all: Vec<String> = addresses(&first[0].body).into_iter().chain(rest.into_iter().flatten()).collect();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), PAGES, "each once");
    let report: serde_json::Value = serde_json::from_slice(&submit(&site, &[]).stdout).unwrap();
    assert_eq!(report["index_now"]["outcome"], "nothing-new");
}

/// Killed after the record of the first request, and before that of the second request, which was already sent.
#[test]
fn a_killed_submission_is_gone_on_with() {
    for (point, requests) in [(3, 1), (4, 2)] {
        let (index_now, public) = (IndexNow::new(), PublicSite::new());
        let site = large(&index_now, &public);
        let mut command = site.modelpress(&["submit", "--skip-verification", "--all"]);
        assert!(!command.env(KILL_AT, point.to_string()).output().unwrap().status.success());
        let before: Vec<Vec<String>> = index_now.server.asked().iter().map(|asked| addresses(&asked.body)).collect();
        assert_eq!(before.len(), requests);
        let output = submit(&site, &[]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let after: Vec<String> = index_now.told();
        let all: std::collections::BTreeSet<&String> = before.iter().flatten().chain(&after).collect();
        assert_eq!(all.len(), PAGES, "nothing is lost");
        let twice = before.iter().map(Vec::len).sum::<usize>() + after.len() - PAGES;
        assert_eq!(twice, (requests - 1) * 10_000, "what was not recorded is sent again");
    }
}

#[test]
fn two_at_a_time_do_not_tell_things_twice() {
    let (index_now, public) = (IndexNow::new(), PublicSite::new());
    let site = large(&index_now, &public);
    let lock = std::fs::File::create(site.path("dist/.modelpress/submit.lock")).unwrap();
    lock.lock().unwrap();
    let output = submit(&site, &["--all"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        output.status.code() == Some(1) && said.contains("another `modelpress submit` is running for `dist`"),
        "{said}"
    );
    assert_eq!(index_now.server.connections(), 0);
}
