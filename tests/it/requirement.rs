//! Tests that need more than Rust print what is missing and stop. `REQUIRE_ALL=1` (`REQUIRE_SHARED=1` for the shared
//! records, `REQUIRE_IPV6=1` for IPv6) turns such a skip into a failure.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Prints that a test was skipped, even if the test runner captures output.
#[expect(clippy::disallowed_methods, reason = "the switch of the test suite is an environment variable")]
pub(crate) fn skip(test: &str, needs: &str, switch: &str) {
    assert!(std::env::var(switch).as_deref() != Ok("1"), "{test} needs {needs}, and {switch}=1 allows no skipping");
    let _ = writeln!(std::io::stderr(), "skipped: {test} needs {needs}");
}

/// The folder of real Hub records next to the project, if it exists.
pub(crate) fn shared_data(test: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if folder.is_dir() {
        return Some(folder);
    }
    skip(test, "the shared records in ../shared/data", "REQUIRE_SHARED");
    None
}

/// Whether the tools in `tests/tools` that use a browser can run. Skips the test otherwise.
pub(crate) fn has_browser(test: &str) -> bool {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let has = |program: &str| Command::new(program).arg("--version").stdout(Stdio::null()).status().is_ok();
    let is_ready = root.join("tests/tools/node_modules/playwright-core").is_dir() && has("node") && has("chromium");
    if !is_ready {
        skip(test, "node, chromium and `npm ci --prefix tests/tools`", "REQUIRE_ALL");
    }
    is_ready
}
