//! `PagePath`: the position of a page in the site, independent of the URL style.

use super::reserved_stem::reserved_stem;
use std::fmt;

/// Maximum length of an address path in characters, in any URL style. A base path and a language folder are not
/// counted.
pub const MAX_ADDRESS_LENGTH: usize = 200;

/// Maximum number of characters a URL style adds to the path of a page: `.html`, or `index` in a folder.
const LONGEST_ENDING: usize = 5;

/// Maximum length of a [`PagePath`], chosen so that its address stays within [`MAX_ADDRESS_LENGTH`] in every URL style.
pub const MAX_PATH_LENGTH: usize = MAX_ADDRESS_LENGTH - LONGEST_ENDING;

/// Position of a page in the site: `/` for home, `/models/` for a page that can have pages below it, `/workers/x` for
/// one that cannot.
///
/// The manifest stores this path instead of the URL because it does not depend on the URL style. Segments consist of
/// `a-z 0-9 . _ ~ -`: they need no encoding in any URL style, and no file system or host treats two of them as equal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PagePath(Box<str>);

/// Error for a text that is not a valid page path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{path}` is not a valid page path: {problem}")]
pub struct PagePathError {
    /// The rejected text.
    pub path: String,
    /// The reason.
    pub problem: PagePathProblem,
}

/// The reasons for rejecting a page path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PagePathProblem {
    /// It does not begin with a slash.
    #[error("it does not begin with `/`")]
    Relative,
    /// Two slashes in a row.
    #[error("it has an empty part")]
    EmptySegment,
    /// A character that some hosts or file systems change.
    #[error("it contains {0:?}; only `a-z`, `0-9`, `.`, `_`, `~` and `-` are allowed")]
    Character(char),
    /// A segment begins or ends with a dot.
    #[error("a part begins or ends with `.`, which hosts hide or file systems drop")]
    Dot,
    /// A segment is a name that some system reserves.
    #[error("a part is `{0}`, which is reserved")]
    Reserved(&'static str),
    /// Longer than [`MAX_PATH_LENGTH`].
    #[error("it is longer than {MAX_PATH_LENGTH} characters")]
    TooLong,
}

impl PagePath {
    /// The home page.
    #[must_use]
    pub fn home() -> Self {
        Self("/".into())
    }

    /// Parses a path in the form that `Display` prints.
    pub fn parse(text: &str) -> Result<Self, PagePathError> {
        match check(text) {
            Ok(()) => Ok(Self(text.into())),
            Err(problem) => Err(PagePathError { path: text.to_owned(), problem }),
        }
    }

    /// Wraps a path known to be valid. Checked in debug builds only.
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

    /// The same page in the language whose pages are below `folder`, a single path segment. An empty `folder` is the
    /// main language. The folder does not count towards [`MAX_PATH_LENGTH`].
    #[must_use]
    pub fn below(&self, folder: &str) -> Self {
        if folder.is_empty() { self.clone() } else { Self(["/", folder, &*self.0].concat().into()) }
    }

    /// Whether other pages can be below this one.
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
