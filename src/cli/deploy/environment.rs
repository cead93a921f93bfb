//! What the environment says to a deploy: how stores are reached, and who deploys.

use crate::deploy::Variables;

/// Every variable that stores read, by the names that their own tools use.
pub(super) fn variables() -> Variables {
    // Values that are no text are no keys of a store either.
    let all =
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let is_of_store = |name: &str| ["AWS_", "GOOGLE_", "AZURE_"].iter().any(|prefix| name.starts_with(prefix));
    Variables(all.filter(|(name, value)| is_of_store(name) && !value.trim().is_empty()).collect())
}

#[expect(clippy::disallowed_methods, reason = "the cli reads the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// User, machine and process, as far as they are known.
pub(super) fn who() -> String {
    let user = variable("USER").or_else(|| variable("USERNAME")).unwrap_or_else(|| "somebody".to_owned());
    let kernel = || std::fs::read_to_string("/proc/sys/kernel/hostname").ok().map(|name| name.trim().to_owned());
    let machine = variable("HOSTNAME").or_else(kernel).or_else(|| variable("COMPUTERNAME"));
    format!("{user} on {}, process {}", machine.unwrap_or_else(|| "some machine".to_owned()), std::process::id())
}
