//! S3 in tests: the server of `s3s-fs` on 127.0.0.1, which checks signatures and keeps objects with their headers as
//! files. What it lacks and S3 has is added here: lists carry `ETag`s, and of two conditional writes at once one
//! loses (it looks first and writes then, so that such requests are let in one by one).

use async_trait::async_trait;
use http_body_util::BodyExt as _;
use hyper::{Request, Response, body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use s3s::{
    Body, S3, S3Request, S3Response, S3Result,
    auth::SimpleAuth,
    dto::{
        DeleteObjectInput, DeleteObjectOutput, DeleteObjectsInput, DeleteObjectsOutput, GetObjectInput,
        GetObjectOutput, HeadObjectInput, HeadObjectOutput, ListObjectsV2Input, ListObjectsV2Output, PutObjectInput,
        PutObjectOutput,
    },
    service::{S3Service, S3ServiceBuilder},
};
use s3s_fs::FileSystem;
use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tempfile::TempDir;

pub(crate) const KEY: &str = "AKIDOFTHETESTS";
pub(crate) const SECRET: &str = "wJalrXUtnFEMI-not-a-secret-of-anybody";
pub(crate) const BUCKET: &str = "models";

/// A request that came: method, key or bucket, and whether it was let through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) key: String,
}

impl Asked {
    /// Whether it puts a file of the site, and not one of our own records.
    pub(crate) fn puts_file(&self) -> bool {
        self.method == "PUT" && !self.key.contains(".modelpress/")
    }

    fn writes(&self) -> bool {
        matches!(self.method.as_str(), "PUT" | "POST" | "DELETE")
    }
}

type Fault = Box<dyn Fn(usize, &Asked) -> Option<u16> + Send>;
type Look = Box<dyn FnMut(&Asked) + Send>;

#[derive(Default)]
struct State {
    asked: Mutex<Vec<Asked>>,
    /// The status to answer with instead, by the number of the request.
    fault: Mutex<Option<Fault>>,
    /// Called after each write, while no other can happen.
    look: Mutex<Option<Look>>,
    /// The first write of this key waits until it is none.
    held: Mutex<Option<String>>,
    one_by_one: tokio::sync::Mutex<()>,
}

/// A server, until it is dropped.
pub(crate) struct S3Server {
    folder: TempDir,
    address: SocketAddr,
    state: Arc<State>,
    _runtime: tokio::runtime::Runtime,
}

impl S3Server {
    pub(crate) fn start() -> Self {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap();
        fs::create_dir(folder.path().join(BUCKET)).unwrap();
        let mut service = S3ServiceBuilder::new(Store(FileSystem::new(folder.path()).unwrap()));
        service.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let service = service.build();
        let state = Arc::new(State::default());
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::clone(&state);
        runtime.spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let _ = socket.set_nodelay(true);
                let (state, service) = (Arc::clone(&shared), service.clone());
                tokio::spawn(async move {
                    let answer = service_fn(move |request| answer(Arc::clone(&state), service.clone(), request));
                    let _ = Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(socket), answer).await;
                });
            }
        });
        Self { folder, address, state, _runtime: runtime }
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where the bucket's objects lie, each as a file.
    pub(crate) fn bucket(&self) -> PathBuf {
        self.folder.path().join(BUCKET)
    }

    /// Sets the environment of a command so that it finds this server.
    pub(crate) fn set(&self, command: &mut Command) {
        command.env("AWS_ACCESS_KEY_ID", KEY).env("AWS_SECRET_ACCESS_KEY", SECRET);
        command.env("AWS_ENDPOINT_URL", self.endpoint()).env("AWS_REGION", "us-east-1");
    }

    /// What was asked since it was asked last.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut *lock(&self.state.asked))
    }

    /// What was asked so far.
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

    pub(crate) fn hold(&self, key: &str) {
        *lock(&self.state.held) = Some(key.to_owned());
    }

    pub(crate) fn let_go(&self) {
        *lock(&self.state.held) = None;
    }
}

