//! The clocks that a build is handed. The only place that reads one.

use crate::stopwatch::Stopwatch;
use std::{
    sync::LazyLock,
    time::{Duration, Instant},
};

/// Clocks of this process.
pub(super) const STOPWATCH: Stopwatch = Stopwatch { wall, thread, process };

#[expect(clippy::disallowed_methods, reason = "for reports; nothing that is built depends on it")]
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

fn wall() -> Duration {
    START.elapsed()
}

#[cfg(unix)]
fn cpu(clock: rustix::time::ClockId) -> Duration {
    let time = rustix::time::clock_gettime(clock);
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or_default())
}

#[cfg(unix)]
fn thread() -> Duration {
    cpu(rustix::time::ClockId::ThreadCPUTime)
}

#[cfg(unix)]
fn process() -> Duration {
    cpu(rustix::time::ClockId::ProcessCPUTime)
}

#[cfg(not(unix))]
fn thread() -> Duration {
    Duration::ZERO
}

#[cfg(not(unix))]
fn process() -> Duration {
    Duration::ZERO
}

/// Seconds since 1970, for what must not lie in the future.
#[expect(clippy::disallowed_methods, reason = "a check compares dates with today's; no build calls this")]
pub(super) fn now() -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(now.as_secs()).unwrap_or(i64::MAX)
}

/// Most memory that this process held so far; none where the system does not tell.
pub(super) fn peak_rss_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib.div_ceil(1024))
}
