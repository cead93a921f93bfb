//! Verification of uploads on a store whose `ETag`s are not hashes of the bytes, as with encryption.

use super::{Built, failure, files, report, tree};
use crate::{loopback, s3_server::S3Server, store_server::StoreServer};
use serde_json::json;
use std::{
    fs::File,
    io::{BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::Path,
    process::Command,
    thread,
};

/// A proxy that gives files other `ETag`s and truncates the upload with this ending.
fn encrypting(server: &StoreServer<S3Server>, cut: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (address, behind, bucket) = (listener.local_addr().unwrap(), server.address(), server.folder());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (stream, behind, bucket) = (stream.unwrap(), behind.clone(), bucket.clone());
            thread::spawn(move || pass_on(&stream, behind.trim_start_matches("http://"), &bucket, cut));
        }
    });
    format!("http://{address}")
}

/// Forwards one request and its response.
fn pass_on(mut stream: &TcpStream, behind: &str, bucket: &Path, cut: &str) -> Option<()> {
    let asked = loopback::read(&mut BufReader::new(stream))?;
    let mut server = TcpStream::connect(behind).ok()?;
    let mut head = format!("{}\r\n", [&asked.method, " ", &asked.target, " HTTP/1.1"].concat());
    for (name, value) in asked.headers.iter().filter(|(name, _)| *name != "connection") {
        head.extend([name, ": ", value, "\r\n"]);
    }
    head.push_str("connection: close\r\n\r\n");
    server.write_all(head.as_bytes()).and_then(|()| server.write_all(&asked.body)).ok()?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer).ok()?;
    let key = asked.target.trim_start_matches("/models/");
    if asked.method == "PUT" && !key.starts_with(".modelpress/") {
        let end = answer.windows(4).position(|part| part == b"\r\n\r\n")?;
        let (head, rest) = answer.split_at(end);
        let other = |line: &str| match line.to_ascii_lowercase().strip_prefix("etag:") {
            Some(_) => "etag: \"0123456789abcdef-1\"".to_owned(),
            None => line.to_owned(),
        };
        let head: Vec<String> = std::str::from_utf8(head).ok()?.split("\r\n").map(other).collect();
        answer = [head.join("\r\n").as_bytes(), rest].concat();
        if !cut.is_empty() && key.ends_with(cut) {
            File::options().write(true).open(bucket.join(key)).and_then(|file| file.set_len(7)).ok()?;
        }
    }
    stream.write_all(&answer).ok()
}

fn deploy(built: &Built, server: &StoreServer<S3Server>, endpoint: &str) -> Command {
    let mut command = built.to(server, &["--json"]);
    command.env("AWS_ENDPOINT_URL", endpoint);
    command
}

#[test]
fn tags_that_are_no_hashes_are_no_failure() {
    let server = S3Server::start();
    let built = Built::new(&files(40));
    let endpoint = encrypting(&server, "");
    assert_eq!(report(deploy(&built, &server, &endpoint))["added"], json!(40));
    assert_eq!(server.tree(), tree(&built.dist()));
}

#[test]
fn what_arrived_cut_short_is_an_error_and_put_again() {
    let server = S3Server::start();
    let built = Built::new(&files(40));
    let endpoint = encrypting(&server, "model-00003/index.html");
    let said = failure(deploy(&built, &server, &endpoint), 1);
    assert!(said.contains("model-00003/index.html` was stored incompletely: "), "{said}");
    assert!(said.contains(" bytes sent, 7 bytes stored"), "{said}");
    assert!(!server.records().contains(&"deployed.zst".to_owned()), "not done");
    let report = built.deploy(&server, &[]);
    assert_eq!(report["resumed"], json!(true), "{report}");
    assert_eq!(server.tree(), tree(&built.dist()));
}
