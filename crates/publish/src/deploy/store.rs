//! `Store`: access to the store behind a target's URL, through the `object_store` crate. Error messages are shortened
//! to one line and contain no secrets.

use crate::deploy::{
    connector::{Connector, Final, StoreClock},
    error::{Cause, Error},
    form::Headers,
    settings::TargetConfig,
    stored_hash::StoredHash,
    target::{Kind, Target, TargetError},
};
use bytes::Bytes;
use durable_files::kill_point;
use futures_util::{StreamExt as _, TryStreamExt as _};
use http_client::Clock;
use jiff::Timestamp;
use object_store::{
    Attribute, Attributes, ClientOptions, ObjectStore, ObjectStoreExt as _, PutMode, PutOptions, PutResult,
    RetryConfig, UpdateVersion, aws::AmazonS3Builder, azure::MicrosoftAzureBuilder, gcp::GoogleCloudStorageBuilder,
    local::LocalFileSystem, memory::InMemory, path::Path,
};
use std::{fmt, fs, sync::Arc, time::Duration};
use strict_toml::redact::cover_user_info;
use url::Url;

/// Environment variables that stores read, by name: `AWS_…`, `GOOGLE_…`, `AZURE_…`.
#[derive(Clone, Default)]
pub struct Variables(pub Vec<(String, String)>);

impl fmt::Debug for Variables {
    /// Shows only the names, because the values are secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

/// Variables with the URL of a store, by URL scheme of the target. The first one that is set is used.
const ENDPOINTS: [(&str, &[&str]); 3] = [
    ("s3", &["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT"]),
    ("gs", &["GOOGLE_BASE_URL"]),
    ("az", &["AZURE_STORAGE_ENDPOINT", "AZURE_ENDPOINT"]),
];

/// How often a request to a store that has responded before is retried.
const RETRIES: usize = 10;

/// Retries of the first request, which shows whether the store responds at all.
const FIRST_RETRIES: usize = 4;

/// Largest object that is read, in bytes. Only records, intents and locks are read.
const MAX_RECORD_BYTES: u64 = 256 << 20;

/// A store, with the site's folder in it.
#[derive(Debug)]
pub(super) struct Store {
    pub(super) target: Target,
    inner: Arc<dyn ObjectStore>,
    first: Arc<dyn ObjectStore>,
    secrets: Variables,
    /// The store's clock.
    pub(super) clock: StoreClock,
}

/// A listed object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    /// Its name relative to the site's folder.
    pub(super) name: String,
    /// Length in bytes.
    pub(super) length: u64,
    /// The `ETag`, as returned by the store.
    pub(super) e_tag: Option<String>,
    /// When it was last written, by the store's clock.
    pub(super) written: Timestamp,
}

impl Store {
    /// Opens a store. Creates the folder of a `file://` target unless `is_read_only`.
    pub(super) fn open(
        target: Target,
        config: &TargetConfig,
        variables: &Variables,
        clock: &Clock,
        is_read_only: bool,
    ) -> Result<Self, Error> {
        variables.check_endpoints()?;
        let clock = StoreClock::new(clock.clone());
        // Installs the crypto provider that is already part of the program. Fails harmlessly if one is installed
        // already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let store = |retries| open(&target, config, variables, (retries, Connector(clock.clone())), is_read_only);
        let both = store(RETRIES).and_then(|inner| Ok((inner, store(FIRST_RETRIES)?)));
        let secrets = variables.clone();
        match both {
            Ok((inner, first)) => Ok(Self { target, inner, first, secrets, clock }),
            Err(error) => Err(Error::Setup { target: target.to_string(), cause: cause(&error, &secrets) }),
        }
    }

    fn path(&self, name: &str) -> Result<Path, object_store::Error> {
        Ok(Path::parse(self.target.key(name))?)
    }

    /// Lists everything below a folder of the site. This is the first request to a store.
    pub(super) async fn list_first(&self, folder: &str) -> Result<Vec<Listed>, Error> {
        let listed = self.list(&self.first, folder).await;
        listed.map_err(|error| self.error("list its objects", &error))
    }

    /// Lists everything below a folder of the site, or the whole site if `folder` is empty.
    pub(super) async fn list_below(&self, folder: &str) -> Result<Vec<Listed>, Error> {
        self.list(&self.inner, folder).await.map_err(|error| self.error("list its objects", &error))
    }

