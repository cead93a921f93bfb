//! The environment of a deploy: credentials of stores, and the owner of the lock.

use super::super::environment::{variable, variables as variables_of};
use publish::deploy::Variables;

/// Every variable that stores read, under the names that their own tools use.
pub(super) fn variables() -> Variables {
    // Values that are not text cannot be credentials.
    Variables(variables_of(&["AWS_", "GOOGLE_", "AZURE_"]).into_iter().collect())
}

/// User, machine and process, as far as known.
pub(super) fn who() -> String {
    let user = variable("USER").or_else(|| variable("USERNAME")).unwrap_or_else(|| "unknown user".to_owned());
    let kernel = || std::fs::read_to_string("/proc/sys/kernel/hostname").ok().map(|name| name.trim().to_owned());
    let machine = variable("HOSTNAME").or_else(kernel).or_else(|| variable("COMPUTERNAME"));
    format!("{user} on {}, process {}", machine.unwrap_or_else(|| "unknown machine".to_owned()), std::process::id())
}
