//! `UrlPath` and `OutputPath`: the address of a page or file, and the output file it maps to. [`Addresses`] makes every
//! address the program writes, and only [`UrlPath::output`] maps an address to a file.

use super::{Alternate, SiteAddress, UrlStyle, origin::decoded, page_path::PagePath, url_style::direct_file};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use std::fmt;

/// Characters that are not percent-encoded: letters, digits, `- . _ ~`, and the slash between segments.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The percent-encoded path of a URL, from the root of the host: `/marketplace/models/gpt2/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UrlPath(Box<str>);

/// The path of a file relative to the output folder, not encoded: `models/gpt2/index.html`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OutputPath(Box<str>);

/// Makes the addresses of one site in one language.
///
/// | style | page | page with others below it | home | file |
/// |---|---|---|---|---|
/// | `slash` | `/a/b/` | `/a/` | `/` | `/a/b.css` |
/// | `html` | `/a/b.html` | `/a.html` | `/` | `/a/b.css` |
/// | `bare` | `/a/b` | `/a/index` | `/` | `/a/b.css` |
///
/// `bare` uses `/a/index` because a file system cannot hold a file `a` next to a folder `a`, and a plain bucket answers
/// `/a/b` only with the object of exactly that name. No page is named `index`, so there is no collision.
///
/// Pages of an additional language are below its folder, whose own page is the home page in that language. Files shared
/// by all languages are not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    style: UrlStyle,
    base_url: String,
    /// Percent-encoded: empty or `/marketplace`.
    base_path: String,
    /// The folder of the language, after the base path: empty or `/pl`.
    folder: String,
}

impl UrlPath {
    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file that this address maps to in the styles that `build` writes: `index.html` in the folder if the address
    /// ends with a slash, otherwise the file of the same name.
    #[must_use]
    pub fn output(&self) -> OutputPath {
        OutputPath(direct_file(&decoded(self.0.trim_start_matches('/'))).into())
    }
}

impl OutputPath {
    /// The path as text, with `/` between folders.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The target of an address.
#[derive(Debug, Clone, Copy)]
enum Place<'a> {
    Page(&'a PagePath),
    /// Path relative to the root of the site, not encoded.
    File(&'a str),
}

impl Addresses {
    /// The addresses of a site in its main language.
    #[must_use]
    pub fn new(address: &SiteAddress) -> Self {
        let base_path = address.base_path.trim_matches('/');
        let base_path = if base_path.is_empty() { String::new() } else { format!("/{}", encode(base_path)) };
        Self {
            style: address.url_form,
            base_url: address.base_url.trim_end_matches('/').to_owned(),
            base_path,
            folder: String::new(),
        }
    }

    /// The addresses of the same site in the language whose pages are below `folder`. Empty for the main language.
    #[must_use]
    pub fn of_language(&self, folder: &str) -> Self {
        let folder = if folder.is_empty() { String::new() } else { ["/", folder].concat() };
        Self { folder, ..self.clone() }
    }

    /// The URL style.
    #[must_use]
    pub fn style(&self) -> UrlStyle {
        self.style
    }

    /// The address of a page.
    #[must_use]
    pub fn page(&self, path: &PagePath) -> UrlPath {
        self.url_path(Place::Page(path))
    }

    /// The address of a file whose name is the same in every style: `sitemap.xml`, `assets/main.css`, `404.html`.
    #[must_use]
    pub fn file(&self, name: &str) -> UrlPath {
        self.url_path(Place::File(name))
    }

    /// The address of a file that exists once per language, below the language's folder: `search/0/index.json`.
    #[must_use]
    pub fn own_file(&self, name: &str) -> UrlPath {
        self.file(&[&*self.folder, "/", name].concat())
    }

    fn url_path(&self, place: Place<'_>) -> UrlPath {
        let mut path = String::with_capacity(self.base_path.len() + 64);
        self.push(place, &mut path);
        UrlPath(path.into())
    }

    /// Appends the address of a page, as [`Addresses::page`] returns it.
    pub fn push_page(&self, path: &PagePath, to: &mut String) {
        self.push(Place::Page(path), to);
    }

    /// The address (or file) of a page's alternate, from the address (or file) of the page.
    ///
    /// | style | page | alternate |
    /// |---|---|---|
    /// | `slash` | `/a/b/` | `/a/b/index.json` |
    /// | `html` | `/a/b.html` | `/a/b.json` |
    /// | `bare` | `/a/b` | `/a/b~.json`, since `/a/b.json` can be a page; no page name has a `~` before a dot |
    #[must_use]
    pub fn alternate(&self, page: &str, alternate: Alternate) -> String {
        let (stem, joint) = match self.style {
            UrlStyle::Slash => (self.style.path_of(page), "index"),
            UrlStyle::Html | UrlStyle::Clean => (page.strip_suffix(".html").unwrap_or(page), ""),
            UrlStyle::Bare => (page, "~"),
        };
        [stem, joint, ".", alternate.ending()].concat()
    }

    /// The path of a file relative to the site's own folder, which is the base path if there is one.
    #[must_use]
    pub fn in_site<'a>(&self, file: &'a OutputPath) -> &'a str {
        let folder = decoded(self.base_path.trim_start_matches('/'));
        let inside = file.as_str().strip_prefix(&*folder).unwrap_or(file.as_str());
        inside.trim_start_matches('/')
    }

