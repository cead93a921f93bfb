//! What the environment says to a deploy: how stores are reached, and who deploys.

use super::super::environment::{variable, variables as variables_of};
use publish::deploy::Variables;

/// Every variable that stores read, by the names that their own tools use.
pub(super) fn variables() -> Variables {
    // Values that are no text are no keys of a store either.
    Variables(variables_of(&["AWS_", "GOOGLE_", "AZURE_"]).into_iter().collect())
}

/// User, machine and process, as far as they are known.
pub(super) fn who() -> String {
    let user = variable("USER").or_else(|| variable("USERNAME")).unwrap_or_else(|| "somebody".to_owned());
    let kernel = || std::fs::read_to_string("/proc/sys/kernel/hostname").ok().map(|name| name.trim().to_owned());
    let machine = variable("HOSTNAME").or_else(kernel).or_else(|| variable("COMPUTERNAME"));
    format!("{user} on {}, process {}", machine.unwrap_or_else(|| "some machine".to_owned()), std::process::id())
}
