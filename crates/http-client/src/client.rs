//! `Client`: sends requests to one server within its rate limit, with retries and size limits.

use crate::{
    clock::Clock,
    error::{Error, Trouble, shown},
    rate_limit::{Budget, retry_after},
    reply::{Rejection, Reply},
    request::Request,
    token::Token,
    transport::Transport,
};
use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};
use url::Url;

/// Limits of a client: retries, timeouts, request rate and response size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Politeness {
    /// How often a failed request is retried.
    pub retries: u32,
    /// Timeout of one whole response.
    pub timeout: Duration,
    /// Minimum time between the starts of two requests.
    pub min_delay: Duration,
    /// Number of requests to leave unused in the server's rate limit window.
    pub spare_requests: u64,
    /// Longest wait the server may ask for.
    pub max_wait: Duration,
    /// Number of concurrent requests.
    pub connections: usize,
    /// Largest response body in bytes.
    pub max_body: u64,
}

/// An event between a request and its response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A request failed and will be retried.
    Again {
        /// The reason.
        trouble: Trouble,
        /// Time until the next attempt.
        wait: Duration,
        /// Attempts so far.
        attempts: u32,
        /// Maximum number of attempts.
        most: u32,
    },
    /// The rate limit window is used up; time until the next one.
    Window(Duration),
    /// The server rejected the token. The request is sent again without it.
    TokenRefused,
}

/// Statistics of the requests so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spent {
    /// Requests sent.
    pub requests: u64,
    /// Retried requests among them.
    pub retries: u64,
    /// Time spent waiting for rate limit windows and before retries.
    pub waited: Duration,
    /// Bytes of response bodies after decompression.
    pub bytes: u64,
    /// The remaining rate limit, as last reported by the server. `None` if it never reported one.
    pub budget: Option<Budget>,
}

/// After this many rejections in a row, the token is no longer sent.
const MOST_REFUSALS: u32 = 3;

/// Attempts to reach a server that has never responded.
const FIRST_ATTEMPTS: u32 = 3;

/// Longest wait before a retry if the server did not name one.
const MAX_BACKOFF: Duration = Duration::from_secs(30);

/// A client for one server. It has no `Debug`, because it holds the token.
pub struct Client<'a> {
    transport: Transport,
    /// The only origin that gets the token.
    home: url::Origin,
    token: Option<Token>,
    /// Whether the server requires the token, so that a retry without it is pointless.
    needs_token: bool,
    /// Other secrets that no message may repeat.
    secrets: Vec<Token>,
    politeness: Politeness,
    clock: Clock,
    watch: &'a (dyn Fn(Event) + Sync),
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// No request starts before this time.
    not_before: Duration,
    /// Requests left, and when the window ends.
    window: Option<(u64, Duration)>,
    /// Number of rejections of the token since it was last accepted.
    refusals: u32,
    /// Whether the server has responded before.
    has_answered: bool,
    spent: Spent,
}

impl<'a> Client<'a> {
    /// Creates a client for the server at `endpoint`, the only one that gets the token.
    #[must_use]
    pub fn new(
        endpoint: &Url,
        token: Option<Token>,
        user_agent: &str,
        politeness: Politeness,
        clock: Clock,
        watch: &'a (dyn Fn(Event) + Sync),
    ) -> Self {
        Self {
            transport: Transport::new(user_agent, politeness.timeout, politeness.max_body),
            home: endpoint.origin(),
            token,
            needs_token: false,
            secrets: Vec::new(),
            politeness,
            clock,
            watch,
            state: Mutex::default(),
        }
    }

    /// For a server that requires the token: a 401 or 403 is returned instead of retried without the token.
    #[must_use]
    pub fn needing_token(self) -> Self {
        Self { needs_token: true, ..self }
    }

    /// Also redacts another secret that requests carry.
    #[must_use]
    pub fn covering(mut self, secret: Token) -> Self {
        self.secrets.push(secret);
        self
    }

    /// The clock of this client.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The limits of this client.
    #[must_use]
    pub fn politeness(&self) -> &Politeness {
        &self.politeness
    }

    /// Statistics of the requests so far.
    #[must_use]
    pub fn spent(&self) -> Spent {
        self.with(|state| state.spent)
    }

    /// Sends a GET request; see [`Client::ask`].
    pub fn get<T>(
        &self,
        url: Url,
        change: impl FnMut(&Trouble, &mut Url),
        accept: impl FnMut(Reply) -> Result<T, Rejection>,
    ) -> Result<T, Error> {
        self.ask(Request::get(url), change, accept)
    }

