//! `SiteConfig`: the settings of a site. Every key is declared once, with its type, default and documentation.

pub mod language;
mod readers;

use self::readers::{Alternates, BasePath, BaseUrl, FileName, KindName, PageVerdict};
use compatibility::{compatibility::Verdict, model_kind::ModelKind, worker_catalog::WorkerCatalog};
use std::path::{Path, PathBuf};
use strict_toml::{Invalid, Problem, Text, WebAddress, Within, tables};

use site::removal_limit::Share;

pub use site::address::{Alternate, SiteAddress, UrlStyle};

/// The settings of the site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SiteConfig {
    /// `[site]`
    pub site: SiteIdentity,
    /// `[[language]]`: the additional languages of the site, in file order.
    pub languages: Vec<language::LanguageConfig>,
    /// `[select]`
    pub select: SelectConfig,
    /// `[index]`
    pub index: IndexConfig,
    /// `[output]`
    pub output: OutputConfig,
    /// `[sitemap]`
    pub sitemap: SitemapConfig,
    /// `[robots]`
    pub robots: RobotsConfig,
}

tables! {
    /// `[site]`: the name, language and URL of the site.
    pub struct SiteIdentity: Default {
        /// Name of the site, used in titles and in the header.
        "name" pub name: String = "modelpress",
        /// One sentence about the site, for the home page and for search engines.
        "description" pub description: String
            = "Compatibility of Hugging Face language models with inference workers, with reasons.",
        /// Language tag of the pages. Languages other than English need a file of texts, such as content/text/pl.toml for
        /// "pl"; see docs/how-to/another-language.md.
        "language" pub language: String as language::Tag = "en",
        /// Scheme and host of the public site, and the port if there is one. For a path, use `base-path`.
        "base-url" pub base_url: String as BaseUrl = "https://models.example.org",
        /// Folder of a larger site that contains all pages, such as "/marketplace". Leave it empty if the site has its own
        /// host.
        "base-path" pub base_path: String as Text<BasePath> = "",
        /// URL of the license for the data table (data/models.jsonl.gz). Each model has a license of its own.
        "data-license" pub data_license: String as Text<WebAddress>
            = "https://creativecommons.org/publicdomain/zero/1.0/",
        /// File with your own style sheet, used unchanged on all pages instead of the built-in one.
        "style-sheet" pub style_sheet: String as Text<FileName> = "",
    }

    /// `[select]`: which models get a page. An empty list does not filter anything.
    pub struct SelectConfig: Default {
        /// Worker ids: only models that run, or are planned, on one of these workers.
        "workers" pub workers: Vec<String> = [],
        /// "runs" (tested or expected to run) and "planned" (announced for a worker but not supported yet).
        "verdicts" pub verdicts: Vec<Verdict> as Vec<PageVerdict> = ["runs", "planned"],
        /// Model kinds, such as "text-generation". Models that no worker supports are always left out.
        "kinds" pub kinds: Vec<ModelKind> as Vec<KindName> = [],
        /// Minimum number of downloads in 30 days. A model without a count has zero.
        "min-downloads" pub min_downloads: u64 = 0,
        /// License ids, such as "apache-2.0": only models with one of these licenses.
        "licenses" pub licenses: Vec<String> = [],
        /// Whether to include gated models.
        "gated" pub gated: bool = true,
    }

    /// `[index]`: which pages get `noindex`.
    pub struct IndexConfig: Default {
        /// Set `noindex` on all but the most popular of near-identical models: the same base model with the same files or
        /// 90 % of the same metadata, or names by one owner that differ only in punctuation and case.
        "noindex-copies" pub noindex_copies: bool = true,
        /// Set `noindex` on models with fewer known facts than this (0 to 5), out of family, parameters, context length,
        /// license and file sizes.
        "min-known-facts" pub min_known_facts: u64 as Within<0, 5> = 2,
    }

    /// `[output]`: where the site is written, and in which form.
    pub struct OutputConfig: Default {
        /// Output folder.
        "dir" pub dir: String = "dist",
        /// A build that would remove more than this percentage of the existing model pages stops without changing
        /// anything, so that a truncated snapshot cannot empty the site. Removing up to 20 pages is always allowed.
        /// `build --max-removals` overrides this.
        "max-removals" pub max_removals: Share as Text<Share> = "10%",
        /// URL style. "slash": /a/b/ is the file a/b/index.html; "html": /a/b.html is a/b.html; "bare": /a/b is the file or
        /// object a/b.
        "url-form" pub url_form: UrlStyle = "slash",
        /// Whether to write a `_redirects` file, which some hosts read.
        "redirects-file" pub redirects_file: bool = true,
        /// Whether to write a `_headers` file, which some hosts read: caching, content types and a content security policy.
        "headers-file" pub headers_file: bool = true,
        /// Whether to write a page for each redirect as well, for hosts that do not read `_redirects`.
        "redirect-pages" pub redirect_pages: bool = false,
        /// Number of models, most popular first, to redirect from their URLs on the legacy site (`/models/owner--name`), as
        /// long as `_redirects` stays below the 100 KB that hosts read. 0 turns this off.
        "replaced-slugs" pub replaced_slugs: u64 = 1000,
        /// Number of models, most popular first, with their own preview image (1200 x 630) for shared links. Other pages
        /// have one image per kind. Unchanged images are kept from the last build.
        "model-pictures" pub model_pictures: u64 = 30,
        /// Alternates of each model page for programs: "json" (`index.json` next to the page) and "md" (Markdown). An empty
        /// list turns them off.
        "alternates" pub alternates: Vec<Alternate> as Alternates = ["json"],
        /// Whether lists have a search box, with a script and a static index in search/.
        "search" pub search: bool = true,
        /// Whether model pages have a form that shows which variants fit into a machine's memory. It needs a script; what
        /// visitors enter stays in their browser.
        "machine" pub machine: bool = true,
    }

    /// `[sitemap]`.
    pub struct SitemapConfig: Default {
        /// Whether sitemaps are compressed (.xml.gz).
        "gzip" pub gzip: bool = false,
        /// Metadata of models in sitemaps: "compatibility", "pagemap" (for Google's Programmable Search Engine) or "none".
        "metadata" pub metadata: SitemapMetadata = "compatibility",
    }

    /// `[robots]`.
    pub struct RobotsConfig: Default {
        /// Crawlers that collect training data for models.
        "ai-training" pub ai_training: Permission = "allow",
        /// Crawlers of AI search engines and assistants.
        "ai-search" pub ai_search: Permission = "allow",
    }
}

