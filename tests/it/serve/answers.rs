//! The answers at each address.

use super::process::Served;
use crate::site::{SiteTest, record, record_of_size};
use generator::config;
use modelpress::serve::site::{Body, Site};
use site::host::Host;
use std::{net::TcpListener, process::Command};

/// Requests a page, a list, an old address, another one and a file. Compares the status and the target of redirects.
fn check(settings: &str, expected: &[(&str, u16, &str)]) {
    let site = SiteTest::new(&[record("o/a"), record_of_size("o/b.c", 9_000)]);
    site.write("site.toml", settings);
    site.write("content/redirects.toml", "[[redirect]]\nfrom = \"/old\"\nto = \"/models/o/a\"\n");
    let served = Served::start(&site, &[]);
    for (path, status, what) in expected {
        let answer = served.get(path);
        assert_eq!(answer.status, *status, "{path}: {answer:?}");
        let header = if (300..400).contains(status) { "location" } else { "content-type" };
        assert_eq!(answer.header(header), Some(*what), "{path}");
    }
    assert!(!site.path("dist").exists(), "a preview leaves the folder that is deployed alone");
}

const HTML: &str = "text/html; charset=utf-8";

#[test]
fn addresses_with_a_slash() {
    check(
        "",
        &[
            ("/", 200, HTML),
            ("/?a=b", 200, HTML),
            ("/models/o/a/", 200, HTML),
            ("/models/o/a", 301, "/models/o/a/"),
            ("/models/o/b.c?x=1", 301, "/models/o/b.c/?x=1"),
            ("/models/o/%61/", 200, HTML),
            ("/models", 301, "/models/"),
            ("/models/o/a/index.json", 200, "application/json"),
            ("/feed.xml", 200, "application/atom+xml; charset=utf-8"),
            ("/old", 301, "/models/o/a/"),
            ("/old/?x=1", 404, HTML),
            ("/nothing", 404, HTML),
            ("/models/o/A/", 404, HTML),
            ("/_redirects", 404, HTML),
            ("/.modelpress/manifest.json", 404, HTML),
            ("/../Cargo.toml", 404, HTML),
            ("/%2e%2e/site.toml", 404, HTML),
            ("/%ff", 404, HTML),
        ],
    );
}

#[test]
fn addresses_with_an_ending() {
    check(
        "[output]\nurl-form = \"html\"\n",
        &[
            ("/", 200, HTML),
            ("/models/o/a.html", 200, HTML),
            ("/models/o/a", 404, HTML),
            ("/models/o/a/", 404, HTML),
            ("/models.html", 200, HTML),
            ("/old", 301, "/models/o/a.html"),
        ],
    );
}

#[test]
fn addresses_without_an_ending() {
    check(
        "[output]\nurl-form = \"bare\"\n",
        &[
            ("/", 200, HTML),
            ("/models/o/a", 200, HTML),
            ("/models/o/b.c", 200, HTML),
            ("/models/o/a/", 404, HTML),
            ("/models/index", 200, HTML),
            ("/models", 404, HTML),
            ("/old", 301, "/models/o/a"),
        ],
    );
}

#[test]
fn addresses_below_a_host_site() {
    let text = "text/plain; charset=utf-8";
    check(
        "[site]\nbase-path = \"/shop/models\"\n",
        &[
            ("/shop/models/", 200, HTML),
            ("/shop/models", 301, "/shop/models/"),
            ("/shop/models/models/o/a/", 200, HTML),
            ("/shop/models/nothing", 404, text),
            ("/", 404, text),
            ("/models/o/a/", 404, text),
        ],
    );
}

/// Pages differ by one script, which is never written to a file. Everything else is identical to the file.
#[test]
fn only_the_page_that_is_sent_has_the_script() {
    let site = SiteTest::new(&[record("o/a")]);
    let served = Served::start(&site, &[]);
    let page = served.get("/models/o/a/");
    let file = site.read(".preview/models/o/a/index.html");
    let (before, after) = file.split_once("</body>").unwrap();
    let script = page.body.strip_prefix(before).unwrap().strip_suffix(&format!("</body>{after}")).unwrap();
    assert!(script.starts_with("<script src=\"/.modelpress/preview.js\" data-build=\""), "{script}");
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(page.header("referrer-policy"), Some("strict-origin-when-cross-origin"), "as `_headers` has it");
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("connect-src 'self'"), "{policy}");
    for name in ["sitemap.xml", "robots.txt", "workers/index.json"] {
        assert_eq!(served.get(&format!("/{name}")).body, site.read(&format!(".preview/{name}")), "{name}");
    }
    let script = served.get("/.modelpress/preview.js");
    assert!(script.body.contains("EventSource") && script.header("content-type").unwrap().contains("javascript"));
    let head = served.ask("HEAD", "/models/o/a/");
    assert_eq!((head.status, &*head.body), (200, ""));
    assert_eq!(head.header("content-length"), page.header("content-length"));
    let post = served.ask("POST", "/");
    assert_eq!((post.status, post.header("allow")), (405, Some("GET, HEAD")));
    served.interrupt();
}