    /// Sends a request until there is a response of any status; see [`Client::ask`].
    pub fn answer(&self, request: Request<'_>) -> Result<Reply, Error> {
        self.ask(request, |_, _| {}, Ok)
    }

    /// Sends a request until `accept` takes the response. Retries statuses that ask for it, broken connections and what
    /// `accept` rejects with [`Rejection::Again`], within the limits; `change` may alter the request before a retry.
    /// `accept` judges every other status, including redirects.
    pub fn ask<T>(
        &self,
        mut request: Request<'_>,
        mut change: impl FnMut(&Trouble, &mut Url),
        mut accept: impl FnMut(Reply) -> Result<T, Rejection>,
    ) -> Result<T, Error> {
        let mut with_token =
            self.token.is_some() && !request.is_anonymous && self.with(|state| state.refusals < MOST_REFUSALS);
        let mut attempts = 0;
        loop {
            self.wait_turn(&request.url, attempts > 0)?;
            attempts += 1;
            let (trouble, asked) = match self.send(&request, with_token) {
                // A token with few permissions may see less than an anonymous client.
                Ok((reply, _))
                    if with_token && !self.needs_token && matches!(reply.status, 401 | 403) && !reply.is_disabled() =>
                {
                    with_token = false;
                    attempts -= 1;
                    self.note_refusal();
                    continue;
                }
                Ok((reply, asked)) => match retry_status(&reply) {
                    Some(trouble) => (trouble, asked),
                    None => match accept(reply) {
                        Ok(accepted) => return Ok(accepted),
                        Err(Rejection::Final(error)) => return Err(error),
                        Err(Rejection::Again(reason)) => (Trouble::Unusable(reason), None),
                    },
                },
                Err(trouble) => (trouble, None),
            };
            let trouble = self.covered(trouble);
            let most = self.most_attempts(&trouble);
            if attempts >= most {
                return Err(Error::GaveUp { url: shown(&request.url), attempts, source: trouble });
            }
            self.wait_after(&request.url, &trouble, asked, (attempts, most))?;
            change(&trouble, &mut request.url);
        }
    }

    /// Sends one request and reads the whole response; also returns how long the server asks to wait.
    fn send(&self, request: &Request<'_>, with_token: bool) -> Result<(Reply, Option<Duration>), Trouble> {
        let url = &request.url;
        let token = self.token.as_ref().filter(|_| with_token && url.origin() == self.home);
        let answer = self.transport.send(request, token.map(Token::authorization))?;
        let covered = |text: &str| self.token.as_ref().map_or_else(|| text.to_owned(), |token| token.redact(text));
        let mut reply = Reply::new(url, &answer, token.is_some(), covered);
        let budget = answer.header("ratelimit").and_then(Budget::parse);
        let retry = answer.header("retry-after").and_then(|text| retry_after(text, (self.clock.now)()));
        self.note(budget, answer.body.len() as u64);
        if reply.is_authorized && reply.status < 400 {
            self.with(|state| state.refusals = 0);
        }
        answer.end?;
        reply.body = match &self.token {
            Some(token) => token.redact_bytes(answer.body),
            None => answer.body,
        };
        // If the window is used up, its end is more exact than `Retry-After`.
        let window = budget.filter(|budget| budget.remaining == 0).map(|budget| budget.reset + Duration::from_secs(1));
        Ok((reply, window.or(retry)))
    }

    fn note_refusal(&self) {
        let refusals = self.with(|state| {
            state.refusals += 1;
            state.refusals
        });
        if refusals == 1 {
            (self.watch)(Event::TokenRefused);
        }
    }

    fn note(&self, budget: Option<Budget>, bytes: u64) {
        let now = (self.clock.elapsed)();
        self.with(|state| {
            state.has_answered = true;
            state.spent.bytes += bytes;
            if let Some(budget) = budget {
                state.spent.budget = Some(budget);
                state.window = Some((budget.remaining, now + budget.reset + Duration::from_secs(1)));
            }
        });
    }

