//! Names that one part of the program writes into a site and another reads there.

/// The index of the sitemaps.
pub const SITEMAP_INDEX: &str = "sitemap.xml";

/// The namespace of what sitemaps say about models. It is a name and not an address: every site has the same.
pub const SITEMAP_NAMESPACE: &str = "urn:modelpress:compatibility:1.0";
