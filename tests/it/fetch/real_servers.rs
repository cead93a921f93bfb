//! Servers as found in practice: mirrors, models that the Hub has disabled, servers that repeat the token, and no
//! network at all.

use super::{Fetcher, killed::command};
use crate::{
    hub_server::{Fate, HubServer, catalogue},
    loopback::{Answer, Loopback},
    site::SiteTest,
};
use snapshot::gone::Event;
use std::{io::Read as _, path::Path, process::Output};

const SECRET: &str = "hf_verySecretIndeed";

fn project(settings: &str) -> SiteTest {
    let site = SiteTest::new(&[]);
    site.remove("content/models/all.jsonl");
    site.write("site.toml", settings);
    site
}

fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text).into_owned()).concat()
}

/// A mirror copies the Hub's `Link` header, which names huggingface.co. The next page is on the mirror. A server that
/// links to another host gets no token.
#[test]
fn a_mirror_is_read_to_its_end_and_gets_no_token_on_the_way() {
    let server = HubServer::new(catalogue(60));
    *server.state.token.lock().unwrap() = Some(SECRET.to_owned());
    "https://huggingface.co".clone_into(&mut server.state.host.lock().unwrap());
    let mut fetcher = Fetcher::new();
    fetcher.token = Some(SECRET);
    fetcher.fetch(&server);
    assert_eq!(fetcher.ids().len(), 48);
    let requests = server.requests();
    let (next, first): (Vec<_>, Vec<_>) = requests.iter().partition(|request| request.get("cursor").is_some());
    assert!(!next.is_empty() && first.iter().all(|request| request.authorization.is_some()));
    assert!(next.iter().all(|request| request.authorization.is_none()), "{next:?}");
}

/// The Hub answers 403 to everyone for a disabled model. This does not mean that it refuses the token.
#[test]
fn a_model_that_the_hub_has_disabled_is_gone() {
    for token in [None, Some(SECRET)] {
        let server = HubServer::new(catalogue(100));
        *server.state.token.lock().unwrap() = token.map(str::to_owned);
        let mut fetcher = Fetcher::new();
        fetcher.token = token;
        fetcher.fetch(&server);
        let mut disabled = Vec::new();
        server.change(|models| {
            for model in &mut models[..5] {
                model.fate = Fate::Gone(403);
                disabled.push(model.id.clone());
            }
        });
        fetcher.full = true;
        let report = fetcher.fetch(&server);
        let gone = fetcher.gone();
        let known: Vec<&String> = disabled.iter().filter(|id| gone.absent.contains_key(*id)).collect();
        assert_eq!((report.kept, report.gone), (0, known.len() as u64));
        assert!(known.len() > 3, "one in five of the catalog is in no list: {known:?}");
        for id in known {
            assert_eq!(gone.absent[id].event, Event::Gone { status: 403 });
            assert!(!fetcher.ids().contains(id));
        }
        assert!(fetcher.said.lock().unwrap().is_empty(), "{:?}", fetcher.said);
    }
}

/// The part of a file that can be decompressed. A failed fetch leaves a file without an end.
fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::new();
    let _ = zstd::Decoder::new(bytes).unwrap().read_to_end(&mut unpacked);
    unpacked
}

/// Whatever part of an answer repeats the token, no message and no file contains it.
#[test]
fn a_server_that_repeats_the_token_does_not_get_it_printed_or_stored() {
    let list = |records: &str| Answer::new(200, records).with("Content-Type", "application/json");
    let record =
        format!("{{\"id\":\"a/b-{SECRET}\",\"tags\":[\"{SECRET}\"],\"lastModified\":\"2026-01-01T00:00:00Z\"}}");
    let next = |cursor: &str| format!("</api/models?cursor={cursor}>; rel=\"next\"");
    // The same letters, encoded as in a URL.
    let encoded = SECRET.replace('_', "%5F");
    let answers = [
        ("a malformed record", list(&format!("[{{\"id\":\"bad id {SECRET}\"}}]"))),
        ("a record", list(&format!("[{record}]"))),
        ("a circle", list(&format!("[{record}]")).with("Link", next(SECRET))),
        ("an encoded circle", list(&format!("[{record}]")).with("Link", next(&encoded))),
        ("a foreign page", list("[]").with("Link", format!("<https://h.example/{SECRET}>; rel=\"next\""))),
        ("a redirect", Answer::new(302, "").with("Location", format!("/login?token={SECRET}"))),
        (
            "an error",
            Answer::new(400, format!("{{\"error\":\"no {SECRET}\"}}")).with("Content-Type", "application/json"),
        ),
        ("a fault", Answer::new(500, format!("Bearer {SECRET}"))),
        ("another type", Answer::new(200, "").with("Content-Type", format!("text/{SECRET}"))),
    ];
    for (what, answer) in answers {
        let server = Loopback::new(move |_| answer.clone());
        let site = project("[source.hub]\nretries = 1\n");
        for json in [&["--json"][..], &[]] {
            let endpoint = server.url();
            let args = [&["fetch", "--endpoint", &endpoint], json].concat();
            let output = command(&site, &args).env("HF_TOKEN", SECRET).output().unwrap();
            let said = said(&output);
            assert!(!said.is_empty() && !said.contains(SECRET) && !said.contains(&encoded), "{what}: {said}");
        }
        assert!(server.asked().iter().any(|asked| asked.header("authorization").contains(SECRET)), "{what}");
        for (name, bytes) in site.tree("content") {
            let bytes = if Path::new(&name).extension().is_some_and(|ending| ending == "zst") {
                unpacked(&bytes)
            } else {
                bytes
            };
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains(SECRET) && !text.contains(&encoded), "{what}: {name}: {text}");
        }
    }
}

/// A server that has never answered is tried three times, whatever `retries` says, and each attempt is printed.
#[test]
fn without_a_network_it_ends_soon_and_shows_each_attempt() {
    let site = project("[source.hub]\nretries = 6\n");
    for endpoint in ["http://127.0.0.1:1", "http://no-such-host.invalid"] {
        let output = command(&site, &["fetch", "--endpoint", endpoint]).output().unwrap();
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        for part in [
            "attempt 1 of 3 failed: no connection: ",
            "attempt 2 of 3 failed: no connection: ",
            "error: no usable response from `",
            "after 3 attempts",
            "hint: check the network and the URL",
        ] {
            assert!(said.contains(part), "{endpoint}: {part}: {said}");
        }
    }
}
