//! `Article`: a page that editors write, in Markdown with a few settings on top.

use pulldown_cmark::{Event, Options, Parser, html};
use serde::Deserialize;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// One page of `content/pages`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The file's name without its ending: the last part of the address.
    pub slug: String,
    /// Heading, and title of the page.
    pub title: String,
    /// For search engines.
    pub description: String,
    /// The text as HTML.
    pub html: String,
}

/// Why a page of `content/pages` cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It cannot be read.
    #[error("cannot read `{path}`")]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The settings on top are missing or wrong.
    #[error("`{path}` line {line}: {reason}")]
    FrontMatter {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// A name that cannot be part of an address.
    #[error("`{0}`: the name of a page is its address, and may have lower-case letters, digits and dashes only")]
    Name(PathBuf),
}

/// The settings on top, between two lines of `+++`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    title: String,
    description: String,
}

const FENCE: &str = "+++";

/// Every `.md` file of a folder, by name; none where there is no such folder.
///
/// # Errors
///
/// Where a file cannot be read, or its settings are wrong.
pub fn load(folder: &Path) -> Result<Vec<Article>, Error> {
    let failed = |source| Error::Read { path: folder.into(), source };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, _>>().map_err(failed)?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Result<Article, Error> {
    let text = fs::read_to_string(path).map_err(|source| Error::Read { path: path.into(), source })?;
    let slug = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let is_slug_byte = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if slug.is_empty() || !slug.bytes().all(is_slug_byte) {
        return Err(Error::Name(path.into()));
    }
    parse(slug, &text).map_err(|(line, reason)| Error::FrontMatter { path: path.into(), line, reason })
}

fn parse(slug: &str, text: &str) -> Result<Article, (usize, String)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let missing = || (1, format!("a page begins with settings between two lines of `{FENCE}`: title and description"));
    let rest = text.strip_prefix(FENCE).and_then(|rest| rest.split_once('\n')).ok_or_else(missing)?.1;
    let end = rest.match_indices(FENCE).map(|(at, _)| at).find(|at| *at == 0 || rest.as_bytes()[at - 1] == b'\n');
    let (settings, body) = rest.split_at(end.ok_or_else(missing)?);
    let settings: FrontMatter = toml::from_str(settings).map_err(|error| {
        let before = error.span().map_or("", |span| settings.get(..span.start).unwrap_or_default());
        (2 + before.matches('\n').count(), error.message().to_owned())
    })?;
    let body = body.trim_start_matches(FENCE);
    Ok(Article {
        slug: slug.to_owned(),
        title: settings.title,
        description: settings.description,
        html: markdown(body),
    })
}

/// The text as HTML. Its headings start below the page's own.
fn markdown(text: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_SMART_PUNCTUATION;
    let events = Parser::new_ext(text, options).map(|event| match event {
        // Markup of the editor's own could break the page around it.
        Event::Html(markup) | Event::InlineHtml(markup) => Event::Text(markup),
        event => event,
    });
    let mut out = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut out, events);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_stand_between_two_lines() {
        let article =
            parse("about", "+++\ntitle = \"A\"\ndescription = \"B\"\n+++\n\n## Head\n\nText <b>bold</b>.\n").unwrap();
        assert_eq!((article.title.as_str(), article.description.as_str()), ("A", "B"));
        assert_eq!(article.html, "<h2>Head</h2>\n<p>Text &lt;b&gt;bold&lt;/b&gt;.</p>\n");
    }

    #[test]
    fn wrong_settings_are_named_with_their_line() {
        for (text, line) in [
            ("# No settings", 1),
            ("+++\ntitle = \"A\"\n", 1),
            ("+++\ntitle = \"A\"\ntitel = \"B\"\n+++\n", 3),
            ("+++\ntitle = \n+++\n", 2),
        ] {
            assert_eq!(parse("x", text).unwrap_err().0, line, "{text}");
        }
    }
}