    /// Appends the address with scheme and host.
    pub fn push_absolute(&self, path: &UrlPath, to: &mut String) {
        to.push_str(&self.base_url);
        to.push_str(path.as_str());
    }

    /// The address with scheme and host.
    #[must_use]
    pub fn absolute(&self, path: &UrlPath) -> String {
        let mut absolute = String::with_capacity(self.base_url.len() + path.as_str().len());
        self.push_absolute(path, &mut absolute);
        absolute
    }

    /// Prefixes an address of this site with scheme and host.
    #[must_use]
    pub fn absolute_of(&self, address: &str) -> String {
        [&*self.base_url, address].concat()
    }

    /// Appends an address. All addresses are formatted here.
    fn push(&self, place: Place<'_>, to: &mut String) {
        to.push_str(&self.base_path);
        match place {
            Place::File(name) => {
                to.push('/');
                to.extend(utf8_percent_encode(name.trim_start_matches('/'), ENCODED));
            }
            Place::Page(path) => {
                // Page paths contain no characters that need encoding.
                let text = path.as_str();
                let name = text.strip_suffix('/').unwrap_or(text);
                to.push_str(&self.folder);
                to.push_str(name);
                let is_home = name.is_empty() && self.folder.is_empty();
                to.push_str(if is_home { "/" } else { self.style.url_ending(path.is_folder()) });
            }
        }
    }
}

/// Percent-encodes any text as a URL path: `a b/ü` becomes `a%20b/%C3%BC`.
#[must_use]
pub fn encoded(path: &str) -> PercentEncode<'_> {
    utf8_percent_encode(path, ENCODED)
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(url_form: UrlStyle, base_path: &str) -> Addresses {
        let base_url = "https://models.example.org".to_owned();
        Addresses::new(&SiteAddress { base_url, base_path: base_path.to_owned(), url_form })
    }

    #[test]
    fn every_form_has_its_address_and_its_file() {
        let (slash, html, bare) = (UrlStyle::Slash, UrlStyle::Html, UrlStyle::Bare);
        for (form, page, url, output) in [
            (slash, "/", "/", "index.html"),
            (slash, "/models/", "/models/", "models/index.html"),
            (slash, "/models/a/b.gguf", "/models/a/b.gguf/", "models/a/b.gguf/index.html"),
            (html, "/", "/", "index.html"),
            (html, "/models/", "/models.html", "models.html"),
            (html, "/models/a/b", "/models/a/b.html", "models/a/b.html"),
            (bare, "/", "/", "index.html"),
            (bare, "/models/", "/models/index", "models/index"),
            (bare, "/models/a/b", "/models/a/b", "models/a/b"),
        ] {
            let page = PagePath::parse(page).unwrap();
            let path = addresses(form, "").page(&page);
            assert_eq!((path.as_str(), path.output().as_str()), (url, output));
            let path = addresses(form, "/marketplace").page(&page);
            assert_eq!(path.as_str(), format!("/marketplace{url}"));
            assert_eq!(path.output().as_str(), format!("marketplace/{output}"));
        }
    }

    #[test]
    fn pages_of_a_further_language_lie_below_its_folder() {
        for (form, home, models, model) in [
            (UrlStyle::Slash, "/pl/", "/pl/models/", "/pl/models/a/b/"),
            (UrlStyle::Html, "/pl.html", "/pl/models.html", "/pl/models/a/b.html"),
            (UrlStyle::Bare, "/pl/index", "/pl/models/index", "/pl/models/a/b"),
        ] {
            for base in ["", "/marketplace"] {
                let main = addresses(form, base);
                let polish = main.of_language("pl");
                for (path, url) in [("/", home), ("/models/", models), ("/models/a/b", model)] {
                    let path = PagePath::parse(path).unwrap();
                    assert_eq!(polish.page(&path).as_str(), format!("{base}{url}"));
                    // The manifest's path for the page gives the same address.
                    assert_eq!(main.page(&path.below("pl")), polish.page(&path));
                    assert_eq!(polish.of_language("").page(&path), main.page(&path));
                }
                assert_eq!(polish.file("sitemap.xml"), main.file("sitemap.xml"));
                assert_eq!(polish.own_file("search/0/index.json").as_str(), format!("{base}/pl/search/0/index.json"));
                assert_eq!(main.own_file("a.json"), main.file("a.json"));
            }
        }
    }

    #[test]
    fn files_keep_their_names_in_every_form() {
        for form in [UrlStyle::Slash, UrlStyle::Html, UrlStyle::Bare] {
            for name in ["sitemap.xml", "assets/main.0a1b.css", "404.html", "_redirects"] {
                let path = addresses(form, "/m").file(name);
                assert_eq!(path.as_str(), format!("/m/{name}"));
                assert_eq!(path.output().as_str(), format!("m/{name}"));
            }
        }
    }

    #[test]
    fn what_is_not_plain_is_encoded_in_the_address_and_plain_on_disk() {
        let addresses = addresses(UrlStyle::Slash, "/modèles");
        let path = addresses.file("assets/ä b.css");
        assert_eq!(path.as_str(), "/mod%C3%A8les/assets/%C3%A4%20b.css");
        assert_eq!(path.output().as_str(), "modèles/assets/ä b.css");
        assert_eq!(addresses.absolute(&path), format!("https://models.example.org{path}"));
    }
}
