//! `Site`: the answer to a URL, as a static host decides it, from the output folder alone.
//!
//! | URL | answer |
//! |---|---|
//! | of a file | the file, with the type in the manifest |
//! | `/a/` | `a/index.html` |
//! | `/a`, if `a/index.html` exists and a file `a` does not | 301 to `/a/` |
//! | matches a rule of `_redirects`, and no such file exists | the redirect |
//! | anything else | `404.html` with status 404 |
//!
//! Some hosts answer `/a` with `a.html`, and some redirect `/a.html` to `/a`. Neither is imitated, because a link that
//! needs this works on some hosts only.

use site::{
    address::{Route, SiteAddress, UrlStyle, origin::decoded, url_path::encoded},
    content_type::ContentType,
    file_names::{HEADERS, NOT_FOUND, REDIRECTS},
    host::{
        Host,
        header_rules::{HeaderRules, Scope},
        redirect_rules::RedirectRules,
    },
    manifest::OutputManifest,
    output,
};
use std::{
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

/// A built site.
#[derive(Debug)]
pub struct Site {
    /// The site's folder.
    root: PathBuf,
    /// Not encoded: empty, or `/marketplace`.
    base_path: String,
    style: UrlStyle,
    manifest: OutputManifest,
    redirects: RedirectRules,
    headers: HeaderRules,
    id: String,
}

/// The response of a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Body,
}

/// A response body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// No body.
    Empty,
    /// A page.
    Page(PathBuf),
    /// Any other file.
    File(PathBuf),
    /// Text of the server itself.
    Text(String),
}

impl Site {
    /// Reads the site that a build wrote to `out`. Also returns the invalid lines of its `_redirects` and `_headers`.
    /// `host` decides whether redirects apply, and the status of those without one.
    pub fn load(out: &Path, address: &SiteAddress, host: Host) -> Result<(Self, Vec<String>), output::Error> {
        let base_path = address.base_path.clone();
        let root = out.join(base_path.trim_matches('/'));
        let manifest = output::read_manifest(&root)?;
        // A host reads its rules from its own root folder, where a site with a base path has none.
        let text = |name: &str| {
            if base_path.is_empty() { fs::read_to_string(root.join(name)).unwrap_or_default() } else { String::new() }
        };
        let origin = &address.base_url;
        let (redirects_text, headers_text) = (text(REDIRECTS), text(HEADERS));
        let (redirects, malformed) = RedirectRules::parse(&redirects_text, origin, host);
        let (headers, others) = HeaderRules::parse(&headers_text, |line| Scope::of(line, origin));
        let problems = malformed.iter().chain(&others).map(ToString::to_string).collect();
        let id = id(&manifest);
        Ok((Self { root, base_path, style: address.url_form, manifest, redirects, headers, id }, problems))
    }

    /// The content of a file of the site. Symbolic links out of its folder are not followed, whenever they appeared.
    pub fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        let real = file.canonicalize()?;
        if !real.starts_with(self.root.canonicalize()?) {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is a symbolic link out of the site"));
        }
        // Reading a pipe would never end.
        if !fs::symlink_metadata(&real)?.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a file"));
        }
        fs::read(real)
    }

    /// Changes if any file changes.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The URL of the home page.
    #[must_use]
    pub fn home(&self) -> String {
        format!("{}/", encoded(&self.base_path))
    }

    /// Answers a URL: its encoded path, and its query if there is one.
    #[must_use]
    pub fn answer(&self, path: &str, query: Option<&str>) -> Answer {
        let path = decoded(path);
        let located = self.locate(&path);
        let is_file = located.as_ref().is_some_and(|(_, route)| *route != Route::SlashAdded);
        if let Some(target) = self.redirects.target(&path, is_file) {
            if target.status != 200 {
                return redirect(target.status, &target.to, query);
            }
            if let Some((file, Route::Direct | Route::IndexNamed)) = self.locate(&decoded(&target.to)) {
                return self.file(200, &path, &file);
            }
        }
        match located {
            Some((_, Route::SlashAdded)) => redirect(301, &format!("{}/", encoded(&path)), query),
            Some((file, _)) => self.file(200, &path, &file),
            None => self.not_found(&path),
        }
    }

    /// The file that answers a decoded path, by one of the routes that all hosts support.
    fn locate(&self, path: &str) -> Option<(String, Route)> {
        let inside = path.strip_prefix(&*self.base_path)?;
        let find = |file: &str, route| {
            let is_offered = matches!(route, Route::Direct | Route::IndexNamed | Route::SlashAdded);
            let is_rules = [REDIRECTS, HEADERS].contains(&file);
            (is_offered && !is_rules && self.manifest.files.contains_key(file)).then(|| file.to_owned())
        };
        match inside.strip_prefix('/') {
            Some(inside) => self.style.locate(inside, find),
            // The base path without a slash is the URL of the home page.
            None if inside.is_empty() => self.style.locate("", find).map(|(file, _)| (file, Route::SlashAdded)),
            None => None,
        }
    }

    fn file(&self, status: u16, path: &str, name: &str) -> Answer {
        let content_type = self.manifest.files.get(name).map_or(ContentType::Binary, |file| file.content_type);
        let mut headers = self.headers.headers(path);
        if !headers.iter().any(|(name, _)| name == "content-type") {
            headers.push(("content-type".to_owned(), content_type.mime().to_owned()));
        }
        let file = self.root.join(name);
        let body = if content_type == ContentType::Html { Body::Page(file) } else { Body::File(file) };
        Answer { status, headers, body }
    }

    fn not_found(&self, path: &str) -> Answer {
        if self.manifest.files.contains_key(NOT_FOUND) && self.base_path.is_empty() {
            return self.file(404, path, NOT_FOUND);
        }
        let mut text = format!("404: there is no {path}\n");
        if !self.base_path.is_empty() {
            let _ = writeln!(text, "The site is below {}; the preview shows nothing else.", self.home());
        }
        Answer::text(404, text)
    }
}

impl Answer {
    /// Text of the server itself.
    #[must_use]
    pub fn text(status: u16, text: String) -> Self {
        let headers = vec![("content-type".to_owned(), ContentType::Text.mime().to_owned())];
        Self { status, headers, body: Body::Text(text) }
    }
}

/// The query is kept if the target has none.
fn redirect(status: u16, to: &str, query: Option<&str>) -> Answer {
    let location = match query {
        Some(query) if !to.contains('?') => format!("{to}?{query}"),
        _ => to.to_owned(),
    };
    Answer { status, headers: vec![("location".to_owned(), location)], body: Body::Empty }
}

fn id(manifest: &OutputManifest) -> String {
    let mut hasher = blake3::Hasher::new();
    for (path, file) in &manifest.files {
        hasher.update(path.as_bytes()).update(b"\n").update(&file.hash.0);
    }
    hasher.finalize().to_hex()[..16].to_owned()
}
