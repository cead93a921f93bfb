//! `old_slug`: the URLs of the legacy site.

/// The slug of a model on the legacy site. It is lossy: `a.b`, `a-b` and `a_b` have the same slug.
///
/// Lower case. Characters other than `a-z`, `0-9` and `/` become a dash, runs of dashes become one, and each slash
/// becomes two dashes. One dash at the start and one at the end are removed.
#[must_use]
pub fn old_slug(id: &str) -> String {
    let mut slug = String::with_capacity(id.len() + 1);
    let mut is_after_dash = false;
    for byte in id.bytes().map(|byte| byte.to_ascii_lowercase()) {
        match byte {
            b'/' => slug.push_str("--"),
            b'a'..=b'z' | b'0'..=b'9' => slug.push(char::from(byte)),
            _ if is_after_dash => {}
            _ => slug.push('-'),
        }
        // The dashes of a slash are added after runs are collapsed.
        is_after_dash = !matches!(byte, b'/' | b'a'..=b'z' | b'0'..=b'9');
    }
    let slug = slug.strip_prefix('-').unwrap_or(&slug);
    slug.strip_suffix('-').unwrap_or(slug).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_those_of_the_legacy_site() {
        for (id, slug) in [
            ("meta-llama/Llama-3.2-1B", "meta-llama--llama-3-2-1b"),
            ("gpt2", "gpt2"),
            ("o/a__b", "o--a-b"),
            ("o/a._-b", "o--a-b"),
            ("o_/_b", "o----b"),
            ("_o/b_", "o--b"),
        ] {
            assert_eq!(old_slug(id), slug, "{id}");
        }
    }

    #[test]
    fn bug_15_different_models_have_one_slug() {
        assert_eq!(old_slug("o/a.b"), old_slug("o/a-b"));
        assert_eq!(old_slug("o/a.b"), old_slug("o/a_b"));
    }
}
