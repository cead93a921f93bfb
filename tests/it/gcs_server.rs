//! Google Cloud Storage in tests, as far as its XML interface is used
//! (cloud.google.com/storage/docs/xml-api/reference-methods): generations and conditions on them, listings in pages,
//! stored headers, and gzip that is decompressed for clients that do not accept it. Google provides no emulator. Valid
//! credentials are a JWT signed with the key of the service account, as clients create one themselves
//! (google.aip.dev/auth/4111), or the token of its metadata server.

use crate::{
    service_account::{self, EMAIL},
    store_server::{Backend, Body, StoreServer, key_of, lock, whole},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use flate2::read::GzDecoder;
use futures_util::{future::BoxFuture, stream};
use http_body_util::{BodyExt as _, StreamBody};
use hyper::{
    HeaderMap, Request, Response,
    body::{Frame, Incoming},
    header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, HeaderName},
    http::{request::Parts, response::Builder},
};
use jiff::Timestamp;
use md5::{Digest as _, Md5};
use object_store::{ObjectStore, gcp::GoogleCloudStorageBuilder};
use serde_json::json;
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::Read as _,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::SystemTime,
};

const BUCKET: &str = "models";

/// The token that the metadata server returns.
pub(crate) const TOKEN: &str = "ya29.test-access-token-of-this-machine";

/// Entries per page of a listing. Google has 1,000.
const PAGE: usize = 100;

/// Headers that are stored with a file.
const KEPT: [HeaderName; 3] = [CONTENT_TYPE, CACHE_CONTROL, CONTENT_ENCODING];

struct Stored {
    bytes: Bytes,
    headers: HeaderMap,
    generation: u64,
    changed: Timestamp,
}

#[derive(Default)]
struct Objects {
    by_name: BTreeMap<String, Stored>,
    /// The highest generation so far.
    generation: u64,
}

/// Google Cloud Storage with one bucket.
#[derive(Default)]
pub(crate) struct GcsServer {
    objects: Mutex<Objects>,
    /// Whether objects have no hash, like objects that are encrypted with a customer key.
    pub(crate) hides_hashes: AtomicBool,
    /// Whether the hash of an upload is wrong.
    pub(crate) alters: AtomicBool,
}

impl GcsServer {
    pub(crate) fn start() -> StoreServer<Self> {
        StoreServer::new(Self::default())
    }

    fn e_tag(&self, stored: &Stored) -> String {
        if self.hides_hashes.load(Ordering::Relaxed) {
            return format!("\"CL{:x}EAE=\"", stored.generation);
        }
        let mut text = String::from("\"");
        for byte in Md5::digest(&stored.bytes) {
            write!(text, "{byte:02x}").unwrap();
        }
        text + "\""
    }

    /// The common part of every answer about an object.
    fn described(&self, status: u16, stored: &Stored) -> Builder {
        let mut answer = Response::builder().status(status);
        answer = answer.header("etag", self.e_tag(stored)).header("x-goog-generation", stored.generation);
        answer = answer.header("x-goog-metageneration", 1).header("x-goog-stored-content-length", stored.bytes.len());
        if !self.hides_hashes.load(Ordering::Relaxed) {
            let mut hash = Md5::digest(&stored.bytes).to_vec();
            hash[0] ^= u8::from(self.alters.load(Ordering::Relaxed));
            answer = answer.header("x-goog-hash", format!("md5={}", STANDARD.encode(hash)));
        }
        answer
    }

    fn put(&self, key: &str, asked: &Parts, bytes: Bytes) -> Response<Body> {
        let mut objects = lock(&self.objects);
        let there = objects.by_name.get(key).map_or(0, |stored| stored.generation);
        // 0 means that the object does not exist.
        let condition =
            asked.headers.get("x-goog-if-generation-match").map(|value| value.to_str().unwrap().parse::<u64>());
        match condition {
            Some(Err(_)) => return refuse(400, "InvalidArgument", "Invalid argument."),
            Some(Ok(wanted)) if there != wanted => {
                return refuse(
                    412,
                    "PreconditionFailed",
                    "At least one of the pre-conditions you specified did not hold.",
                );
            }
            _ => {}
        }
        objects.generation += 1;
        let (generation, changed) = (1_700_000_000_000_000 + objects.generation, now());
        let kept = asked.headers.iter().filter(|(name, _)| KEPT.contains(name));
        let headers = kept.map(|(name, value)| (name.clone(), value.clone())).collect();
        let stored = Stored { bytes, headers, generation, changed };
        let answer = self.described(200, &stored).body(whole("")).unwrap();
        objects.by_name.insert(key.to_owned(), stored);
        answer
    }

