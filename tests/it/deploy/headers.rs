//! What goes with the bytes: types, cache control, encodings.

use super::{Built, files};
use crate::s3_server::{BUCKET, KEY, S3Server, SECRET};
use object_store::{
    Attribute, ObjectStoreExt as _,
    aws::{AmazonS3, AmazonS3Builder},
    path::Path,
};
use serde_json::json;
use std::{collections::BTreeMap, io::Read as _};
use tokio::runtime::Runtime;

/// An object as a reader of the bucket gets it.
pub(super) struct Object {
    pub(super) bytes: Vec<u8>,
    pub(super) content_type: String,
    pub(super) cache_control: String,
    pub(super) encoding: Option<String>,
}

/// A client of its own.
fn client(server: &S3Server) -> (AmazonS3, Runtime) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let store = AmazonS3Builder::new()
        .with_bucket_name(BUCKET)
        .with_endpoint(server.endpoint())
        .with_allow_http(true)
        .with_region("us-east-1")
        .with_access_key_id(KEY)
        .with_secret_access_key(SECRET)
        .build()
        .unwrap();
    (store, tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap())
}

/// Puts an object, whatever lies there.
pub(super) fn put(server: &S3Server, key: &str, bytes: Vec<u8>) {
    let (store, runtime) = client(server);
    runtime.block_on(store.put(&Path::parse(key).unwrap(), bytes.into())).unwrap();
}

/// With the headers that the store sends.
pub(super) fn objects(server: &S3Server, keys: &[String]) -> BTreeMap<String, Object> {
    let (store, runtime) = client(server);
    let get = |key: &String| {
        runtime.block_on(async {
            let got = store.get(&Path::parse(key).unwrap()).await.unwrap();
            let attribute = |attribute| got.attributes.get(&attribute).map(|value| value.to_string());
            let object = Object {
                content_type: attribute(Attribute::ContentType).unwrap_or_default(),
                cache_control: attribute(Attribute::CacheControl).unwrap_or_default(),
                encoding: attribute(Attribute::ContentEncoding),
                bytes: Vec::new(),
            };
            Object { bytes: got.bytes().await.unwrap().to_vec(), ..object }
        })
    };
    keys.iter().map(|key| (key.clone(), get(key))).collect()
}

pub(super) fn decoded(object: &Object) -> Vec<u8> {
    let mut bytes = Vec::new();
    match object.encoding.as_deref() {
        Some("gzip") => _ = flate2::read::GzDecoder::new(&*object.bytes).read_to_end(&mut bytes).unwrap(),
        Some("br") => brotli::BrotliDecompress(&mut &*object.bytes, &mut bytes).unwrap(),
        None => bytes.clone_from(&object.bytes),
        other => panic!("{other:?}"),
    }
    bytes
}

#[test]
fn types_and_caches_are_told() {
    let server = S3Server::start();
    let mut site = files(40);
    site.insert("data/models.jsonl.gz".to_owned(), "packed".to_owned());
    let built = Built::new(&site);
    built.deploy(&server, &[]);
    let keys: Vec<String> = site.keys().cloned().collect();
    let objects = objects(&server, &keys);
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

#[test]
fn packed_objects_unpack_to_the_same_bytes() {
    let server = S3Server::start();
    let mut site = files(40);
    site.insert("data/models.jsonl.gz".to_owned(), "packed".to_owned());
    let built = Built::new(&site);
    let keys: Vec<String> = site.keys().cloned().collect();
    let settings = |more: &str| {
        built.write("site.toml", &format!("[deploy.targets.a]\nurl = \"s3://models\"\n{more}"));
        let mut command = built.command(&["a", "--json"]);
        server.set(&mut command);
        super::report(command)
    };
    for (precompress, page, twin) in
        [("gzip", Some("gzip"), Some("gzip")), ("br", Some("br"), Some("gzip")), ("none", None, None)]
    {
        let report = settings(&format!("precompress = \"{precompress}\"\n"));
        assert_eq!(report["deleted"], json!(0), "{report}");
        let objects = objects(&server, &keys);
        for (key, object) in &objects {
            assert_eq!(decoded(object), site[key].as_bytes(), "{precompress} {key}");
        }
        let encoding = |key: &str| objects[key].encoding.as_deref();
        assert_eq!(encoding("models/index.html"), page);
        assert_eq!(encoding("models/owner-00/model-00000/index.json"), twin);
        assert_eq!(encoding("data/models.jsonl.gz"), None, "packed already");
        assert_eq!(encoding("robots.txt"), None, "read by whoever unpacks nothing");
        if precompress == "br" {
            assert_eq!(settings("precompress = \"br\"\n")["changed"], json!(0), "the same form, the same objects");
            let report = settings("precompress = \"br\"\ncache-pages = \"no-cache\"\n");
            let pages = site.keys().filter(|path| path.ends_with("html")).count();
            assert_eq!(report["changed"], json!(pages), "headers are part of it");
        }
    }
}

#[test]
fn packed_twins_lie_beside_their_files() {
    let server = S3Server::start();
    let built = Built::new(&files(40));
    built.write("site.toml", "[deploy.targets.a]\nurl = \"s3://models\"\nprecompress = \"twins\"\n");
    let deploy = || {
        let mut command = built.command(&["a", "--json"]);
        server.set(&mut command);
        super::report(command)
    };
    let report = deploy();
    assert_eq!(report["added"], json!(120), "{report}");
    assert_eq!(report["addresses"]["added"].as_array().unwrap().len(), 40, "each address once");
    let names = ["models/index.html", "models/index.html.gz", "models/index.html.br"].map(str::to_owned);
    let objects = objects(&server, &names);
    let [plain, gzip, brotli] = names.each_ref().map(|name| &objects[name]);
    assert!([plain, gzip, brotli].iter().all(|object| object.encoding.is_none()));
    for (twin, token) in [(gzip, "gzip"), (brotli, "br")] {
        let twin = Object {
            bytes: twin.bytes.clone(),
            content_type: String::new(),
            cache_control: String::new(),
            encoding: Some(token.to_owned()),
        };
        assert_eq!(decoded(&twin), plain.bytes);
    }
    assert_eq!(deploy()["unchanged"], json!(120));
}
