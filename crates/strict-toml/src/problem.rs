//! What is wrong with a file, and where.

use std::fmt;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// `line 3`, or file and line.
    pub place: String,
    /// What is wrong.
    pub text: String,
    /// What would be right, where that can be guessed.
    pub hint: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.text)
    }
}

/// Something that was read and is not valid; with every problem, in order of files and lines.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} is not valid")]
pub struct Invalid {
    /// `` `site.toml` ``
    pub what: String,
    /// At least one.
    pub problems: Vec<Problem>,
}

/// Collects the problems of one file.
#[derive(Debug)]
pub struct Report<'t> {
    /// What stands before a line's number.
    place: String,
    text: &'t str,
    problems: Vec<(usize, Problem)>,
}

impl<'t> Report<'t> {
    /// Of a file's text; `place` comes before the number of a line: `line `, or `a.toml:`.
    #[must_use]
    pub fn new(place: impl Into<String>, text: &'t str) -> Self {
        Self { place: place.into(), text, problems: Vec::new() }
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The line that a byte is on, from 1.
    #[must_use]
    pub fn line(&self, at: usize) -> usize {
        1 + self.text.bytes().take(at).filter(|byte| *byte == b'\n').count()
    }

    /// Adds a problem at a byte of the text.
    pub fn add(&mut self, at: usize, text: String) {
        self.add_with_hint(at, text, None);
    }

    /// Adds a problem, with a hint how to correct it.
    pub fn add_with_hint(&mut self, at: usize, text: String, hint: Option<String>) {
        let place = format!("{}{}", self.place, self.line(at));
        self.problems.push((at, Problem { place, text, hint }));
    }

    /// A key that the table does not take.
    pub fn add_unknown_key(&mut self, at: usize, key: &str, table: &str, keys: &[&str]) {
        let (of, whose) = if table.is_empty() {
            (String::new(), "the file".to_owned())
        } else {
            (format!(" in `[{table}]`"), format!("`[{table}]`"))
        };
        let hint = format!("{whose} takes {}{}", listed(keys, "and"), did_you_mean(key, keys));
        self.add_with_hint(at, format!("unknown key `{key}`{of}"), Some(hint));
    }

    /// A key that the table lacks; `at` is the byte where the table begins.
    pub fn add_missing_key(&mut self, at: usize, key: &str, table: &str) {
        let of = if table.is_empty() { String::new() } else { format!(" in `[{table}]`") };
        self.add(at, format!("`{key}` is missing{of}"));
    }

    /// A name that is none of those there are: `` unknown family `lama` ``.
    pub fn add_unknown_name(&mut self, at: usize, what: &str, name: &str, of: &str, names: &[&str]) {
        let guess = nearest(name, names).map(|near| format!("did you mean `{near}`?"));
        let all = (names.len() <= LISTED).then(|| format!("a {what} is one of {}", listed(names, "and")));
        let hint = [all, guess].into_iter().flatten().collect::<Vec<_>>().join("; ");
        self.add_with_hint(at, format!("unknown {what} `{name}`{of}"), Some(hint).filter(|hint| !hint.is_empty()));
    }

    /// In the order of the file.
    #[must_use]
    pub fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|(at, _)| *at);
        self.problems.into_iter().map(|(_, problem)| problem).collect()
    }
}

fn did_you_mean(name: &str, names: &[&str]) -> String {
    nearest(name, names).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}

/// More names than these are no help to a reader.
const LISTED: usize = 12;

/// `` `a`, `b` or `c` ``; `None` if there are too many.
pub(super) fn alternatives(names: &[&str]) -> Option<String> {
    (names.len() <= LISTED).then(|| listed(names, "or"))
}

/// `` `a`, `b` and `c` ``
fn listed(names: &[&str], conjunction: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {conjunction} {last}", first.join(", ")),
    }
}

/// The name that is nearest to a mistyped one, if any is near.
#[must_use]
pub fn nearest<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    const NEAR: f64 = 0.6;
    let lower = name.to_lowercase();
    let near =
        names.iter().map(|known| (strsim::normalized_damerau_levenshtein(&lower, &known.to_lowercase()), *known));
    // Of names equally near the first stays.
    near.filter(|(similarity, _)| *similarity >= NEAR)
        .fold(None, |best: Option<(f64, &str)>, next| best.filter(|best| best.0 >= next.0).or(Some(next)))
        .map(|(_, known)| known)
}