    fn get(&self, key: &str, asked: &Parts) -> Response<Body> {
        let objects = lock(&self.objects);
        let Some(stored) = objects.by_name.get(key) else { return no_such_key() };
        let mut answer = self.described(200, stored);
        answer = answer.header("last-modified", stored.changed.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string());
        let says = |headers: &HeaderMap, name: HeaderName, word: &str| {
            headers.get(name).is_some_and(|value| value.to_str().unwrap().contains(word))
        };
        let is_unpacked = says(&stored.headers, CONTENT_ENCODING, "gzip")
            && !says(&stored.headers, CACHE_CONTROL, "no-transform")
            && !says(&asked.headers, HeaderName::from_static("accept-encoding"), "gzip");
        let kept = stored.headers.iter().filter(|(name, _)| !is_unpacked || *name != CONTENT_ENCODING);
        for (name, value) in kept {
            answer = answer.header(name, value);
        }
        let is_head = asked.method == "HEAD";
        if is_unpacked {
            let mut bytes = Vec::new();
            GzDecoder::new(&*stored.bytes).read_to_end(&mut bytes).unwrap();
            let frames = (!is_head).then(|| Ok(Frame::data(Bytes::from(bytes))));
            // The length is unknown until the end.
            return answer.body(StreamBody::new(stream::iter(frames)).boxed_unsync()).unwrap();
        }
        answer = answer.header("content-length", stored.bytes.len());
        answer.body(whole(if is_head { Bytes::new() } else { stored.bytes.clone() })).unwrap()
    }

    fn list(&self, query: &str) -> Response<Body> {
        let pairs: BTreeMap<String, String> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        if pairs.get("list-type").map(String::as_str) != Some("2") || pairs.contains_key("delimiter") {
            return refuse(501, "NotImplemented", "This server lists as `list-type=2` does, without folders.");
        }
        let prefix = pairs.get("prefix").map_or("", String::as_str);
        // A name on the previous page.
        let token = pairs.get("continuation-token").map(|token| String::from_utf8(STANDARD.decode(token).unwrap()));
        let token = token.map(Result::unwrap);
        let objects = lock(&self.objects);
        let rest = objects.by_name.iter().filter(|(name, _)| token.as_ref().is_none_or(|token| *name > token));
        let mut rest = rest.filter(|(name, _)| name.starts_with(prefix)).peekable();
        let mut text = format!(
            "<?xml version='1.0' encoding='UTF-8'?><ListBucketResult xmlns='http://doc.s3.amazonaws.com/2006-03-01'>\
             <Name>{BUCKET}</Name>",
        );
        let mut last = "";
        for (name, stored) in rest.by_ref().take(PAGE) {
            last = name;
            let (name, tag) = (quick_xml::escape::escape(name.as_str()), self.e_tag(stored));
            let (generation, changed, size) = (stored.generation, stored.changed, stored.bytes.len());
            write!(
                text,
                "<Contents><Key>{name}</Key><Generation>{generation}</Generation><MetaGeneration>1</MetaGeneration>\
                 <LastModified>{changed}</LastModified><ETag>{tag}</ETag><Size>{size}</Size></Contents>"
            )
            .unwrap();
        }
        if rest.peek().is_some() {
            let token = STANDARD.encode(last);
            write!(text, "<NextContinuationToken>{token}</NextContinuationToken>").unwrap();
        }
        write!(text, "<IsTruncated>{}</IsTruncated></ListBucketResult>", rest.peek().is_some()).unwrap();
        Response::builder().header("content-type", "application/xml; charset=UTF-8").body(whole(text)).unwrap()
    }

    fn delete(&self, key: &str) -> Response<Body> {
        match lock(&self.objects).by_name.remove(key) {
            Some(_) => Response::builder().status(204).body(whole("")).unwrap(),
            None => no_such_key(),
        }
    }
}

impl Backend for GcsServer {
    const SCHEME: &'static str = "gs";
    const ENDPOINT: &'static str = "GOOGLE_BASE_URL";

