//! `Target`: the parsed URL of a store. Pure.

use crate::deploy::settings::TargetConfig;
use site::manifest;
use std::{fmt, path::PathBuf};
use url::Url;

/// The store and folder that a site is deployed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The kind of store.
    pub kind: Kind,
    /// Folders in the store that are the root of the host: empty, or `a/b`.
    pub prefix: String,
}

/// The kind of a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A folder, by its absolute path.
    Folder(PathBuf),
    /// S3 or an S3-compatible store.
    S3 {
        /// The bucket.
        bucket: String,
    },
    /// Google Cloud Storage.
    Gcs {
        /// The bucket.
        bucket: String,
    },
    /// Azure Blob Storage.
    Azure {
        /// The container.
        container: String,
    },
}

/// Why a text is not a target.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// Unsupported URL scheme.
    #[error("unsupported URL scheme `{scheme}://` (use s3, gs, az or file)")]
    Scheme {
        /// The part before `://`.
        scheme: String,
    },
    /// Not a URL, or incomplete.
    #[error("`{url}` is not a valid target URL: {why}")]
    Url {
        /// The URL.
        url: String,
        /// The problem.
        why: &'static str,
    },
    /// Credentials are not allowed in a URL.
    #[error("the URL of the target contains credentials")]
    Credentials,
    /// An environment variable contains credentials.
    #[error("`{name}` contains credentials")]
    EndpointVariable {
        /// The variable.
        name: &'static str,
    },
    /// A key in `site.toml` that has no meaning for this kind of store.
    #[error("`{key}` has no meaning for a `{scheme}://` target")]
    Key {
        /// The key.
        key: &'static str,
        /// The part before `://`.
        scheme: &'static str,
    },
    /// An endpoint that is not a URL.
    #[error("the `endpoint` of the target must begin with `https://` or `http://`")]
    Endpoint,
}

/// Whether a text is meant as a URL and not as the name of a target.
#[must_use]
pub fn is_url(text: &str) -> bool {
    text.contains("://")
}

