//! Tests of the functions of the legacy SDK, in one binary so that it is linked once.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod cases;
mod documents;
mod legacy_bugs;
