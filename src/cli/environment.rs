//! Environment variables. Only this module reads them.

use site::address::EXAMPLE_BASE_URL;
use std::{collections::BTreeMap, path::PathBuf};

/// A variable that is set and not empty.
#[expect(clippy::disallowed_methods, reason = "the cli reads the environment")]
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// All variables with one of these prefixes that are set to non-empty text.
pub(super) fn variables(prefixes: &[&str]) -> BTreeMap<String, String> {
    let all =
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let is_asked = |name: &str| prefixes.iter().any(|prefix| name.starts_with(prefix));
    all.filter(|(name, value)| is_asked(name) && !value.trim().is_empty()).collect()
}

/// The home folder of the user; `None` if there is none.
pub(super) fn home_folder() -> Option<PathBuf> {
    std::env::home_dir()
}

/// The user agent: the program, and the URL of the site if it is set.
pub(super) fn user_agent(base_url: &str) -> String {
    let program = concat!("modelpress/", env!("CARGO_PKG_VERSION"));
    if base_url == EXAMPLE_BASE_URL { program.to_owned() } else { format!("{program}; +{base_url}") }
}