impl Target {
    /// Parses a URL.
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        let wrong = |why| TargetError::Url { url: text.to_owned(), why };
        let (scheme, _) = text.split_once("://").ok_or_else(|| wrong("it has no `://`"))?;
        if !matches!(scheme, "file" | "s3" | "gs" | "az") {
            return Err(TargetError::Scheme { scheme: scheme.to_owned() });
        }
        // The URL is not shown until it is known to contain no password.
        let url = Url::parse(text)
            .map_err(|_| TargetError::Url { url: format!("{scheme}://…"), why: "it is not a URL" })?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(TargetError::Credentials);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(TargetError::Url { url: format!("{scheme}://…"), why: "nothing can follow `?` or `#`" });
        }
        if scheme == "file" {
            let folder = url.to_file_path().map_err(|()| wrong("a folder needs three slashes and an absolute path"))?;
            return Ok(Self { kind: Kind::Folder(folder), prefix: String::new() });
        }
        let name = url.host_str().filter(|name| !name.is_empty()).ok_or_else(|| wrong("the bucket is missing"))?;
        let name = name.to_owned();
        let prefix = percent_encoding::percent_decode_str(url.path().trim_matches('/'));
        let prefix = prefix.decode_utf8().map_err(|_| wrong("its path is not UTF-8"))?.into_owned();
        if !prefix.is_empty() && !manifest::is_file_path(&prefix) {
            return Err(wrong("its path must consist of plain folder names"));
        }
        let kind = match scheme {
            "s3" => Kind::S3 { bucket: name },
            "gs" => Kind::Gcs { bucket: name },
            _ => Kind::Azure { container: name },
        };
        Ok(Self { kind, prefix })
    }

    /// Checks that the keys of the target apply to its kind of store. Other keys are errors, because ignoring them
    /// would deploy the site to the wrong store.
    pub fn takes(&self, config: &TargetConfig) -> Result<(), TargetError> {
        let scheme = self.scheme();
        if config.region.is_some() && scheme != "s3" {
            return Err(TargetError::Key { key: "region", scheme });
        }
        let Some(endpoint) = &config.endpoint else { return Ok(()) };
        if scheme == "file" {
            return Err(TargetError::Key { key: "endpoint", scheme });
        }
        // The value is not shown, because it may contain a password.
        let endpoint = Url::parse(endpoint).ok().filter(|url| matches!(url.scheme(), "https" | "http"));
        match endpoint {
            Some(url) if !url.username().is_empty() || url.password().is_some() => Err(TargetError::Credentials),
            Some(url) if url.query().is_none() && url.fragment().is_none() => Ok(()),
            _ => Err(TargetError::Endpoint),
        }
    }

    /// The part before `://`.
    fn scheme(&self) -> &'static str {
        match self.kind {
            Kind::Folder(_) => "file",
            Kind::S3 { .. } => "s3",
            Kind::Gcs { .. } => "gs",
            Kind::Azure { .. } => "az",
        }
    }

    /// The same target, with this folder of the host as the site's folder.
    #[must_use]
    pub fn below(mut self, folder: &str) -> Self {
        let folder = folder.trim_matches('/');
        match &mut self.kind {
            Kind::Folder(path) if !folder.is_empty() => path.extend(folder.split('/')),
            Kind::Folder(_) => {}
            _ if folder.is_empty() => {}
            _ if self.prefix.is_empty() => folder.clone_into(&mut self.prefix),
            _ => self.prefix = [&self.prefix, "/", folder].concat(),
        }
        self
    }

    /// Whether the store keeps headers with a file.
    #[must_use]
    pub fn holds_headers(&self) -> bool {
        !matches!(self.kind, Kind::Folder(_))
    }

    /// The name on the store of a file of the site.
    #[must_use]
    pub fn key(&self, path: &str) -> String {
        if self.prefix.is_empty() { path.to_owned() } else { [&self.prefix, "/", path].concat() }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match &self.kind {
            Kind::Folder(path) => return write!(f, "file://{}", path.display()),
            Kind::S3 { bucket: name } | Kind::Gcs { bucket: name } | Kind::Azure { container: name } => name,
        };
        let slash = if self.prefix.is_empty() { "" } else { "/" };
        write!(f, "{}://{name}{slash}{}", self.scheme(), self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        for (text, below, shown, key) in [
            ("s3://bucket", "", "s3://bucket", "a"),
            ("s3://bucket/", "/shop", "s3://bucket/shop", "shop/a"),
            ("s3://bucket/x/y/", "/shop", "s3://bucket/x/y/shop", "x/y/shop/a"),
            ("gs://bucket/x", "", "gs://bucket/x", "x/a"),
            ("az://container/x", "", "az://container/x", "x/a"),
            ("file:///srv/www", "/shop", "file:///srv/www/shop", "a"),
        ] {
            let target = Target::parse(text).unwrap().below(below);
            assert_eq!((target.to_string().as_str(), target.key("a").as_str()), (shown, key), "{text}");
        }
    }

    #[test]
    fn keys_that_say_nothing_are_refused() {
        let takes = |url: &str, region: Option<&str>, endpoint: Option<&str>| {
            let (region, endpoint) = (region.map(str::to_owned), endpoint.map(str::to_owned));
            let config = TargetConfig { endpoint, region, ..TargetConfig::new(url.to_owned()) };
            Target::parse(url).unwrap().takes(&config)
        };
        let https = Some("https://store.example.org/");
        for url in ["s3://b", "gs://b", "az://b"] {
            assert_eq!(takes(url, None, https), Ok(()), "{url}");
            assert_eq!(takes(url, None, Some("store.example.org")), Err(TargetError::Endpoint), "{url}");
            assert_eq!(takes(url, None, Some("https://a?sig=hunter2")), Err(TargetError::Endpoint), "{url}");
            assert_eq!(takes(url, None, Some("https://a:hunter2@b")), Err(TargetError::Credentials), "{url}");
        }
        assert_eq!(takes("s3://b", Some("auto"), https), Ok(()));
        for (url, scheme) in [("gs://b", "gs"), ("az://b", "az"), ("file:///b", "file")] {
            assert_eq!(takes(url, Some("auto"), None), Err(TargetError::Key { key: "region", scheme }));
        }
        assert_eq!(takes("file:///b", None, https), Err(TargetError::Key { key: "endpoint", scheme: "file" }));
    }

    #[test]
    fn what_is_no_address_is_told_without_its_password() {
        for text in
            ["ftp://host", "bucket", "s3://", "s3:///x", "file://relative", "s3://b/../c/%2e%2e/", "s3://b/a%0Ab"]
        {
            if let Ok(target) = Target::parse(text) {
                assert!(!target.prefix.contains(".."), "{text} became {target}");
            }
        }
        for text in ["s3://key:hunter2@bucket", "s3://b?secret=hunter2", "s3://b#hunter2", "az://x:hunter2@[/"] {
            let error = Target::parse(text).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("hunter2"), "{text}");
        }
        assert!(matches!(Target::parse("ftp://host"), Err(TargetError::Scheme { .. })));
    }
}
