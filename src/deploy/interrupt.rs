//! Signals that ask the process to end. While a deploy holds the lock of a store they are noted, so that it can let go
//! of it first: an object stays where its maker just ends.

use futures_util::future::{Either, select};
use signal_hook::{
    consts::{SIGINT, SIGTERM},
    flag,
};
use std::{
    fmt, io,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

/// How often to see whether a signal has come.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// What asked the process to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Somebody at the terminal, by Ctrl-C.
    Interrupt,
    /// The system, or whoever runs the job.
    Terminate,
}

impl Signal {
    const ALL: [(Self, i32); 2] = [(Self::Interrupt, SIGINT), (Self::Terminate, SIGTERM)];
}

impl fmt::Display for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Interrupt => "SIGINT",
            Self::Terminate => "SIGTERM",
        })
    }
}

/// As long as it lives, the first signal is noted and does nothing else. One that comes when that has been seen, or
/// when this is gone, ends the process as it would have without all this.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// Which has come, by its place from 1.
    came: Arc<AtomicUsize>,
    ends: Arc<AtomicBool>,
}

impl Held {
    pub(super) fn new() -> Result<Self, io::Error> {
        let held = Self::default();
        for (place, (_, number)) in (1..).zip(Signal::ALL) {
            flag::register_conditional_default(number, Arc::clone(&held.ends))?;
            flag::register_usize(number, Arc::clone(&held.came), place)?;
        }
        Ok(held)
    }

    /// Waits for a signal. What ends the process twice within a moment, as some do that pass a signal on, ends it once.
    pub(super) async fn signal(&self) -> Signal {
        loop {
            if let Some(place) = self.came.load(Ordering::SeqCst).checked_sub(1) {
                self.ends.store(true, Ordering::SeqCst);
                return Signal::ALL[place].0;
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// Does something that must not be cut in two by the first signal.
    pub(super) async fn whole<T>(&self, work: impl Future<Output = T>) -> T {
        match select(pin!(work), pin!(self.signal())).await {
            Either::Left((done, _)) => done,
            Either::Right((_, work)) => work.await,
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
    }
}
