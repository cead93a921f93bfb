//! Checks the live site after every single write of a first deploy and of an update: everything that it links to
//! exists. The live site is all that a reader can reach from the sitemap index and the home page.

use super::{Files, records};
use crate::{s3_server::S3Server, site::SiteTest, store_server::StoreServer};
use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::Command,
    sync::{Arc, Mutex},
};

const HOST: &str = "https://models.example.org";

/// The file behind an address of the site. `None` for an external address.
fn file(address: &str) -> Option<String> {
    let path = address.strip_prefix(HOST).unwrap_or(address);
    let path = path.split(['#', '?']).next().unwrap_or_default();
    let path = path.strip_prefix('/').filter(|path| !path.starts_with('/'))?;
    let path = percent_encoding::percent_decode_str(path).decode_utf8().unwrap();
    Some(if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.into_owned() })
}

/// The text between each `mark` and the end of the value. Attribute values have quotes only where they need them.
fn behind<'t>(text: &'t str, mark: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(mark).skip(1).filter_map(|rest| match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split([' ', '>', '<']).next(),
    })
}

/// Links to missing files, as `page names file`.
pub(super) fn dangling(bucket: &Path) -> Vec<String> {
    let mut missing = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut to_read: Vec<String> = ["index.html", "sitemap.xml"].map(str::to_owned).into();
    to_read.retain(|name| bucket.join(name).exists());
    seen.extend(to_read.iter().cloned());
    while let Some(name) = to_read.pop() {
        let text = String::from_utf8_lossy(&fs::read(bucket.join(&name)).unwrap()).into_owned();
        let named: Vec<&str> = match name.rsplit('.').next() {
            Some("xml") => behind(&text, "<loc>").collect(),
            Some("html") => behind(&text, " href=").chain(behind(&text, " src=")).collect(),
            _ => continue,
        };
        for file in named.into_iter().filter_map(file) {
            if !bucket.join(&file).is_file() {
                missing.push(format!("{name} names {file}"));
            } else if seen.insert(file.clone()) {
                to_read.push(file);
            }
        }
    }
    missing
}

fn deploy(site: &SiteTest, server: &StoreServer<S3Server>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_modelpress"));
    command.args(["deploy", "s3://models", "--max-deletions", "100%"]).current_dir(site.path(""));
    server.set(&mut command);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", super::said(&output));
}

#[test]
fn at_no_moment_the_live_site_names_what_is_not_there() {
    let starter = SiteTest::starter();
    let lines = starter.read("content/models/starter.jsonl");
    let lines: Vec<&str> = lines.lines().collect();
    let write = |from: usize, to: usize| {
        let part: String = lines[from..to].iter().flat_map(|line| [*line, "\n"]).collect();
        starter.write("content/models/starter.jsonl", part);
        starter.build();
    };
    write(0, 16);
    let server = S3Server::start();
    let found: Arc<Mutex<(usize, Vec<String>)>> = Arc::default();
    let (bucket, seen) = (server.folder(), Arc::clone(&found));
    server.after_each_write(move |asked| {
        let missing = dangling(&bucket);
        let mut seen = seen.lock().unwrap();
        seen.0 += 1;
        seen.1.extend(missing.into_iter().map(|missing| format!("after {} {}: {missing}", asked.method, asked.key)));
    });
    deploy(&starter, &server);
    let first = found.lock().unwrap().0;
    assert!(first > 60, "{first} looks");
    // Some models are removed, others added, and every list changes.
    write(6, 24);
    deploy(&starter, &server);
    write(0, 12);
    deploy(&starter, &server);
    server.look_no_more();
    let (looks, missing) = &*found.lock().unwrap();
    assert!(*looks > first + 60, "{looks} looks");
    assert!(missing.is_empty(), "{} times, first {:#?}", missing.len(), &missing[..missing.len().min(5)]);
    assert_eq!(super::tree(&server.folder()), super::tree(&starter.path("dist")));
    assert_eq!(records(&server.folder()), ["deployed.zst"]);
    // Make sure that the check sees anything at all.
    let sitemap = fs::read_dir(server.folder()).unwrap().map(|entry| entry.unwrap().path());
    let sitemap = sitemap.into_iter().find(|path| path.to_string_lossy().contains("sitemap-models")).unwrap();
    fs::remove_file(sitemap).unwrap();
    let missing = dangling(&server.folder());
    assert!(missing.iter().any(|missing| missing.starts_with("sitemap.xml names sitemap-models")), "{missing:?}");
    fs::remove_dir_all(server.folder().join("assets")).unwrap();
    assert!(dangling(&server.folder()).iter().any(|missing| missing.contains("index.html names assets/main-")));
}

#[test]
fn addresses_lead_to_files() {
    let files: Files = [("/", "index.html"), ("/a/#b", "a/index.html"), ("/a%20b.css", "a b.css")]
        .map(|(address, file)| (address.to_owned(), file.to_owned()))
        .into();
    for (address, expected) in files {
        assert_eq!(file(&address), Some(expected));
    }
    assert_eq!(file("https://huggingface.co/a"), None);
    assert_eq!(file("//cdn.example.org/a"), None);
}
