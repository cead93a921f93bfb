//! `UrlForm`: how addresses map to files.

/// How addresses map to files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UrlForm {
    /// `/a/b/` is `a/b/index.html`.
    Slash,
    /// `/a/b.html` is `a/b.html`.
    Html,
    /// `/a/b` is the file or key `a/b`.
    Bare,
}

strict_toml::names! {
    UrlForm "form of addresses" { "slash" Slash, "html" Html, "bare" Bare }
}