impl SiteConfig {
    /// The folder of the site and its manifest, if the command line names no other: `[output] dir` with the base path.
    #[must_use]
    pub fn site_folder(&self) -> PathBuf {
        self.site.folder_in(Path::new(&self.output.dir))
    }

    /// The public address of the site.
    #[must_use]
    pub fn address(&self) -> SiteAddress {
        SiteAddress {
            base_url: self.site.base_url.clone(),
            base_path: self.site.base_path.clone(),
            url_form: self.output.url_form,
        }
    }
}

impl SiteIdentity {
    /// The folder of the site and its manifest for a build into `out`, the folder of the host site: below it by the
    /// base path.
    #[must_use]
    pub fn folder_in(&self, out: &Path) -> PathBuf {
        let below = self.base_path.split('/').filter(|part| !part.is_empty());
        below.fold(out.to_owned(), |folder, part| folder.join(part))
    }
}

/// The metadata of models in sitemaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SitemapMetadata {
    /// Elements in our own namespace.
    Compatibility,
    /// Google's PageMap, for its Programmable Search Engine.
    Pagemap,
    /// Nothing.
    None,
}

/// Whether a kind of crawler may read the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Permission {
    /// Allowed.
    Allow,
    /// Not allowed.
    Disallow,
}

strict_toml::names! {
    SitemapMetadata "kind of metadata" { "compatibility" Compatibility, "pagemap" Pagemap, "none" None }
    Permission "permission" { "allow" Allow, "disallow" Disallow }
}

impl SelectConfig {
    /// Checks that the catalog has every worker named in the settings; `name` is the settings file in messages.
    pub fn check(&self, catalog: &WorkerCatalog, name: &str) -> Result<(), Invalid> {
        let ids: Vec<&str> = catalog.workers.iter().map(|worker| &*worker.id).collect();
        let unknown = self.workers.iter().filter(|id| !ids.contains(&id.as_str()));
        let problem = |id: &String| Problem {
            place: "`workers` in `[select]`".to_owned(),
            text: format!("unknown worker `{id}`"),
            hint: strict_toml::nearest(id, &ids).map(|near| format!("did you mean `{near}`?")),
        };
        let problems: Vec<Problem> = unknown.map(problem).collect();
        if problems.is_empty() { Ok(()) } else { Err(Invalid { what: format!("`{name}`"), problems }) }
    }
}

#[cfg(test)]
mod tests {
    /// Commands that would publish the example URL compare with this constant.
    #[test]
    fn the_default_address_is_the_example() {
        assert_eq!(super::SiteIdentity::default().base_url, site::address::EXAMPLE_BASE_URL);
    }
}
