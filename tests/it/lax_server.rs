//! A store that speaks S3 without signatures, and treats conditional writes like some real stores.

use crate::loopback::{Answer, Asked, Loopback};
use md5::{Digest as _, Md5};
use std::{
    collections::BTreeMap,
    process::Command,
    sync::{Arc, Mutex, PoisonError},
};

/// What happens to a write with `If-None-Match` or `If-Match`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The condition is honored, as on S3.
    Strict,
    /// The condition is ignored.
    Ignores,
    /// The write is refused with 501.
    Refuses,
}

/// Objects by name; the bucket is `models`.
type Objects = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

/// A store that runs until it is dropped.
pub(crate) struct LaxServer {
    pub(crate) server: Loopback,
    objects: Objects,
}

/// The dates in the store's answers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Dates {
    /// The `Date` header, which is missing if this is empty.
    pub(crate) now: &'static str,
    /// When every object was last written.
    pub(crate) written: &'static str,
}

impl LaxServer {
    pub(crate) fn new(mode: Mode) -> Self {
        Self::with(mode, Dates::default(), |_| {})
    }

    /// A store with these dates. `before` is called before each request is processed.
    pub(crate) fn with(mode: Mode, dates: Dates, before: impl Fn(&Asked) + Send + Sync + 'static) -> Self {
        let objects = Objects::default();
        let shared = Arc::clone(&objects);
        let server = Loopback::new(move |asked| {
            before(asked);
            let mut objects = shared.lock().unwrap_or_else(PoisonError::into_inner);
            let answer = answer(mode, &dates, &mut objects, asked);
            if dates.now.is_empty() { answer } else { answer.with("Date", dates.now) }
        });
        Self { server, objects }
    }

    /// Sets the environment of a command so that it finds this store as `s3://models`.
    pub(crate) fn set(&self, command: &mut Command) {
        command.envs([("AWS_ACCESS_KEY_ID", "AKIDOFNOBODY"), ("AWS_SECRET_ACCESS_KEY", "not-a-secret")]);
        command.env("AWS_REGION", "us-east-1").env("AWS_ENDPOINT_URL", self.server.url());
    }

    pub(crate) fn put(&self, name: &str, bytes: impl Into<Vec<u8>>) {
        self.lock().insert(name.to_owned(), bytes.into());
    }

    /// Everything except our own records.
    pub(crate) fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        let mut all = self.lock().clone();
        all.retain(|name, _| !name.starts_with(".modelpress/"));
        all
    }

    /// Names of our own records.
    pub(crate) fn records(&self) -> Vec<String> {
        self.lock().keys().filter_map(|name| Some(name.strip_prefix(".modelpress/")?.to_owned())).collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.objects.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn e_tag(bytes: &[u8]) -> String {
    let digits = Md5::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    format!("\"{digits}\"")
}

fn error(status: u16, code: &str) -> Answer {
    Answer::new(status, format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{code}</Message></Error>"))
        .with("Content-Type", "application/xml")
}

fn answer(mode: Mode, dates: &Dates, objects: &mut BTreeMap<String, Vec<u8>>, asked: &Asked) -> Answer {
    let (path, query) = asked.target.split_once('?').unwrap_or((&asked.target, ""));
    let name = crate::store_server::key_of(path, "models");
    match asked.method.as_str() {
        "PUT" => {
            let conditions = [asked.header("if-none-match"), asked.header("if-match")];
            match (mode, conditions) {
                (_, ["", ""]) | (Mode::Ignores, _) => {}
                (Mode::Refuses, _) => return error(501, "NotImplemented"),
                (Mode::Strict, ["*", _]) if objects.contains_key(&name) => return error(412, "PreconditionFailed"),
                (Mode::Strict, ["", tag]) if objects.get(&name).is_none_or(|there| e_tag(there) != tag) => {
                    return error(412, "PreconditionFailed");
                }
                (Mode::Strict, _) => {}
            }
            let tag = e_tag(&asked.body);
            objects.insert(name, asked.body.clone());
            Answer::new(200, "").with("ETag", tag)
        }
        "GET" if query.contains("list-type") => list(dates, objects, query),
        "GET" => match objects.get(&name) {
            Some(bytes) => {
                let answer = Answer::new(200, bytes.clone()).with("ETag", e_tag(bytes));
                answer.with("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")
            }
            None => error(404, "NoSuchKey"),
        },
        "POST" => {
            let text = String::from_utf8_lossy(&asked.body).into_owned();
            let names = text.split("<Key>").skip(1).filter_map(|rest| rest.split_once("</Key>"));
            let mut deleted = String::new();
            for (name, _) in names {
                objects.remove(name);
                deleted.extend(["<Deleted><Key>", name, "</Key></Deleted>"]);
            }
            Answer::new(200, format!("<?xml version=\"1.0\"?><DeleteResult>{deleted}</DeleteResult>"))
                .with("Content-Type", "application/xml")
        }
        "DELETE" => {
            objects.remove(&name);
            Answer::new(204, "")
        }
        _ => Answer::new(405, ""),
    }
}

fn list(dates: &Dates, objects: &BTreeMap<String, Vec<u8>>, query: &str) -> Answer {
    let pairs: BTreeMap<String, String> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let prefix = pairs.get("prefix").map_or("", String::as_str);
    let written = if dates.written.is_empty() { "2026-01-01T00:00:00.000Z" } else { dates.written };
    let contents = objects
        .iter()
        .filter(|(name, _)| name.starts_with(prefix))
        .map(|(name, bytes)| {
            format!(
                "<Contents><Key>{name}</Key><Size>{}</Size><LastModified>{written}</LastModified><ETag>{}</ETag>\
                 </Contents>",
                bytes.len(),
                e_tag(bytes).replace('"', "&quot;"),
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let xml = format!(
        "<?xml version=\"1.0\"?><ListBucketResult><Name>models</Name><IsTruncated>false</IsTruncated>{contents}\
         </ListBucketResult>"
    );
    Answer::new(200, xml).with("Content-Type", "application/xml")
}
