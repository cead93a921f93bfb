//! S3 in tests: the server of `s3s-fs` on 127.0.0.1, which checks signatures and stores objects with their headers as
//! files. This file adds the `ETag`s in listings, which it lacks.

use crate::store_server::{Backend, Body, StoreServer};
use async_trait::async_trait;
use futures_util::future::BoxFuture;
use http_body_util::BodyExt as _;
use hyper::{Request, Response, body::Incoming};
use object_store::{ObjectStore, aws::AmazonS3Builder};
use s3s::{
    S3, S3Request, S3Response, S3Result,
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
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};
use tempfile::TempDir;

pub(crate) const KEY: &str = "AKIDOFTHETESTS";
pub(crate) const SECRET: &str = "wJalrXUtnFEMI-not-a-secret-of-anybody";
const BUCKET: &str = "models";

/// S3 with one bucket.
pub(crate) struct S3Server {
    folder: TempDir,
    service: S3Service,
}

impl S3Server {
    pub(crate) fn start() -> StoreServer<Self> {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap();
        fs::create_dir(folder.path().join(BUCKET)).unwrap();
        let mut service = S3ServiceBuilder::new(Store(FileSystem::new(folder.path()).unwrap()));
        service.set_auth(SimpleAuth::from_single(KEY, SECRET));
        StoreServer::new(Self { folder, service: service.build() })
    }

    /// The folder that contains the bucket's objects as files.
    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.path().join(BUCKET)
    }
}

impl Backend for S3Server {
    const SCHEME: &'static str = "s3";
    const ENDPOINT: &'static str = "AWS_ENDPOINT_URL";

    fn bucket(&self) -> &str {
        BUCKET
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        let keys = [("AWS_ACCESS_KEY_ID", KEY), ("AWS_SECRET_ACCESS_KEY", SECRET), ("AWS_REGION", "us-east-1")];
        keys.map(|(name, value)| (name, value.to_owned())).into()
    }

    fn client(&self, address: &str) -> Arc<dyn ObjectStore> {
        let builder = AmazonS3Builder::new().with_bucket_name(BUCKET).with_endpoint(address).with_allow_http(true);
        let builder = builder.with_access_key_id(KEY).with_secret_access_key(SECRET);
        Arc::new(builder.with_region("us-east-1").build().unwrap())
    }

    fn answer(self: Arc<Self>, request: Request<Incoming>) -> BoxFuture<'static, Response<Body>> {
        Box::pin(async move {
            let response = self.service.call(request.map(s3s::Body::from)).await.unwrap();
            response.map(|body| body.map_err(Into::into).boxed_unsync())
        })
    }

    fn contents(&self) -> Option<BTreeMap<String, Vec<u8>>> {
        let entries = walkdir::WalkDir::new(self.folder()).into_iter().map(Result::unwrap);
        let files = entries.filter(|entry| entry.file_type().is_file());
        let name = |path: &Path| path.strip_prefix(self.folder()).unwrap().to_str().unwrap().to_owned();
        Some(files.map(|file| (name(file.path()), fs::read(file.path()).unwrap())).collect())
    }
}

/// Another request from the same client.
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

/// `s3s-fs` with `ETag`s in its listings.
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
