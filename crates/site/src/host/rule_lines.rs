//! Line handling shared by `_redirects` and `_headers`: comments, blank lines and malformed lines.

use std::fmt;

/// A line of `_redirects` or `_headers` that is not part of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MalformedLine<'a> {
    /// `_redirects` or `_headers`.
    pub file: &'static str,
    /// Line number, from 1.
    pub number: u64,
    /// The line without surrounding whitespace.
    pub content: &'a str,
    /// What is wrong with it.
    pub reason: &'static str,
}

impl fmt::Display for MalformedLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: `{}`", self.file, self.number, self.reason, self.content)
    }
}

/// The lines that are neither blank nor comments, with line numbers from 1 and indentation kept.
pub(super) fn rule_lines(text: &str) -> impl Iterator<Item = (u64, &str)> {
    let is_rule = |line: &str| !line.is_empty() && !line.starts_with('#');
    (1..).zip(text.lines()).filter(move |(_, line)| is_rule(line.trim()))
}
