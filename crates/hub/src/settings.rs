//! `[source.hub]`: what is asked of the Hub, and how politely.

use std::{collections::BTreeSet, time::Duration};
use strict_toml::{FromToml, Names, Node, Report, Within, tables};
use url::{Url, form_urlencoded};

/// `[source.hub]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubConfig {
    /// The Hub's address, without a slash at the end.
    pub endpoint: String,
    /// One for each walk over a list of models: `filter=gguf&pipeline_tag=text-generation`.
    pub walks: Vec<String>,
    /// The fields of each record.
    pub expand: Vec<String>,
    /// Models with fewer downloads over 30 days are not fetched.
    pub min_downloads: u64,
    /// Models a page, from 10 to 1,000.
    pub page_size: u64,
    /// After so many days everything is asked for again, and not only what changed.
    pub full_after_days: u64,
    /// So long before the last date that was seen a fetch of changes goes on.
    pub margin: Duration,
    /// So many models that are missing from a whole walk are asked for one by one, in one run.
    pub confirm_limit: u64,
    /// How often a request is tried again.
    pub retries: u64,
    /// For the whole of one answer.
    pub timeout: Duration,
    /// From the start of one request to that of the next.
    pub min_delay: Duration,
    /// So many requests of the Hub's window are left to others.
    pub spare_requests: u64,
    /// The longest that the Hub may ask to wait at once.
    pub max_wait: Duration,
    /// Requests at the same time, where models are asked for one by one.
    pub connections: u64,
}

impl Default for HubConfig {
    fn default() -> Self {
        Self {
            endpoint: "https://huggingface.co".to_owned(),
            walks: ["gguf", "safetensors"].map(|format| format!("filter={format}&pipeline_tag=text-generation")).into(),
            expand: [
                "baseModels",
                "cardData",
                "config",
                "createdAt",
                "disabled",
                "downloads",
                "downloadsAllTime",
                "gated",
                "gguf",
                "lastModified",
                "library_name",
                "likes",
                "pipeline_tag",
                "private",
                "safetensors",
                "sha",
                "siblings",
                "tags",
                "transformersInfo",
            ]
            .map(str::to_owned)
            .into(),
            min_downloads: 0,
            page_size: 500,
            full_after_days: 7,
            margin: Duration::from_hours(1),
            confirm_limit: 400,
            retries: 6,
            timeout: Duration::from_mins(1),
            min_delay: Duration::ZERO,
            spare_requests: 10,
            max_wait: Duration::from_mins(15),
            connections: 4,
        }
    }
}

/// Fields that no fetch can do without; they are asked for whatever the settings say.
pub const NEEDED_FIELDS: [&str; 4] = ["downloads", "gated", "lastModified", "sha"];

/// What the list of models can be asked to show (the server's own list; `huggingface_hub`,
/// `ExpandModelProperty_T`). `childrenModelCount` and `usedStorage` are refused there.
const FIELDS: [&str; 29] = [
    "author",
    "baseModels",
    "cardData",
    "config",
    "createdAt",
    "disabled",
    "downloads",
    "downloadsAllTime",
    "evalResults",
    "gated",
    "gguf",
    "inference",
    "inferenceProviderMapping",
    "lastModified",
    "library_name",
    "likes",
    "mask_token",
    "model-index",
    "pipeline_tag",
    "private",
    "resourceGroup",
    "safetensors",
    "sha",
    "siblings",
    "spaces",
    "tags",
    "transformersInfo",
    "trendingScore",
    "widgetData",
];

/// Parameters that choose models. Order, size and place of pages are not for a walk to choose, and `library` drops
/// what carries another library's name, as most GGUF repositories do.
const CHOOSING: [&str; 9] = [
    "apps",
    "author",
    "filter",
    "gated",
    "inference",
    "inference_provider",
    "num_parameters",
    "pipeline_tag",
    "search",
];

tables! {
    /// `[source.hub]`
    pub struct HubTable {
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
}

impl From<HubTable> for HubConfig {
    /// Lays the table over the defaults.
    fn from(table: HubTable) -> Self {
        let mut hub = Self::default();
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
        hub
    }
}

fn set<T>(setting: &mut T, written: Option<T>) {
    if let Some(written) = written {
        *setting = written;
    }
}

/// Most walks; a snapshot notes for each model which of them saw it.
pub const MAX_WALKS: usize = 8;

/// A field of a record, by the Hub's name.
#[derive(Debug, Clone)]
struct Field(String);

impl Names for Field {
    type Value = Self;

    const WHAT: &'static str = "field of a list of models";

    fn names() -> Vec<&'static str> {
        FIELDS.to_vec()
    }

    fn named(name: &str) -> Option<Self> {
        FIELDS.contains(&name).then(|| Self(name.to_owned()))
    }
}

/// The walks, at least one.
#[derive(Debug, Clone)]
struct Walks(Vec<String>);

impl FromToml for Walks {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        let walks = Vec::<Walk>::from_toml(node, report)?;
        let different: BTreeSet<&str> = walks.iter().map(|walk| walk.0.as_str()).collect();
        if !(1..=MAX_WALKS).contains(&walks.len()) || different.len() < walks.len() {
            report.add(node.start(), format!("{} has to have from 1 to {MAX_WALKS} different walks", node.name()));
            return None;
        }
        Some(Self(walks.into_iter().map(|walk| walk.0).collect()))
    }
}

/// One walk.
#[derive(Debug, Clone)]
struct Walk(String);

impl FromToml for Walk {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        const WHAT: &str = "parameters that choose models, as in `filter=gguf&pipeline_tag=text-generation`";
        let text = node.text(WHAT, report)?.trim().trim_start_matches('?');
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        let mut is_right = !text.is_empty();
        for (key, value) in form_urlencoded::parse(text.as_bytes()) {
            if value.is_empty() {
                node.expected(WHAT, report);
                return None;
            }
            if !CHOOSING.contains(&&*key) {
                report.add_unknown_name(node.start(), "parameter", &key, &format!(" for {}", node.name()), &CHOOSING);
                is_right = false;
            }
            pairs.append_pair(&key, &value);
        }
        if text.is_empty() {
            node.expected(WHAT, report);
        }
        is_right.then(|| Self(pairs.finish()))
    }
}

/// The address of a Hub: scheme, host and port, and a path where it lies below one; without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint(pub String);

impl Endpoint {
    /// Reads it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text.trim()).ok()?;
        let is_plain = url.username().is_empty() && url.password().is_none();
        let is_whole = matches!(url.scheme(), "http" | "https") && url.has_host();
        let ends = url.query().is_none() && url.fragment().is_none();
        (is_plain && is_whole && ends).then(|| Self(url.as_str().trim_end_matches('/').to_owned()))
    }
}

impl FromToml for Endpoint {
    fn from_toml(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        const WHAT: &str = "the address of a Hub: `https://` and a host";
        let endpoint = Self::parse(node.text(WHAT, report)?);
        if endpoint.is_none() {
            node.expected(WHAT, report);
        }
        endpoint
    }
}
