//! `RulesFile`: the figures of a `_redirects` or `_headers` file that hosts limit.

use super::rule_lines::rule_lines;

/// What hosts count of such a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RulesFile {
    /// Rules for one address each; of redirects those before the first with `*` or `:placeholder`.
    pub fixed: u64,
    /// Rules with `*` or `:placeholder`, for many; of redirects everything that follows the first of them as well.
    pub dynamic: u64,
    /// Characters of the longest line.
    pub longest_line: u64,
    /// Bytes.
    pub bytes: u64,
}

impl RulesFile {
    /// Of a `_redirects` file: one rule a line. Cloudflare counts a rule behind one with `*` or a placeholder as such
    /// a rule (`workers-shared/utils/configuration/parseRedirects.ts` in github.com/cloudflare/workers-sdk).
    #[must_use]
    pub fn of_redirects(text: &str) -> Self {
        let mut is_any_dynamic = false;
        Self::of(
            text,
            |line| line.split_whitespace().next(),
            |is_dynamic| {
                is_any_dynamic |= is_dynamic;
                is_any_dynamic
            },
        )
    }

    /// Of a `_headers` file: a rule is a line that is not indented, with its headers below.
    #[must_use]
    pub fn of_headers(text: &str) -> Self {
        Self::of(text, |line| (!line.starts_with([' ', '\t'])).then_some(line.trim()), |is_dynamic| is_dynamic)
    }

    /// All rules.
    #[must_use]
    pub fn rules(&self) -> u64 {
        self.fixed + self.dynamic
    }

    fn of(text: &str, source: impl Fn(&str) -> Option<&str>, mut counts_as_dynamic: impl FnMut(bool) -> bool) -> Self {
        let mut file = Self { bytes: text.len() as u64, ..Self::default() };
        for (_, line) in rule_lines(text) {
            file.longest_line = file.longest_line.max(line.chars().count() as u64);
            if let Some(source) = source(line) {
                // The colon of a scheme is no placeholder's.
                let path = source.split_once("://").map_or(source, |(_, rest)| rest);
                let is_dynamic = counts_as_dynamic(path.contains('*') || path.contains("/:"));
                file.dynamic += u64::from(is_dynamic);
                file.fixed += u64::from(!is_dynamic);
            }
        }
        file
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_counted_as_hosts_do() {
        let redirects = "# old\n/a /b/ 301\n\n/c/* /d/:splat 302\nhttps://old.example.org/x /y 301\n";
        let expected = RulesFile { fixed: 1, dynamic: 2, longest_line: 32, bytes: redirects.len() as u64 };
        assert_eq!(RulesFile::of_redirects(redirects), expected);
        let plain = (0..150).map(|at| format!("/a{at} /models/ 301")).collect::<Vec<_>>().join("\n") + "\n";
        let of = |text: String| {
            let rules = RulesFile::of_redirects(&text);
            (rules.fixed, rules.dynamic)
        };
        assert_eq!(of(format!("/old/* /models/:splat 301\n{plain}")), (0, 151));
        assert_eq!(of(format!("{plain}/old/* /models/:splat 301\n")), (150, 1));
        let headers = "/*\n  X-A: 1\n  # none\n/a/index.html\n  X-B: ü\n";
        let expected = RulesFile { fixed: 1, dynamic: 1, longest_line: 13, bytes: headers.len() as u64 };
        assert_eq!(RulesFile::of_headers(headers), expected);
        assert_eq!(RulesFile::of_headers("").rules(), 0);
    }
}
