//! One HTTP client that obeys rate limits, retries within limits and keeps the token secret, and the threads that use
//! it.
//!
//! What to request and what a response means is up to the caller.

// In reading order: a module uses only those above it.
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