    async fn list(&self, store: &Arc<dyn ObjectStore>, folder: &str) -> Result<Vec<Listed>, object_store::Error> {
        let below = self.target.key(folder);
        let below = below.trim_end_matches('/');
        let prefix = (!below.is_empty()).then(|| Path::parse(below)).transpose()?;
        let site = self.target.key("");
        let listed = store.list(prefix.as_ref()).try_filter_map(|meta| {
            let name = meta.location.as_ref().strip_prefix(&site).map(str::to_owned);
            let written = Timestamp::from_second(meta.last_modified.timestamp()).unwrap_or_default();
            let listed = name.map(|name| Listed { name, length: meta.size, e_tag: meta.e_tag, written });
            futures_util::future::ready(Ok(listed))
        });
        listed.try_collect().await
    }

    /// Reads an object and its version. `None` if it does not exist.
    pub(super) async fn get(&self, name: &str) -> Result<Option<(Bytes, UpdateVersion)>, Error> {
        let got = async {
            let object = self.inner.get(&self.path(name)?).await?;
            if object.meta.size > MAX_RECORD_BYTES {
                let text = format!("it has {} bytes, more than the limit of {MAX_RECORD_BYTES}", object.meta.size);
                return Err(generic("a record", std::io::Error::other(text)));
            }
            let version = UpdateVersion { e_tag: object.meta.e_tag.clone(), version: object.meta.version.clone() };
            Ok((object.bytes().await?, version))
        };
        match got.await {
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            got => got.map(Some).map_err(|error| self.error(&format!("read `{name}`"), &error)),
        }
    }

    /// Length of an object in bytes.
    pub(super) async fn length(&self, name: &str) -> Result<u64, Error> {
        let head = async { self.inner.head(&self.path(name)?).await };
        head.await.map(|meta| meta.size).map_err(|error| self.error(&format!("look at `{name}`"), &error))
    }

    /// Writes an object. Returns the error of `object_store`, because callers expect some of its variants.
    pub(super) async fn put(
        &self,
        name: &str,
        bytes: Bytes,
        headers: Option<&Headers<'_>>,
        mode: PutMode,
    ) -> Result<PutResult, object_store::Error> {
        let mut attributes = Attributes::new();
        if let Some(headers) = headers.filter(|_| self.target.holds_headers()) {
            attributes.insert(Attribute::ContentType, headers.content_type.to_owned().into());
            attributes.insert(Attribute::CacheControl, headers.cache_control.to_owned().into());
            if let Some(encoding) = headers.content_encoding {
                attributes.insert(Attribute::ContentEncoding, encoding.into());
            }
        }
        let options = PutOptions { mode, attributes, ..PutOptions::default() };
        let put = self.inner.put_opts(&self.path(name)?, bytes.into(), options).await;
        kill_point();
        put.map_err(|error| match Final::of(&error) {
            Some(reason @ Final::NoConditions) => object_store::Error::NotImplemented {
                operation: reason.to_string(),
                implementer: self.target.to_string(),
            },
            _ => error,
        })
    }

    /// Deletes objects. Missing objects count as deleted.
    pub(super) async fn remove(&self, names: &[&str]) -> Result<(), Error> {
        let paths: Vec<Result<Path, object_store::Error>> = names.iter().map(|name| self.path(name)).collect();
        let removed = self.inner.delete_stream(futures_util::stream::iter(paths).boxed());
        let checked = removed.map(|removed| match removed {
            Ok(_) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error),
        });
        let done: Result<(), object_store::Error> = checked.try_collect().await;
        done.map_err(|error| self.error("remove files", &error))
    }

    /// Converts an error of the store into one of ours.
    pub(super) fn error(&self, action: &str, error: &object_store::Error) -> Error {
        let cause = cause(error, &self.secrets);
        let (target, action) = (self.target.to_string(), action.to_owned());
        if let Some(Final::Redirect { status, to }) = Final::of(error) {
            return Error::Redirected { target, status: *status, to: to.clone() };
        }
        let said = chain(error);
        let says = |words: &[&str]| words.iter().any(|word| said.contains(word));
        // The messages of the HTTP client when there was no response.
        let is_silent = says(&["error sending request", "connect error", "dns error", "HTTP error"]);
        // Without other credentials, the client requests a token from the machine's token service, which did not
        // respond.
        if says(&["169.254.169.254"]) || says(&["performing token request"]) && !is_silent {
            return Error::Refused { target, action, cause };
        }
        let is_missing = matches!(error, object_store::Error::NotFound { .. }) || says(&["404 Not Found"]);
        // A missing object says nothing about the bucket.
        if is_missing && !says(&["NoSuchKey", "BlobNotFound"]) {
            return Error::NoBucket(target);
        }
        let is_refused =
            matches!(error, object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. });
        // For listings, the reason of a refusal is only in the message.
        if is_refused || says(&["401 Unauthorized", "403 Forbidden"]) {
            return Error::Refused { target, action, cause };
        }
        if is_silent {
            return Error::Unreachable { target, cause };
        }
        Error::Store { target, action, cause }
    }
}

