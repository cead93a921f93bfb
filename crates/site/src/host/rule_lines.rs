//! What `_redirects` and `_headers` have in common: comments, blank lines, and lines that cannot be read.

use std::fmt;

/// A line of `_redirects` or `_headers` that is not part of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MalformedLine<'a> {
    /// `_redirects` or `_headers`.
    pub file: &'static str,
    /// From 1.
    pub number: u64,
    /// The line without the space around it.
    pub content: &'a str,
    /// What is wrong with it.
    pub reason: &'static str,
}

impl fmt::Display for MalformedLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: `{}`", self.file, self.number, self.reason, self.content)
    }
}

/// The lines that are neither blank nor comments, each with its number from 1 and with its indentation.
pub(super) fn rule_lines(text: &str) -> impl Iterator<Item = (u64, &str)> {
    let is_rule = |line: &str| !line.is_empty() && !line.starts_with('#');
    (1..).zip(text.lines()).filter(move |(_, line)| is_rule(line.trim()))
}
