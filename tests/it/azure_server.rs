//! Azure Blob Storage in tests: Azurite, Microsoft's own emulator. One process serves all tests, with a container for
//! each.

use crate::{
    requirement,
    store_server::{Backend, Body, StoreServer, whole},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use futures_util::future::BoxFuture;
use http_body_util::{BodyExt as _, Full};
use hyper::{Request, Response, Uri, body::Incoming};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use object_store::{
    ObjectStore,
    azure::{AzureAccessKey, AzureAuthorizer, AzureCredential, MicrosoftAzureBuilder},
    client::HttpRequestBody,
};
use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

pub(crate) const ACCOUNT: &str = "modelpress";
pub(crate) const KEY: &str = "bm90LWEtc2VjcmV0LW9mLWFueWJvZHktYnV0LW9mLXRoZS10ZXN0cw==";

/// The running emulator. It ends with this process, because its standard input is closed then.
struct Azurite {
    _child: Child,
    address: String,
}

impl Azurite {
    fn start() -> Option<Self> {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tools/azurite"));
        if !folder.join("node_modules").is_dir() {
            return None;
        }
        let mut command = Command::new("node");
        command.arg(folder.join("blobs.cjs")).env("AZURITE_ACCOUNTS", format!("{ACCOUNT}:{KEY}"));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let address = lines.find_map(|line| Some(line.split_once("listens on http://")?.1.trim().to_owned()));
        let address = address.expect("Azurite starts");
        // Its later output is discarded, so it never blocks.
        std::thread::spawn(move || lines.for_each(drop));
        Some(Self { _child: child, address })
    }
}

/// Azure, with a container.
pub(crate) struct AzureServer {
    container: String,
    azurite: &'static Azurite,
    client: Client<HttpConnector, Full<bytes::Bytes>>,
}

impl AzureServer {
    /// `None` if Azurite is not installed, which is reported.
    pub(crate) fn start(test: &str) -> Option<StoreServer<Self>> {
        static AZURITE: OnceLock<Option<Azurite>> = OnceLock::new();
        static CONTAINERS: AtomicUsize = AtomicUsize::new(1);
        let Some(azurite) = AZURITE.get_or_init(Azurite::start) else {
            requirement::skip(test, "Node and `npm ci --prefix tests/tools/azurite`", "REQUIRE_ALL");
            return None;
        };
        let container = format!("models-{}", CONTAINERS.fetch_add(1, Ordering::Relaxed));
        create(&azurite.address, &container);
        // Azurite closes connections that are idle for five seconds.
        let client = Client::builder(TokioExecutor::new()).pool_idle_timeout(Duration::from_secs(2)).build_http();
        Some(StoreServer::new(Self { container, azurite, client }))
    }
}

/// Creates a container.
fn create(address: &str, container: &str) {
    let uri = format!("http://{address}/{ACCOUNT}/{container}?restype=container");
    let request = Request::put(&uri).header("content-length", "0").body(HttpRequestBody::empty()).unwrap();
    let (parts, _) = signed(request).into_parts();
    let _ = rustls::crypto::ring::default_provider().install_default();
    let request = reqwest::blocking::Client::new().put(&uri).headers(parts.headers);
    assert_eq!(request.send().unwrap().status().as_u16(), 201);
}

fn signed(mut request: Request<HttpRequestBody>) -> Request<HttpRequestBody> {
    let credential = AzureCredential::AccessKey(AzureAccessKey::try_new(KEY).unwrap());
    AzureAuthorizer::new(&credential, ACCOUNT).try_authorize(&mut request).unwrap();
    request
}

/// A shared access signature of the account for the given `rights`, as its owner would create one
/// (learn.microsoft.com/rest/api/storageservices/create-account-sas).
pub(crate) fn shared_access(rights: &str) -> String {
    let (version, end) = ("2023-11-03", "2099-01-01T00:00:00Z");
    let text = format!("{ACCOUNT}\n{rights}\nb\nsco\n\n{end}\n\n\n{version}\n\n");
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, &STANDARD.decode(KEY).unwrap());
    let signature = STANDARD.encode(ring::hmac::sign(&key, text.as_bytes()));
    let pairs = [("sv", version), ("ss", "b"), ("srt", "sco"), ("sp", rights), ("se", end), ("sig", &*signature)];
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

impl Backend for AzureServer {
    const SCHEME: &'static str = "az";
    const ENDPOINT: &'static str = "AZURE_STORAGE_ENDPOINT";
    const TELLS_HASHES: bool = false;
    /// Azurite scans all of them for each request.
    const TAKES_MANY: bool = false;

    fn bucket(&self) -> &str {
        &self.container
    }

    /// Azurite has the account in the path, not in the host name.
    fn address_on(&self, server: &str) -> String {
        format!("{server}/{ACCOUNT}")
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        let keys = [("AZURE_STORAGE_ACCOUNT_NAME", ACCOUNT), ("AZURE_STORAGE_ACCOUNT_KEY", KEY)];
        keys.map(|(name, value)| (name, value.to_owned())).into()
    }

    fn client(&self, address: &str) -> Arc<dyn ObjectStore> {
        let builder = MicrosoftAzureBuilder::new().with_account(ACCOUNT).with_access_key(KEY);
        let builder = builder.with_container_name(&self.container).with_endpoint(address.to_owned());
        Arc::new(builder.with_allow_http(true).build().unwrap())
    }

    /// Forwards the request unchanged, so its signature stays valid.
    fn answer(self: Arc<Self>, request: Request<Incoming>) -> BoxFuture<'static, Response<Body>> {
        Box::pin(async move {
            let (mut asked, body) = request.into_parts();
            let path = asked.uri.path_and_query().unwrap();
            asked.uri = Uri::try_from(format!("http://{}{path}", self.azurite.address)).unwrap();
            // The request of a killed client is incomplete.
            let Ok(body) = body.collect().await else { return failed(400) };
            let request = Request::from_parts(asked, Full::new(body.to_bytes()));
            let Ok(response) = self.client.request(request).await else { return failed(502) };
            response.map(|body| body.map_err(Into::into).boxed_unsync())
        })
    }
}

fn failed(status: u16) -> Response<Body> {
    Response::builder().status(status).body(whole("")).unwrap()
}
