//! `Token`: a secret that is sent to one host and never shown.

use memchr::memmem;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeSet;
use url::{Host, Url, form_urlencoded};

/// Replacement for secrets in messages.
const COVER: &str = "***";

/// A token. It has neither `Debug` nor `Display`, so that it cannot end up in a message by mistake.
#[derive(Clone)]
pub struct Token(Box<str>);

impl Token {
    /// Creates a token. `None` if the text is empty or not allowed in a header.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        is_plain.then(|| Self(text.into()))
    }

    /// The value of the `Authorization` header.
    pub(crate) fn authorization(&self) -> String {
        format!("Bearer {}", self.0)
    }

    /// Replaces the token with `***` in a text of the server, including its JSON and URL encoded forms.
    pub(crate) fn redact(&self, text: &str) -> String {
        self.forms().iter().fold(text.to_owned(), |text, form| text.replace(form, COVER))
    }

    /// Like [`Token::redact`], for a body that may not be text.
    pub(crate) fn redact_bytes(&self, bytes: Vec<u8>) -> Vec<u8> {
        self.forms().iter().fold(bytes, |bytes, form| {
            let mut found = memmem::find_iter(&bytes, form).peekable();
            if found.peek().is_none() {
                drop(found);
                return bytes;
            }
            let (mut covered, mut from) = (Vec::with_capacity(bytes.len()), 0);
            for at in found {
                covered.extend_from_slice(&bytes[from..at]);
                covered.extend_from_slice(COVER.as_bytes());
                from = at + form.len();
            }
            covered.extend_from_slice(&bytes[from..]);
            covered
        })
    }

    /// The token as it appears in plain text, in a JSON string and in a URL.
    fn forms(&self) -> BTreeSet<String> {
        let json = serde_json::to_string(&self.0).unwrap_or_default();
        let url = utf8_percent_encode(&self.0, NON_ALPHANUMERIC).to_string();
        let query: String = form_urlencoded::byte_serialize(self.0.as_bytes()).collect();
        let json = json.strip_prefix('"').and_then(|json| json.strip_suffix('"')).unwrap_or_default();
        let slashes = json.replace('/', "\\/");
        let mut forms: BTreeSet<String> = [self.0.to_string(), json.to_owned(), slashes, url, query].into();
        forms.remove("");
        forms
    }
}

/// Whether a secret can be sent to a URL without others reading it: over https, or within this machine.
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
        let bytes = b"\xff hf_abc hf_abc,hf_ab".to_vec();
        assert_eq!(token.redact_bytes(bytes), b"\xff *** ***,hf_ab");
        // Some servers encode `_`, and all encode the other characters.
        let odd = Token::new("a\"b/c_d+").unwrap();
        for text in ["a\"b/c_d+", "a\\\"b/c_d+", "a\\\"b\\/c_d+", "a%22b%2Fc%5Fd%2B", "a%22b%2Fc_d%2B"] {
            assert_eq!(odd.redact(text), "***", "{text}");
        }
    }
}
