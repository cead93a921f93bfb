//! `Stopwatch`: the clocks of a build. The caller passes them in; nothing below reads a clock itself, and only the
//! report depends on them.

use std::time::Duration;

/// Clocks that only go forward.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch {
    /// Time since an arbitrary moment of this process.
    pub wall: fn() -> Duration,
    /// CPU time of the calling thread; zero if the system does not report it.
    pub thread: fn() -> Duration,
    /// CPU time of the whole process; zero if the system does not report it.
    pub process: fn() -> Duration,
}

impl Stopwatch {
    /// Always zero, for builds without a report.
    pub const STOPPED: Self = Self { wall: || Duration::ZERO, thread: || Duration::ZERO, process: || Duration::ZERO };
}
