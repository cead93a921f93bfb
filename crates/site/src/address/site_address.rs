//! `SiteAddress`: where a site is published.

use super::UrlStyle;

/// The base URL of a site without a published address: the default of `base-url`.
pub const EXAMPLE_BASE_URL: &str = "https://models.example.org";

/// Where a site is published, and its URL style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteAddress {
    /// Scheme and host: `https://models.example.org`.
    pub base_url: String,
    /// Folders below the root of the host, each preceded by a slash: `/shop/models`. Empty for the root.
    pub base_path: String,
    /// How URLs map to files.
    pub url_form: UrlStyle,
}

/// The host of a base URL, and the port if there is one.
#[must_use]
pub fn host(base_url: &str) -> &str {
    base_url.split_once("://").map_or(base_url, |(_, host)| host)
}
