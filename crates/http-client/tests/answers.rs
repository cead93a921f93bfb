//! Tests of the client against well-behaved and misbehaving servers on this machine.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use flate2::{Compression, write::GzEncoder};
use http_client::{Client, Clock, Error, Politeness, Request, Token, Trouble};
use std::{
    env,
    io::{self, Read as _, Write as _},
    net::{Shutdown, TcpListener, TcpStream},
    process::Command,
    sync::Arc,
    thread::{self, JoinHandle},
    time::Duration,
};
use url::Url;

#[path = "../../../tests/it/requirement.rs"]
#[expect(dead_code, reason = "other tests have other requirements")]
mod requirement;

const POLITENESS: Politeness = Politeness {
    retries: 0,
    timeout: Duration::from_secs(30),
    min_delay: Duration::ZERO,
    spare_requests: 0,
    max_wait: Duration::from_secs(1),
    connections: 1,
    max_body: 100_000,
};

/// Answers one request with `answer`. Joining the thread returns the head of the request.
fn serve(answer: impl FnOnce(&mut TcpStream) + Send + 'static) -> (Url, JoinHandle<String>) {
    serve_at(TcpListener::bind("127.0.0.1:0").unwrap(), answer)
}

fn serve_at(listener: TcpListener, answer: impl FnOnce(&mut TcpStream) + Send + 'static) -> (Url, JoinHandle<String>) {
    let url = Url::parse(&format!("http://{}/path", listener.local_addr().unwrap())).unwrap();
    let server = thread::spawn(move || {
        let mut stream = listener.accept().unwrap().0;
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            head.push(byte[0]);
        }
        answer(&mut stream);
        let _ = stream.shutdown(Shutdown::Write);
        String::from_utf8(head).unwrap()
    });
    (url, server)
}

/// A complete response with these headers and this body.
fn whole(headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {headers}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn send(bytes: Vec<u8>) -> impl FnOnce(&mut TcpStream) + Send + 'static {
    move |stream| stream.write_all(&bytes).unwrap()
}

/// The client's result for one request to `url`.
fn get(url: &Url, token: Option<Token>, politeness: Politeness) -> Result<http_client::Reply, Error> {
    let clock = Clock {
        now: Arc::new(|| jiff::Timestamp::UNIX_EPOCH),
        elapsed: Arc::new(Duration::default),
        sleep: Arc::new(|_| {}),
        chance: Arc::new(|| 0.5),
    };
    Client::new(url, token, "tests", politeness, clock, &|_| {}).answer(Request::get(url.clone()))
}

fn trouble(result: Result<http_client::Reply, Error>) -> Trouble {
    match result {
        Err(Error::GaveUp { source, .. }) => source,
        other => panic!("{other:?}"),
    }
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn bodies_are_unpacked() {
    let text = "packed ".repeat(1_000).into_bytes();
    let mut brotli = Vec::new();
    brotli::CompressorWriter::new(&mut brotli, 4096, 5, 20).write_all(&text).unwrap();
    for (encoding, packed) in [("gzip", gzip(&text)), ("br", brotli), ("identity", text.clone())] {
        let (url, server) = serve(send(whole(&format!("200 OK\r\nContent-Encoding: {encoding}"), &packed)));
        assert_eq!(get(&url, None, POLITENESS).unwrap().body, text, "{encoding}");
        assert!(server.join().unwrap().to_lowercase().contains("accept-encoding: gzip, br\r\n"));
    }
    let (url, _) = serve(send(whole("200 OK\r\nContent-Encoding: gzip", b"no gzip")));
    let found = trouble(get(&url, None, POLITENESS));
    assert!(matches!(&found, Trouble::Connection(why) if why.starts_with("gzip decompression failed: ")), "{found:?}");
}

/// The limit applies to the decompressed size, because a small response can decompress to a large one.
#[test]
fn a_large_body_is_not_read_to_its_end() {
    let large = vec![b' '; 100_001];
    for (encoding, body) in [("gzip", gzip(&large)), ("identity", large.clone())] {
        let (url, _) = serve(send(whole(&format!("200 OK\r\nContent-Encoding: {encoding}"), &body)));
        assert_eq!(trouble(get(&url, None, POLITENESS)), Trouble::TooLarge(0), "{encoding}");
    }
    let (url, _) = serve(send(whole("200 OK", &large[1..])));
    assert_eq!(get(&url, None, POLITENESS).unwrap().body.len(), 100_000);
}

/// The timeout applies to the whole response, not to each byte.
#[test]
fn a_body_that_drips_ends_the_request_in_time() {
    let (url, _) = serve(|stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n").unwrap();
        for _ in 0..400 {
            thread::sleep(Duration::from_millis(20));
            if stream.write_all(b" ").is_err() {
                break;
            }
        }
    });
    let found = trouble(get(&url, None, Politeness { timeout: Duration::from_secs(1), ..POLITENESS }));
    assert_eq!(found, Trouble::Timeout("it takes more than 1 seconds".to_owned()));
}

