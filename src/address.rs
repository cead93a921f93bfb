//! Addresses in messages: whoever stands in one with a password is not shown.

use std::borrow::Cow;

/// A text that was meant as an address, for a message: `https://user:password@host/a` becomes `https://…@host/a`.
///
/// It need not be one that can be read. Everything up to the last `@` is covered, whatever stands in between: a
/// password that was not encoded may hold slashes.
#[must_use]
pub fn without_user_info(text: &str) -> Cow<'_, str> {
    let Some((user_info, rest)) = text.rsplit_once('@') else { return text.into() };
    let scheme = user_info.split_once("://").map(|(scheme, _)| scheme);
    // What stands before `://` is a scheme only where it is a word.
    let scheme = scheme.filter(|scheme| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    scheme.map_or_else(|| format!("…@{rest}"), |scheme| format!("{scheme}://…@{rest}")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

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
