//! The HTTP server: the answers of [`Site`], with a script in each page that reloads it.
//!
//! The files of the script are below `/.modelpress/`, where no file of a site can be. Pages on disk are never changed.
//!
//! This uses `hyper` and not `axum`: the limits in `connections` (time for the head of a request, lifetime of a
//! connection) are settings of a single `hyper` connection, which `axum::serve` does not expose. With `axum`,
//! `connections` would stay as it is, and the router would only replace the `match` over three paths below.

use super::{
    connections,
    hosts::Hosts,
    live::Live,
    site::{Answer, Body, Site},
};
use http_body_util::{BodyExt as _, Full};
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Frame, Incoming, SizeHint},
    header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderName, HeaderValue},
};
use site::content_type::ContentType;
use std::{
    convert::Infallible,
    io,
    net::TcpListener,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    thread,
};
use tokio::sync::mpsc;

const SCRIPT: &str = "/.modelpress/preview.js";
const EVENTS: &str = "/.modelpress/events";

/// Answers requests for these hosts on a separate thread, until the process ends.
pub fn start(listener: TcpListener, live: Arc<Live>, hosts: Hosts) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    thread::Builder::new().name("server".to_owned()).spawn(move || {
        runtime.block_on(async move {
            // A valid listener and a running runtime cannot fail here.
            let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
            connections::accept(listener, move |request| {
                let response = respond(request, &live, &hosts);
                let is_endless = matches!(response.body(), Sent::Events(_));
                connections::Answer { response: response.map(Sent::boxed_unsync), is_endless }
            })
            .await;
        });
    })?;
    Ok(())
}

