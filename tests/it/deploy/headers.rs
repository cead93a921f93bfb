//! Headers of uploaded files: content types, cache control, encodings.

use super::{Built, files};
use crate::store_server::{Backend, Object, StoreServer};
use serde_json::json;
use std::io::Read as _;

on_each_store!(
    types_and_caches_are_told,
    packed_objects_unpack_to_the_same_bytes,
    sidecars_are_stored_next_to_their_files
);

fn decoded(object: &Object) -> Vec<u8> {
    let mut bytes = Vec::new();
    match object.encoding.as_deref() {
        Some("gzip") => _ = flate2::read::GzDecoder::new(&*object.bytes).read_to_end(&mut bytes).unwrap(),
        Some("br") => brotli::BrotliDecompress(&mut &*object.bytes, &mut bytes).unwrap(),
        None => bytes.clone_from(&object.bytes),
        other => panic!("{other:?}"),
    }
    bytes
}

fn types_and_caches_are_told<B: Backend>(server: &StoreServer<B>) {
    let mut site = files(40);
    site.insert("data/models.jsonl.gz".to_owned(), "packed".to_owned());
    let built = Built::new(&site);
    built.deploy(server, &[]);
    let keys: Vec<String> = site.keys().cloned().collect();
    let objects = server.objects(&keys);
    for (key, content_type, cache_control) in [
        ("index.html", "text/html; charset=utf-8", "public, max-age=300"),
        ("assets/main-0123456789ab.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
        ("sitemap.xml", "application/xml; charset=utf-8", "public, max-age=300"),
        ("data/models.jsonl.gz", "application/gzip", "public, max-age=300"),
        ("robots.txt", "text/plain; charset=utf-8", "public, max-age=300"),
    ] {
        let object = &objects[key];
        assert_eq!(
            (object.content_type.as_str(), object.cache_control.as_str()),
            (content_type, cache_control),
            "{key}"
        );
        assert_eq!(object.encoding, None, "{key}");
    }
}

fn packed_objects_unpack_to_the_same_bytes<B: Backend>(server: &StoreServer<B>) {
    let mut site = files(40);
    site.insert("data/models.jsonl.gz".to_owned(), "packed".to_owned());
    let built = Built::new(&site);
    let keys: Vec<String> = site.keys().cloned().collect();
    let settings = |more: &str| built.deploy_with(server, more);
    for (precompress, page, alternate) in
        [("gzip", Some("gzip"), Some("gzip")), ("br", Some("br"), Some("gzip")), ("none", None, None)]
    {
        let report = settings(&format!("precompress = \"{precompress}\"\n"));
        assert_eq!(report["deleted"], json!(0), "{report}");
        let objects = server.objects(&keys);
        for (key, object) in &objects {
            assert_eq!(decoded(object), site[key].as_bytes(), "{precompress} {key}");
        }
        let encoding = |key: &str| objects[key].encoding.as_deref();
        assert_eq!(encoding("models/index.html"), page);
        assert_eq!(encoding("models/owner-00/model-00000/index.json"), alternate);
        assert_eq!(encoding("data/models.jsonl.gz"), None, "packed already");
        assert_eq!(encoding("robots.txt"), None, "read by programs that do not decompress");
        if precompress == "br" {
            assert_eq!(settings("precompress = \"br\"\n")["changed"], json!(0), "the same form, the same objects");
            let report = settings("precompress = \"br\"\ncache-pages = \"no-cache\"\n");
            let pages = site.keys().filter(|path| path.ends_with("html")).count();
            assert_eq!(report["changed"], json!(pages), "headers are part of it");
        }
    }
}

fn sidecars_are_stored_next_to_their_files<B: Backend>(server: &StoreServer<B>) {
    let built = Built::new(&files(40));
    let deploy = || built.deploy_with(server, "precompress = \"sidecars\"\n");
    let report = deploy();
    assert_eq!(report["added"], json!(120), "{report}");
    assert_eq!(report["addresses"]["added"].as_array().unwrap().len(), 40, "each address once");
    let names = ["models/index.html", "models/index.html.gz", "models/index.html.br"].map(str::to_owned);
    let objects = server.objects(&names);
    let [plain, gzip, brotli] = names.each_ref().map(|name| &objects[name]);
    assert!([plain, gzip, brotli].iter().all(|object| object.encoding.is_none()));
    for (sidecar, token) in [(gzip, "gzip"), (brotli, "br")] {
        let sidecar = Object {
            bytes: sidecar.bytes.clone(),
            content_type: String::new(),
            cache_control: String::new(),
            encoding: Some(token.to_owned()),
        };
        assert_eq!(decoded(&sidecar), plain.bytes);
    }
    assert_eq!(deploy()["unchanged"], json!(120));
}
