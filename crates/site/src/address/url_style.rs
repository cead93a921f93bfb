//! `UrlStyle`: maps page URLs to files and back, and models how a static host resolves a path.

use crate::file_names::{INDEX, NOT_FOUND};

/// How the URLs of pages map to files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UrlStyle {
    /// `/a/b/` is `a/b/index.html`.
    Slash,
    /// `/a/b.html` is `a/b.html`.
    Html,
    /// `/a/b` is the file or key `a/b`.
    Bare,
    /// `/a/b` is `a/b.html`, on hosts that hide the extension. `check` recognizes such sites; no setting names this
    /// style, so `build` never writes it.
    Clean,
}

strict_toml::names! {
    UrlStyle "form of addresses" { "slash" Slash, "html" Html, "bare" Bare }
}

/// How a host gets from a path to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// Answered directly with status 200.
    Direct,
    /// `/a/index.html` for the file `a/index.html`: some hosts answer it, others redirect to `/a/`.
    IndexNamed,
    /// A redirect from `/a` to `/a/`.
    SlashAdded,
    /// A redirect from `/a/` to `/a`, or to `/a.html`. Only some hosts do this.
    SlashDropped,
    /// A redirect from `/a` to `/a.html`, or `a.html` served without a redirect. Only some hosts do this.
    EndingAdded,
    /// A redirect from `/a.html` to `/a`.
    EndingDropped,
}

impl UrlStyle {
    /// Every style; the ones `build` writes come first.
    pub const ALL: [Self; 4] = [Self::Slash, Self::Html, Self::Bare, Self::Clean];

    /// The name in settings and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Slash => "slash",
            Self::Html => "html",
            Self::Bare => "bare",
            Self::Clean => "bare, from .html files",
        }
    }

    /// The suffix that turns the path of a page into its URL. `is_folder` means other pages can be below it.
    #[must_use]
    pub const fn url_ending(self, is_folder: bool) -> &'static str {
        match self {
            Self::Slash => "/",
            Self::Html => ".html",
            Self::Bare if is_folder => "/index",
            Self::Bare | Self::Clean => "",
        }
    }

    /// The suffix that turns the path of a page into its file name.
    #[must_use]
    pub const fn file_ending(self, is_folder: bool) -> &'static str {
        match self {
            Self::Slash => "/index.html",
            Self::Html | Self::Clean => ".html",
            Self::Bare => self.url_ending(is_folder),
        }
    }

    /// The path at which hosts answer a page with 200, from the path of its file. Neither path starts with a slash.
    #[must_use]
    pub fn path_of(self, file: &str) -> &str {
        match file.strip_suffix(INDEX) {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ if self == Self::Clean && file != NOT_FOUND => file.strip_suffix(".html").unwrap_or(file),
            _ => file,
        }
    }

    /// The style that the path of a page uses. `None` for the home page, which is the same in every style, and if
    /// `is_file` finds no file for the path.
    #[must_use]
    pub fn of_path(path: &str, is_file: impl Fn(&str) -> bool) -> Option<Self> {
        let inside = path.trim_start_matches('/');
        match inside {
            "" => None,
            _ if inside.ends_with('/') => Some(Self::Slash),
            _ if has_ending(inside, ".html") || has_ending(inside, ".htm") => Some(Self::Html),
            _ if is_file(inside) => Some(Self::Bare),
            _ => is_file(&[inside, ".html"].concat()).then_some(Self::Clean),
        }
    }

    /// The file that hosts answer a path with, and the route to it. `path` is decoded, relative to the site's folder
    /// and without a leading slash. `find` is called with one candidate after the other, in the order in which hosts
    /// look. It returns `None` for a missing file and for a route the caller does not accept.
    pub fn locate<F>(self, path: &str, mut find: impl FnMut(&str, Route) -> Option<F>) -> Option<(F, Route)> {
        let mut look = |file: &str, route| find(file, route).map(|found| (found, route));
        let with_ending = |path: &str| [path, ".html"].concat();
        if is_folder(path) {
            let bare = path.trim_end_matches('/');
            return look(&direct_file(path), Route::Direct)
                .or_else(|| look(bare, Route::SlashDropped))
                .or_else(|| look(&with_ending(bare), Route::SlashDropped));
        }
        let is_clean = self == Self::Clean;
        let own = match path {
            _ if path == INDEX || path.ends_with("/index.html") => Route::IndexNamed,
            _ if is_clean && has_ending(path, ".html") && path != NOT_FOUND => Route::EndingDropped,
            _ => Route::Direct,
        };
        let other = if is_clean { Route::Direct } else { Route::EndingAdded };
        look(path, own)
            .or_else(|| look(&with_ending(path), other))
            .or_else(|| look(&direct_file(&[path, "/"].concat()), Route::SlashAdded))
    }
}

