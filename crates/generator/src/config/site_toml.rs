//! The tables of the settings exactly as written, and how they are laid over the defaults.

use crate::config::{
    Permission, SelectConfig, SiteConfig, SitemapMetadata,
    language::{LanguageTable, Tag, languages},
};
use compatibility::{compatibility::Verdict, model_kind::ModelKind};
use site::{
    address::{Alternate, UrlStyle},
    removal_limit::Share,
};
use strict_toml::{FromToml, Name, Names, Node, Report, WebAddress, Within, tables};
use url::Url;

tables! {
    /// `[site]`
    pub struct SiteTable {
        "name" name: Option<String>,
        "description" description: Option<String>,
        "language" language: Option<Tag>,
        "base-url" base_url: Option<BaseUrl>,
        "base-path" base_path: Option<BasePath>,
        "data-license" data_license: Option<WebAddress>,
        "style-sheet" style_sheet: Option<FileName>,
    }

    /// `[select]`
    pub struct SelectTable {
        "workers" workers: Option<Vec<String>>,
        "verdicts" verdicts: Option<Vec<PageVerdict>>,
        "kinds" kinds: Option<Vec<Name<KindName>>>,
        "min-downloads" min_downloads: Option<u64>,
        "licenses" licenses: Option<Vec<String>>,
        "gated" gated: Option<bool>,
    }

    /// `[index]`
    pub struct IndexTable {
        "noindex-copies" noindex_copies: Option<bool>,
        "min-known-facts" min_known_facts: Option<Within<0, 5>>,
    }

    /// `[output]`
    pub struct OutputTable {
        "dir" dir: Option<String>,
        "max-removals" max_removals: Option<Share>,
        "url-form" url_form: Option<UrlStyle>,
        "redirects-file" redirects_file: Option<bool>,
        "headers-file" headers_file: Option<bool>,
        "redirect-pages" redirect_pages: Option<bool>,
        "replaced-slugs" replaced_slugs: Option<u64>,
        "model-pictures" model_pictures: Option<u64>,
        "alternates" alternates: Option<Vec<Alternate>>,
        "search" search: Option<bool>,
        "machine" machine: Option<bool>,
    }

    /// `[sitemap]`
    pub struct SitemapTable {
        "gzip" gzip: Option<bool>,
        "metadata" metadata: Option<SitemapMetadata>,
    }

    /// `[robots]`
    pub struct RobotsTable {
        "ai-training" ai_training: Option<Permission>,
        "ai-search" ai_search: Option<Permission>,
    }
}

/// The tables of the settings file that describe the site.
#[derive(Debug)]
pub struct SiteTables {
    /// `[site]`
    pub site: Option<SiteTable>,
    /// `[[language]]`
    pub language: Vec<LanguageTable>,
    /// `[select]`
    pub select: Option<SelectTable>,
    /// `[index]`
    pub index: Option<IndexTable>,
    /// `[output]`
    pub output: Option<OutputTable>,
    /// `[sitemap]`
    pub sitemap: Option<SitemapTable>,
    /// `[robots]`
    pub robots: Option<RobotsTable>,
}

/// Lays the tables over the defaults; what is wrong is then in the report.
pub(super) fn config(file: SiteTables, report: &mut Report<'_>) -> SiteConfig {
    let mut config = SiteConfig::default();
    if let Some(SiteTable { name, description, language, base_url, base_path, data_license, style_sheet }) = file.site {
        set(&mut config.site.name, name);
        set(&mut config.site.description, description);
        set(&mut config.site.language, language.map(|tag| tag.0));
        set(&mut config.site.base_url, base_url.map(|url| url.0));
        set(&mut config.site.base_path, base_path.map(|path| path.0));
        set(&mut config.site.data_license, data_license.map(|address| address.0));
        set(&mut config.site.style_sheet, style_sheet.map(|file| file.0));
    }
    config.languages = languages(file.language, &config.site, report);
    if let Some(table) = file.select {
        lay_over(&mut config.select, table);
    }
    if let Some(IndexTable { noindex_copies, min_known_facts }) = file.index {
        set(&mut config.index.noindex_copies, noindex_copies);
        set(&mut config.index.min_known_facts, min_known_facts.map(|count| u8::try_from(count.0).unwrap_or(u8::MAX)));
    }
    if let Some(table) = file.output {
        let OutputTable {
            dir,
            max_removals,
            url_form,
            redirects_file,
            headers_file,
            redirect_pages,
            replaced_slugs,
            model_pictures,
            alternates,
            search,
            machine,
        } = table;
        set(&mut config.output.dir, dir);
        set(&mut config.output.max_removals, max_removals);
        set(&mut config.output.url_form, url_form);
        set(&mut config.output.redirects_file, redirects_file);
        set(&mut config.output.headers_file, headers_file);
        set(&mut config.output.redirect_pages, redirect_pages);
        set(&mut config.output.replaced_slugs, replaced_slugs);
        set(&mut config.output.model_pictures, model_pictures);
        set(&mut config.output.alternates, alternates.map(each_once));
        set(&mut config.output.search, search);
        set(&mut config.output.machine, machine);
    }
    if let Some(SitemapTable { gzip, metadata }) = file.sitemap {
        set(&mut config.sitemap.gzip, gzip);
        set(&mut config.sitemap.metadata, metadata);
    }
    if let Some(RobotsTable { ai_training, ai_search }) = file.robots {
        set(&mut config.robots.ai_training, ai_training);
        set(&mut config.robots.ai_search, ai_search);
    }
    config
}

