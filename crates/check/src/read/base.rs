//! `Base`: the URL of a site and its URL style. Resolves links to files.

use crate::read::files::{FileId, Files};
use site::address::{
    Route, UrlStyle,
    origin::{decoded, split_origin},
};
use std::borrow::Cow;

/// The URL of a site and its URL style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    /// Scheme, host and port: `https://models.example.org`. `None` if unknown.
    pub origin: Option<String>,
    /// The base path, decoded: empty, or `/marketplace`.
    pub path: String,
    /// How page URLs map to files.
    pub style: UrlStyle,
}

/// The target of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A file that hosts serve at this URL with status 200.
    File(FileId),
    /// A file that hosts redirect this URL to.
    Moved(FileId),
    /// No file.
    Missing,
    /// A path outside the base path, not covered by the folder.
    Above,
    /// Another host.
    External,
    /// Not a page: `mailto:` and similar schemes.
    Other,
}

/// A parsed and resolved link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link<'a> {
    /// What it resolves to.
    pub target: Target,
    /// The part after `#`.
    pub fragment: Option<&'a str>,
    /// Whether it contains a `?`.
    pub has_query: bool,
}

impl Base {
    /// The decoded path of an absolute URL of this site, relative to the base path: `/models/a/`.
    #[must_use]
    pub fn own_path<'a>(&self, address: &'a str) -> Option<Cow<'a, str>> {
        let (origin, rest) = split_origin(address)?;
        if self.origin.as_deref().is_some_and(|own| !own.eq_ignore_ascii_case(origin)) {
            return None;
        }
        let path = rest.split(['?', '#']).next().unwrap_or_default();
        self.below(decoded(if path.is_empty() { "/" } else { path }))
    }

    /// Strips the base path.
    fn below<'a>(&self, path: Cow<'a, str>) -> Option<Cow<'a, str>> {
        if self.path.is_empty() {
            return Some(path);
        }
        let rest = path.strip_prefix(&*self.path)?;
        match rest {
            "" => Some(Cow::Borrowed("/")),
            rest if rest.starts_with('/') => Some(Cow::Owned(rest.to_owned())),
            _ => None,
        }
    }

    /// The path at which hosts serve the page with status 200, from the root of the host.
    #[must_use]
    pub fn address(&self, file: &str) -> String {
        format!("{}/{}", self.path, self.style.path_of(file))
    }

    /// Resolves a decoded path below the base path as a host does.
    #[must_use]
    pub fn locate(&self, path: &str, files: &Files) -> Target {
        match self.style.locate(path.trim_start_matches('/'), |file, _| files.find(file)) {
            Some((file, Route::Direct)) => Target::File(file),
            Some((file, _)) => Target::Moved(file),
            None => Target::Missing,
        }
    }

    /// Resolves a link on a page. `page` is the decoded path of that page from the root of the host.
    #[must_use]
    pub fn resolve<'a>(&self, href: &'a str, page: &str, files: &Files) -> Link<'a> {
        let href = href.trim();
        let (address, fragment) = match href.split_once('#') {
            Some((address, fragment)) => (address, Some(fragment)),
            None => (href, None),
        };
        let has_query = address.contains('?');
        let link = |target| Link { target, fragment, has_query };
        let (path, is_absolute) = match self.path_of(address) {
            Ok(found) => found,
            Err(target) => return link(target),
        };
        let path = path.split('?').next().unwrap_or_default();
        let path = if is_absolute {
            decoded(path)
        } else if path.is_empty() {
            Cow::Borrowed(page)
        } else {
            let folder = &page[..=page.rfind('/').unwrap_or_default()];
            Cow::Owned(format!("{folder}{}", decoded(path)))
        };
        let path = if path.contains("/.") { Cow::Owned(without_dots(&path)) } else { path };
        match self.below(path) {
            Some(path) => link(self.locate(&path, files)),
            None => link(Target::Above),
        }
    }

    /// Resolves the `href` of a page's `base` element: a path from the root of the host. Falls back to the page's own
    /// path if `base` is on another host.
    #[must_use]
    pub fn join(&self, base: &str, page: &str) -> String {
        match self.path_of(base.trim()) {
            Ok((path, true)) => path.to_owned(),
            Ok((path, false)) => without_dots(&format!("{}{path}", &page[..=page.rfind('/').unwrap_or_default()])),
            Err(_) => page.to_owned(),
        }
    }

    /// The path of a link, and whether it starts at the root of the host. `Err` with the target if it is not a path on
    /// this host.
    fn path_of<'a>(&self, address: &'a str) -> Result<(&'a str, bool), Target> {
        if address.starts_with("//") {
            let host = self.origin.as_deref().and_then(|origin| origin.split_once(':')).map(|(_, host)| host);
            return match host.and_then(|host| address.strip_prefix(host)) {
                Some(rest) if rest.is_empty() || rest.starts_with(['/', '?']) => Ok((from_root(rest), true)),
                _ => Err(Target::External),
            };
        }
        if address.starts_with('/') {
            return Ok((address, true));
        }
        let scheme = address.find(':').filter(|at| !address[..*at].contains(['/', '?']));
        let Some(scheme) = scheme else { return Ok((address, false)) };
        match (&self.origin, split_origin(address)) {
            (_, None)
                if address[..scheme].eq_ignore_ascii_case("http")
                    || address[..scheme].eq_ignore_ascii_case("https") =>
            {
                Err(Target::External)
            }
            (_, None) => Err(Target::Other),
            (Some(own), Some((origin, rest))) if own.eq_ignore_ascii_case(origin) => Ok((from_root(rest), true)),
            (_, Some(_)) => Err(Target::External),
        }
    }
}

