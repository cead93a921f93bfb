//! Tests of what a record says, what worker takes it, and in which words. One program, so that it is linked once.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod hard_files;
mod hard_kinds;
mod inheritance;
mod numbers;
mod records;
mod rules;
mod sentences;
mod verdicts;
