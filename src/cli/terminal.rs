//! Standard output and standard error. Data goes to the first, everything else to the second.

use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

/// Writes data. A reader that has gone away (`| head`) is no failure.
pub(super) fn to_stdout(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Writes a message, with colours where a terminal shows them and `NO_COLOR` (or `CLICOLOR=0`) does not ask for
/// none. Where even that fails there is nobody left to tell.
pub(super) fn to_stderr(text: &str) {
    let _ = anstream::stderr().lock().write_all(painted(text).as_bytes());
}

/// What lines of a message begin with, and how it looks.
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
    fn only_marks_have_colours() {
        let text = "error: a\n  caused by: b\nhint: c\nplain error: d";
        let colourful = painted(text);
        assert_eq!(anstream::adapter::strip_str(&colourful).to_string(), text);
        assert!(colourful.starts_with("\u{1b}[1m\u{1b}[31merror:\u{1b}[0m a\n"), "{colourful:?}");
        assert!(colourful.ends_with("plain error: d"));
    }
}
