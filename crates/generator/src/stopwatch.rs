//! `Stopwatch`: time as a build may know it. Who starts a build hands in the clocks; nothing below reads one,
//! and no time but a report's depends on them.

use std::time::Duration;

/// Clocks that only go forward.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch {
    /// Time since some moment of this process.
    pub wall: fn() -> Duration,
    /// Processor time of the calling thread; zero where the system does not tell.
    pub thread: fn() -> Duration,
    /// Processor time of the whole process; zero where the system does not tell.
    pub process: fn() -> Duration,
}

impl Stopwatch {
    /// Stands still: for builds whose report nobody reads.
    pub const STOPPED: Self = Self { wall: || Duration::ZERO, thread: || Duration::ZERO, process: || Duration::ZERO };
}
