//! What the preview refuses: it does not answer for foreign host names, follow links out of its folder, wait for
//! incomplete requests, or use all CPU time without file descriptors.

use super::process::Served;
use crate::site::{SiteTest, record};
use std::{fs, io::Write as _, net::TcpStream, os::unix::fs::symlink, process::Command};

/// A host name that anyone can point at this machine gets neither pages nor events. IP addresses and `localhost` do.
#[test]
fn foreign_host_names_are_refused() {
    let site = SiteTest::new(&[record("o/a")]);
    let served = Served::start(&site, &["--allow-host", "My.example"]);
    let port = served.host.rsplit(':').next().unwrap().to_owned();
    for host in ["evil.example".to_owned(), format!("evil.example:{port}"), format!("127.0.0.1.evil.example:{port}")] {
        for path in ["/", "/models/o/a/", "/.modelpress/events", "/.modelpress/preview.js"] {
            let answer = served.ask_for(&host, "GET", path);
            assert_eq!(answer.status, 403, "{host}{path}: {answer:?}");
            assert!(answer.body.contains("--allow-host") && !answer.body.contains("o/a"), "{}", answer.body);
        }
        let answer = served.ask_for("127.0.0.1", "GET", &format!("http://{host}/"));
        assert_eq!(answer.status, 403, "{host} in the target: {answer:?}");
    }
    for host in [format!("localhost:{port}"), format!("[::1]:{port}"), "127.0.0.1".to_owned(), "my.example".to_owned()]
    {
        assert_eq!(served.ask_for(&host, "GET", "/models/o/a/").status, 200, "{host}");
    }
}

/// The build refuses links, but one can appear while the preview runs.
#[test]
fn a_link_that_appears_leads_nowhere() {
    let site = SiteTest::new(&[record("o/a")]);
    site.write("secret/index.html", "<!doctype html>nobody may read this");
    let served = Served::start(&site, &[]);
    let (page, folder) = (site.path(".preview/models/o/a/index.html"), site.path(".preview/models/o/a"));
    assert_eq!(served.get("/models/o/a/").status, 200);
    let gone = |what: &str| {
        let answer = served.get("/models/o/a/");
        assert!(answer.status == 503 && !answer.body.contains("nobody may"), "{what}: {answer:?}");
    };
    fs::remove_file(&page).unwrap();
    symlink(site.path("secret/index.html"), &page).unwrap();
    gone("a linked file");
    fs::remove_dir_all(&folder).unwrap();
    symlink(site.path("secret"), &folder).unwrap();
    gone("a linked folder");
    fs::remove_file(&folder).unwrap();
    fs::create_dir(&folder).unwrap();
    assert!(Command::new("mkfifo").arg(&page).status().unwrap().success());
    gone("a pipe");
    assert_eq!(served.get("/models/").status, 200, "the pipe has not stopped it");
}

/// Incomplete requests end after some seconds. While the system has no free descriptor, the program waits for one.
#[test]
fn half_requests_do_not_hold_it_up() {
    let site = SiteTest::new(&[record("o/a")]);
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -n 64; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_modelpress")]);
    let served = Served::of(command.current_dir(site.path("")).args(["serve", "--port", "0"]));
    assert_eq!(served.get("/").status, 200);
    let before = served.ticks();
    let half: Vec<TcpStream> = (0..100)
        .map(|_| {
            let mut stream = TcpStream::connect(&served.host).unwrap();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
            stream
        })
        .collect();
    // It is the last one in the queue.
    assert_eq!(served.get("/models/o/a/").status, 200);
    let used = served.ticks() - before;
    assert!(used < 100, "{used} hundredths of a second of processor time");
    drop(half);
}
