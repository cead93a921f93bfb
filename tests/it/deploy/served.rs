//! A server in front of the bucket, like a CDN: every address in the sitemaps answers 200 without a redirect, as HTML,
//! in each form of addresses.

use crate::{s3_server::S3Server, site::SiteTest};
use reqwest::{blocking::Client, redirect};
use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    process::Command,
    thread,
};

/// Content type and bytes of each object.
type Objects = BTreeMap<String, (String, Vec<u8>)>;

/// Serves each object under its own name, and `index.html` for a folder, like website endpoints do. Never redirects.
fn serve(objects: Objects) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut line = String::new();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            reader.read_line(&mut line).unwrap();
            let mut header = String::new();
            while reader.read_line(&mut header).unwrap() > 2 {
                header.clear();
            }
            let path = line.split(' ').nth(1).unwrap_or_default().trim_start_matches('/');
            let mut key = percent_encoding::percent_decode_str(path).decode_utf8().unwrap().into_owned();
            if key.is_empty() || key.ends_with('/') {
                key.push_str("index.html");
            }
            let (status, kind, bytes) = match objects.get(&key) {
                Some((kind, bytes)) => ("200 OK", kind.as_str(), bytes.as_slice()),
                None => ("404 Not Found", "text/plain", b"no".as_slice()),
            };
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                bytes.len()
            );
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(bytes));
        }
    });
    format!("http://{address}")
}

fn get(agent: &Client, address: &str) -> (u16, String, String) {
    let response = agent.get(address).send().unwrap();
    let kind = response.headers().get("content-type").map(|kind| kind.to_str().unwrap().to_owned());
    (response.status().as_u16(), kind.unwrap_or_default(), response.text().unwrap())
}

fn locs(text: &str) -> Vec<String> {
    text.split("<loc>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

#[test]
fn every_address_of_the_sitemaps_answers_at_once_in_each_form() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let agent = Client::builder().redirect(redirect::Policy::none()).build().unwrap();
    for (form, base_path) in [("slash", ""), ("html", ""), ("bare", ""), ("bare", "/marketplace")] {
        let site = SiteTest::starter();
        let some: String =
            site.read("content/models/starter.jsonl").lines().take(25).flat_map(|line| [line, "\n"]).collect();
        site.write("content/models/starter.jsonl", some);
        site.write("site.toml", format!("[site]\nbase-path = \"{base_path}\"\n[output]\nurl-form = \"{form}\"\n"));
        site.build();
        let server = S3Server::start();
        let mut command = Command::new(env!("CARGO_BIN_EXE_modelpress"));
        command.args(["deploy", "s3://models", "--json"]).current_dir(site.path(""));
        server.set(&mut command);
        let report = super::report(command);
        let keys: Vec<String> = super::tree(&server.folder()).into_keys().collect();
        let objects = server.objects(&keys);
        let host = serve(objects.into_iter().map(|(key, object)| (key, (object.content_type, object.bytes))).collect());
        let here = |address: &str| address.replacen("https://models.example.org", &host, 1);
        let (status, _, index) = get(&agent, &format!("{host}{base_path}/sitemap.xml"));
        assert_eq!(status, 200, "{form}");
        let mut pages = 0;
        for sitemap in locs(&index) {
            let (status, kind, sitemap) = get(&agent, &here(&sitemap));
            assert_eq!((status, kind.as_str()), (200, "application/xml; charset=utf-8"));
            for page in locs(&sitemap) {
                let (status, kind, text) = get(&agent, &here(&page));
                assert_eq!((status, kind.as_str()), (200, "text/html; charset=utf-8"), "{form} {page}");
                assert!(text.starts_with("<!doctype html>"), "{form} {page}");
                pages += 1;
            }
        }
        assert!(pages > 30, "{form}: {pages}");
        // The caching headers are those in the manifest.
        let added = report["addresses"]["added"].as_array().unwrap();
        let own = format!("dist{base_path}");
        let manifest = site.manifest(&own);
        for page in manifest["pages"].as_object().unwrap().values() {
            let address = format!("https://models.example.org{}", page["url"].as_str().unwrap());
            assert!(added.iter().any(|added| *added == address), "{form}: {address}");
        }
        let gone = get(&agent, &format!("{host}{base_path}/models/no/such/"));
        assert_eq!(gone.0, 404);
    }
}
