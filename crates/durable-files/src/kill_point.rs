//! Numbered points after changes on disk at which a test kills the process.

/// The environment variable with the number of the point.
pub const KILL_AT: &str = "MODELPRESS_KILL_AT";

/// Ends the process without any cleanup, as a kill would, if this is the point whose number [`KILL_AT`] gives. Points
/// are counted from 1, over all threads. Does nothing in a release build.
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
