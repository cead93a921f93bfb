//! `Connector`: the HTTP connection to stores, used instead of the client of the `object_store` crate.

use crate::deploy::stored_hash::{StoredHash, of_headers};
use async_trait::async_trait;
use http_client::{Clock, http_date};
use jiff::{SignedDuration, Timestamp};
use object_store::{
    ClientConfigKey, ClientOptions, HeaderValue,
    client::{HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService},
};
use reqwest::{Proxy, redirect};
use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use url::Url;

/// Headers that make a write conditional: S3 and Azure, then Google.
const CONDITIONS: [&str; 3] = ["if-none-match", "if-match", "x-goog-if-generation-match"];

/// A response of a store that a retry does not change, as the source of an `object_store` error.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Final {
    /// The store answered a conditional write with 501.
    #[error("the store does not support conditional writes (501 Not Implemented)")]
    NoConditions,
    /// A redirect.
    #[error("the store answered {status} with a redirect to `{to}`")]
    Redirect {
        /// The status.
        status: u16,
        /// Scheme and host only; the path or query may contain a signature.
        to: String,
    },
}

impl Final {
    /// Finds a `Final` among an error and its sources.
    pub(super) fn of<'e>(error: &'e (dyn std::error::Error + 'static)) -> Option<&'e Self> {
        std::iter::successors(Some(error), |error| error.source()).find_map(|error| error.downcast_ref())
    }
}

/// A clock set by a store's responses, so that machines with different clocks agree on the age of a lock.
#[derive(Clone)]
pub(super) struct StoreClock {
    clock: Clock,
    /// Seconds by which the store's clock is ahead; 0 until it has sent a `Date`.
    ahead: Arc<AtomicI64>,
}

impl StoreClock {
    pub(super) fn new(clock: Clock) -> Self {
        Self { clock, ahead: Arc::default() }
    }

    /// The store's time, or that of this machine if the store sends none.
    pub(super) fn now(&self) -> Timestamp {
        let (now, ahead) = ((self.clock.now)(), SignedDuration::from_secs(self.ahead.load(Ordering::Relaxed)));
        now.checked_add(ahead).unwrap_or(now)
    }

    fn set(&self, date: &str) {
        if let Some(date) = http_date(date) {
            self.ahead.store(date.duration_since((self.clock.now)()).as_secs(), Ordering::Relaxed);
        }
    }
}

impl fmt::Debug for StoreClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StoreClock").field(&self.ahead).finish()
    }
}

/// Creates HTTP clients that differ from the client of the `object_store` crate in four ways:
///
/// - They follow no redirects. The crate's client would send an S3 session token (`x-amz-security-token`) to any host
///   that a response names.
/// - They do not repeat a conditional write that a store answers with 501, because the store will never support it.
/// - They record how much the store's clock differs from that of this machine.
/// - They read the hash that Google and Azure return for a stored object.
#[derive(Debug, Clone)]
pub(super) struct Connector(pub(super) StoreClock);

#[derive(Debug)]
struct Service {
    client: HttpClient,
    clock: StoreClock,
}

impl HttpConnector for Connector {
    fn connect(&self, options: &ClientOptions) -> Result<HttpClient, object_store::Error> {
        let client = client(options).map_err(|source| object_store::Error::Generic { store: "HTTP", source })?;
        Ok(HttpClient::new(Service { client: HttpClient::new(client), clock: self.0.clone() }))
    }
}

/// A client with these options that follows no redirect.
fn client(options: &ClientOptions) -> Result<reqwest::Client, Box<dyn std::error::Error + Send + Sync>> {
    let text = |key| options.get_config_value(&key);
    let is = |key| text(key).is_some_and(|value| matches!(&*value.to_ascii_lowercase(), "true" | "1" | "on" | "yes"));
    let time = |key| -> Result<Option<Duration>, jiff::Error> {
        text(key).map(|text| text.parse::<SignedDuration>().and_then(Duration::try_from)).transpose()
    };
    let mut builder = reqwest::Client::builder()
        .redirect(redirect::Policy::none())
        .http1_only()
        .https_only(!is(ClientConfigKey::AllowHttp))
        .danger_accept_invalid_certs(is(ClientConfigKey::AllowInvalidCertificates));
    if let Some(agent) = text(ClientConfigKey::UserAgent) {
        builder = builder.user_agent(agent);
    }
    if let Some(time) = time(ClientConfigKey::ConnectTimeout)? {
        builder = builder.connect_timeout(time);
    }
    if let Some(time) = time(ClientConfigKey::Timeout)? {
        builder = builder.timeout(time);
    }
    if let Some(time) = time(ClientConfigKey::ReadTimeout)? {
        builder = builder.read_timeout(time);
    }
    if let Some(url) = text(ClientConfigKey::ProxyUrl) {
        let excludes = text(ClientConfigKey::ProxyExcludes).and_then(|hosts| reqwest::NoProxy::from_string(&hosts));
        builder = builder.proxy(Proxy::all(url)?.no_proxy(excludes));
    }
    if let Some(pem) = text(ClientConfigKey::ProxyCaCertificate) {
        builder = builder.tls_certs_merge([reqwest::Certificate::from_pem(pem.as_bytes())?]);
    }
    Ok(builder.build()?)
}

#[async_trait]
impl HttpService for Service {
    async fn call(&self, mut request: HttpRequest) -> Result<HttpResponse, HttpError> {
        // Google decompresses gzip for clients that do not accept it and then sends no length. A HEAD response has no
        // body that could arrive compressed.
        if request.method().as_str() == "HEAD" {
            request.headers_mut().insert("accept-encoding", HeaderValue::from_static("gzip"));
        }
        let is_conditional =
            request.method().as_str() == "PUT" && CONDITIONS.iter().any(|name| request.headers().contains_key(*name));
        let mut response = self.client.execute(request).await?;
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
        if let Some(date) = header("date") {
            self.clock.set(date);
        }
        let status = response.status().as_u16();
        let to = header("location").filter(|_| matches!(status, 301 | 302 | 303 | 307 | 308));
        if let Some(to) = to {
            let to =
                Url::parse(to).map_or_else(|_| "another path".to_owned(), |url| url.origin().ascii_serialization());
            return Err(HttpError::new(HttpErrorKind::Unknown, Final::Redirect { status, to }));
        }
        if status == 501 && is_conditional {
            return Err(HttpError::new(HttpErrorKind::Unknown, Final::NoConditions));
        }
        if let Some(hash) = of_headers(response.headers()) {
            response.extensions_mut().insert(StoredHash(hash));
        }
        Ok(response)
    }
}