fn lay_over(select: &mut SelectConfig, table: SelectTable) {
    let SelectTable { workers, verdicts, kinds, min_downloads, licenses, gated } = table;
    set(&mut select.workers, workers);
    set(&mut select.verdicts, verdicts.map(|verdicts| verdicts.into_iter().map(|verdict| verdict.0).collect()));
    set(&mut select.kinds, kinds.map(|kinds| kinds.into_iter().map(|kind| kind.0).collect()));
    set(&mut select.min_downloads, min_downloads);
    set(&mut select.licenses, licenses);
    set(&mut select.gated, gated);
}

/// In the order of the forms, whatever the order in the file.
fn each_once(mut alternates: Vec<Alternate>) -> Vec<Alternate> {
    alternates.sort_unstable();
    alternates.dedup();
    alternates
}

fn set<T>(setting: &mut T, written: Option<T>) {
    if let Some(written) = written {
        *setting = written;
    }
}

/// Scheme and host, and port where there is one.
#[derive(Debug, Clone)]
pub(crate) struct BaseUrl(String);

impl FromToml for BaseUrl {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        const WHAT: &str = "an address: `http://` or `https://` and a host";
        let url = Url::parse(node.text(WHAT, report)?.trim()).ok();
        let Some(url) = url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host()) else {
            node.expected(WHAT, report);
            return None;
        };
        let is_host_alone = url.username().is_empty() && url.password().is_none();
        if !is_host_alone || url.query().is_some() || url.fragment().is_some() {
            node.expected("scheme, host and port, and nothing else", report);
            return None;
        }
        if url.path() != "/" {
            let text = format!("{} has a path, {:?}, which belongs into `base-path`", node.name(), url.path());
            let right = format!(
                "write `base-url = \"{}\"` and `base-path = \"{}\"`",
                url.origin().ascii_serialization(),
                url.path().trim_end_matches('/')
            );
            report.add_with_hint(node.start(), text, Some(right));
            return None;
        }
        Some(Self(url.origin().ascii_serialization()))
    }
}

/// Empty, or a path as the system has it.
#[derive(Debug, Clone)]
pub(crate) struct FileName(String);

impl FromToml for FileName {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        Some(Self(node.text("the path of a file", report)?.to_owned()))
    }
}

/// Empty, or folders with a slash before each: `/shop/models`.
#[derive(Debug, Clone)]
pub(crate) struct BasePath(String);

impl FromToml for BasePath {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        const WHAT: &str = "a path of folders, as in `/shop/models`: letters, digits, `-`, `_`, `.` and `~`";
        let text = node.text(WHAT, report)?.trim();
        let parts = text.split('/').filter(|part| !part.is_empty());
        let is_plain = |part: &str| {
            let is_dots = matches!(part, "." | "..");
            !is_dots && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
        };
        if !parts.clone().all(is_plain) {
            node.expected(WHAT, report);
            return None;
        }
        Some(Self(parts.flat_map(|part| ["/", part]).collect()))
    }
}

/// A verdict that can earn a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageVerdict(Verdict);

impl Names for PageVerdict {
    type Value = Self;

    const WHAT: &'static str = "verdict that earns a page";

    fn names() -> Vec<&'static str> {
        vec![Verdict::Runs.as_str(), Verdict::Planned.as_str()]
    }

    fn named(name: &str) -> Option<Self> {
        [Verdict::Runs, Verdict::Planned].into_iter().find(|verdict| verdict.as_str() == name).map(Self)
    }
}

/// A [`ModelKind`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct KindName;

impl Names for KindName {
    type Value = ModelKind;

    const WHAT: &'static str = "kind";

    fn names() -> Vec<&'static str> {
        ModelKind::ALL.iter().map(|kind| kind.as_str()).collect()
    }

    fn named(name: &str) -> Option<ModelKind> {
        ModelKind::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

strict_toml::names! {
    SitemapMetadata "kind of metadata" { "compatibility" Compatibility, "pagemap" Pagemap, "none" None }
    Permission "permission" { "allow" Allow, "disallow" Disallow }
}
