//! Path patterns of `_redirects` and `_headers` rules: `*` matches anything, `:name` matches one segment.

use crate::address::origin::decoded;

/// The text matched by `*` (named `splat`) and by each `:name`.
pub type Captures<'a> = Vec<(&'a str, String)>;

/// The path pattern of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(String);

impl Pattern {
    /// Parses the first word of a rule: a path, or a URL on the host `origin`. `None` if it is neither.
    #[must_use]
    pub fn parse(text: &str, origin: &str) -> Option<Self> {
        let path = text.strip_prefix(origin).filter(|_| !origin.is_empty()).unwrap_or(text);
        path.starts_with('/').then(|| Self(decoded(path).into_owned()))
    }

    /// The captures if the pattern matches this path. `path` is decoded.
    #[must_use]
    pub fn captures(&self, path: &str) -> Option<Captures<'_>> {
        let mut captures = Captures::new();
        matches(&self.0, path, &mut captures).then_some(captures)
    }
}

fn matches<'a>(pattern: &'a str, path: &str, captures: &mut Captures<'a>) -> bool {
    let Some(at) = pattern.find(['*', ':']) else { return pattern == path };
    let (plain, rest) = pattern.split_at(at);
    let Some(path) = path.strip_prefix(plain) else { return false };
    if let Some(rest) = rest.strip_prefix('*') {
        // Greedy, as on hosts.
        let ends = (0..=path.len()).rev().filter(|end| path.is_char_boundary(*end));
        return try_each("splat", ends, rest, path, captures);
    }
    let name = name_of(&rest[1..]);
    if name.is_empty() {
        return path.strip_prefix(':').is_some_and(|path| matches(&rest[1..], path, captures));
    }
    let part = path.find('/').unwrap_or(path.len());
    let ends = (1..=part).rev().filter(|end| path.is_char_boundary(*end));
    try_each(name, ends, &rest[1 + name.len()..], path, captures)
}

fn try_each<'a>(
    name: &'a str,
    ends: impl Iterator<Item = usize>,
    rest: &'a str,
    path: &str,
    captures: &mut Captures<'a>,
) -> bool {
    let known = captures.len();
    for end in ends {
        captures.push((name, path[..end].to_owned()));
        if matches(rest, &path[end..], captures) {
            return true;
        }
        captures.truncate(known);
    }
    false
}

/// The placeholder name that `text` starts with: letters, digits and underscores, starting with a letter.
fn name_of(text: &str) -> &str {
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return "";
    }
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len());
    &text[..end]
}

/// Replaces each `:name` in a target or value with its captured text.
#[must_use]
pub fn filled(text: &str, captures: &Captures<'_>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(':') {
        let name = name_of(&rest[at + 1..]);
        let known = captures.iter().find(|(known, _)| *known == name);
        filled.push_str(&rest[..at]);
        match known {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&rest[at..=at + name.len()]),
        }
        rest = &rest[at + 1 + name.len()..];
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_stand_for_what_hosts_say() {
        for (pattern, path, to, expected) in [
            ("/a", "/a", "/b", Some("/b")),
            ("/a", "/a/", "/b", None),
            ("/a/*", "/a/b/c", "/x/:splat", Some("/x/b/c")),
            ("/a/*", "/a/", "/x/:splat", Some("/x/")),
            ("/a/*", "/a", "/x", None),
            ("/*.css", "/a/main.css", "/:splat", Some("/a/main")),
            ("/m/:owner/:name", "/m/o/n", "/:name-:owner", Some("/n-o")),
            ("/m/:owner", "/m/o/n", "/", None),
            ("/m/:owner", "/m/", "/", None),
            ("/m/:owner/index.html", "/m/ü/index.html", "https://h/:owner?a=:none", Some("https://h/ü?a=:none")),
            ("/a%20b", "/a b", "/", Some("/")),
            ("https://h/a", "/a", "/b", Some("/b")),
        ] {
            let pattern = Pattern::parse(pattern, "https://h").unwrap();
            let found = pattern.captures(path).map(|captures| filled(to, &captures));
            assert_eq!(found.as_deref(), expected, "{pattern:?} {path}");
        }
        assert_eq!(Pattern::parse("https://other/a", "https://h"), None);
        assert_eq!(Pattern::parse("a", "https://h"), None);
    }
}
