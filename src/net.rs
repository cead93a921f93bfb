//! The network: one HTTP client that waits its turn, tries again within limits, and keeps a secret; and the only
//! threads outside the pipeline.
//!
//! What is asked for, and what an answer means, is not known here.

// In reading order.
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
