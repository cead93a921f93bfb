//! Integration tests for interpreting records and judging workers, in one binary so that it is linked only once.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod hard_files;
mod hard_kinds;
mod inheritance;
mod numbers;
mod records;
mod rules;
mod sentences;
mod verdicts;
