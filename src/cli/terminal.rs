//! Standard output for data, and standard error for everything else.
//!
//! Foreign text reaches a terminal as visible characters and a workflow log as plain text: see [`safe`].

use anstyle::{AnsiColor, Style};
use foreign_text::{is_hidden, printable};
use modelpress::diagnostic::{Diagnostic, Hint};
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// Writing to standard output failed.
#[derive(Debug, thiserror::Error)]
#[error("cannot write to standard output")]
pub(super) struct StdoutError(#[source] io::Error);

impl Diagnostic for StdoutError {
    fn hint(&self) -> Option<Hint> {
        None
    }
}

/// Writes data. A closed pipe (`| head`) is not an error.
pub(super) fn to_stdout(text: &str) -> Result<(), StdoutError> {
    own_to_stdout(&safe(text))
}

/// Writes text of the program itself unchanged: shell scripts, manual pages.
pub(super) fn own_to_stdout(text: &str) -> Result<(), StdoutError> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.map_err(StdoutError),
    }
}

/// Writes a message, with colors on a terminal unless `NO_COLOR` or `CLICOLOR=0` is set. Errors are ignored, because
/// there is nowhere to report them.
pub(super) fn to_stderr(text: &str) {
    let _ = anstream::stderr().lock().write_all(painted(&safe(text)).as_bytes());
}

/// A text without anything that a terminal or the runner of GitHub Actions would act on: hidden characters other than
/// line feeds and tabs are [escaped](printable), and no line begins with `::` or contains `##[`, which are workflow
/// commands.
fn safe(text: &str) -> Cow<'_, str> {
    let is_line = |c: char| matches!(c, '\n' | '\t');
    let is_command = |line: &str| line.trim_start().starts_with("::") || line.contains("##[");
    if !text.contains(|c| is_hidden(c) && !is_line(c)) && !text.lines().any(is_command) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 32);
    for line in text.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        let mut parts = line.split('\t').map(printable);
        let mut line = parts.next().unwrap_or_default().into_owned();
        for part in parts {
            line.extend(["\t", &part]);
        }
        if is_command(&line) {
            // Escapes that are valid in JSON, because the line may be JSON.
            line = line.replace("##[", "#\\u0023[");
            let indent = line.len() - line.trim_start().len();
            if line[indent..].starts_with("::") {
                line.replace_range(indent..=indent, "\\u003a");
            }
        }
        safe.extend([&*line, end]);
    }
    Cow::Owned(safe)
}

/// The prefixes of message lines and their styles.
const MARKS: [(&str, Style); 4] = [
    ("error:", AnsiColor::Red.on_default().bold()),
    ("warning:", AnsiColor::Yellow.on_default().bold()),
    ("hint:", AnsiColor::Cyan.on_default().bold()),
    ("  caused by:", Style::new().dimmed()),
];

fn painted(text: &str) -> String {
    let mut painted = String::with_capacity(text.len() + 32);
    for line in text.split_inclusive('\n') {
        match MARKS.iter().find(|(mark, _)| line.starts_with(mark)) {
            Some((mark, style)) => {
                painted.extend([&*style.render().to_string(), mark, &style.render_reset().to_string()]);
                painted.push_str(&line[mark.len()..]);
            }
            None => painted.push_str(line),
        }
    }
    painted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_printed_is_a_command() {
        for (text, printed) in [
            ("a\tb\nc ü\n", "a\tb\nc ü\n"),
            ("a\u{1b}]0;x\u{7}b\rc\u{85}d", "a\\u001b]0;x\\u0007b\\u000dc\\u0085d"),
            ("x\n::error::y\n \t::z\na ::b", "x\n\\u003a:error::y\n \t\\u003a:z\na ::b"),
            ("x ##[error]y\n", "x #\\u0023[error]y\n"),
            ("\u{2028}::error::y", "\\u2028::error::y"),
        ] {
            assert_eq!(safe(text), printed);
        }
    }

    #[test]
    fn only_marks_have_colours() {
        let text = "error: a\n  caused by: b\nhint: c\nplain error: d";
        let colourful = painted(text);
        assert_eq!(anstream::adapter::strip_str(&colourful).to_string(), text);
        assert!(colourful.starts_with("\u{1b}[1m\u{1b}[31merror:\u{1b}[0m a\n"), "{colourful:?}");
        assert!(colourful.ends_with("plain error: d"));
    }
}
