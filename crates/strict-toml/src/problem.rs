//! Problems of a file and their positions.

use std::fmt;

/// A single problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// `line 3`, or file and line.
    pub place: String,
    /// The problem.
    pub text: String,
    /// A possible correction, if one can be guessed.
    pub hint: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.text)
    }
}

/// Error for an invalid input, with all problems in order of files and lines.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} is not valid")]
pub struct Invalid {
    /// The name of the input: `` `site.toml` ``
    pub what: String,
    /// At least one.
    pub problems: Vec<Problem>,
}

/// Collects the problems of one file.
#[derive(Debug)]
pub struct Report<'t> {
    /// Prefix of line numbers.
    place: String,
    text: &'t str,
    problems: Vec<(usize, Problem)>,
}

impl<'t> Report<'t> {
    /// Creates a report on the text of a file. `place` is the prefix of line numbers: `line `, or `a.toml:`.
    #[must_use]
    pub fn new(place: impl Into<String>, text: &'t str) -> Self {
        Self { place: place.into(), text, problems: Vec::new() }
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The line number of a byte offset, from 1.
    #[must_use]
    pub fn line(&self, at: usize) -> usize {
        1 + self.text.bytes().take(at).filter(|byte| *byte == b'\n').count()
    }

    /// Adds a problem at a byte offset.
    pub fn add(&mut self, at: usize, text: String) {
        self.add_with_hint(at, text, None);
    }

    /// Adds a problem at a byte offset, with a hint how to correct it.
    pub fn add_with_hint(&mut self, at: usize, text: String, hint: Option<String>) {
        let place = format!("{}{}", self.place, self.line(at));
        self.problems.push((at, Problem { place, text, hint }));
    }

    /// Reports a key that the table does not have.
    pub fn add_unknown_key(&mut self, at: usize, key: &str, table: &str, keys: &[&str]) {
        let (of, whose) = if table.is_empty() {
            (String::new(), "the file".to_owned())
        } else {
            (format!(" in `[{table}]`"), format!("`[{table}]`"))
        };
        let hint = format!("{whose} takes {}{}", listed(keys, "and"), did_you_mean(key, keys));
        self.add_with_hint(at, format!("unknown key `{key}`{of}"), Some(hint));
    }

    /// Reports a missing key. `at` is the byte offset of the table.
    pub fn add_missing_key(&mut self, at: usize, key: &str, table: &str) {
        let of = if table.is_empty() { String::new() } else { format!(" in `[{table}]`") };
        self.add(at, format!("`{key}` is missing{of}"));
    }

    /// Reports a name that is not in `names`: `` unknown family `lama` ``.
    pub fn add_unknown_name(&mut self, at: usize, what: &str, name: &str, of: &str, names: &[&str]) {
        let guess = nearest(name, names).map(|near| format!("did you mean `{near}`?"));
        let all = (names.len() <= LISTED).then(|| format!("a {what} is one of {}", listed(names, "and")));
        let hint = [all, guess].into_iter().flatten().collect::<Vec<_>>().join("; ");
        self.add_with_hint(at, format!("unknown {what} `{name}`{of}"), Some(hint).filter(|hint| !hint.is_empty()));
    }

    /// All problems, in file order.
    #[must_use]
    pub fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|(at, _)| *at);
        self.problems.into_iter().map(|(_, problem)| problem).collect()
    }
}

fn did_you_mean(name: &str, names: &[&str]) -> String {
    nearest(name, names).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}

/// Maximum number of names in a hint. Longer lists would not help.
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

/// The most similar name, if any is similar enough.
#[must_use]
pub fn nearest<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    const NEAR: f64 = 0.6;
    let lower = name.to_lowercase();
    let near =
        names.iter().map(|known| (strsim::normalized_damerau_levenshtein(&lower, &known.to_lowercase()), *known));
    // Among equally similar names, the first is used.
    near.filter(|(similarity, _)| *similarity >= NEAR)
        .fold(None, |best: Option<(f64, &str)>, next| best.filter(|best| best.0 >= next.0).or(Some(next)))
        .map(|(_, known)| known)
}
