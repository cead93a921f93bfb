//! Reads `content/redirects.toml`.

use serde::Deserialize;
use std::ops::Range;
use toml::Spanned;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RedirectsToml {
    #[serde(default)]
    redirect: Vec<RedirectToml>,
}

/// One `[[redirect]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RedirectToml {
    from: Spanned<String>,
    to: Spanned<String>,
}

/// A mistake in the file and its line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct TomlError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: String,
}

/// A valid entry: unencoded paths from the root of the site, without the base path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The old path.
    pub from: String,
    /// The path of a page.
    pub to: String,
    /// Its line in the file.
    pub line: usize,
}

/// Reads the file:
///
/// ```toml
/// [[redirect]]
/// from = "/old/page.html"
/// to = "/methodology"
/// ```
pub fn parse(text: &str) -> Result<Vec<Written>, TomlError> {
    let line_at = |at: usize| text.as_bytes()[..at.min(text.len())].split(|byte| *byte == b'\n').count();
    let file: RedirectsToml = toml::from_str(text).map_err(|error| TomlError {
        line: line_at(error.span().unwrap_or_default().start),
        problem: error.message().to_owned(),
    })?;
    let mut read: Vec<Written> = Vec::with_capacity(file.redirect.len());
    for entry in file.redirect {
        let (from, to) = (entry.from.span(), entry.to.span());
        for (path, span) in [(entry.from.get_ref(), &from), (entry.to.get_ref(), &to)] {
            check_path(path).map_err(|problem| TomlError {
                line: line_at(Range::clone(span).start),
                problem: format!("`{path}` {problem}"),
            })?;
        }
        let line = line_at(from.start);
        read.push(Written { from: entry.from.into_inner(), to: entry.to.into_inner(), line });
    }
    Ok(read)
}

fn check_path(path: &str) -> Result<(), &'static str> {
    let is_odd = |segment: &str| matches!(segment, "." | ".." | "");
    if !path.starts_with('/') {
        return Err("is not a path: it must begin with `/`");
    }
    if path.contains(['?', '#', '*', '\\', '%']) || path.chars().any(|c| c.is_control() || c == ':') {
        return Err("contains a character that is not allowed in a path (`?`, `#`, `*`, `%`, `:` …)");
    }
    let inner = path[1..].strip_suffix('/').unwrap_or(&path[1..]);
    if !inner.is_empty() && inner.split('/').any(is_odd) {
        return Err("has a part that is empty, `.` or `..`");
    }
    Ok(())
}
