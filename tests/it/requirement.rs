//! What some tests need beyond Rust, and what happens where it is missing: they say so and stop, and with
//! `REQUIRE_ALL=1` (or `REQUIRE_SHARED=1` for the shared records) that is a failure.

use std::{io::Write as _, path::PathBuf};

/// Says that a test was skipped, even where the test runner captures output.
#[expect(clippy::disallowed_methods, reason = "the switch of the test suite is an environment variable")]
pub(crate) fn skip(test: &str, needs: &str, switch: &str) {
    assert!(std::env::var(switch).as_deref() != Ok("1"), "{test} needs {needs}, and {switch}=1 allows no skipping");
    let _ = writeln!(std::io::stderr(), "skipped: {test} needs {needs}");
}

/// The folder of real Hub records beside the project, if it is there.
pub(crate) fn shared_data(test: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if folder.is_dir() {
        return Some(folder);
    }
    skip(test, "the shared records in ../shared/data", "REQUIRE_SHARED");
    None
}