fn respond(request: &Request<Incoming>, live: &Live, hosts: &Hosts) -> Response<Sent> {
    if let Some(refusal) = refused_host(request, hosts) {
        return refusal;
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD\n");
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    match request.uri().path() {
        SCRIPT => return own(ContentType::JavaScript.mime(), Sent::from(include_str!("preview.js"))),
        EVENTS => return own("text/event-stream", Sent::events(live)),
        _ => {}
    }
    let site = match live.site() {
        Ok(site) => site,
        Err(problem) => return no_site(&problem),
    };
    let answer = site.answer(request.uri().path(), request.uri().query());
    send(answer, &site)
}

/// The response to a request for another host. Browsers always send a host name; requests without one are allowed.
fn refused_host(request: &Request<Incoming>, hosts: &Hosts) -> Option<Response<Sent>> {
    let header = request.headers().get(HOST).map(|value| value.to_str().unwrap_or_default());
    let target = request.uri().authority().map(hyper::http::uri::Authority::as_str);
    let refused = [header, target].into_iter().flatten().any(|host| !hosts.allows(host));
    refused.then(|| {
        text(
            StatusCode::FORBIDDEN,
            "this preview does not answer requests for this host name; `modelpress serve --allow-host NAME` allows it\n",
        )
    })
}

/// Adapts a response to the preview: pages get the script, and browsers only cache files that never change.
fn send(answer: Answer, site: &Site) -> Response<Sent> {
    let Answer { status, headers, body } = answer;
    let is_page = matches!(body, Body::Page(_));
    let content = match body {
        Body::Empty => Ok(Vec::new()),
        Body::Text(text) => Ok(text.into_bytes()),
        Body::File(file) => site.read(&file),
        Body::Page(file) => site.read(&file).map(|page| with_script(page, site.id())),
    };
    let content = match content {
        Ok(content) => content,
        // The file disappeared in a running build; the browser is notified of the next one.
        Err(error) => return text(StatusCode::SERVICE_UNAVAILABLE, &format!("cannot read the file: {error}\n")),
    };
    let mut response = Response::new(Sent::from(content));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in headers {
        let value = if is_page && name == "content-security-policy" { with_own(&value) } else { value };
        let is_short = name == "cache-control" && !value.contains("immutable");
        if let (false, Ok(name), Ok(value)) = (is_short, HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().append(name, value);
        }
    }
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

fn with_script(mut page: Vec<u8>, build: &str) -> Vec<u8> {
    let end = memchr::memmem::rfind(&page, b"</body>").unwrap_or(page.len());
    let script = format!("<script src=\"{SCRIPT}\" data-build=\"{build}\"></script>");
    page.splice(end..end, script.into_bytes());
    page
}

/// A policy that also allows the script to be loaded and to listen.
fn with_own(policy: &str) -> String {
    let words = policy.split(';').map(|directive| directive.split_whitespace().collect());
    let mut directives: Vec<Vec<&str>> = words.filter(|words: &Vec<&str>| !words.is_empty()).collect();
    for name in ["script-src", "connect-src"] {
        let of = |name: &str| directives.iter().position(|words| words[0].eq_ignore_ascii_case(name));
        let mut words = match (of(name), of("default-src")) {
            (Some(at), _) => directives.remove(at),
            (None, Some(at)) => directives[at].clone(),
            (None, None) => continue,
        };
        words[0] = name;
        words.retain(|word| !matches!(*word, "'none'" | "'self'"));
        words.push("'self'");
        directives.push(words);
    }
    directives.iter().map(|words| words.join(" ")).collect::<Vec<_>>().join("; ")
}

/// The page shown while there is no site: what is wrong, until it is fixed.
fn no_site(problem: &str) -> Response<Sent> {
    let mut page = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>No site yet</title></head><body>\
         <h1>No site yet</h1><pre>",
    );
    site::escape::xml::Sink::text(&mut page, problem);
    page.push_str("</pre></body></html>");
    let mut response = own(ContentType::Html.mime(), Sent::from(with_script(page.into_bytes(), "")));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}

fn own(mime: &'static str, body: Sent) -> Response<Sent> {
    let mut response = Response::new(body);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(mime));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn text(status: StatusCode, text: &str) -> Response<Sent> {
    let mut response = own(ContentType::Text.mime(), Sent::from(text.to_owned()));
    *response.status_mut() = status;
    response
}

/// A response body: a known one, or a stream of events.
enum Sent {
    Whole(Full<Bytes>),
    Events(mpsc::Receiver<Bytes>),
}

impl<T: Into<Bytes>> From<T> for Sent {
    fn from(content: T) -> Self {
        Self::Whole(Full::new(content.into()))
    }
}

impl Sent {
    /// The current state and every later one, as server-sent events.
    fn events(live: &Live) -> Self {
        let mut states = live.subscribe();
        let (sender, receiver) = mpsc::channel(1);
        tokio::spawn(async move {
            loop {
                let event = format!("retry: 300\ndata: {}\n\n", *states.borrow_and_update());
                if sender.send(event.into()).await.is_err() || states.changed().await.is_err() {
                    break;
                }
            }
        });
        Self::Events(receiver)
    }
}

impl hyper::body::Body for Sent {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match self.get_mut() {
            Self::Whole(body) => Pin::new(body).poll_frame(context),
            Self::Events(events) => events.poll_recv(context).map(|event| event.map(|event| Ok(Frame::data(event)))),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(body) => body.is_end_stream(),
            Self::Events(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(body) => hyper::body::Body::size_hint(body),
            Self::Events(_) => SizeHint::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_lets_the_script_work() {
        for (policy, expected) in [
            (
                "default-src 'none'; style-src 'self'",
                "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'",
            ),
            ("script-src 'self' 'sha256-x'; img-src *", "img-src *; script-src 'sha256-x' 'self'"),
            (
                "connect-src 'none'; default-src https:",
                "default-src https:; script-src https: 'self'; connect-src 'self'",
            ),
            ("frame-ancestors 'none'", "frame-ancestors 'none'"),
        ] {
            assert_eq!(with_own(policy), expected);
        }
    }

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let page = String::from_utf8(with_script(b"<body><p></body></html>".to_vec(), "1")).unwrap();
        assert_eq!(page, "<body><p><script src=\"/.modelpress/preview.js\" data-build=\"1\"></script></body></html>");
    }
}
