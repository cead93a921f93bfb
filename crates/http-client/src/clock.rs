//! Time and chance, as the network code is handed them: tests bring their own, so that none of them waits.

use jiff::Timestamp;
use std::{sync::Arc, time::Duration};

/// Clocks, and how to wait.
#[derive(Clone)]
pub struct Clock {
    /// The time of day.
    pub now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// Since some moment, never backwards.
    pub elapsed: Arc<dyn Fn() -> Duration + Send + Sync>,
    /// Waits.
    pub sleep: Arc<dyn Fn(Duration) + Send + Sync>,
    /// From 0 to 1, to keep clients from trying again in step.
    pub chance: Arc<dyn Fn() -> f64 + Send + Sync>,
}

impl Clock {
    /// Of these clocks, with real waiting and real chance.
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
