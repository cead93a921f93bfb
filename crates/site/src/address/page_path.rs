//! `PagePath`: where a page stands in the site, whatever form its address takes.

use super::reserved_stem::reserved_stem;
use std::fmt;

/// Longest path of an address, in characters, whatever its form; a base path and a language's folder come on top.
pub const MAX_ADDRESS_LENGTH: usize = 200;

/// What the longest form adds to a page's path: `.html`, or `index` in a folder.
const LONGEST_ENDING: usize = 5;

/// Longest [`PagePath`], so that no form of its address passes [`MAX_ADDRESS_LENGTH`].
pub const MAX_PATH_LENGTH: usize = MAX_ADDRESS_LENGTH - LONGEST_ENDING;

/// Where a page stands: `/` for home, `/models/` for a page that others may stand below, `/workers/x` for one
/// that has none below it.
///
/// It is what the manifest keeps of an address, because it stays when the form of addresses is changed.
/// Segments are made of `a-z 0-9 . _ ~ -`, so that no form of the address needs encoding and no file system or
/// host folds two into one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PagePath(Box<str>);

/// Why a text is not the path of a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{path}` cannot be the path of a page: {problem}")]
pub struct PagePathError {
    /// The text.
    pub path: String,
    /// What is wrong with it.
    pub problem: PagePathProblem,
}

/// What can be wrong with the path of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PagePathProblem {
    /// It does not begin with a slash.
    #[error("it does not begin with `/`")]
    Relative,
    /// Two slashes in a row.
    #[error("it has an empty part")]
    EmptySegment,
    /// A character that is not passed on unchanged everywhere.
    #[error("it contains {0:?}; only `a-z`, `0-9`, `.`, `_`, `~` and `-` are allowed")]
    Character(char),
    /// A part begins or ends with a dot.
    #[error("a part begins or ends with `.`, which hosts hide or file systems drop")]
    Dot,
    /// A part that some system keeps for itself.
    #[error("a part is `{0}`, which is reserved")]
    Reserved(&'static str),
    /// Too long.
    #[error("it is longer than {MAX_PATH_LENGTH} characters")]
    TooLong,
}

impl PagePath {
    /// The home page.
    #[must_use]
    pub fn home() -> Self {
        Self("/".into())
    }

    /// Reads a path as it is printed.
    pub fn parse(text: &str) -> Result<Self, PagePathError> {
        match check(text) {
            Ok(()) => Ok(Self(text.into())),
            Err(problem) => Err(PagePathError { path: text.to_owned(), problem }),
        }
    }

    /// A path known to be valid; checked where that costs nothing.
    #[must_use]
    pub fn trusted(text: String) -> Self {
        debug_assert_eq!(check(&text), Ok(()), "{text}");
        Self(text.into())
    }

    /// The path as text; [`PagePath::parse`] reads it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where the same page stands in the language whose pages lie below that folder, one part of a path; empty for the
    /// main language. The folder comes on top of the longest path.
    #[must_use]
    pub fn below(&self, folder: &str) -> Self {
        if folder.is_empty() { self.clone() } else { Self(["/", folder, &*self.0].concat().into()) }
    }

    /// Whether other pages may stand below it.
    #[must_use]
    pub fn is_folder(&self) -> bool {
        self.0.ends_with('/')
    }

    /// The parts between the slashes.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.split('/').filter(|segment| !segment.is_empty())
    }
}

impl fmt::Display for PagePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn check(text: &str) -> Result<(), PagePathProblem> {
    let Some(rest) = text.strip_prefix('/') else { return Err(PagePathProblem::Relative) };
    if rest.is_empty() {
        return Ok(());
    }
    if text.len() > MAX_PATH_LENGTH {
        return Err(PagePathProblem::TooLong);
    }
    for segment in rest.strip_suffix('/').unwrap_or(rest).split('/') {
        check_segment(segment)?;
    }
    Ok(())
}

fn check_segment(segment: &str) -> Result<(), PagePathProblem> {
    if segment.is_empty() {
        return Err(PagePathProblem::EmptySegment);
    }
    let is_allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'~' | b'-');
    if !segment.bytes().all(is_allowed) {
        let refused = segment.chars().find(|c| u8::try_from(*c).map_or(true, |byte| !is_allowed(byte)));
        return Err(PagePathProblem::Character(refused.unwrap_or_default()));
    }
    if segment.starts_with('.') || segment.ends_with('.') {
        return Err(PagePathProblem::Dot);
    }
    reserved_stem(segment).map_or(Ok(()), |stem| Err(PagePathProblem::Reserved(stem)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_pages_are_read_and_printed() {
        for text in ["/", "/models/", "/models/meta-llama/llama-3.1-8b", "/models/gpt2/", "/a_b~c.d-e", "/constant"] {
            assert_eq!(PagePath::parse(text).unwrap().as_str(), text);
        }
        assert_eq!(PagePath::home().segments().count(), 0);
        assert!(PagePath::home().is_folder());
        assert_eq!(PagePath::parse("/a/b/").unwrap().segments().collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn what_some_system_would_change_is_refused_with_its_reason() {
        let long = format!("/{}", "a".repeat(MAX_PATH_LENGTH));
        for (text, problem) in [
            ("", PagePathProblem::Relative),
            ("a/b", PagePathProblem::Relative),
            ("//", PagePathProblem::EmptySegment),
            ("/a//b", PagePathProblem::EmptySegment),
            ("/A", PagePathProblem::Character('A')),
            ("/é", PagePathProblem::Character('é')),
            ("/a/../b", PagePathProblem::Dot),
            ("/a.", PagePathProblem::Dot),
            ("/.git", PagePathProblem::Dot),
            ("/con", PagePathProblem::Reserved("con")),
            ("/a/lpt1.txt", PagePathProblem::Reserved("lpt1")),
            ("/a/index.html", PagePathProblem::Reserved("index")),
            (&long, PagePathProblem::TooLong),
        ] {
            assert_eq!(PagePath::parse(text).map_err(|error| error.problem), Err(problem), "{text}");
        }
    }
}
