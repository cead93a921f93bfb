//! An HTTP client that obeys rate limits, retries within limits and keeps the token secret, and helpers to use it from
//! several threads. Callers decide what to request and how to interpret a response.

// In dependency order: a module only uses modules above it.
mod clock;
mod rate_limit;
mod token;
mod error;
mod request;
mod transport;
mod reply;
mod client;
mod concurrency;

pub use self::{
    client::{Client, Event, Politeness, Spent},
    clock::Clock,
    concurrency::{ahead, bounded},
    error::{Error, Trouble, shown},
    rate_limit::{Budget, http_date, retry_after},
    reply::{Rejection, Reply},
    request::{Method, Request},
    token::{Token, may_carry_secret},
};
