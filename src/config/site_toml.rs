//! `SiteToml`: the settings exactly as written, and how they are laid over the defaults.

use super::{
    Permission, SelectConfig, SiteConfig, SitemapMetadata, Twin, UrlForm,
    deploy::{DeployTable, Share},
    hub::{Endpoint, Field, HubConfig, NEEDED_FIELDS, Walks},
    language::{LanguageTable, Tag, languages},
    submit::{IndexNowKey, Property, SubmitConfig},
};
use crate::toml_file::{self, FromToml, Name, Names, Node, Report, Within, tables};
use compatibility::{compatibility::Verdict, model_kind::ModelKind};
use std::time::Duration;
use url::Url;

tables! {
    /// The file.
    struct SiteToml {
        "site" site: Option<SiteTable>,
        "language" language: Vec<LanguageTable>,
        "source" source: Option<SourceTable>,
        "select" select: Option<SelectTable>,
        "index" index: Option<IndexTable>,
        "output" output: Option<OutputTable>,
        "sitemap" sitemap: Option<SitemapTable>,
        "robots" robots: Option<RobotsTable>,
        "deploy" deploy: Option<DeployTable>,
        "submit" submit: Option<SubmitTable>,
    }

    /// `[site]`
    struct SiteTable {
        "name" name: Option<String>,
        "description" description: Option<String>,
        "language" language: Option<Tag>,
        "base-url" base_url: Option<BaseUrl>,
        "base-path" base_path: Option<BasePath>,
        "data-license" data_license: Option<Address>,
        "style-sheet" style_sheet: Option<FileName>,
    }

    /// `[source]`
    struct SourceTable {
        "hub" hub: Option<HubTable>,
    }

    /// `[source.hub]`
    struct HubTable {
        "endpoint" endpoint: Option<Endpoint>,
        "walks" walks: Option<Walks>,
        "expand" expand: Option<Vec<Field>>,
        "min-downloads" min_downloads: Option<u64>,
        "page-size" page_size: Option<Within<10, 1_000>>,
        "full-after-days" full_after_days: Option<Within<0, 36_500>>,
        "margin-minutes" margin_minutes: Option<Within<0, 100_000>>,
        "confirm-limit" confirm_limit: Option<u64>,
        "retries" retries: Option<Within<0, 20>>,
        "timeout-seconds" timeout_seconds: Option<Within<1, 3_600>>,
        "min-delay-ms" min_delay_ms: Option<Within<0, 600_000>>,
        "spare-requests" spare_requests: Option<u64>,
        "max-wait-seconds" max_wait_seconds: Option<Within<0, 86_400>>,
        "connections" connections: Option<Within<1, 16>>,
    }

    /// `[select]`
    struct SelectTable {
        "workers" workers: Option<Vec<String>>,
        "verdicts" verdicts: Option<Vec<PageVerdict>>,
        "kinds" kinds: Option<Vec<Name<KindName>>>,
        "min-downloads" min_downloads: Option<u64>,
        "licenses" licenses: Option<Vec<String>>,
        "gated" gated: Option<bool>,
    }

    /// `[index]`
    struct IndexTable {
        "noindex-copies" noindex_copies: Option<bool>,
        "min-known-facts" min_known_facts: Option<Within<0, 5>>,
    }

    /// `[output]`
    struct OutputTable {
        "dir" dir: Option<String>,
        "max-removals" max_removals: Option<Share>,
        "url-form" url_form: Option<UrlForm>,
        "redirects-file" redirects_file: Option<bool>,
        "headers-file" headers_file: Option<bool>,
        "redirect-pages" redirect_pages: Option<bool>,
        "replaced-slugs" replaced_slugs: Option<u64>,
        "model-pictures" model_pictures: Option<u64>,
        "twins" twins: Option<Vec<Twin>>,
        "search" search: Option<bool>,
        "machine" machine: Option<bool>,
    }

    /// `[sitemap]`
    struct SitemapTable {
        "gzip" gzip: Option<bool>,
        "metadata" metadata: Option<SitemapMetadata>,
    }

    /// `[robots]`
    struct RobotsTable {
        "ai-training" ai_training: Option<Permission>,
        "ai-search" ai_search: Option<Permission>,
    }

    /// `[submit]`
    struct SubmitTable {
        "indexnow-key" indexnow_key: Option<IndexNowKey>,
        "indexnow-endpoint" indexnow_endpoint: Option<Address>,
        "search-console-site" search_console_site: Option<Property>,
        "search-console-endpoint" search_console_endpoint: Option<Address>,
        "cap" cap: Option<u64>,
        "sample" sample: Option<Within<0, 1_000>>,
        "retries" retries: Option<Within<0, 20>>,
        "timeout-seconds" timeout_seconds: Option<Within<1, 3_600>>,
        "max-wait-seconds" max_wait_seconds: Option<Within<0, 86_400>>,
    }
}