fn open(
    target: &Target,
    config: &TargetConfig,
    variables: &Variables,
    (retries, connector): (usize, Connector),
    is_read_only: bool,
) -> Result<Arc<dyn ObjectStore>, object_store::Error> {
    let retry = RetryConfig { max_retries: retries, retry_timeout: Duration::from_mins(3), ..RetryConfig::default() };
    let endpoint = config.endpoint.clone().or_else(|| variables.endpoint(&target.kind));
    // Paths are appended to the endpoint.
    let endpoint = endpoint.map(|endpoint| endpoint.trim_end_matches('/').to_owned());
    // Some stores identify clients by the user agent.
    let agent = concat!("modelpress/", env!("CARGO_PKG_VERSION")).parse().expect("it is plain text");
    let client = ClientOptions::new()
        .with_user_agent(agent)
        .with_connect_timeout(Duration::from_secs(10))
        .with_timeout(Duration::from_mins(2))
        // Unencrypted only if the endpoint says `http://`.
        .with_allow_http(endpoint.as_ref().is_some_and(|endpoint| endpoint.starts_with("http://")));
    let named = variables.named();
    Ok(match &target.kind {
        Kind::Folder(folder) => {
            if is_read_only && !folder.is_dir() {
                return Ok(Arc::new(InMemory::new()));
            }
            fs::create_dir_all(folder).map_err(|source| generic("a folder", source))?;
            Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_automatic_cleanup(true))
        }
        Kind::S3 { bucket } => {
            let mut builder = AmazonS3Builder::new().with_http_connector(connector).with_client_options(client);
            for (key, value) in named.filter_map(|(name, value)| Some((name.parse().ok()?, value))) {
                builder = builder.with_config(key, value);
            }
            builder = builder.with_bucket_name(bucket).with_retry(retry);
            if let Some(region) = &config.region {
                builder = builder.with_region(region);
            }
            if let Some(endpoint) = endpoint {
                builder = builder.with_endpoint(endpoint);
            }
            Arc::new(builder.build()?)
        }
        Kind::Gcs { bucket } => {
            let builder = GoogleCloudStorageBuilder::new().with_http_connector(connector);
            let mut builder = builder.with_client_options(client);
            for (key, value) in named.filter_map(|(name, value)| Some((name.parse().ok()?, value))) {
                builder = builder.with_config(key, value);
            }
            if let Some(endpoint) = endpoint {
                builder = builder.with_base_url(&endpoint);
            }
            Arc::new(builder.with_bucket_name(bucket).with_retry(retry).build()?)
        }
        Kind::Azure { container } => {
            let builder = MicrosoftAzureBuilder::new().with_http_connector(connector);
            let mut builder = builder.with_client_options(client);
            for (key, value) in named.filter_map(|(name, value)| Some((name.parse().ok()?, value))) {
                builder = builder.with_config(key, value);
            }
            if let Some(endpoint) = endpoint {
                builder = builder.with_endpoint(endpoint);
            }
            Arc::new(builder.with_container_name(container).with_retry(retry).build()?)
        }
    })
}

impl Variables {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The variables under the names that the store clients use. The Azure CLI uses different names.
    fn named(&self) -> impl Iterator<Item = (String, &str)> {
        const OTHER: [[&str; 2]; 2] = [
            ["AZURE_STORAGE_ACCOUNT", "AZURE_STORAGE_ACCOUNT_NAME"],
            ["AZURE_STORAGE_KEY", "AZURE_STORAGE_ACCOUNT_KEY"],
        ];
        self.0.iter().filter_map(|(name, value)| {
            let known = match OTHER.iter().find(|[other, _]| other == name) {
                Some([_, known]) if self.get(known).is_some() => return None,
                Some([_, known]) => *known,
                None => name,
            };
            Some((known.to_ascii_lowercase(), value.as_str()))
        })
    }

    /// Refuses URLs with a password: stores sign requests instead, and every message would show it.
    fn check_endpoints(&self) -> Result<(), TargetError> {
        let named = ENDPOINTS.iter().flat_map(|(_, names)| *names).filter_map(|name| Some((*name, self.get(name)?)));
        for (name, value) in named {
            let url = Url::parse(value);
            // A value that cannot be parsed may still contain a password.
            let is_clean =
                url.map_or(!value.contains('@'), |url| url.username().is_empty() && url.password().is_none());
            if !is_clean {
                return Err(TargetError::EndpointVariable { name });
            }
        }
        Ok(())
    }