/// Another question of whoever asked this one.
fn asking<T, U>(request: &S3Request<T>, input: U) -> S3Request<U> {
    S3Request {
        input,
        method: request.method.clone(),
        uri: request.uri.clone(),
        headers: request.headers.clone(),
        extensions: hyper::http::Extensions::default(),
        credentials: request.credentials.clone(),
        region: request.region.clone(),
        service: request.service.clone(),
        trailing_headers: None,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn answer(
    state: Arc<State>,
    service: S3Service,
    request: Request<Incoming>,
) -> Result<Response<Body>, s3s::HttpError> {
    let key = request.uri().path().trim_start_matches('/').to_owned();
    let key = key.strip_prefix(BUCKET).map_or(key.as_str(), |key| key.trim_start_matches('/')).to_owned();
    let asked = Asked { method: request.method().to_string(), key };
    let number = {
        let mut all = lock(&state.asked);
        all.push(asked.clone());
        all.len()
    };
    let fault = lock(&state.fault).as_ref().and_then(|fault| fault(number, &asked));
    if let Some(status) = fault {
        // The whole request is read, as servers do that fail behind it.
        let _ = request.into_body().collect().await;
        let text = "<Error><Code>InternalError</Code><Message>We encountered an internal error.</Message></Error>";
        return Ok(Response::builder().status(status).body(Body::from(text.to_owned())).unwrap());
    }
    let waits = asked.writes() && lock(&state.held).as_ref().is_some_and(|held| *held == asked.key);
    if waits {
        // Who comes second does not wait.
        let held = lock(&state.held).replace("\0".to_owned());
        while lock(&state.held).is_some() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        drop(held);
    }
    let is_conditional = ["if-match", "if-none-match"].iter().any(|name| request.headers().contains_key(*name));
    let has_look = lock(&state.look).is_some();
    let alone = if is_conditional || has_look && asked.writes() { Some(state.one_by_one.lock().await) } else { None };
    let response = service.call(request.map(Body::from)).await?;
    if asked.writes()
        && response.status().is_success()
        && let Some(look) = lock(&state.look).as_mut()
    {
        look(&asked);
    }
    drop(alone);
    Ok(response)
}

/// `s3s-fs` with `ETag`s in its lists.
struct Store(FileSystem);

#[async_trait]
impl S3 for Store {
    async fn put_object(&self, request: S3Request<PutObjectInput>) -> S3Result<S3Response<PutObjectOutput>> {
        self.0.put_object(request).await
    }

    async fn get_object(&self, request: S3Request<GetObjectInput>) -> S3Result<S3Response<GetObjectOutput>> {
        self.0.get_object(request).await
    }

    async fn head_object(&self, request: S3Request<HeadObjectInput>) -> S3Result<S3Response<HeadObjectOutput>> {
        self.0.head_object(request).await
    }

    async fn delete_object(&self, request: S3Request<DeleteObjectInput>) -> S3Result<S3Response<DeleteObjectOutput>> {
        self.0.delete_object(request).await
    }

    async fn delete_objects(
        &self,
        request: S3Request<DeleteObjectsInput>,
    ) -> S3Result<S3Response<DeleteObjectsOutput>> {
        self.0.delete_objects(request).await
    }

    async fn list_objects_v2(
        &self,
        request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        let bucket = request.input.bucket.clone();
        let head = |key: &str| {
            let input = HeadObjectInput { bucket: bucket.clone(), key: key.to_owned(), ..HeadObjectInput::default() };
            self.0.head_object(asking(&request, input))
        };
        let mut response = self.0.list_objects_v2(asking(&request, request.input.clone())).await?;
        for object in response.output.contents.iter_mut().flatten() {
            if let Some(key) = &object.key {
                object.e_tag = head(key).await?.output.e_tag;
            }
        }
        Ok(response)
    }
}
