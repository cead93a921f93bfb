//! Numbered points after disk writes at which a test can kill the process.

/// Environment variable with the number of the point at which to end the process.
pub const KILL_AT: &str = "MODELPRESS_KILL_AT";

/// Aborts the process without cleanup, like a kill, if this is the point with the number in [`KILL_AT`]. Points are
/// counted from 1 across all threads. Does nothing in a release build.
pub fn kill_point() {
    #[cfg(debug_assertions)]
    counted::pass();
}

#[cfg(debug_assertions)]
mod counted {
    use super::KILL_AT;
    use std::sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    };

    #[expect(clippy::disallowed_methods, reason = "a test tells a process when to end, whatever command it runs")]
    static LAST: LazyLock<Option<u64>> = LazyLock::new(|| std::env::var(KILL_AT).ok()?.parse().ok());
    static PASSED: AtomicU64 = AtomicU64::new(0);

    pub(super) fn pass() {
        if *LAST == Some(PASSED.fetch_add(1, Ordering::Relaxed) + 1) {
            std::process::abort();
        }
    }
}