    /// The URL of the store. `None` to use the provider's own.
    fn endpoint(&self, kind: &Kind) -> Option<String> {
        let scheme = match kind {
            Kind::Folder(_) => return None,
            Kind::S3 { .. } => "s3",
            Kind::Gcs { .. } => "gs",
            Kind::Azure { .. } => "az",
        };
        let (_, names) = ENDPOINTS.iter().find(|(known, _)| *known == scheme)?;
        names.iter().find_map(|name| self.get(name)).map(str::to_owned)
    }
}

fn generic(store: &'static str, source: std::io::Error) -> object_store::Error {
    object_store::Error::Generic { store, source: source.into() }
}

/// An error and its sources as text, without repetitions.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        let said = error.to_string();
        if !text.contains(&said) {
            text = [&text, ": ", &said].concat();
        }
        source = error.source();
    }
    text
}

/// One line of at most 300 characters. For XML responses, only code and message are shown, because the rest may contain
/// key ids and signed data.
fn cause(error: &dyn std::error::Error, secrets: &Variables) -> Cause {
    let whole = chain(error);
    let mut text = whole.split('<').next().unwrap_or_default().trim_end_matches([':', ' ']).to_owned();
    for element in ["Code", "Message"] {
        let value = whole.split_once(&format!("<{element}>")).and_then(|(_, rest)| rest.split_once('<'));
        if let Some((value, _)) = value.filter(|(value, _)| !value.is_empty()) {
            text = [&text, ": ", value].concat();
        }
    }
    // Short values are words such as `auto` or `true`; removing them would garble the message.
    for (_, value) in secrets.0.iter().filter(|(name, value)| is_secret(name) && value.len() >= 6) {
        text = text.replace(value.as_str(), "…");
    }
    let text = cover_user_info(&text);
    let line: Vec<&str> = text.split_whitespace().collect();
    Cause(line.join(" ").chars().take(300).collect())
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    ["KEY", "SECRET", "TOKEN", "SAS", "PASSWORD", "CREDENTIAL", "CLIENT"].iter().any(|word| name.contains(word))
}

/// Whether the store received exactly the bytes sent. `None` if the store did not return their hash.
#[must_use]
pub(super) fn is_whole(put: &PutResult, md5: &[u8; 16]) -> Option<bool> {
    let hash = put.extensions.get::<StoredHash>();
    hash.map(|hash| hash.0 == *md5).or_else(|| is_md5(put.e_tag.as_deref(), md5).then_some(true))
}

/// Whether an `ETag` is this MD5 of the object's bytes. This is the case if an object was uploaded in one part and is
/// not encrypted with a customer key.
#[must_use]
pub(super) fn is_md5(e_tag: Option<&str>, md5: &[u8; 16]) -> bool {
    let e_tag = e_tag.unwrap_or_default().trim_start_matches("W/").trim_matches('"');
    e_tag.len() == 32
        && md5.iter().zip(e_tag.as_bytes().as_chunks::<2>().0).all(|(byte, digits)| {
            std::str::from_utf8(digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok()) == Some(*byte)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("{0}")]
    struct Said(&'static str);

    #[test]
    fn no_secret_is_told() {
        let variables = Variables(vec![
            ("AWS_SECRET_ACCESS_KEY".to_owned(), "hunter2hunter2".to_owned()),
            ("AWS_ACCESS_KEY_ID".to_owned(), "AKIDEXAMPLE".to_owned()),
            ("AWS_REGION".to_owned(), "auto".to_owned()),
        ]);
        let said = Said(
            "status 403\nwith hunter2hunter2: <Error><Code>SignatureDoesNotMatch</Code><Message>No, AKIDEXAMPLE.\
             </Message><StringToSign>AWS4 of AKIDEXAMPLE</StringToSign></Error>",
        );
        let told = cause(&said, &variables).to_string();
        assert_eq!(told, "status 403 with …: SignatureDoesNotMatch: No, ….");
        assert!(!format!("{variables:?}").contains("hunter2"));
    }

    #[test]
    fn tags_are_compared_as_hashes() {
        let md5 = [0xd4, 0x1d, 0x8c, 0xd9, 0x8f, 0x00, 0xb2, 0x04, 0xe9, 0x80, 0x09, 0x98, 0xec, 0xf8, 0x42, 0x7e];
        assert!(is_md5(Some("\"d41d8cd98f00b204e9800998ecf8427e\""), &md5));
        for other in [None, Some(""), Some("\"d41d8cd98f00b204e9800998ecf8427e-2\""), Some("\"0x8DC\"")] {
            assert!(!is_md5(other, &md5), "{other:?}");
        }
    }
}