/// The path after a host. A host without a path means its root.
fn from_root(rest: &str) -> &str {
    if rest.starts_with('/') { rest } else { "/" }
}

/// Resolves `.` and `..` in a path that begins with a slash.
fn without_dots(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let mut is_folder = false;
    for part in path.split('/').skip(1) {
        is_folder = matches!(part, "." | "..");
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let mut text: String = parts.iter().flat_map(|part| ["/", part]).collect();
    if is_folder || text.is_empty() {
        text.push('/');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(style: UrlStyle, path: &str) -> Base {
        Base { origin: Some("https://a.example".to_owned()), path: path.to_owned(), style }
    }

    fn files(paths: &[&str]) -> Files {
        Files::of(paths)
    }

    #[test]
    fn a_host_alone_is_its_root() {
        for host in ["https://a.example", "//a.example", "//a.example?x=1"] {
            assert_eq!(base(UrlStyle::Slash, "").join(host, "/a/"), "/", "{host}");
        }
    }

    #[test]
    fn links_lead_where_hosts_lead_them() {
        let files = files(&["404.html", "a/b/index.html", "a/c.html", "a/d", "index.html"]);
        let target = |style, href: &str| match base(style, "").resolve(href, "/a/b/", &files).target {
            Target::File(file) => format!("={}", files.path(file)),
            Target::Moved(file) => format!(">{}", files.path(file)),
            other => format!("{other:?}"),
        };
        for (href, leads) in [
            ("", "=a/b/index.html"),
            ("#x", "=a/b/index.html"),
            ("?x=1", "=a/b/index.html"),
            ("/", "=index.html"),
            ("/index.html", ">index.html"),
            ("https://a.example", "=index.html"),
            ("//a.example", "=index.html"),
            ("//a.example?x=1", "=index.html"),
            ("https://A.example/a/b/", "=a/b/index.html"),
            ("//a.example/a/b/", "=a/b/index.html"),
            ("/a/b", ">a/b/index.html"),
            ("../b/", "=a/b/index.html"),
            ("./../c.html#y", "=a/c.html"),
            ("/a/c.html", "=a/c.html"),
            ("/a/c", ">a/c.html"),
            ("/a/c/", ">a/c.html"),
            ("/a/d", "=a/d"),
            ("/%61/b/", "=a/b/index.html"),
            ("/x", "Missing"),
            ("x", "Missing"),
            ("https://b.example/a/b/", "External"),
            ("//b.example/", "External"),
            ("mailto:a@b.example", "Other"),
            ("http:", "External"),
        ] {
            assert_eq!(target(UrlStyle::Slash, href), leads, "{href}");
        }
        assert_eq!(target(UrlStyle::Clean, "/a/c"), "=a/c.html");
        assert_eq!(target(UrlStyle::Clean, "/a/c.html"), ">a/c.html");
    }

    #[test]
    fn a_base_path_stands_before_everything() {
        let files = files(&["a/index.html", "index.html"]);
        let target = |href: &str| base(UrlStyle::Slash, "/m").resolve(href, "/m/a/", &files).target;
        assert_eq!(target("/m/"), Target::File(1));
        assert_eq!(target("/m"), Target::File(1));
        assert_eq!(target("../a/"), Target::File(0));
        assert_eq!(target("/a/"), Target::Above);
        assert_eq!(target("/market/"), Target::Above);
        assert_eq!(base(UrlStyle::Slash, "/m").address("a/index.html"), "/m/a/");
    }
}
