//! Names of files that one part of the program writes and another looks for. Each is at the root of the site unless
//! noted otherwise.

/// The page of a folder; at the root, the home page.
pub const INDEX: &str = "index.html";

/// The page that hosts serve for missing paths.
pub const NOT_FOUND: &str = "404.html";

/// The rules for crawlers.
pub const ROBOTS: &str = "robots.txt";

/// The index of the sitemaps.
pub const SITEMAP_INDEX: &str = "sitemap.xml";

/// The XML namespace of the model data in sitemaps. It is a name, not a URL, and the same for every site.
pub const SITEMAP_NAMESPACE: &str = "urn:modelpress:compatibility:1.0";

/// The newly supported models, as an Atom feed.
pub const ATOM_FEED: &str = "feed.xml";

/// The newly supported models, as a JSON feed.
pub const JSON_FEED: &str = "feed.json";

/// The overview of the site for language models.
pub const LLMS_TXT: &str = "llms.txt";

/// The redirects, at the root of the host.
pub const REDIRECTS: &str = "_redirects";

/// The response headers, at the root of the host.
pub const HEADERS: &str = "_headers";

/// The manifest of all files and pages, in [`crate::manifest::STATE_FOLDER`].
pub const MANIFEST: &str = "manifest.json";
