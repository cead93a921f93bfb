//! A store in tests: a server on 127.0.0.1. A common front counts requests, can fail them, delay one, or check after
//! each write. It counts and disturbs only requests of `modelpress` and the AWS CLI, because tests read the bucket
//! through the same front with a separate client.

use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _, future::BoxFuture, stream};
use http_body_util::{BodyExt as _, Full, combinators::UnsyncBoxBody};
use hyper::{Request, Response, body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use object_store::{Attribute, ObjectStore, ObjectStoreExt as _, path::Path};
use std::{
    collections::BTreeMap,
    convert::Infallible,
    net::SocketAddr,
    ops::Deref,
    process::Command,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// A received request: its method and the name of the object, which is empty for the bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) key: String,
}

impl Asked {
    /// Whether it uploads a file of the site, and not one of our own records.
    pub(crate) fn puts_file(&self) -> bool {
        self.method == "PUT" && !self.key.contains(".modelpress/")
    }

    fn writes(&self) -> bool {
        matches!(self.method.as_str(), "PUT" | "POST" | "DELETE")
    }
}

pub(crate) type Body = UnsyncBoxBody<Bytes, Box<dyn std::error::Error + Send + Sync>>;

/// A body that is available at once.
pub(crate) fn whole(bytes: impl Into<Bytes>) -> Body {
    Full::new(bytes.into()).map_err(|never: Infallible| match never {}).boxed_unsync()
}

/// A kind of server with one bucket.
pub(crate) trait Backend: Send + Sync + 'static {
    /// `s3`, `gs` or `az`.
    const SCHEME: &'static str;

    /// The variable that contains its endpoint.
    const ENDPOINT: &'static str;

    /// Whether listings contain a hash of each object.
    const TELLS_HASHES: bool = true;

    /// Whether it is fast with thousands of objects.
    const TAKES_MANY: bool = true;

    /// The name of the bucket or container.
    fn bucket(&self) -> &str;

    /// The endpoint for clients, on a server at this address.
    fn address_on(&self, server: &str) -> String {
        server.to_owned()
    }

    /// The environment variables with the credentials.
    fn keys(&self) -> Vec<(&'static str, String)>;

    /// A separate client for reading.
    fn client(&self, address: &str) -> Arc<dyn ObjectStore>;

    /// Answers one request.
    fn answer(self: Arc<Self>, request: Request<Incoming>) -> BoxFuture<'static, Response<Body>>;

    /// Everything in the bucket, if available without requests.
    fn contents(&self) -> Option<BTreeMap<String, Vec<u8>>> {
        None
    }
}

type Fault = Box<dyn Fn(usize, &Asked) -> Option<u16> + Send>;
type Look = Box<dyn FnMut(&Asked) + Send>;

#[derive(Default)]
struct State {
    asked: Mutex<Vec<Asked>>,
    /// The status to answer instead, by the number of the request.
    fault: Mutex<Option<Fault>>,
    /// Called after each write, while no other write can happen.
    look: Mutex<Option<Look>>,
    /// The first write of this key waits until this is `None`.
    held: Mutex<Option<String>>,
    one_by_one: tokio::sync::Mutex<()>,
}

/// An object as a reader of the bucket receives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Object {
    pub(crate) bytes: Vec<u8>,
    pub(crate) content_type: String,
    pub(crate) cache_control: String,
    pub(crate) encoding: Option<String>,
}

/// A server that runs until it is dropped.
pub(crate) struct StoreServer<B: Backend> {
    backend: Arc<B>,
    address: SocketAddr,
    state: Arc<State>,
    runtime: tokio::runtime::Runtime,
}

impl<B: Backend> Deref for StoreServer<B> {
    type Target = B;

    fn deref(&self) -> &B {
        &self.backend
    }
}