    fn bucket(&self) -> &str {
        BUCKET
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        [("GOOGLE_SERVICE_ACCOUNT_KEY", key_file().to_string())].into()
    }

    fn client(&self, address: &str) -> Arc<dyn ObjectStore> {
        let builder = GoogleCloudStorageBuilder::new().with_bucket_name(BUCKET).with_base_url(address);
        // Objects arrive as stored, without decompression.
        let headers = [(hyper::header::ACCEPT_ENCODING, "gzip".parse().unwrap())].into_iter().collect();
        let options = object_store::ClientOptions::new().with_allow_http(true).with_default_headers(headers);
        Arc::new(builder.with_bearer_token(TOKEN).with_client_options(options).build().unwrap())
    }

    fn answer(self: Arc<Self>, request: Request<Incoming>) -> BoxFuture<'static, Response<Body>> {
        Box::pin(async move {
            let (asked, body) = request.into_parts();
            let Ok(body) = body.collect().await else { return refuse(400, "IncompleteBody", "It broke off.") };
            let path = asked.uri.path();
            if path == "/computeMetadata/v1/instance/service-accounts/default/token" {
                return metadata(&asked.headers);
            }
            if !is_known(&asked.headers) {
                return refuse(401, "AuthenticationRequired", "Authentication required.");
            }
            if path.trim_start_matches('/').split('/').next() != Some(BUCKET) {
                return refuse(404, "NoSuchBucket", "The specified bucket does not exist.");
            }
            let key = key_of(path, BUCKET);
            match (asked.method.as_str(), key.as_str()) {
                ("GET", "") => self.list(asked.uri.query().unwrap_or_default()),
                ("GET" | "HEAD", key) => self.get(key, &asked),
                ("PUT", key) => self.put(key, &asked, body.to_bytes()),
                ("DELETE", key) => self.delete(key),
                _ => refuse(405, "MethodNotAllowed", "The specified method is not allowed against this resource."),
            }
        })
    }

    fn contents(&self) -> Option<BTreeMap<String, Vec<u8>>> {
        let objects = lock(&self.objects);
        Some(objects.by_name.iter().map(|(name, stored)| (name.clone(), stored.bytes.to_vec())).collect())
    }
}

/// The service account file that it accepts.
pub(crate) fn key_file() -> serde_json::Value {
    service_account::file("https://oauth2.googleapis.com/token")
}

/// The metadata server of the machine.
fn metadata(headers: &HeaderMap) -> Response<Body> {
    if headers.get("metadata-flavor").is_none_or(|flavor| flavor != "Google") {
        return refuse(403, "Forbidden", "The header `Metadata-Flavor` is missing.");
    }
    let token = json!({ "access_token": TOKEN, "expires_in": 3599, "token_type": "Bearer" });
    Response::builder().header("content-type", "application/json").body(whole(token.to_string())).unwrap()
}

/// Whether a request has valid credentials.
fn is_known(headers: &HeaderMap) -> bool {
    let header = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Some(bearer) = header.strip_prefix("Bearer ") else { return false };
    if bearer == TOKEN {
        return true;
    }
    let Some(claims) = service_account::claims(bearer) else { return false };
    let (from, to) = (claims["iat"].as_i64().unwrap_or_default(), claims["exp"].as_i64().unwrap_or_default());
    let scopes = claims["scope"].as_str().unwrap_or_default();
    claims["iss"] == EMAIL
        && claims["sub"] == EMAIL
        && scopes.split(' ').any(|scope| scope == "https://www.googleapis.com/auth/cloud-platform")
        && (1..=3_600).contains(&(to - from))
        && to > now().as_second()
}

#[expect(clippy::disallowed_methods, reason = "a server has a clock")]
fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    Timestamp::from_second(i64::try_from(since.as_secs()).unwrap()).unwrap()
}

fn no_such_key() -> Response<Body> {
    refuse(404, "NoSuchKey", "The specified key does not exist.")
}

fn refuse(status: u16, code: &str, message: &str) -> Response<Body> {
    let text = format!(
        "<?xml version='1.0' encoding='UTF-8'?><Error><Code>{code}</Code><Message>{message}</Message><Details>\
         {EMAIL} of this project may not know more.</Details></Error>"
    );
    Response::builder().status(status).header("content-type", "application/xml").body(whole(text)).unwrap()
}
