//! `RulesFile`: the figures of `_redirects` or `_headers` that hosts limit.

use super::rule_lines::rule_lines;

/// The figures that hosts limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RulesFile {
    /// Rules for a single address. In `_redirects`, only those before the first dynamic rule.
    pub fixed: u64,
    /// Rules with `*` or `:placeholder`. In `_redirects`, also all rules after the first of them.
    pub dynamic: u64,
    /// Length of the longest line, in characters.
    pub longest_line: u64,
    /// Size in bytes.
    pub bytes: u64,
}

impl RulesFile {
    /// Counts a `_redirects` file, which has one rule per line. Cloudflare counts every rule after the first dynamic
    /// rule as dynamic (`workers-shared/utils/configuration/parseRedirects.ts` in github.com/cloudflare/workers-sdk).
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

    /// Counts a `_headers` file, where every unindented line starts a rule.
    #[must_use]
    pub fn of_headers(text: &str) -> Self {
        Self::of(text, |line| (!line.starts_with([' ', '\t'])).then_some(line.trim()), |is_dynamic| is_dynamic)
    }

    /// The number of rules.
    #[must_use]
    pub fn rules(&self) -> u64 {
        self.fixed + self.dynamic
    }

    fn of(text: &str, source: impl Fn(&str) -> Option<&str>, mut counts_as_dynamic: impl FnMut(bool) -> bool) -> Self {
        let mut file = Self { bytes: text.len() as u64, ..Self::default() };
        for (_, line) in rule_lines(text) {
            file.longest_line = file.longest_line.max(line.chars().count() as u64);
            if let Some(source) = source(line) {
                // The colon of a scheme does not start a placeholder.
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