impl<B: Backend> StoreServer<B> {
    pub(crate) fn new(backend: B) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (backend, state) = (Arc::new(backend), Arc::new(State::default()));
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let shared = (Arc::clone(&state), Arc::clone(&backend));
        runtime.spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let _ = socket.set_nodelay(true);
                let (state, backend) = shared.clone();
                tokio::spawn(async move {
                    let answer = service_fn(move |request| {
                        let (state, backend) = (Arc::clone(&state), Arc::clone(&backend));
                        async move { Ok::<_, Infallible>(answer(&state, backend, request).await) }
                    });
                    let _ = Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(socket), answer).await;
                });
            }
        });
        Self { backend, address, state, runtime }
    }

    /// The endpoint for clients.
    pub(crate) fn address(&self) -> String {
        self.address_on(&format!("http://{}", self.address))
    }

    /// The URL of the bucket, as in the settings of `deploy`.
    pub(crate) fn url(&self) -> String {
        format!("{}://{}", B::SCHEME, self.bucket())
    }

    /// Sets the environment of a command so that it finds this server.
    pub(crate) fn set(&self, command: &mut Command) {
        command.envs(self.keys()).env(B::ENDPOINT, self.address());
    }

    /// The requests since the last call.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut *lock(&self.state.asked))
    }

    /// All requests so far.
    pub(crate) fn seen(&self) -> Vec<Asked> {
        lock(&self.state.asked).clone()
    }

    pub(crate) fn misbehave(&self, fault: impl Fn(usize, &Asked) -> Option<u16> + Send + 'static) {
        *lock(&self.state.fault) = Some(Box::new(fault));
    }

    pub(crate) fn after_each_write(&self, look: impl FnMut(&Asked) + Send + 'static) {
        *lock(&self.state.look) = Some(Box::new(look));
    }

    pub(crate) fn look_no_more(&self) {
        *lock(&self.state.look) = None;
    }

    /// Delays the first write of an object with this name, or whose name begins with it if it ends in `-`.
    pub(crate) fn hold(&self, key: &str) {
        *lock(&self.state.held) = Some(key.to_owned());
    }

    pub(crate) fn let_go(&self) {
        *lock(&self.state.held) = None;
    }

    /// Everything in the bucket except our own records, by name.
    pub(crate) fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        let mut all = self.everything();
        all.retain(|name, _| !name.contains(".modelpress/"));
        all
    }

    /// Names of our own records in the bucket.
    pub(crate) fn records(&self) -> Vec<String> {
        self.everything().into_keys().filter_map(|name| Some(name.strip_prefix(".modelpress/")?.to_owned())).collect()
    }

    /// Names of the locks in the bucket.
    pub(crate) fn locks(&self) -> Vec<String> {
        self.records().into_iter().filter(|name| name.starts_with("lock")).collect()
    }

    fn everything(&self) -> BTreeMap<String, Vec<u8>> {
        self.contents().unwrap_or_else(|| {
            let client = self.client(&self.address());
            let listed = client.list(None).map_ok(|meta| meta.location);
            let names: Vec<Path> = self.runtime.block_on(listed.try_collect()).unwrap();
            let names: Vec<String> = names.into_iter().map(String::from).collect();
            self.objects(&names).into_iter().map(|(name, object)| (name, object.bytes)).collect()
        })
    }

    /// Read through a separate client, with the headers that the store sends.
    pub(crate) fn objects(&self, keys: &[String]) -> BTreeMap<String, Object> {
        let client = self.client(&self.address());
        let get = async |key: &String| {
            let got = client.get(&Path::parse(key).unwrap()).await.unwrap();
            let attribute = |attribute| got.attributes.get(&attribute).map(|value| value.to_string());
            let object = Object {
                content_type: attribute(Attribute::ContentType).unwrap_or_default(),
                cache_control: attribute(Attribute::CacheControl).unwrap_or_default(),
                encoding: attribute(Attribute::ContentEncoding),
                bytes: Vec::new(),
            };
            (key.clone(), Object { bytes: got.bytes().await.unwrap().to_vec(), ..object })
        };
        self.runtime.block_on(stream::iter(keys).map(get).buffer_unordered(8).collect())
    }

    /// Someone else writes an object.
    pub(crate) fn put(&self, key: &str, bytes: Vec<u8>) {
        let client = self.client(&self.address());
        self.runtime.block_on(client.put(&Path::parse(key).unwrap(), bytes.into())).unwrap();
    }

    /// Someone else removes an object.
    pub(crate) fn remove(&self, key: &str) {
        let client = self.client(&self.address());
        self.runtime.block_on(client.delete(&Path::parse(key).unwrap())).unwrap();
    }
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The name of the object at the end of a path, without the bucket.
pub(crate) fn key_of(path: &str, bucket: &str) -> String {
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned();
    match path.split('/').position(|part| part == bucket) {
        Some(at) => path.split('/').skip(at + 1).collect::<Vec<_>>().join("/"),
        None => path.trim_start_matches('/').to_owned(),
    }
}

async fn answer<B: Backend>(state: &State, backend: Arc<B>, request: Request<Incoming>) -> Response<Body> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let agent = header("user-agent");
    let is_ours = agent.starts_with("modelpress/") || agent.starts_with("aws-cli/");
    let key = key_of(request.uri().path(), backend.bucket());
    let asked = Asked { method: request.method().to_string(), key };
    if is_ours {
        let number = {
            let mut all = lock(&state.asked);
            all.push(asked.clone());
            all.len()
        };
        let fault = lock(&state.fault).as_ref().and_then(|fault| fault(number, &asked));
        if let Some(status) = fault {
            // Reads the whole request, like servers that fail after it.
            let _ = request.into_body().collect().await;
            let text = "<Error><Code>InternalError</Code><Message>We encountered an internal error.</Message></Error>";
            return Response::builder().status(status).body(whole(text)).unwrap();
        }
        wait_while_held(state, &asked).await;
    }
    // On a real store, each write is atomic, also where this server first checks and then writes, or stores an object
    // and its `ETag` in two files. Requests for locks and records are therefore handled one at a time.
    let is_watched = is_ours && asked.writes() && lock(&state.look).is_some();
    // The keys of objects that are removed together are in the body.
    let is_alone = is_watched || asked.key.contains(".modelpress/") || asked.method == "POST";
    let alone = if is_alone { Some(state.one_by_one.lock().await) } else { None };
    let response = backend.answer(request).await;
    if is_watched
        && response.status().is_success()
        && let Some(look) = lock(&state.look).as_mut()
    {
        look(&asked);
    }
    drop(alone);
    response
}

fn is_held(held: &str, key: &str) -> bool {
    held == key || held.ends_with('-') && key.starts_with(held)
}

/// Waits if this write is the delayed one. A second write does not wait.
async fn wait_while_held(state: &State, asked: &Asked) {
    let waits = asked.writes() && lock(&state.held).as_ref().is_some_and(|held| is_held(held, &asked.key));
    if !waits {
        return;
    }
    *lock(&state.held) = Some("\0".to_owned());
    while lock(&state.held).is_some() {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}