/// The settings of a file's text; nothing where something is wrong, which is then in the report.
pub(super) fn read(report: &mut Report<'_>) -> Option<SiteConfig> {
    let file: SiteToml = toml_file::read(report)?;
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
    if let Some(table) = file.source.and_then(|source| source.hub) {
        lay_hub_over(&mut config.hub, table);
    }
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
            twins,
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
        set(&mut config.output.twins, twins.map(each_once));
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
    set(&mut config.deploy, file.deploy.map(Into::into));
    if let Some(table) = file.submit {
        lay_submit_over(&mut config.submit, table);
    }
    Some(config)
}

fn lay_submit_over(submit: &mut SubmitConfig, table: SubmitTable) {
    set(&mut submit.indexnow_key, table.indexnow_key.map(|key| key.0));
    set(&mut submit.indexnow_endpoint, table.indexnow_endpoint.map(|address| address.0));
    set(&mut submit.search_console_site, table.search_console_site.map(|site| site.0));
    set(
        &mut submit.search_console_endpoint,
        table.search_console_endpoint.map(|address| address.0.trim_end_matches('/').to_owned()),
    );
    set(&mut submit.cap, table.cap);
    set(&mut submit.sample, table.sample.map(|count| count.0));
    set(&mut submit.retries, table.retries.map(|count| count.0));
    set(&mut submit.timeout, table.timeout_seconds.map(|seconds| Duration::from_secs(seconds.0)));
    set(&mut submit.max_wait, table.max_wait_seconds.map(|seconds| Duration::from_secs(seconds.0)));
}

fn lay_hub_over(hub: &mut HubConfig, table: HubTable) {
    set(&mut hub.endpoint, table.endpoint.map(|endpoint| endpoint.0));
    set(&mut hub.walks, table.walks.map(|walks| walks.0));
    if let Some(fields) = table.expand {
        let mut fields: Vec<String> = fields.into_iter().map(|field| field.0).collect();
        fields.extend(NEEDED_FIELDS.map(str::to_owned));
        fields.sort_unstable();
        fields.dedup();
        hub.expand = fields;
    }
    set(&mut hub.min_downloads, table.min_downloads);
    set(&mut hub.page_size, table.page_size.map(|size| size.0));
    set(&mut hub.full_after_days, table.full_after_days.map(|days| days.0));
    set(&mut hub.margin, table.margin_minutes.map(|minutes| Duration::from_secs(60 * minutes.0)));
    set(&mut hub.confirm_limit, table.confirm_limit);
    set(&mut hub.retries, table.retries.map(|retries| retries.0));
    set(&mut hub.timeout, table.timeout_seconds.map(|seconds| Duration::from_secs(seconds.0)));
    set(&mut hub.min_delay, table.min_delay_ms.map(|delay| Duration::from_millis(delay.0)));
    set(&mut hub.spare_requests, table.spare_requests);
    set(&mut hub.max_wait, table.max_wait_seconds.map(|seconds| Duration::from_secs(seconds.0)));
    set(&mut hub.connections, table.connections.map(|count| count.0));
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
fn each_once(mut twins: Vec<Twin>) -> Vec<Twin> {
    twins.sort_unstable();
    twins.dedup();
    twins
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

/// A whole address.
#[derive(Debug, Clone)]
pub(crate) struct Address(String);

impl FromToml for Address {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        const WHAT: &str = "a whole address: `https://` and so on";
        let url = Url::parse(node.text(WHAT, report)?.trim()).ok();
        let Some(url) = url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host()) else {
            node.expected(WHAT, report);
            return None;
        };
        Some(Self(url.into()))
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

toml_file::names! {
    SitemapMetadata "kind of metadata" { "compatibility" Compatibility, "pagemap" Pagemap, "none" None }
    Permission "permission" { "allow" Allow, "disallow" Disallow }
}
