//! The clocks passed to builds and fetches. Only this module reads a clock.

use generator::stopwatch::Stopwatch;
use http_client::Clock;
use jiff::Timestamp;
use std::{
    sync::LazyLock,
    time::{Duration, Instant, SystemTime},
};

/// The clocks of this process.
pub(super) const STOPWATCH: Stopwatch = Stopwatch { wall, thread, process };

#[expect(clippy::disallowed_methods, reason = "for reports; nothing that is built depends on it")]
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Time since the first call.
pub(super) fn wall() -> Duration {
    START.elapsed()
}

/// The current time, for the dates of fetched data and to recognize dates in the future.
#[expect(clippy::disallowed_methods, reason = "a fetch or a check happens at some time; a build does not ask")]
pub(super) fn now() -> Timestamp {
    let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let milliseconds = i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX);
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::MAX)
}

/// The clock for network code.
pub(super) fn network() -> Clock {
    Clock::real(now, wall)
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

/// Peak memory of this process. `None` if the system does not report it.
pub(super) fn peak_rss_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib.div_ceil(1024))
}
