//! Finds keys and tokens that must not be published.

/// The form of a secret.
type Form = (&'static str, fn(u8) -> bool, usize, &'static str);

/// Prefix of a secret, the characters that follow, their minimum number, and a description.
const FORMS: [Form; 12] = [
    ("hf_", letter_or_digit, 30, "a Hugging Face token"),
    ("ghp_", letter_or_digit, 36, "a token of GitHub"),
    ("github_pat_", word, 40, "a token of GitHub"),
    ("glpat-", word, 20, "a token of GitLab"),
    ("AKIA", upper_or_digit, 16, "a key of AWS"),
    ("AIza", word, 35, "a key of Google"),
    ("ya29.", word, 40, "a token of Google"),
    ("xoxb-", word, 20, "a token of Slack"),
    ("xoxp-", word, 20, "a token of Slack"),
    ("sk-ant-", word, 30, "a key of Anthropic"),
    ("sk_live_", letter_or_digit, 20, "a key of Stripe"),
    ("npm_", letter_or_digit, 36, "an npm token"),
];

/// Text that identifies a secret on its own.
const MARKS: [(&str, &str); 3] = [
    ("-----BEGIN ", "a private key"),
    (".iam.gserviceaccount.com", "a service account address"),
    ("\"private_key_id\"", "a service account key"),
];

fn letter_or_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

fn upper_or_digit(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

fn word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// Whether a text could be random: digits and letters, at least eight different characters.
fn is_random(text: &[u8]) -> bool {
    let mut seen = [false; 256];
    for byte in text {
        seen[usize::from(*byte)] = true;
    }
    let has_digit = text.iter().any(u8::is_ascii_digit);
    let has_letter = text.iter().any(u8::is_ascii_alphabetic);
    has_digit && has_letter && seen.iter().filter(|seen| **seen).count() >= 8
}

/// The first secret in a text: byte offset and kind. The secret itself is not returned.
#[must_use]
pub(crate) fn find(text: &[u8]) -> Option<(usize, &'static str)> {
    for (begin, goes_on, length, what) in FORMS {
        for at in memchr::memmem::find_iter(text, begin) {
            let is_within = at > 0 && word(text[at - 1]);
            let rest = &text[at + begin.len()..];
            let end = rest.iter().position(|byte| !goes_on(*byte)).unwrap_or(rest.len());
            if !is_within && end >= length && is_random(&rest[..end]) {
                return Some((at, what));
            }
        }
    }
    for (mark, what) in MARKS {
        for at in memchr::memmem::find_iter(text, mark) {
            let rest = &text[at..text.len().min(at + 60)];
            if *mark != *"-----BEGIN " || memchr::memmem::find(rest, b"PRIVATE KEY-----").is_some() {
                return Some((at, what));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_found_and_names_are_not() {
        let token = format!("hf_{}", "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3f");
        for text in [
            format!("token: {token}."),
            "-----BEGIN RSA PRIVATE KEY-----".to_owned(),
            "a@b-c.iam.gserviceaccount.com".to_owned(),
            format!("AKIA{}", "IOSFODNN7EXAMPLE"),
        ] {
            assert!(find(text.as_bytes()).is_some(), "{text}");
        }
        for text in [
            "hf_transformers_compatible_weights_of_a_long_name",
            "-----BEGIN CERTIFICATE-----",
            "hf_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "a/hf_model",
        ] {
            assert!(find(text.as_bytes()).is_none(), "{text}");
        }
    }
}
