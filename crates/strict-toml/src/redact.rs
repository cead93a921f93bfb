//! Removes user names and passwords from URLs in messages.

use std::borrow::Cow;

/// Redacts a text that was meant as a URL, for a message: `https://user:password@host/a` becomes `https://…@host/a`.
///
/// The text need not be a valid URL. Everything up to the last `@` is hidden, since a password that is not encoded may
/// contain slashes.
#[must_use]
pub fn without_user_info(text: &str) -> Cow<'_, str> {
    let Some((user_info, rest)) = text.rsplit_once('@') else { return text.into() };
    let scheme = user_info.split_once("://").map(|(scheme, _)| scheme);
    // The text before `://` is a scheme only if it is alphanumeric.
    let scheme = scheme.filter(|scheme| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    scheme.map_or_else(|| format!("…@{rest}"), |scheme| format!("{scheme}://…@{rest}")).into()
}

/// Replaces user name and password by `…` in every URL of a message.
#[must_use]
pub fn cover_user_info(text: &str) -> Cow<'_, str> {
    const SEPARATOR: &str = "://";
    if !text.contains(SEPARATOR) {
        return text.into();
    }
    let mut parts = text.split(SEPARATOR);
    let mut covered = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        covered.push_str(SEPARATOR);
        let end = part.find(|c: char| c.is_whitespace() || "/?#\"'`<>()".contains(c)).unwrap_or(part.len());
        match part[..end].rfind('@') {
            Some(at) => covered.extend(["…", &part[at..]]),
            None => covered.push_str(part),
        }
    }
    covered.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_is_shown_in_a_message() {
        for (text, shown) in [
            ("nothing", "nothing"),
            (
                "error for url (http://usr:hunter2@127.0.0.1:9/a@b), twice: https://a@h",
                "error for url \
              (http://…@127.0.0.1:9/a@b), twice: https://…@h",
            ),
            ("https://hub.example/a@b", "https://hub.example/a@b"),
        ] {
            assert_eq!(cover_user_info(text), shown);
        }
    }

    #[test]
    fn no_password_is_shown() {
        for (text, shown) in [
            ("https://hub.example/a", "https://hub.example/a"),
            ("https://user:hunter2@hub.example/a", "https://…@hub.example/a"),
            ("https://user:hun/ter@2@hub.example", "https://…@hub.example"),
            ("https://hunter2@hub.example:x", "https://…@hub.example:x"),
            ("user:hunter2@hub.example", "…@hub.example"),
            ("user:hunter2://@hub.example", "…@hub.example"),
            ("hub.example", "hub.example"),
        ] {
            assert_eq!(without_user_info(text), shown);
        }
    }
}
