//! `Token`: a secret that is sent to one host and shown nowhere.

/// A token of the Hub. It has neither `Debug` nor `Display`, so that no message can hold it by mistake.
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
    fn what_a_server_repeats_is_covered() {
        let token = Token::new("hf_abc").unwrap();
        assert_eq!(token.redact("bad token hf_abc!"), "bad token ***!");
    }
}
