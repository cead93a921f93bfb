//! What the environment says of the Hub, as `huggingface_hub` reads it.

use crate::{config::SiteConfig, net::Token};
use std::path::PathBuf;
use url::{Host, Url};

#[expect(clippy::disallowed_methods, reason = "the cli reads the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// `HF_ENDPOINT`.
pub(super) fn endpoint() -> Option<String> {
    variable("HF_ENDPOINT")
}

/// `HF_TOKEN`, then `HUGGING_FACE_HUB_TOKEN`, then the file that `hf auth login` writes; none at all where
/// `HF_HUB_DISABLE_IMPLICIT_TOKEN` is set (`huggingface_hub`: `utils/_auth.py`, `constants.py`).
pub(super) fn token() -> Option<Token> {
    let is_on = |value: String| matches!(value.to_ascii_uppercase().as_str(), "1" | "ON" | "YES" | "TRUE");
    if variable("HF_HUB_DISABLE_IMPLICIT_TOKEN").is_some_and(is_on) {
        return None;
    }
    let named = variable("HF_TOKEN").or_else(|| variable("HUGGING_FACE_HUB_TOKEN"));
    let text = named.or_else(|| std::fs::read_to_string(token_file()?).ok())?;
    Token::new(&text)
}

fn token_file() -> Option<PathBuf> {
    if let Some(path) = variable("HF_TOKEN_PATH") {
        return Some(path.into());
    }
    let home = variable("HF_HOME").map(PathBuf::from).or_else(|| {
        let cache = variable("XDG_CACHE_HOME").map(PathBuf::from);
        cache.or_else(|| Some(PathBuf::from(variable("HOME")?).join(".cache"))).map(|cache| cache.join("huggingface"))
    });
    Some(home?.join("token"))
}

/// Whether a token can go there unread by others: over https, or inside this machine.
pub(super) fn may_carry_token(endpoint: &str) -> bool {
    let Ok(url) = Url::parse(endpoint) else { return false };
    let is_local = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.scheme() == "https" || is_local
}

/// What servers are told of who asks: the program, and the site that it is for, where that is set.
pub(super) fn user_agent(base_url: &str) -> String {
    let program = concat!("modelpress/", env!("CARGO_PKG_VERSION"));
    if base_url == SiteConfig::default().site.base_url { program.to_owned() } else { format!("{program}; +{base_url}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_goes_where_nobody_reads_it() {
        for (endpoint, may) in [
            ("https://huggingface.co", true),
            ("http://127.0.0.1:8080", true),
            ("http://[::1]:8080", true),
            ("http://localhost", true),
            ("http://huggingface.co", false),
            ("http://localhost.example.org", false),
        ] {
            assert_eq!(may_carry_token(endpoint), may, "{endpoint}");
        }
    }
}
