//! `Transport`: sends one request over HTTP and reads the response within limits. Only this file uses `reqwest`. It
//! decompresses bodies itself, because the compression features of `reqwest` add a second Brotli decoder.

use crate::{
    error::Trouble,
    request::{Method, Request},
};
use flate2::read::MultiGzDecoder;
use reqwest::{
    blocking,
    header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue},
    redirect,
};
use std::{
    error::Error,
    io::{self, Read},
    iter::successors,
    time::Duration,
};

/// Timeout of a connection, including TLS.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// Number of bytes the Brotli decoder reads at once.
const BROTLI_BUFFER: usize = 4096;

/// One response.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    /// The decompressed body: everything before an error, and at most one byte more than the limit.
    pub(crate) body: Vec<u8>,
    /// Whether the body is complete.
    pub(crate) end: Result<(), Trouble>,
}

impl Answer {
    /// The first header with this name, if it is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// A connection pool. It follows no redirects and uses HTTP/1.1.
pub(crate) struct Transport {
    /// The client, or why it could not be created.
    client: Result<blocking::Client, String>,
    /// Timeout of one whole response, including the connection.
    timeout: Duration,
    /// Largest body in bytes, after decompression.
    max_body: u64,
}

impl Transport {
    pub(crate) fn new(user_agent: &str, timeout: Duration, max_body: u64) -> Self {
        Self::connecting_within(timeout.min(CONNECT_TIMEOUT), user_agent, timeout, max_body)
    }

    fn connecting_within(connect_timeout: Duration, user_agent: &str, timeout: Duration, max_body: u64) -> Self {
        // Fails if another part of the program already installed the same provider.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let headers = [
            (ACCEPT, HeaderValue::from_static("application/json, */*;q=0.5")),
            (ACCEPT_ENCODING, HeaderValue::from_static("gzip, br")),
        ];
        let client = blocking::Client::builder()
            .redirect(redirect::Policy::none())
            .http1_only()
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .connect_timeout(connect_timeout)
            .user_agent(user_agent)
            .default_headers(headers.into_iter().collect())
            .build();
        Self { client: client.map_err(|error| innermost(&error).to_string()), timeout, max_body }
    }

    /// Sends a request with this `Authorization` header and reads the response.
    pub(crate) fn send(&self, request: &Request<'_>, authorization: Option<String>) -> Result<Answer, Trouble> {
        let client = self.client.as_ref().map_err(|why| Trouble::Unreachable(why.clone()))?;
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Put => reqwest::Method::PUT,
            Method::Post => reqwest::Method::POST,
        };
        let mut headers = HeaderMap::new();
        // Overrides the credentials that `reqwest` takes from the URL.
        if let Some(mut value) = authorization.and_then(|text| HeaderValue::try_from(text).ok()) {
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        // The client's timeout restarts with every read of the body; the request's timeout covers the whole response.
        let mut sent = client.request(method, request.url.clone()).timeout(self.timeout);
        if let Some((content_type, body)) = request.body {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
            sent = sent.body(body.to_vec());
        }
        let mut response = sent.headers(headers).send().map_err(|error| self.trouble(&error))?;
        let (status, headers) = (response.status().as_u16(), std::mem::take(response.headers_mut()));
        let mut body = Vec::new();
        let end = self.read(response, headers.get(CONTENT_ENCODING), &mut body);
        Ok(Answer { status, headers, body, end })
    }

    fn read(
        &self,
        response: blocking::Response,
        encoding: Option<&HeaderValue>,
        body: &mut Vec<u8>,
    ) -> Result<(), Trouble> {
        let encoding = encoding.map(HeaderValue::as_bytes);
        let (mut reader, packed): (Box<dyn Read>, _) = match encoding {
            Some(b"gzip") => (Box::new(MultiGzDecoder::new(response)), "gzip"),
            Some(b"br") => (Box::new(brotli::Decompressor::new(response, BROTLI_BUFFER)), "brotli"),
            _ => (Box::new(response), ""),
        };
        let read = reader.by_ref().take(self.max_body + 1).read_to_end(body);
        let length = read.map(|_| body.len() as u64).map_err(|error| self.body_trouble(&error, packed))?;
        if length > self.max_body { Err(Trouble::TooLarge(self.max_body >> 20)) } else { Ok(()) }
    }

    /// Classifies an error that occurred before the response.
    fn trouble(&self, error: &reqwest::Error) -> Trouble {
        match (error.is_timeout(), error.is_connect()) {
            (true, true) => return Trouble::Unreachable("no connection in time (connect)".to_owned()),
            (true, false) => return self.too_slow(),
            (false, _) => {}
        }
        let text = innermost(error).to_string();
        match kind(error) {
            None
            | Some(
                io::ErrorKind::ConnectionReset
                | io::ErrorKind::ConnectionAborted
                | io::ErrorKind::BrokenPipe
                | io::ErrorKind::UnexpectedEof
                | io::ErrorKind::InvalidData,
            ) => Trouble::Connection(text),
            Some(_) => Trouble::Unreachable(text),
        }
    }

    /// Classifies an error within a body with this encoding.
    fn body_trouble(&self, error: &io::Error, packed: &str) -> Trouble {
        let Some(sent) = causes(error).find_map(<dyn Error>::downcast_ref::<reqwest::Error>) else {
            return Trouble::Connection(format!("{packed} decompression failed: {error}"));
        };
        if sent.is_timeout() {
            return self.too_slow();
        }
        match kind(sent) {
            Some(io::ErrorKind::UnexpectedEof) => Trouble::CutOff,
            _ => Trouble::Connection(innermost(sent).to_string()),
        }
    }

    fn too_slow(&self) -> Trouble {
        Trouble::Timeout(format!("it takes more than {} seconds", self.timeout.as_secs()))
    }
}

/// An error and all its causes. `source` skips the error that an `io::Error` wraps, so it is added explicitly.
fn causes<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    successors(Some(error), |&error| match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(wrapped) => Some(wrapped as &(dyn Error + 'static)),
        None => error.source(),
    })
}

/// The last error in the chain of causes. Unlike the outer ones, it contains no URL.
fn innermost<'e>(error: &'e (dyn Error + 'static)) -> &'e (dyn Error + 'static) {
    causes(error).last().unwrap_or(error)
}

/// The operating system's error kind. `None` if no cause is an I/O error.
fn kind(error: &(dyn Error + 'static)) -> Option<io::ErrorKind> {
    causes(error).filter_map(<dyn Error>::downcast_ref::<io::Error>).last().map(io::Error::kind)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use socket2::{Domain, Socket, Type};
    use std::net::{SocketAddr, TcpStream};
    use url::Url;

    /// Connections that the server never accepts wait in its queue. Linux drops connection requests once the queue is
    /// full.
    #[test]
    fn a_server_with_a_full_queue_is_unreachable_long_before_an_answer_is_late() {
        let listener = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        listener.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
        listener.listen(0).unwrap();
        let address = listener.local_addr().unwrap().as_socket().unwrap();
        // A queue of length zero holds one connection.
        let _queued = TcpStream::connect(address).unwrap();
        let url = Url::parse(&format!("http://{address}/")).unwrap();
        let transport =
            Transport::connecting_within(Duration::from_millis(100), "tests", Duration::from_mins(10), 1_000);
        let trouble = transport.send(&Request::get(url), None).err();
        assert_eq!(trouble, Some(Trouble::Unreachable("no connection in time (connect)".to_owned())));
    }
}