#[test]
fn an_answer_that_ends_early_is_cut_off() {
    for head in ["Content-Length: 9", "Transfer-Encoding: chunked"] {
        let (url, _) = serve(send(format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n5\r\nhell").into_bytes()));
        assert_eq!(trouble(get(&url, None, POLITENESS)), Trouble::CutOff, "{head}");
    }
    let (url, _) = serve(send(b"HTTP/1.1 200".to_vec()));
    assert!(matches!(trouble(get(&url, None, POLITENESS)), Trouble::Connection(_)));
}

#[test]
fn a_redirect_is_an_answer() {
    let (url, server) = serve(send(whole("302 Found\r\nLocation: http://127.0.0.1:9/other", b"")));
    let reply = get(&url, Token::new("hf_secret"), POLITENESS).unwrap();
    assert_eq!((reply.status, reply.location.as_deref()), (302, Some("http://127.0.0.1:9/other")));
    assert!(server.join().unwrap().starts_with("GET /path HTTP/1.1\r\n"));
}

#[test]
fn one_kind_of_credentials_is_sent() {
    let authorization = |token: Option<Token>| {
        let (mut url, server) = serve(send(whole("200 OK", b"")));
        url.set_username("me").unwrap();
        url.set_password(Some("p@ss")).unwrap();
        get(&url, token, POLITENESS).unwrap();
        let head = server.join().unwrap();
        let lines = head.lines().filter_map(|line| line.split_once(": "));
        lines
            .filter(|(name, _)| name.eq_ignore_ascii_case("authorization"))
            .map(|(_, value)| value.to_owned())
            .collect()
    };
    let found: Vec<String> = authorization(Token::new("hf_secret"));
    assert_eq!(found, ["Bearer hf_secret"]);
    let found: Vec<String> = authorization(None);
    assert_eq!(found, ["Basic bWU6cEBzcw=="]);
}

#[test]
fn a_closed_port_is_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
    drop(listener);
    let found = trouble(get(&url, None, POLITENESS));
    assert!(matches!(&found, Trouble::Unreachable(why) if why.starts_with("Connection refused")), "{found:?}");
}

#[test]
fn an_ipv6_address_is_reached() {
    let Ok(listener) = TcpListener::bind("[::1]:0") else {
        return requirement::skip("an_ipv6_address_is_reached", "IPv6 on the loopback interface", "REQUIRE_IPV6");
    };
    let (url, server) = serve_at(listener, send(whole("200 OK", b"six")));
    assert_eq!(get(&url, None, POLITENESS).unwrap().body, b"six");
    let head = server.join().unwrap().to_lowercase();
    let port = url.port().unwrap();
    assert!(head.contains(&format!("\r\nhost: [::1]:{port}\r\n")), "{head}");
}

/// Environment variable that is set in a child process to the URL it requests.
const ASKED: &str = "MODELPRESS_TEST_ASKS";

/// Runs the test with this name again with these variables, so that it requests `url`. Returns its output.
fn asked_with(test: &str, url: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(env::current_exe().unwrap());
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    command.args(["--exact", test, "--nocapture"]).env(ASKED, url).envs(variables.iter().copied());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The proxy is set by the environment of the process, so this test runs itself as a child process.
#[test]
#[expect(clippy::disallowed_methods, reason = "the client reads its proxy from the environment")]
fn a_proxy_of_the_environment_is_used() {
    if let Ok(url) = env::var(ASKED) {
        let found = match get(&Url::parse(&url).unwrap(), None, POLITENESS) {
            Ok(reply) => format!("body: {}", String::from_utf8(reply.body).unwrap()),
            Err(error) => format!("trouble: {:?}", trouble(Err(error))),
        };
        return writeln!(io::stdout(), "{found}").unwrap();
    }
    let asked =
        |url: &str, variables: &[(&str, &str)]| asked_with("a_proxy_of_the_environment_is_used", url, variables);
    let proxy = |name: &'static str| {
        let (mut proxy, server) = serve(send(whole("200 OK", b"by the proxy")));
        proxy.set_username("usr").unwrap();
        proxy.set_password(Some("p@ss")).unwrap();
        let found = asked("http://models.invalid/path", &[(name, proxy.as_str())]);
        assert!(found.contains("body: by the proxy"), "{name}: {found}");
        server.join().unwrap()
    };
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY"] {
        let head = proxy(name);
        assert!(head.starts_with("GET http://models.invalid/path HTTP/1.1\r\n"), "{name}: {head}");
        assert!(head.to_lowercase().contains("\r\nproxy-authorization: basic dxnyonbac3m=\r\n"), "{name}: {head}");
    }
    // Nothing listens at the proxy's address. Only a host excluded from the proxy is reachable.
    let nobody = ("HTTP_PROXY", "http://127.0.0.1:1");
    let (url, server) = serve(send(whole("200 OK", b"directly")));
    let found = asked(url.as_str(), &[nobody, ("NO_PROXY", "localhost,127.0.0.1")]);
    assert!(found.contains("body: directly"), "{found}");
    assert!(server.join().unwrap().starts_with("GET /path HTTP/1.1\r\n"));
    let found = asked("http://models.invalid/", &[nobody, ("NO_PROXY", "127.0.0.1")]);
    assert!(found.contains("trouble: Unreachable(\"Connection refused"), "{found}");
}
