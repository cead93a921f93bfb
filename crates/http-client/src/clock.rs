//! Time and randomness for the network code. Tests pass their own, so that they never wait.

use jiff::Timestamp;
use std::{sync::Arc, time::Duration};

/// Sources of time and randomness, and the function that waits.
#[derive(Clone)]
pub struct Clock {
    /// The time of day.
    pub now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// Time since an arbitrary moment; never goes backwards.
    pub elapsed: Arc<dyn Fn() -> Duration + Send + Sync>,
    /// Blocks the thread for this duration.
    pub sleep: Arc<dyn Fn(Duration) + Send + Sync>,
    /// A random number from 0 to 1, so that clients do not retry in step.
    pub chance: Arc<dyn Fn() -> f64 + Send + Sync>,
}

impl Clock {
    /// A clock with these time sources, real waiting and real randomness.
    pub fn real(
        now: impl Fn() -> Timestamp + Send + Sync + 'static,
        elapsed: impl Fn() -> Duration + Send + Sync + 'static,
    ) -> Self {
        Self {
            now: Arc::new(now),
            elapsed: Arc::new(elapsed),
            sleep: Arc::new(std::thread::sleep),
            chance: Arc::new(fastrand::f64),
        }
    }
}
