//! `Request`: what is asked of a server.

use url::Url;

/// What is to be done with what stands at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Read it.
    Get,
    /// Put it there; may be done again.
    Put,
    /// Hand something over. Only what may be handed over twice is sent by our client, which tries again.
    Post,
}

/// A request, without what the client adds: its name, its token.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// What is to be done.
    pub method: Method,
    /// With what.
    pub url: Url,
    /// Its type and bytes, where something is sent along.
    pub body: Option<(&'static str, &'a [u8])>,
    /// Whether the token stays at home.
    pub is_anonymous: bool,
}

impl Method {
    /// As HTTP writes it.
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
    /// Reads what stands there.
    #[must_use]
    pub fn get(url: Url) -> Self {
        Self { method: Method::Get, url, body: None, is_anonymous: false }
    }
}
