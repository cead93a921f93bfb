//! Names of files that one part of the program writes into a site and another looks for. Each is at the root of the site,
//! except where it says otherwise.

/// The page of a folder: the home page at the root.
pub const INDEX: &str = "index.html";

/// The page that hosts answer missing paths with.
pub const NOT_FOUND: &str = "404.html";

/// The rules for crawlers.
pub const ROBOTS: &str = "robots.txt";

/// The index of the sitemaps.
pub const SITEMAP_INDEX: &str = "sitemap.xml";

/// The namespace of what sitemaps say about models. It is a name and not an address: every site has the same.
pub const SITEMAP_NAMESPACE: &str = "urn:modelpress:compatibility:1.0";

/// The newly supported models, as an Atom feed.
pub const ATOM_FEED: &str = "feed.xml";

/// The same as a JSON feed.
pub const JSON_FEED: &str = "feed.json";

/// The overview for language models.
pub const LLMS_TXT: &str = "llms.txt";

/// The redirects, in the root of the host.
pub const REDIRECTS: &str = "_redirects";

/// The headers of answers, in the root of the host.
pub const HEADERS: &str = "_headers";

/// The record of every file and page, in [`crate::manifest::STATE_FOLDER`].
pub const MANIFEST: &str = "manifest.json";
