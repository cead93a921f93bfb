//! `SiteAddress`: where a site is published.

use super::UrlForm;

/// Where a site is published, and the form of its addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteAddress {
    /// Scheme and host: `https://models.example.org`.
    pub base_url: String,
    /// Folders below the host's root, each with a slash before it: `/shop/models`. Empty for the root.
    pub base_path: String,
    /// How addresses map to files.
    pub url_form: UrlForm,
}
