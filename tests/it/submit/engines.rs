//! The servers: the public site, IndexNow, Google.

use crate::{
    loopback::{Answer, Asked, Loopback, get},
    service_account::{self, EMAIL},
};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, VecDeque},
    fs,
    path::PathBuf,
    sync::{Arc, Mutex},
};

pub(super) const ACCESS_TOKEN: &str = "ya29.test-access-token-0123456789";
pub(super) const PROPERTY: &str = "sc-domain:models.example.org";

/// Answers that replace the real ones.
pub(super) type Faults = Arc<Mutex<VecDeque<Answer>>>;

/// Serves a folder like a host with `index.html`. `changes` are other answers, by path.
pub(super) struct PublicSite {
    pub(super) server: Loopback,
    folder: Arc<Mutex<PathBuf>>,
    pub(super) changes: Arc<Mutex<BTreeMap<String, Answer>>>,
    /// The compression of bodies: `br`, `gzip`, or none.
    pub(super) coding: Arc<Mutex<&'static str>>,
}

impl PublicSite {
    pub(super) fn new() -> Self {
        let (folder, coding) = (Arc::new(Mutex::new(PathBuf::new())), Arc::new(Mutex::new("")));
        let changes: Arc<Mutex<BTreeMap<String, Answer>>> = Arc::default();
        let (public, others, packed) = (folder.clone(), changes.clone(), coding.clone());
        let server = Loopback::new(move |asked| {
            if let Some(answer) = others.lock().unwrap().get(&asked.target) {
                return answer.clone();
            }
            let path = asked.target.trim_start_matches('/');
            let name =
                if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
            let Ok(body) = fs::read(public.lock().unwrap().join(name)) else { return Answer::new(404, "not here") };
            match *packed.lock().unwrap() {
                "" => Answer::new(200, body),
                coding => Answer::new(200, pack(&body, coding)).with("Content-Encoding", coding),
            }
        });
        Self { server, folder, changes, coding }
    }

    /// Makes this folder public.
    pub(super) fn publish(&self, folder: PathBuf) {
        *self.folder.lock().unwrap() = folder;
    }
}

fn pack(body: &[u8], coding: &str) -> Vec<u8> {
    use std::io::Write as _;
    if coding == "gzip" {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(body).unwrap();
        return packer.finish().unwrap();
    }
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*body, &mut packed, &brotli::enc::BrotliEncoderParams::default()).unwrap();
    packed
}

/// IndexNow as documented: it requests the key file before it accepts a submission.
pub(super) struct IndexNow {
    pub(super) server: Loopback,
    pub(super) faults: Faults,
}

impl IndexNow {
    pub(super) fn new() -> Self {
        let faults = Faults::default();
        let (planned, known) = (faults.clone(), Mutex::new(false));
        let server = Loopback::new(move |asked| {
            if let Some(fault) = planned.lock().unwrap().pop_front() {
                return fault;
            }
            let status = judge(asked);
            let is_known = std::mem::replace(&mut *known.lock().unwrap(), status == 200);
            Answer::new(if status == 200 && !is_known { 202 } else { status }, "")
        });
        Self { server, faults }
    }

    pub(super) fn url(&self) -> String {
        format!("{}/indexnow", self.server.url())
    }

    /// The submitted addresses since the last call, sorted, without the host.
    pub(super) fn told(&self) -> Vec<String> {
        let mut told: Vec<String> = self.server.asked().iter().flat_map(|asked| addresses(&asked.body)).collect();
        told.sort();
        told
    }
}

/// The paths of a submission's addresses.
pub(super) fn addresses(body: &[u8]) -> Vec<String> {
    let body: Value = serde_json::from_slice(body).unwrap();
    let path = |url: &Value| url::Url::parse(url.as_str().unwrap()).unwrap().path().to_owned();
    body["urlList"].as_array().unwrap().iter().map(path).collect()
}

