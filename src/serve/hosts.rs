//! `Hosts`: the host names that a preview answers.
//!
//! Any website can point a name of its own at this machine (DNS rebinding) and then read the preview as if it were its
//! own. Such requests have that name in `Host`. Therefore only names that cannot be pointed anywhere are answered: IP
//! addresses, `localhost`, and names that the user allows.

use std::net::IpAddr;

/// Allowed names in addition to IP addresses and `localhost`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hosts(Vec<String>);

impl Hosts {
    /// Allows these names; case does not matter.
    #[must_use]
    pub fn new(names: &[String]) -> Self {
        Self(names.iter().map(|name| name.trim_end_matches('.').to_ascii_lowercase()).collect())
    }

    /// Whether a `Host` header, with or without a port, is answered.
    #[must_use]
    pub fn allows(&self, header: &str) -> bool {
        let name = without_port(header).trim_end_matches('.').to_ascii_lowercase();
        let address = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(&name);
        address.parse::<IpAddr>().is_ok()
            || name == "localhost"
            || name.ends_with(".localhost")
            || self.0.contains(&name)
    }
}

fn without_port(header: &str) -> &str {
    match header.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => header,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_anybody_can_point_here_are_not_answered() {
        let hosts = Hosts::new(&["My-Machine.local".to_owned()]);
        for header in [
            "127.0.0.1:4000",
            "127.0.0.1",
            "192.168.1.7:80",
            "[::1]:4000",
            "[::1]",
            "localhost:4000",
            "LOCALHOST",
            "site.localhost:4000",
            "my-machine.local:4000",
            "my-machine.local.",
        ] {
            assert!(hosts.allows(header), "{header}");
        }
        for header in [
            "evil.example",
            "evil.example:4000",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "",
            ":4000",
            "::x",
        ] {
            assert!(!hosts.allows(header), "{header}");
        }
        assert!(!Hosts::default().allows("my-machine.local"));
    }
}
