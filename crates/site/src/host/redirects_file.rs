//! Reads and writes `_redirects`, which has one rule per line: `/from /to 301`. No I/O. Netlify also accepts query
//! parameters, and conditions after the status. Here lines with query parameters are malformed, and conditions are
//! ignored.

use super::rule_lines::{MalformedLine, rule_lines};
use crate::{address::origin::split_origin, file_names::REDIRECTS};

/// The status of the redirects that [`push_rule`] writes.
const WRITTEN_STATUS: &str = "301";

/// A rule as written on its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RedirectLine<'a> {
    /// Line number, from 1.
    pub number: u64,
    /// The line without surrounding whitespace.
    pub content: &'a str,
    /// A path, or an `http` or `https` URL. It may contain `*` and `:name`.
    pub from: &'a str,
    /// A path or a URL. It may contain `:splat` and `:name`.
    pub to: &'a str,
    /// `None` if the line has no status; [`super::Host::default_redirect_status`] then applies.
    pub status: Option<u16>,
    /// Whether the rule also applies where a file exists (`301!`).
    pub is_forced: bool,
}

impl<'a> RedirectLine<'a> {
    /// This line as malformed, for readers that support fewer rules.
    pub(super) fn malformed(&self, reason: &'static str) -> MalformedLine<'a> {
        MalformedLine { file: REDIRECTS, number: self.number, content: self.content, reason }
    }

    /// Whether the rule applies to a single address.
    #[must_use]
    pub fn is_static(&self) -> bool {
        !self.from.contains(['*', ':'])
    }
}

/// Parses a file line by line.
pub fn read(text: &str) -> impl Iterator<Item = Result<RedirectLine<'_>, MalformedLine<'_>>> {
    rule_lines(text).map(|(number, line)| {
        let content = line.trim();
        let malformed = |reason| MalformedLine { file: REDIRECTS, number, content, reason };
        let mut words = content.split_whitespace();
        let (Some(from), Some(to)) = (words.next(), words.next()) else { return Err(malformed("no target")) };
        let word = words.next();
        let status = match word.map(|word| word.trim_end_matches('!')) {
            None => None,
            Some(digits) if digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                digits.parse().ok()
            }
            Some(_) => return Err(malformed(NO_STATUS)),
        };
        if !from.starts_with('/') && split_origin(from).is_none() {
            return Err(malformed("no path"));
        }
        let is_forced = word.is_some_and(|word| word.ends_with('!'));
        Ok(RedirectLine { number, content, from, to, status, is_forced })
    })
}

/// The reason for a line whose third word is not a redirect status.
pub(super) const NO_STATUS: &str = "not a redirect status";

/// Appends a rule that permanently redirects the path `from` to the path `to`, both percent-encoded.
pub fn push_rule(from: &str, to: &str, text: &mut String) {
    for part in [from, " ", to, " ", WRITTEN_STATUS, "\n"] {
        text.push_str(part);
    }
}

/// The number of bytes [`push_rule`] appends for paths of these lengths.
#[must_use]
pub const fn rule_length(from: usize, to: usize) -> usize {
    from + to + "  \n".len() + WRITTEN_STATUS.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_rule_or_malformed() {
        let text = "# old\n/a /b 301\n\n  /c\t/d  \n/e /f 308! Country=de\nhttps://h/* /g/:splat 200\n/x\nx /y\n\
                    /x /y 3o1\n/x a=:a /y/:a 301\nftp://h/x /y\nhttp:// /y\n/x /y +301\n";
        let read: Vec<Result<_, _>> = read(text)
            .map(|line| match line {
                Ok(line) => Ok((line.number, line.from, line.to, line.status, line.is_forced)),
                Err(line) => Err(line.to_string()),
            })
            .collect();
        let malformed = |text: &str| Err(format!("_redirects:{text}"));
        let expected = [
            Ok((2, "/a", "/b", Some(301), false)),
            Ok((4, "/c", "/d", None, false)),
            Ok((5, "/e", "/f", Some(308), true)),
            Ok((6, "https://h/*", "/g/:splat", Some(200), false)),
            malformed("7: no target: `/x`"),
            malformed("8: no path: `x /y`"),
            malformed("9: not a redirect status: `/x /y 3o1`"),
            malformed("10: not a redirect status: `/x a=:a /y/:a 301`"),
            malformed("11: no path: `ftp://h/x /y`"),
            malformed("12: no path: `http:// /y`"),
            malformed("13: not a redirect status: `/x /y +301`"),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn what_is_written_is_read() {
        let mut text = String::new();
        push_rule("/a%20b", "/c/", &mut text);
        assert_eq!(text, "/a%20b /c/ 301\n");
        assert_eq!(rule_length("/a%20b".len(), "/c/".len()), text.len());
        let line = read(&text).next().unwrap().unwrap();
        assert_eq!((line.from, line.to, line.status, line.is_forced), ("/a%20b", "/c/", Some(301), false));
    }
}