fn judge(asked: &Asked) -> u16 {
    let body: Value = match serde_json::from_slice(&asked.body) {
        Ok(body) if asked.line() == "POST /indexnow" => body,
        _ => return 400,
    };
    let text = |name: &str| body[name].as_str().unwrap_or_default();
    let (host, key, location) = (text("host"), text("key"), text("keyLocation"));
    let urls: Vec<&str> = body["urlList"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if asked.header("content-type") != "application/json; charset=utf-8" || urls.is_empty() || urls.len() > 10_000 {
        return 400;
    }
    let folder = &location[..=location.rfind('/').unwrap_or_default()];
    let is_own = |url: &&str| url.starts_with(folder) && url.split('/').nth(2) == Some(host);
    if !(8..=128).contains(&key.len()) || !urls.iter().all(is_own) {
        return 422;
    }
    match get(location) {
        Some((200, content)) if content == key.as_bytes() => 200,
        _ => 403,
    }
}

/// Google: tokens for service accounts, and Search Console.
pub(super) struct Google {
    pub(super) server: Loopback,
    /// Faults of the token service.
    pub(super) token_faults: Faults,
    /// Faults of Search Console.
    pub(super) faults: Faults,
}

impl Google {
    pub(super) fn new() -> Self {
        let (token_faults, faults) = (Faults::default(), Faults::default());
        let (of_token, of_console) = (token_faults.clone(), faults.clone());
        let submitted: Mutex<BTreeMap<String, u32>> = Mutex::default();
        let server = Loopback::new(move |asked| {
            let is_token = asked.target == "/token";
            let planned = if is_token { &of_token } else { &of_console };
            if let Some(fault) = planned.lock().unwrap().pop_front() {
                return fault;
            }
            if is_token { token(asked) } else { console(asked, &submitted) }
        });
        Self { server, token_faults, faults }
    }

    /// The service account file that this server accepts.
    pub(super) fn account(&self) -> Value {
        service_account::file(&format!("{}/token", self.server.url()))
    }
}

fn refuse(status: u16, message: &str) -> Answer {
    let error = json!({ "error": { "code": status, "message": message } });
    Answer::new(status, error.to_string()).with("Content-Type", "application/json; charset=UTF-8")
}

fn token(asked: &Asked) -> Answer {
    let fields: BTreeMap<String, String> = url::form_urlencoded::parse(&asked.body).into_owned().collect();
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    let is_form = asked.header("content-type") == "application/x-www-form-urlencoded" && asked.method == "POST";
    if !is_form || field("grant_type") != "urn:ietf:params:oauth:grant-type:jwt-bearer" {
        return Answer::new(400, r#"{"error":"unsupported_grant_type"}"#);
    }
    match service_account::claims(field("assertion")) {
        Some(claims) if is_right(&claims, asked) => {
            let token = json!({ "access_token": ACCESS_TOKEN, "expires_in": 3599, "token_type": "Bearer" });
            Answer::new(200, token.to_string()).with("Content-Type", "application/json")
        }
        // Some servers repeat the request in their answer.
        _ => Answer::new(
            400,
            json!({ "error": "invalid_grant", "error_description": format!("Invalid JWT {}", field("assertion")) })
                .to_string(),
        ),
    }
}

fn is_right(claims: &Value, asked: &Asked) -> bool {
    let lifetime = claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap();
    claims["iss"] == EMAIL
        && claims["scope"] == "https://www.googleapis.com/auth/webmasters"
        && claims["aud"] == format!("http://{}/token", asked.header("host"))
        && (1..=3_600).contains(&lifetime)
}

fn console(asked: &Asked, submitted: &Mutex<BTreeMap<String, u32>>) -> Answer {
    if asked.header("authorization") != format!("Bearer {ACCESS_TOKEN}") {
        return refuse(401, "Request had invalid authentication credentials.");
    }
    let Some((site, sitemap)) =
        asked.target.strip_prefix("/webmasters/v3/sites/").and_then(|rest| rest.split_once("/sitemaps/"))
    else {
        return refuse(404, "Not Found");
    };
    let decoded = |part: &str| percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned();
    let is_encoded = !sitemap.contains(['/', ':']) && !site.contains(['/', ':']);
    if !is_encoded || decoded(site) != PROPERTY {
        return refuse(404, "'site' is not a verified site");
    }
    let mut submitted = submitted.lock().unwrap();
    match &*asked.method {
        "PUT" if asked.body.is_empty() => {
            *submitted.entry(decoded(sitemap)).or_default() += 1;
            Answer::new(204, "")
        }
        "GET" if submitted.contains_key(&decoded(sitemap)) => {
            let status = json!({
                "path": decoded(sitemap), "lastSubmitted": "2026-07-01T12:00:00.000Z", "isPending": true,
                "isSitemapsIndex": true, "warnings": "2", "errors": "0",
            });
            Answer::new(200, status.to_string()).with("Content-Type", "application/json")
        }
        _ => refuse(404, "Not Found"),
    }
}
