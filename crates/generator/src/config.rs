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
    /// `[[language]]`: the further languages of the site, in the order of the file.
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
    /// `[site]`: what the site is called and where it stands.
    pub struct SiteIdentity: Default {
        /// In titles and in the header.
        "name" pub name: String = "modelpress",
        /// One sentence, for the home page and for machines.
        "description" pub description: String
            = "Which language models run on which inference workers, and why.",
        /// The language of the pages, by its tag. In another than English they need a file of texts:
        /// content/text/pl.toml for "pl"; docs/how-to/another-language.md has the steps.
        "language" pub language: String as language::Tag = "en",
        /// Scheme and host, and port where there is one. No path: that is `base-path`.
        "base-url" pub base_url: String as BaseUrl = "https://models.example.org",
        /// The folder of a host site that all pages lie below, as in "/marketplace". Empty: the site has a host of its
        /// own.
        "base-path" pub base_path: String as Text<BasePath> = "",
        /// Address of the license that the table of models (data/models.jsonl.gz) is offered under. The models have
        /// their own.
        "data-license" pub data_license: String as Text<WebAddress>
            = "https://creativecommons.org/publicdomain/zero/1.0/",
        /// A file with a style sheet of your own, for all pages, instead of the one that comes with the program; taken
        /// as it is.
        "style-sheet" pub style_sheet: String as Text<FileName> = "",
    }

    /// `[select]`: which models get a page. Every list that is empty lets everything through.
    pub struct SelectConfig: Default {
        /// Ids of workers, as in content/workers: only models that run or are planned on one of these.
        "workers" pub workers: Vec<String> = [],
        /// "runs" (tested, or expected to run), "planned" (advertised by a worker that does not load it yet).
        "verdicts" pub verdicts: Vec<Verdict> as Vec<PageVerdict> = ["runs", "planned"],
        /// "text-generation", …; whatever workers do not run is left out anyway.
        "kinds" pub kinds: Vec<ModelKind> as Vec<KindName> = [],
        /// Least downloads over 30 days. A model without a figure counts as zero.
        "min-downloads" pub min_downloads: u64 = 0,
        /// License ids, as in "apache-2.0": only models under one of these.
        "licenses" pub licenses: Vec<String> = [],
        /// Whether models behind terms are taken.
        "gated" pub gated: bool = true,
    }

    /// `[index]`: which pages search engines are asked to leave out.
    pub struct IndexConfig: Default {
        /// Copies of a model (same base; same files and sizes, or nine tenths of all metadata) and models of one owner
        /// whose names differ only in punctuation and case: all but the most used one.
        "noindex-copies" pub noindex_copies: bool = true,
        /// Pages of models of which fewer of these are known: family, parameters, context, license, file sizes. From 0
        /// to 5.
        "min-known-facts" pub min_known_facts: u64 as Within<0, 5> = 2,
    }

    /// `[output]`: the form of what is written.
    pub struct OutputConfig: Default {
        /// The folder.
        "dir" pub dir: String = "dist",
        /// A build that would take away more than this share of the models' pages that the last one made changes
        /// nothing and says so: a snapshot that came out short must not empty a site. 20 pages may always go. `build
        /// --max-removals` is stronger.
        "max-removals" pub max_removals: Share as Text<Share> = "10%",
        /// "slash": /a/b/ is the file a/b/index.html; "html": /a/b.html is a/b.html; "bare": /a/b is the file or key
        /// a/b.
        "url-form" pub url_form: UrlStyle = "slash",
        /// Whether redirects are written as a `_redirects` file, as some hosts read it.
        "redirects-file" pub redirects_file: bool = true,
        /// Whether a `_headers` file is written, as some hosts read it: how long files may be kept, their types, what
        /// browsers may do with pages.
        "headers-file" pub headers_file: bool = true,
        /// Whether each redirect is a page as well, for hosts that read no such file.
        "redirect-pages" pub redirect_pages: bool = false,
        /// So many models, the most used ones, are redirected from the addresses they had on the replaced site
        /// (`/models/owner--name`), as far as `_redirects` stays below the 100 KB that hosts read. 0 turns it off.
        "replaced-slugs" pub replaced_slugs: u64 = 1000,
        /// So many models, the most used ones, have a picture of their own (1200 x 630) that shows where somebody
        /// shares their page; other pages have one for their kind. Pictures are painted once and kept.
        "model-pictures" pub model_pictures: u64 = 30,
        /// In which forms beside HTML the page of a model is written, for programs: "json" (`index.json` beside the
        /// page) and "md" (Markdown). An empty list turns it off.
        "alternates" pub alternates: Vec<Alternate> as Alternates = ["json"],
        /// Whether lists have a search box, with a script and its index in search/. Without it, and without scripts,
        /// the lists are all there is.
        "search" pub search: bool = true,
        /// Whether the page of a model has a form that marks the sets of files whose weights fit into a machine's
        /// memory. It needs scripts, and what is entered stays in the browser.
        "machine" pub machine: bool = true,
    }

    /// `[sitemap]`.
    pub struct SitemapConfig: Default {
        /// Whether they are packed: .xml.gz.
        "gzip" pub gzip: bool = false,
        /// What they say of a model beyond address and date: "compatibility", "pagemap" (Google's Programmable Search
        /// Engine) or "none".
        "metadata" pub metadata: SitemapMetadata = "compatibility",
    }

    /// `[robots]`.
    pub struct RobotsConfig: Default {
        /// Crawlers that collect what models are trained on.
        "ai-training" pub ai_training: Permission = "allow",
        /// Crawlers that answer questions.
        "ai-search" pub ai_search: Permission = "allow",
    }
}

impl SiteConfig {
    /// Where the site is, and its manifest, if nobody names another folder than `[output] dir`.
    #[must_use]
    pub fn site_folder(&self) -> PathBuf {
        self.site.folder_in(Path::new(&self.output.dir))
    }

    /// Where the site is published.
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
    /// Where a build into `out`, the folder of the host site, puts the site and its manifest: below it by the base
    /// path.
    #[must_use]
    pub fn folder_in(&self, out: &Path) -> PathBuf {
        let below = self.base_path.split('/').filter(|part| !part.is_empty());
        below.fold(out.to_owned(), |folder, part| folder.join(part))
    }
}

/// What a sitemap says of a model beyond its address and date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SitemapMetadata {
    /// Elements of our own namespace.
    Compatibility,
    /// Google's PageMap, as its Programmable Search Engine reads it.
    Pagemap,
    /// Nothing.
    None,
}

/// Whether a kind of crawler may read the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Permission {
    /// It may.
    Allow,
    /// It may not.
    Disallow,
}

strict_toml::names! {
    SitemapMetadata "kind of metadata" { "compatibility" Compatibility, "pagemap" Pagemap, "none" None }
    Permission "permission" { "allow" Allow, "disallow" Disallow }
}

impl SelectConfig {
    /// That every worker it names is in the catalog; `name` is what to call the file.
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
    /// Programs that would tell the public about the example's address look for this constant.
    #[test]
    fn the_default_address_is_the_example() {
        assert_eq!(super::SiteIdentity::default().base_url, site::address::EXAMPLE_BASE_URL);
    }
}
