//! Faults between the server and its client.

use super::{
    Request, State,
    routes::{Answer, error},
    write,
};
use std::{
    io::Write as _,
    net::{Shutdown, TcpStream},
    thread,
    time::Duration,
};

/// A fault of one answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// 429 with `Retry-After` of this many seconds.
    TooManyRetryAfter(u64),
    /// 429 without `Retry-After`.
    TooMany,
    /// This status, with a JSON body.
    Status(u16),
    /// 504 of a gateway: an HTML page.
    GatewayTimeout,
    /// The connection is closed before the answer.
    Reset,
    /// The body arrives after this many milliseconds.
    Slow(u64),
    /// The body ends in the middle.
    Truncated,
    /// The body has its full length, but its JSON ends in the middle.
    CutJson,
    /// One record is not JSON.
    BrokenRecord,
    /// One record has no id.
    NamelessRecord,
    /// 200 with an HTML page.
    Html,
    /// 200 with JSON, declared as plain text.
    PlainText,
    /// A redirect to the login page.
    Login,
    /// No link to the next page.
    NoNext,
    /// A window of the rate limit that never ends.
    EndlessWindow,
    /// The next page is the first page.
    Circle,
    /// The next page is this page at a new address.
    NewCircle,
    /// The next page is on another host and is not a list of models.
    ForeignNext,
    /// A redirect to another host.
    ForeignRedirect,
}

const PASSING: [Fault; 9] = [
    Fault::TooManyRetryAfter(0),
    Fault::Status(500),
    Fault::Status(503),
    Fault::GatewayTimeout,
    Fault::Reset,
    Fault::Truncated,
    Fault::CutJson,
    Fault::BrokenRecord,
    Fault::NamelessRecord,
];

/// One of the temporary faults, for this many requests of a thousand.
pub(crate) fn by_chance(of_thousand: u64, seed: u64) -> impl Fn(&Request) -> Option<Fault> + Send + Sync {
    move |request| {
        let mut z = (request.number + seed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z ^= z >> 27;
        (z % 1_000 < of_thousand).then(|| PASSING[(z / 1_000 % PASSING.len() as u64) as usize])
    }
}

/// Sends an answer with its fault. `None` if the connection cannot be used again.
pub(super) fn send(
    state: &State,
    stream: &TcpStream,
    request: &Request,
    mut answer: Answer,
    fault: Option<Fault>,
) -> Option<()> {
    match fault {
        None => {}
        Some(Fault::TooManyRetryAfter(seconds)) => {
            answer = error(429, "Too many requests");
            answer.headers.push(("Retry-After", seconds.to_string()));
        }
        Some(Fault::TooMany) => answer = error(429, "Too many requests"),
        Some(Fault::Status(status)) => answer = error(status, "Internal Error - We're working hard to fix this"),
        Some(Fault::GatewayTimeout) => answer = html(504),
        Some(Fault::Html) => answer = html(200),
        Some(Fault::PlainText) => answer.headers.retain(|(name, _)| *name != "Content-Type"),
        Some(Fault::Login) => {
            answer = html(302);
            answer.headers.push(("Location", "/login?next=%2Fapi%2Fmodels".to_owned()));
        }
        Some(Fault::Reset) => {
            let _ = stream.shutdown(Shutdown::Both);
            return None;
        }
        Some(Fault::Slow(milliseconds)) => {
            pack(request, &mut answer);
            let (head, half) = (head(&answer), answer.body.len() / 2);
            write(stream, &head, &answer.body[..half])?;
            thread::sleep(Duration::from_millis(milliseconds));
            let mut stream = stream;
            return stream.write_all(&answer.body[half..]).ok();
        }
        Some(Fault::Truncated) => {
            pack(request, &mut answer);
            write(stream, &head(&answer), &answer.body[..answer.body.len() / 2])?;
            let _ = stream.shutdown(Shutdown::Both);
            return None;
        }
        Some(Fault::CutJson) => answer.body.truncate(answer.body.len() / 2),
        Some(Fault::BrokenRecord) => damage(&mut answer, "\"tags\":[", "\"tags\":[\"x\"}"),
        Some(Fault::NamelessRecord) => damage(&mut answer, "\"id\":", "\"ix\":"),
        Some(Fault::ForeignRedirect) => {
            answer = html(307);
            let elsewhere = super::lock(&state.elsewhere).clone();
            answer.headers.push(("Location", format!("{elsewhere}{}", request.path)));
        }
        Some(Fault::NoNext) => answer.headers.retain(|(name, _)| *name != "Link"),
        Some(Fault::EndlessWindow) => answer.headers.push(("RateLimit", format!("\"api\";r=100;t={}", u64::MAX))),
        Some(Fault::Circle | Fault::NewCircle | Fault::ForeignNext) => relink(state, request, &mut answer, fault?),
    }
    pack(request, &mut answer);
    write(stream, &head(&answer), &answer.body)
}

/// Compresses every other answer.
fn pack(request: &Request, answer: &mut Answer) {
    if request.takes_gzip && request.number % 2 == 1 {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(&answer.body).unwrap();
        answer.body = encoder.finish().unwrap();
        answer.headers.push(("Content-Encoding", "gzip".to_owned()));
    }
}

fn html(status: u16) -> Answer {
    let headers = vec![("Content-Type", "text/html; charset=utf-8".to_owned())];
    Answer { status, headers, body: b"<!DOCTYPE html><html><body>Something went wrong</body></html>".to_vec() }
}

/// Damages the second record.
fn damage(answer: &mut Answer, from: &str, to: &str) {
    let text = String::from_utf8(std::mem::take(&mut answer.body)).unwrap();
    let places: Vec<usize> = text.match_indices(from).map(|(at, _)| at).collect();
    let mut text = text.clone();
    if let Some(at) = places.get(1) {
        text.replace_range(*at..at + from.len(), to);
    }
    answer.body = text.into_bytes();
}

fn relink(state: &State, request: &Request, answer: &mut Answer, fault: Fault) {
    answer.headers.retain(|(name, _)| *name != "Link");
    let host = super::lock(&state.host).clone();
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(request.query.iter().filter(|(key, _)| key != "cursor" && key != "again"));
    let next = match fault {
        Fault::NewCircle => format!("{host}/api/models?{}&again={}", query.finish(), request.number),
        Fault::ForeignNext => format!("{}/api/datasets?{}", super::lock(&state.elsewhere), query.finish()),
        _ => format!("{host}/api/models?{}", query.finish()),
    };
    answer.headers.push(("Link", format!("<{next}>; rel=\"next\"")));
}

fn head(answer: &Answer) -> String {
    let mut head = format!("HTTP/1.1 {} As documented\r\nContent-Length: {}\r\n", answer.status, answer.body.len());
    for (name, value) in &answer.headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    head + "\r\n"
}
