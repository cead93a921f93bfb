//! `SiteConfig`: the settings of a site, valid: everything is checked, and has its default.

pub mod language;
mod site_toml;

use compatibility::{compatibility::Verdict, model_kind::ModelKind, worker_catalog::WorkerCatalog};
use std::path::{Path, PathBuf};
use strict_toml::{Invalid, Problem, Report};

use site::{address::EXAMPLE_BASE_URL, removal_limit::Share};

pub use self::site_toml::{IndexTable, OutputTable, RobotsTable, SelectTable, SiteTable, SiteTables, SitemapTable};
pub use site::address::{Alternate, SiteAddress, UrlStyle};

/// The settings of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// `[site]`: what the site is called and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteIdentity {
    /// In titles and the header.
    pub name: String,
    /// One sentence, for the home page and machines.
    pub description: String,
    /// Tag of the main language, whose pages stand at the root: `en`.
    pub language: String,
    /// Scheme and host, and port where there is one; without a slash at the end: `https://models.example.org`.
    pub base_url: String,
    /// Folder of a host site that everything of ours lies below: empty, or `/marketplace`.
    pub base_path: String,
    /// Address of the license that the table of models is offered under.
    pub data_license: String,
    /// A file, below the project: the style sheet of all pages, instead of the program's. Empty: the program's.
    pub style_sheet: String,
}

impl SiteConfig {
    /// Of the tables of the settings file; what is wrong is then in the report.
    #[must_use]
    pub fn from_tables(tables: SiteTables, report: &mut Report<'_>) -> Self {
        site_toml::config(tables, report)
    }

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

/// `[select]`: which models get a page. Every list that is empty lets everything through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectConfig {
    /// Ids of workers; a model has to be selected for one of them. Empty: any worker.
    pub workers: Vec<String>,
    /// Verdicts that earn a page: `runs`, `planned`.
    pub verdicts: Vec<Verdict>,
    /// Kinds.
    pub kinds: Vec<ModelKind>,
    /// Least downloads in 30 days; models without a figure count as zero.
    pub min_downloads: u64,
    /// License ids.
    pub licenses: Vec<String>,
    /// Whether models behind terms are taken.
    pub gated: bool,
}

/// `[index]`: which pages search engines are asked to leave out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexConfig {
    /// Copies of a model (same base; same files and sizes, or nine tenths of all metadata) and models of one owner whose
    /// names differ only in punctuation and case are `noindex`, except for the most used one.
    pub noindex_copies: bool,
    /// So many facts a model has to have known, of family, parameters, context, license, file sizes; with
    /// fewer its page is `noindex`.
    pub min_known_facts: u8,
}

/// `[output]`: the form of what is written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in `site.toml`")]
pub struct OutputConfig {
    /// The folder, unless `--out` names another.
    pub dir: String,
    /// The most pages of models that go at once, of those that the build before made.
    pub max_removals: Share,
    /// How addresses map to files.
    pub url_form: UrlStyle,
    /// Whether a `_redirects` file is written.
    pub redirects_file: bool,
    /// Whether a `_headers` file is written.
    pub headers_file: bool,
    /// Whether a page that forwards is written for every redirect.
    pub redirect_pages: bool,
    /// So many of the most used models are redirected from their addresses on the replaced site.
    pub replaced_slugs: u64,
    /// So many of the most used models have a picture of their own for previews.
    pub model_pictures: u64,
    /// In which forms beside HTML the page of a model is written.
    pub alternates: Vec<Alternate>,
    /// Whether an index for the browser is written, and the lists have a search box.
    pub search: bool,
    /// Whether the page of a model helps to compare its variants with the memory of a machine.
    pub machine: bool,
}

/// `[sitemap]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitemapConfig {
    /// Whether the files are written as `.xml.gz`.
    pub gzip: bool,
    /// What stands beside the standard elements.
    pub metadata: SitemapMetadata,
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

/// `[robots]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RobotsConfig {
    /// What crawlers that train models may do.
    pub ai_training: Permission,
    /// What crawlers that answer questions may do.
    pub ai_search: Permission,
}

/// Whether a kind of crawler may read the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Permission {
    /// It may.
    Allow,
    /// It may not.
    Disallow,
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

impl Default for SiteConfig {
    /// The settings where `site.toml` says nothing.
    fn default() -> Self {
        Self {
            site: SiteIdentity {
                name: "modelpress".to_owned(),
                description: "Which language models run on which inference workers, and why.".to_owned(),
                language: "en".to_owned(),
                base_url: EXAMPLE_BASE_URL.to_owned(),
                base_path: String::new(),
                data_license: "https://creativecommons.org/publicdomain/zero/1.0/".to_owned(),
                style_sheet: String::new(),
            },
            languages: Vec::new(),
            select: SelectConfig {
                workers: Vec::new(),
                verdicts: vec![Verdict::Runs, Verdict::Planned],
                kinds: Vec::new(),
                min_downloads: 0,
                licenses: Vec::new(),
                gated: true,
            },
            index: IndexConfig { noindex_copies: true, min_known_facts: 2 },
            output: OutputConfig {
                dir: "dist".to_owned(),
                max_removals: Share::DEFAULT,
                url_form: UrlStyle::Slash,
                redirects_file: true,
                headers_file: true,
                redirect_pages: false,
                replaced_slugs: 1_000,
                model_pictures: 30,
                alternates: vec![Alternate::Json],
                search: true,
                machine: true,
            },
            sitemap: SitemapConfig { gzip: false, metadata: SitemapMetadata::Compatibility },
            robots: RobotsConfig { ai_training: Permission::Allow, ai_search: Permission::Allow },
        }
    }
}
