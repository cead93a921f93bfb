//! `Article`: a page written by editors, in Markdown with front matter.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use serde::Deserialize;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// One page of `content/pages`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The file name without its extension, which becomes the last URL segment.
    pub slug: String,
    /// Heading and title of the page.
    pub title: String,
    /// Description for search engines.
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
        /// The reason.
        source: io::Error,
    },
    /// The front matter is missing or invalid, or a link is not allowed.
    #[error("`{path}` line {line}: {reason}")]
    FrontMatter {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// The file name is not a valid URL segment.
    #[error("`{0}`: the file name becomes the URL and may only contain lower-case letters, digits and dashes")]
    Name(PathBuf),
}

/// The front matter between two lines of `+++`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    title: String,
    description: String,
}

const FENCE: &str = "+++";

/// Reads every `.md` file of a folder, sorted by name; empty if the folder does not exist.
///
/// # Errors
///
/// Fails if a file cannot be read or its front matter is invalid.
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
    let missing = || (1, format!("a page must begin with title and description between two lines of `{FENCE}`"));
    let rest = text.strip_prefix(FENCE).and_then(|rest| rest.split_once('\n')).ok_or_else(missing)?.1;
    let end = rest.match_indices(FENCE).map(|(at, _)| at).find(|at| *at == 0 || rest.as_bytes()[at - 1] == b'\n');
    let (settings, body) = rest.split_at(end.ok_or_else(missing)?);
    let settings: FrontMatter = toml::from_str(settings).map_err(|error| {
        let before = error.span().map_or("", |span| settings.get(..span.start).unwrap_or_default());
        (2 + before.matches('\n').count(), error.message().to_owned())
    })?;
    let body = body.trim_start_matches(FENCE);
    let line_of_body = 1 + text[..text.len() - body.len()].matches('\n').count();
    Ok(Article {
        slug: slug.to_owned(),
        title: settings.title,
        description: settings.description,
        html: markdown(body).map_err(|(line, reason)| (line_of_body + line, reason))?,
    })
}

/// Renders Markdown as HTML. Headings start one level below that of the page. A forbidden link is an error, with its
/// line counted from 0.
fn markdown(text: &str) -> Result<String, (usize, String)> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_SMART_PUNCTUATION;
    let is_title = |event: Event<'_>| matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }));
    let has_titles = Parser::new_ext(text, options).any(is_title);
    let mut events = Vec::new();
    for (event, place) in Parser::new_ext(text, options).into_offset_iter() {
        events.push(match event {
            // HTML of the editor could break the page around it, so it is shown as text.
            Event::Html(markup) | Event::InlineHtml(markup) => Event::Text(markup),
            Event::Start(Tag::Heading { level, id, classes, attrs }) if has_titles => {
                Event::Start(Tag::Heading { level: below(level), id, classes, attrs })
            }
            Event::End(TagEnd::Heading(level)) if has_titles => Event::End(TagEnd::Heading(below(level))),
            Event::Start(Tag::Link { ref dest_url, .. } | Tag::Image { ref dest_url, .. }) => {
                if let Some(scheme) = forbidden_scheme(dest_url) {
                    let line = text[..place.start].matches('\n').count();
                    let allowed = SCHEMES.join("`, `");
                    return Err((
                        line,
                        format!("a link begins with `{scheme}:`; only `{allowed}` and paths are allowed"),
                    ));
                }
                event
            }
            event => event,
        });
    }
    let mut out = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut out, events.into_iter());
    Ok(out)
}

/// One heading level lower, because the title of the page is its only `h1`.
fn below(level: HeadingLevel) -> HeadingLevel {
    HeadingLevel::try_from(level as usize + 1).unwrap_or(HeadingLevel::H6)
}

/// The schemes allowed in links.
const SCHEMES: [&str; 3] = ["https", "http", "mailto"];

/// The scheme of a link, as browsers read it, if it is not one of [`SCHEMES`]; others could run a script.
fn forbidden_scheme(link: &str) -> Option<String> {
    // Browsers ignore white space and control characters before and inside a scheme.
    let link: String = link.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let (scheme, _) = link.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    let scheme = scheme.to_ascii_lowercase();
    (is_scheme && !SCHEMES.contains(&&*scheme)).then_some(scheme)
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
    fn no_link_runs_a_script() {
        let page = |body: &str| parse("x", &format!("+++\ntitle = \"A\"\ndescription = \"B\"\n+++\n\n{body}\n"));
        for body in [
            "[a](javascript:alert(1))",
            "[a](<JaVa&#10;Script:alert(1)>)",
            "[a](data:text/html,x)",
            "![a](data:image/svg+xml,x)",
            "<vbscript:x>",
            "[a][b]\n\n[b]: javascript:alert(1)",
        ] {
            let (line, reason) = page(body).unwrap_err();
            assert_eq!(line, 6, "{body}");
            assert!(reason.starts_with("a link begins with `"), "{reason}");
        }
        for body in ["[a](https://x/?a:b)", "[a](/p/a:b)", "[a](#b)", "<mailto:a@b.c>", "[a](./x:y)"] {
            assert!(page(body).is_ok(), "{body}");
        }
    }

    #[test]
    fn the_title_is_the_only_heading_of_its_level() {
        assert_eq!(markdown("# A\n\n## B\n\n###### C").unwrap(), "<h2>A</h2>\n<h3>B</h3>\n<h6>C</h6>\n");
        assert_eq!(markdown("## B").unwrap(), "<h2>B</h2>\n");
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