    /// Waits until the next request may start.
    fn wait_turn(&self, url: &Url, is_again: bool) -> Result<(), Error> {
        loop {
            let now = (self.clock.elapsed)();
            let (until, is_window) = self.with(|state| {
                if state.window.is_some_and(|(_, reset)| reset <= now) {
                    state.window = None;
                }
                let spare = self.politeness.spare_requests;
                let window = state.window.filter(|(remaining, _)| *remaining <= spare).map(|(_, reset)| reset);
                let until = state.not_before.max(window.unwrap_or_default());
                if until <= now {
                    state.not_before = now + self.politeness.min_delay;
                    state.spent.requests += 1;
                    state.spent.retries += u64::from(is_again);
                    if let Some((remaining, _)) = &mut state.window {
                        *remaining = remaining.saturating_sub(1);
                    }
                }
                (until, window.is_some())
            });
            if until <= now {
                return Ok(());
            }
            let wait = until.saturating_sub(now);
            if is_window {
                self.check_wait(url, wait)?;
                (self.watch)(Event::Window(wait));
            }
            self.pause(wait);
        }
    }

    /// Waits before a retry: as long as the server asks, otherwise twice as long each time, with some randomness.
    fn wait_after(
        &self,
        url: &Url,
        trouble: &Trouble,
        asked: Option<Duration>,
        (attempts, most): (u32, u32),
    ) -> Result<(), Error> {
        let is_limit = matches!(trouble, Trouble::Status { status: 429, .. });
        let is_asked = is_limit || matches!(trouble, Trouble::Status { status: 503, .. });
        let wait = asked.filter(|_| is_asked).unwrap_or_else(|| {
            let doubled = Duration::from_secs(1 << attempts.saturating_sub(1).min(10));
            doubled.min(MAX_BACKOFF).mul_f64(0.5 + (self.clock.chance)().clamp(0.0, 1.0) / 2.0)
        });
        self.check_wait(url, wait)?;
        (self.watch)(Event::Again { trouble: trouble.clone(), wait, attempts, most });
        if is_limit {
            // The limit applies to all threads.
            let until = (self.clock.elapsed)() + wait;
            self.with(|state| state.not_before = state.not_before.max(until));
        } else {
            self.pause(wait);
        }
        Ok(())
    }

    fn check_wait(&self, url: &Url, wait: Duration) -> Result<(), Error> {
        if wait <= self.politeness.max_wait { Ok(()) } else { Err(Error::TooLongToWait { url: shown(url), wait }) }
    }

    fn pause(&self, wait: Duration) {
        (self.clock.sleep)(wait);
        self.with(|state| state.spent.waited += wait);
    }

    /// Maximum number of attempts for a request. A server that has never responded is probably not reachable, so the
    /// user learns that within seconds. One that has responded before gets all retries.
    fn most_attempts(&self, trouble: &Trouble) -> u32 {
        let most = self.politeness.retries.saturating_add(1);
        let is_first = matches!(trouble, Trouble::Unreachable(_)) && !self.with(|state| state.has_answered);
        if is_first { most.min(FIRST_ATTEMPTS) } else { most }
    }

    /// Redacts secrets from a message of the server, which might repeat the token.
    fn covered(&self, trouble: Trouble) -> Trouble {
        match trouble {
            Trouble::Status { status, message } => Trouble::Status { status, message: self.redacted(message) },
            Trouble::Unusable(reason) => Trouble::Unusable(self.redacted(reason)),
            Trouble::Connection(reason) => Trouble::Connection(self.redacted(reason)),
            Trouble::Unreachable(reason) => Trouble::Unreachable(self.redacted(reason)),
            Trouble::Timeout(reason) => Trouble::Timeout(self.redacted(reason)),
            trouble @ (Trouble::CutOff | Trouble::TooLarge(_)) => trouble,
        }
    }

    /// Redacts secrets from a text of the server.
    #[must_use]
    pub fn redacted(&self, text: String) -> String {
        self.token.iter().chain(&self.secrets).fold(text, |text, secret| secret.redact(&text))
    }

    /// The error for a response that retrying does not change.
    #[must_use]
    pub fn refused(&self, reply: &Reply, reason: &str, hint: &'static str) -> Error {
        Error::Refused { url: shown(&reply.url), reason: self.redacted(reason.to_owned()), hint }
    }

    fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn retry_status(reply: &Reply) -> Option<Trouble> {
    if !matches!(reply.status, 408 | 429 | 500 | 502 | 503 | 504) {
        return None;
    }
    let message = reply.message();
    let message = if message.is_empty() { message } else { format!(": {message}") };
    Some(Trouble::Status { status: reply.status, message })
}
