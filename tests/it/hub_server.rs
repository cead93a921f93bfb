//! The Hub in tests: a server on 127.0.0.1 that answers like the Hub (`docs/hub/api.md`, `docs/hub/rate-limits.md` and
//! the expectations of `huggingface_hub`): paging by `Link`, `expand`, `filter`, `sort`, `limit`, rate limits, errors.
//! It can also be told to misbehave.

mod catalogue;
mod fault;
mod routes;

pub(crate) use catalogue::{Fate, Model, catalogue, date};
pub(crate) use fault::{Fault, by_chance};

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

/// A received request.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// Counted from 0.
    pub(crate) number: u64,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) authorization: Option<String>,
    pub(crate) user_agent: Option<String>,
    pub(crate) takes_gzip: bool,
}

impl Request {
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.query.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    pub(crate) fn limit(&self) -> u64 {
        self.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(1_000)
    }

    pub(crate) fn is_list(&self) -> bool {
        self.path == "/api/models"
    }
}

/// A rate limit: the number of requests per window, and the window's length in seconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quota {
    pub(crate) requests: u64,
    pub(crate) seconds: u64,
}

type Plan = Box<dyn Fn(&Request) -> Option<Fault> + Send + Sync>;
type Change = Box<dyn Fn(&Request, &mut Vec<Model>) + Send + Sync>;

/// The state of the server. Tests change it between requests.
pub(crate) struct State {
    models: RwLock<Vec<Model>>,
    /// The order of the models by query, valid as long as the models do not change.
    orders: Mutex<BTreeMap<String, Arc<Vec<u32>>>>,
    pub(crate) requests: Mutex<Vec<Request>>,
    plan: Mutex<Option<Plan>>,
    change: Mutex<Option<Change>>,
    quota: Mutex<Option<Quota>>,
    /// Seconds, for the windows of the rate limit. The client's sleep advances them.
    seconds: AtomicU64,
    used: Mutex<(u64, u64)>,
    is_over: AtomicBool,
    /// The server's own address, for links.
    pub(crate) host: Mutex<String>,
    /// The target of links and redirects to another host.
    elsewhere: Mutex<String>,
    pub(crate) token: Mutex<Option<String>>,
    /// The value of the `Date` header.
    pub(crate) date: Mutex<String>,
}

/// A Hub that runs until it is dropped.
pub(crate) struct HubServer {
    pub(crate) state: Arc<State>,
    address: SocketAddr,
}

impl HubServer {
    pub(crate) fn new(models: Vec<Model>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(State {
            models: RwLock::new(models),
            orders: Mutex::default(),
            requests: Mutex::default(),
            plan: Mutex::default(),
            change: Mutex::default(),
            quota: Mutex::default(),
            seconds: AtomicU64::new(0),
            used: Mutex::default(),
            is_over: AtomicBool::new(false),
            host: Mutex::new(format!("http://{address}")),
            elsewhere: Mutex::new("http://127.0.0.2:1".to_owned()),
            token: Mutex::default(),
            date: Mutex::new("Wed, 01 Jul 2026 12:00:00 GMT".to_owned()),
        });
        let shared = state.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                if shared.is_over.load(Ordering::Relaxed) {
                    break;
                }
                let (Ok(stream), state) = (stream, shared.clone()) else { continue };
                thread::spawn(move || serve(&state, &stream));
            }
        });
        Self { state, address }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Sets the faults from now on.
    pub(crate) fn plan(&self, plan: impl Fn(&Request) -> Option<Fault> + Send + Sync + 'static) {
        *lock(&self.state.plan) = Some(Box::new(plan));
    }

    pub(crate) fn no_faults(&self) {
        *lock(&self.state.plan) = None;
    }

    /// Sets how the models change before each answer from now on.
    pub(crate) fn before_each(&self, change: impl Fn(&Request, &mut Vec<Model>) + Send + Sync + 'static) {
        *lock(&self.state.change) = Some(Box::new(change));
    }

    pub(crate) fn change(&self, change: impl FnOnce(&mut Vec<Model>)) {
        change(&mut self.state.models.write().unwrap());
        lock(&self.state.orders).clear();
    }

    pub(crate) fn quota(&self, quota: Quota) {
        *lock(&self.state.quota) = Some(quota);
    }

    /// Sets the target of links and redirects to another host.
    pub(crate) fn elsewhere(&self, url: &str) {
        url.clone_into(&mut lock(&self.state.elsewhere));
    }

    /// Advances the time.
    pub(crate) fn pass(&self, time: Duration) {
        self.state.pass(time);
    }

    /// The requests since the last call.
    pub(crate) fn requests(&self) -> Vec<Request> {
        std::mem::take(&mut lock(&self.state.requests))
    }
}

impl Drop for HubServer {
    fn drop(&mut self) {
        self.state.is_over.store(true, Ordering::Relaxed);
        // The listener checks the flag when a connection arrives.
        drop(TcpStream::connect(self.address));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Answers the requests of one connection.
fn serve(state: &State, stream: &TcpStream) {
    let _ = stream.set_nodelay(true);
    let mut reader = BufReader::new(stream);
    while let Some(request) = read_request(state, &mut reader) {
        let answer = routes::answer(state, &request);
        let fault = lock(&state.plan).as_ref().and_then(|plan| plan(&request));
        lock(&state.requests).push(request.clone());
        if fault::send(state, stream, &request, answer, fault).is_none() {
            break;
        }
    }
}

fn read_request(state: &State, reader: &mut BufReader<&TcpStream>) -> Option<Request> {
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let target = line.split(' ').nth(1)?.to_owned();
    let (mut authorization, mut user_agent, mut takes_gzip) = (None, None, false);
    loop {
        line.clear();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "authorization" => authorization = Some(value.trim().to_owned()),
            "accept-encoding" => takes_gzip = value.contains("gzip"),
            "user-agent" => user_agent = Some(value.trim().to_owned()),
            _ => {}
        }
    }
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let query = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let number = state.next_number();
    Some(Request { number, path: path.to_owned(), query, authorization, user_agent, takes_gzip })
}

impl State {
    /// Advances the time.
    pub(crate) fn pass(&self, time: Duration) {
        self.seconds.fetch_add(time.as_secs(), Ordering::Relaxed);
    }

    fn next_number(&self) -> u64 {
        let mut used = lock(&self.used);
        used.1 += 1;
        used.1 - 1
    }

    /// The remaining requests and seconds after this request. `None` without a rate limit.
    fn spend(&self) -> Option<(Result<u64, ()>, u64, Quota)> {
        let quota = (*lock(&self.quota))?;
        let now = self.seconds.load(Ordering::Relaxed);
        let mut used = lock(&self.used);
        let window = now / quota.seconds;
        // The window's number in the upper half, its used requests in the lower half.
        let (of, count) = (used.0 >> 32, used.0 & 0xffff_ffff);
        let count = if of == window { count } else { 0 };
        let left = if count < quota.requests { Ok(quota.requests - count - 1) } else { Err(()) };
        used.0 = (window << 32) | (count + 1).min(quota.requests);
        Some((left, quota.seconds - now % quota.seconds, quota))
    }
}

/// Writes a complete answer.
fn write(mut stream: &TcpStream, head: &str, body: &[u8]) -> Option<()> {
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body).ok()
}
