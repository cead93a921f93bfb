//! Accepts connections within limits: a preview is for a few browsers, and an incomplete request must not block it.

use http_body_util::combinators::UnsyncBoxBody;
use hyper::{
    Request, Response,
    body::{Bytes, Incoming},
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{convert::Infallible, future::ready, pin::pin, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::Semaphore, time};

/// The body of a response.
pub(super) type Body = UnsyncBoxBody<Bytes, Infallible>;

/// Maximum number of connections: more than browsers open, and fewer than most systems have descriptors for.
const MOST: usize = 128;

/// Time to receive the head of a request, from the connection or the last response on.
const HEAD_TIME: Duration = Duration::from_secs(5);

/// A connection that does not listen to events is closed after this time; the browser opens another.
const CONNECTION_TIME: Duration = Duration::from_mins(1);

/// Time to finish a response at that point.
const LAST_ANSWER_TIME: Duration = Duration::from_secs(10);

/// Pause before accepting again if the system has no descriptor left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// A response, and whether it stays open while the browser listens.
pub(super) struct Answer {
    pub(super) response: Response<Body>,
    pub(super) is_endless: bool,
}

/// Accepts connections until the process ends.
pub(super) async fn accept(
    listener: TcpListener,
    respond: impl Fn(&Request<Incoming>) -> Answer + Send + Sync + 'static,
) {
    let (respond, slots) = (Arc::new(respond), Arc::new(Semaphore::new(MOST)));
    loop {
        // The semaphore is never closed.
        let Ok(slot) = Arc::clone(&slots).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            // A connection without a descriptor stays in the queue, so accepting would fail again at once.
            time::sleep(ACCEPT_PAUSE).await;
            continue;
        };
        let respond = Arc::clone(&respond);
        tokio::spawn(async move {
            serve(stream, &*respond).await;
            drop(slot);
        });
    }
}

async fn serve(stream: tokio::net::TcpStream, respond: &(impl Fn(&Request<Incoming>) -> Answer + Sync)) {
    let is_endless = std::sync::atomic::AtomicBool::new(false);
    let service = service_fn(|request| {
        let answer = respond(&request);
        is_endless.store(answer.is_endless, std::sync::atomic::Ordering::Relaxed);
        ready(Ok::<_, Infallible>(answer.response))
    });
    let mut builder = hyper::server::conn::http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
    // Errors do not matter: the client has closed the connection.
    while time::timeout(CONNECTION_TIME, connection.as_mut()).await.is_err() {
        if !is_endless.load(std::sync::atomic::Ordering::Relaxed) {
            connection.as_mut().graceful_shutdown();
            let _ = time::timeout(LAST_ANSWER_TIME, connection.as_mut()).await;
            return;
        }
    }
}
