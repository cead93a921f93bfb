//! The command as users see it: arguments, environment, exit codes, and messages.

use super::killed::command;
use crate::{
    hub_server::{Fault, HubServer, catalogue},
    site::SiteTest,
};
use std::process::Output;

fn project(settings: &str) -> SiteTest {
    let site = SiteTest::new(&[]);
    site.remove("content/models/all.jsonl");
    site.write("site.toml", settings);
    site
}

fn said(output: &Output) -> (Option<i32>, String) {
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
    (output.status.code(), String::from_utf8(output.stderr.clone()).unwrap())
}

#[test]
fn what_cannot_be_meant_is_wrong_usage() {
    let site = project("");
    for (args, text) in [
        (&["--limit", "0"][..], "invalid value '0' for '--limit <N>'"),
        (&["--detail", "all"], "[possible values: none, sizes]"),
        (
            &["--endpoint", "huggingface.co"],
            "error: `huggingface.co` is not a valid Hub URL\nhint: use scheme and host",
        ),
        (&["--endpoint", "https://hub.example/?a=b"], "is not a valid Hub URL"),
        (&["--page-size", "10"], "unexpected argument '--page-size'"),
    ] {
        let (code, said) = said(&command(&site, &[&["fetch"], args].concat()).output().unwrap());
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(text), "{said}");
    }
    // A password in the URL appears in no message.
    let mut with_password = command(&site, &["fetch"]);
    let (code, shown) = said(&with_password.env("HF_ENDPOINT", "https://user:hunter2@hub.example").output().unwrap());
    assert_eq!(code, Some(2), "{shown}");
    assert!(shown.starts_with("error: `https://…@hub.example` is not a valid Hub URL\nhint: "), "{shown}");
    assert!(shown.contains("`HF_TOKEN`") && !shown.contains("hunter2"), "{shown}");
    let (code, said) = said(&command(&site, &["fetch", "--config", "none.toml"]).output().unwrap());
    assert!(code == Some(1) && said.contains("cannot read `none.toml`"), "{said}");
}

#[test]
fn nobody_there_is_said_so() {
    let site = project("[source.hub]\nretries = 0\n");
    let (code, text) = said(&command(&site, &["fetch", "--endpoint", "http://127.0.0.1:1"]).output().unwrap());
    assert_eq!(code, Some(1));
    assert!(text.starts_with("error: no usable response from `http://127.0.0.1:1/api/models?filter=gguf"), "{text}");
    assert!(
        text.contains("\n  caused by: no connection: ") && text.contains("\nhint: check the network and the URL"),
        "{text}"
    );
    // An HTML page of another server.
    let server = HubServer::new(catalogue(10));
    server.plan(|_| Some(Fault::Html));
    let (code, text) = said(&command(&site, &["fetch", "--endpoint", &server.url()]).output().unwrap());
    assert_eq!(code, Some(1));
    assert!(text.contains("caused by: the response is text/html, not JSON"), "{text}");
}

#[test]
fn the_environment_is_read_as_the_ecosystem_does() {
    let server = HubServer::new(catalogue(50));
    *server.state.token.lock().unwrap() = Some("hf_secret".to_owned());
    let site = project("[site]\nbase-url = 'https://models.example.com'\n");
    let last = |server: &HubServer| server.requests().pop().unwrap();
    let output =
        command(&site, &["fetch"]).env("HF_ENDPOINT", server.url()).env("HF_TOKEN", "hf_secret").output().unwrap();
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(shown.starts_with("content/models/hub: 40 models (full fetch)\n  new 40, changed 0, gone 0\n"), "{shown}");
    let request = last(&server);
    assert_eq!(request.authorization.as_deref(), Some("Bearer hf_secret"));
    let agent = format!("modelpress/{}; +https://models.example.com", env!("CARGO_PKG_VERSION"));
    assert_eq!(request.user_agent.as_deref(), Some(agent.as_str()));
    // A flag takes precedence over the environment, and a file is used if there is no variable.
    site.write(".cache/huggingface/token", "hf_secret\n");
    let run = |variables: &[(&str, &str)]| {
        let mut command = command(&site, &["fetch", "--endpoint", &server.url()]);
        command.env("HF_ENDPOINT", "http://127.0.0.1:1").envs(variables.iter().copied());
        assert!(command.output().unwrap().status.success());
        last(&server).authorization
    };
    assert_eq!(run(&[]).as_deref(), Some("Bearer hf_secret"));
    assert_eq!(run(&[("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1")]), None);
    assert_eq!(run(&[("HF_HOME", "/nowhere")]), None);
}

#[test]
fn a_token_is_in_no_message() {
    let server = HubServer::new(catalogue(50));
    let site = project("[source.hub]\nretries = 0\n");
    for fault in [Fault::Status(500), Fault::Status(400), Fault::Login, Fault::Html] {
        server.plan(move |_| Some(fault));
        let output =
            command(&site, &["fetch", "--endpoint", &server.url()]).env("HF_TOKEN", "hf_secret").output().unwrap();
        let (code, text) = said(&output);
        assert!(code == Some(1) && !text.contains("hf_secret"), "{text}");
    }
}

/// `build` prefers the snapshot of `fetch` to other records. Removed models have no page, and old ids of renamed models
/// redirect to the new ones.
#[test]
fn build_takes_what_fetch_wrote() {
    let server = HubServer::new(catalogue(100));
    let site = project("[output]\nreplaced-slugs = 0\n");
    site.write("content/models/starter.jsonl", "{\"id\":\"a/starter\"}\n");
    assert_eq!(site.build()["models_read"], 1);
    let fetch = |args: &[&str]| {
        let endpoint = server.url();
        let output = command(&site, &[&["fetch", "--endpoint", &endpoint], args].concat()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    fetch(&[]);
    let report = site.build();
    assert_eq!((&report["models_read"], &report["snapshot"]), (&80.into(), &"content/models/hub".into()));
    assert_eq!(report["redirects"], 0);
    assert!(site.path("dist/models/owner-0/model-0/index.html").exists());
    server.change(|models| {
        models[0].id = "new/name".to_owned();
        models[0].modified = 1_782_000_000_000;
        let mut old = models[0].clone();
        (old.id, old.fate) = ("owner-0/Model-0".to_owned(), crate::hub_server::Fate::Renamed("new/name".to_owned()));
        models.push(old);
        models[1].fate = crate::hub_server::Fate::Gone(404);
    });
    fetch(&["--full"]);
    // The redirect stays when the manifest no longer contains the old page.
    for _ in 0..2 {
        let report = site.build();
        assert_eq!((&report["models_read"], &report["redirects"]), (&79.into(), &1.into()));
        assert_eq!(site.read("dist/_redirects"), "/models/owner-0/model-0/ /models/new/name/ 301\n");
        assert!(!site.path("dist/models/owner-0/model-0/index.html").exists());
        assert!(!site.path("dist/models/owner-1/model-1/index.html").exists());
        assert!(site.path("dist/models/new/name/index.html").exists());
    }
}