/// Whatever program wrote them.
#[test]
fn rules_of_headers_are_sent() {
    let site = SiteTest::new(&[record("o/a")]);
    site.build();
    site.write(
        "dist/_headers",
        "/*\n  X-Frame-Options: DENY\n/assets/*\n  Cache-Control: public, immutable\n/models/*\n  ! X-Frame-Options\n\
         /feed.xml\n  Content-Type: text/xml\nodd line\n",
    );
    let (loaded, problems) =
        Site::load(&site.path("dist"), &config::SiteConfig::default().address(), Host::STRICTEST).unwrap();
    assert_eq!(problems, ["_headers:9: no path: `odd line`"]);
    let header = |path: &str, name: &str| {
        let headers = loaded.answer(path, None).headers;
        headers.into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
    };
    assert_eq!(header("/", "x-frame-options").as_deref(), Some("DENY"));
    assert_eq!(header("/nothing", "x-frame-options").as_deref(), Some("DENY"));
    assert_eq!(header("/models/o/a/", "x-frame-options"), None);
    assert_eq!(header("/models/o/a/", "content-type").as_deref(), Some(HTML));
    assert_eq!(header("/feed.xml", "content-type").as_deref(), Some("text/xml"));
    assert_eq!(loaded.answer("/_headers", None).status, 404);
    // A rule that serves another file at this address.
    site.write("dist/_redirects", "/here/* /models/o/:splat/ 200\n/gone/* https://example.org/:splat 302\n");
    let (loaded, _) =
        Site::load(&site.path("dist"), &config::SiteConfig::default().address(), Host::STRICTEST).unwrap();
    let answer = loaded.answer("/here/a", None);
    assert_eq!((answer.status, answer.body), (200, Body::Page(site.path("dist/models/o/a/index.html"))));
    let answer = loaded.answer("/gone/x", Some("a=b"));
    assert_eq!(answer.headers, [("location".to_owned(), "https://example.org/x?a=b".to_owned())]);
    // The host decides what a rule without a status means.
    site.write("dist/_redirects", "/old /models/o/a/\n/odd\n");
    for (host, status) in [(Host::Netlify, 301), (Host::CloudflarePages, 302), (Host::GithubPages, 404)] {
        let (loaded, problems) =
            Site::load(&site.path("dist"), &config::SiteConfig::default().address(), host).unwrap();
        assert_eq!(loaded.answer("/old", None).status, status, "{host:?}");
        let is_reported = problems.contains(&"_redirects:2: no target: `/odd`".to_owned());
        assert_eq!(is_reported, host.reads_redirects(), "{problems:?}");
    }
}

#[test]
fn a_port_that_is_taken_is_named_or_another_one_taken() {
    let site = SiteTest::new(&[record("o/a")]);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_modelpress"));
        let output = command.current_dir(site.path("")).arg("serve").args(args).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, said) = run(&["--port", &port.to_string()]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains(&format!("error: cannot listen on 127.0.0.1:{port}\n")), "{said}");
    assert!(said.contains("hint: the port is in use; try `--port"), "{said}");
    let (code, said) = run(&["--snapshot", "-"]);
    assert!(code == Some(2) && said.contains("which standard input does not allow"), "{said}");
    // If port 4000 is taken, by this test or by another program, the next free one is used.
    let _first = TcpListener::bind("127.0.0.1:4000");
    let mut command = Command::new(env!("CARGO_BIN_EXE_modelpress"));
    let served = Served::of(command.current_dir(site.path("")).arg("serve"));
    assert_ne!(served.host, "127.0.0.1:4000");
    assert_eq!(served.get("/").status, 200);
    // An unusable output folder is not a mistake that can be fixed while serving.
    site.write("file", "");
    let (code, said) = run(&["--port", "0", "--out", "file/preview"]);
    assert!(code == Some(1) && said.contains("error: cannot make `file/preview`"), "{code:?} {said}");
}