/// The file a path names directly: `index.html` for a folder, otherwise the path itself.
pub(super) fn direct_file(path: &str) -> String {
    if is_folder(path) { [path, INDEX].concat() } else { path.to_owned() }
}

fn is_folder(path: &str) -> bool {
    path.is_empty() || path.ends_with('/')
}

/// Whether a path has this ending, ignoring ASCII case.
#[must_use]
pub fn has_ending(path: &str, ending: &str) -> bool {
    let at = path.len().wrapping_sub(ending.len());
    path.as_bytes().get(at..).is_some_and(|end| end.eq_ignore_ascii_case(ending.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn located(style: UrlStyle, path: &str, files: &[&str]) -> Option<(String, Route)> {
        style.locate(path, |file, _| files.contains(&file).then(|| file.to_owned()))
    }

    /// Each page has one file and one path; both lookups agree.
    #[test]
    fn path_and_file_map_to_each_other() {
        for style in UrlStyle::ALL {
            for (page, is_folder) in [("models", true), ("models/o/a", false), ("models/o/b.gguf", false)] {
                let (path, file) =
                    (page.to_owned() + style.url_ending(is_folder), page.to_owned() + style.file_ending(is_folder));
                assert_eq!(located(style, &path, &[&file]), Some((file.clone(), Route::Direct)), "{style:?} {page}");
                assert_eq!(style.path_of(&file), path, "{style:?}");
                assert_eq!(UrlStyle::of_path(&format!("/{path}"), |other| other == file), Some(style), "{page}");
            }
            assert_eq!(located(style, "", &["index.html"]), Some(("index.html".to_owned(), Route::Direct)));
            assert_eq!(located(style, "404.html", &["404.html"]), Some(("404.html".to_owned(), Route::Direct)));
            assert_eq!((style.path_of("index.html"), style.path_of("404.html")), ("", "404.html"));
            assert_eq!(UrlStyle::of_path("/", |_| true), None);
        }
        assert_eq!(UrlStyle::of_path("/gone", |_| false), None);
    }

    #[test]
    fn hosts_look_for_files_in_this_order() {
        let files = ["a", "a.html", "a/index.html"];
        for (style, path, expected) in [
            (
                UrlStyle::Slash,
                "a/",
                &[("a/index.html", Route::Direct), ("a", Route::SlashDropped), ("a.html", Route::SlashDropped)],
            ),
            (
                UrlStyle::Html,
                "a",
                &[("a", Route::Direct), ("a.html", Route::EndingAdded), ("a/index.html", Route::SlashAdded)],
            ),
            (
                UrlStyle::Clean,
                "a",
                &[("a", Route::Direct), ("a.html", Route::Direct), ("a/index.html", Route::SlashAdded)],
            ),
        ] {
            let mut files = files.to_vec();
            for (file, route) in expected {
                assert_eq!(located(style, path, &files), Some(((*file).to_owned(), *route)), "{style:?} {path}");
                files.retain(|known| known != file);
            }
            assert_eq!(located(style, path, &files), None);
        }
        let route = |style, path| located(style, path, &[path]).unwrap().1;
        assert_eq!(route(UrlStyle::Slash, "a/index.html"), Route::IndexNamed);
        assert_eq!(route(UrlStyle::Html, "a/b.html"), Route::Direct);
        assert_eq!(route(UrlStyle::Clean, "a/b.HTML"), Route::EndingDropped);
    }

    /// A rejected route does not hide a file reachable by an accepted one.
    #[test]
    fn a_refused_route_is_passed_over() {
        let found = UrlStyle::Slash.locate("a", |file, route| (route == Route::SlashAdded).then(|| file.to_owned()));
        assert_eq!(found, Some(("a/index.html".to_owned(), Route::SlashAdded)));
    }

    #[test]
    fn no_setting_names_the_style_that_is_only_read() {
        use strict_toml::Names as _;
        let named: Vec<UrlStyle> = UrlStyle::names().into_iter().filter_map(UrlStyle::named).collect();
        assert_eq!(named, [UrlStyle::Slash, UrlStyle::Html, UrlStyle::Bare]);
        assert!(UrlStyle::names().into_iter().eq(named.iter().map(|style| style.as_str())));
    }
}
