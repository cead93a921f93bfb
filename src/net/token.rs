//! `Token`: a secret that is sent to one host and shown nowhere.

use url::{Host, Url};

/// A token. It has neither `Debug` nor `Display`, so that no message can hold it by mistake.
#[derive(Clone)]
pub struct Token(Box<str>);

impl Token {
    /// Of a text; none where that is empty or cannot stand in a header.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        is_plain.then(|| Self(text.into()))
    }

    /// What stands in the `Authorization` header.
    pub(super) fn authorization(&self) -> String {
        format!("Bearer {}", self.0)
    }

    /// A text of the server, which might repeat what it was sent.
    pub(super) fn redact(&self, text: &str) -> String {
        text.replace(&*self.0, "***")
    }
}

/// Whether a secret can go to an address unread by others: over https, or inside this machine.
#[must_use]
pub fn may_carry_secret(url: &Url) -> bool {
    let is_local = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.scheme() == "https" || is_local
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_one_word() {
        assert!(Token::new(" hf_abc\n").is_some_and(|token| token.authorization() == "Bearer hf_abc"));
        for text in ["", "  ", "hf a", "hf\r\nX-Evil: 1", "hf_ü"] {
            assert!(Token::new(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn a_secret_goes_where_nobody_reads_it() {
        for (endpoint, may) in [
            ("https://huggingface.co", true),
            ("http://127.0.0.1:8080", true),
            ("http://[::1]:8080", true),
            ("http://localhost", true),
            ("http://huggingface.co", false),
            ("http://localhost.example.org", false),
        ] {
            assert_eq!(may_carry_secret(&Url::parse(endpoint).unwrap()), may, "{endpoint}");
        }
    }

    #[test]
    fn what_a_server_repeats_is_covered() {
        let token = Token::new("hf_abc").unwrap();
        assert_eq!(token.redact("bad token hf_abc!"), "bad token ***!");
    }
}
