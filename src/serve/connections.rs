//! Accepting connections, within limits: a preview is for a few browsers, and half a request must not hold it up.

use http_body_util::combinators::UnsyncBoxBody;
use hyper::{
    Request, Response,
    body::{Bytes, Incoming},
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{convert::Infallible, future::ready, pin::pin, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::Semaphore, time};

/// The body of an answer.
pub(super) type Body = UnsyncBoxBody<Bytes, Infallible>;

/// Connections at the same time. More than browsers make, and fewer than most systems have descriptors for.
const MOST: usize = 128;

/// For the head of a request, from the connection or the last answer on.
const HEAD_TIME: Duration = Duration::from_secs(5);

/// A connection that is not listening to events is closed after so long; a browser opens another.
const CONNECTION_TIME: Duration = Duration::from_mins(1);

/// To end the answer that is under way then.
const LAST_ANSWER_TIME: Duration = Duration::from_secs(10);

/// Before accepting again where the system has no descriptor left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// An answer, and whether it goes on for as long as the browser listens.
pub(super) struct Answer {
    pub(super) response: Response<Body>,
    pub(super) is_endless: bool,
}

/// Accepts connections for ever.
pub(super) async fn accept(
    listener: TcpListener,
    respond: impl Fn(&Request<Incoming>) -> Answer + Send + Sync + 'static,
) {
    let (respond, slots) = (Arc::new(respond), Arc::new(Semaphore::new(MOST)));
    loop {
        // It is never closed.
        let Ok(slot) = Arc::clone(&slots).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            // What has no descriptor stays in the queue, so accepting fails at once again.
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
    // Errors are of no interest: whoever breaks off has gone.
    while time::timeout(CONNECTION_TIME, connection.as_mut()).await.is_err() {
        if !is_endless.load(std::sync::atomic::Ordering::Relaxed) {
            connection.as_mut().graceful_shutdown();
            let _ = time::timeout(LAST_ANSWER_TIME, connection.as_mut()).await;
            return;
        }
    }
}
