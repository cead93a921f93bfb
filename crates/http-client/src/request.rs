//! `Request`: an HTTP request.

use url::Url;

/// HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Read a resource.
    Get,
    /// Store a resource. Can be repeated safely.
    Put,
    /// Send data. The client retries, so only use it where sending twice is safe.
    Post,
}

/// A request, without the headers that the client adds (user agent, token).
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The method.
    pub method: Method,
    /// The URL.
    pub url: Url,
    /// Content type and bytes of the body, if there is one.
    pub body: Option<(&'static str, &'a [u8])>,
    /// Whether to send it without the token.
    pub is_anonymous: bool,
}

impl Method {
    /// The method as a string.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
        }
    }
}

impl Request<'_> {
    /// A GET request.
    #[must_use]
    pub fn get(url: Url) -> Self {
        Self { method: Method::Get, url, body: None, is_anonymous: false }
    }
}
