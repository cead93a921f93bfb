//! `[source.hub]`: what to request from the Hub, and how fast.

use std::{collections::BTreeSet, time::Duration};
use strict_toml::{FromText, Kind, Millis, Minutes, Names, Node, Reader, Report, Seconds, Text, Within, tables};
use url::{Url, form_urlencoded};

tables! {
    /// `[source.hub]`.
    pub struct HubConfig: Default {
        /// URL of the Hub. `--endpoint` and `HF_ENDPOINT` override this.
        "endpoint" pub endpoint: String as Text<Endpoint> = "https://huggingface.co",
        /// Listings to fetch, as Hub API query strings (`filter`, `pipeline_tag`, `author`, `search`, …). Models in more than
        /// one listing are stored once.
        "walks" pub walks: Vec<String> as Walks
            = ["filter=gguf&pipeline_tag=text-generation", "filter=safetensors&pipeline_tag=text-generation"],
        /// Fields to request for each model. `downloads`, `gated`, `lastModified` and `sha` are always included.
        "expand" pub expand: Vec<String> as Fields = [
            "baseModels", "cardData", "config", "createdAt", "disabled", "downloads", "downloadsAllTime", "gated", "gguf",
            "lastModified", "library_name", "likes", "pipeline_tag", "private", "safetensors", "sha", "siblings", "tags",
            "transformersInfo"
        ],
        /// Minimum number of downloads in 30 days of models to fetch.
        "min-downloads" pub min_downloads: u64 = 0,
        /// Models per page of a listing, from 10 to 1000. If the Hub is too slow, `fetch` uses smaller pages.
        "page-size" pub page_size: u64 as Within<10, 1_000> = 500,
        /// Days after which `fetch` downloads everything again instead of only what changed. Deleted models are noticed then.
        "full-after-days" pub full_after_days: u64 as Within<0, 36_500> = 7,
        /// Minutes by which an update overlaps with the last change of the previous fetch.
        "margin-minutes" pub margin: Duration as Minutes<0, 100_000> = 60,
        /// How many models missing from a full listing are checked individually per run. The rest are kept until a later run.
        "confirm-limit" pub confirm_limit: u64 = 400,
        /// How often a failed request is retried.
        "retries" pub retries: u64 as Within<0, 20> = 6,
        /// Timeout of a request in seconds.
        "timeout-seconds" pub timeout: Duration as Seconds<1, 3_600> = 60,
        /// Minimum time between the start of two requests, in milliseconds.
        "min-delay-ms" pub min_delay: Duration as Millis<0, 600_000> = 0,
        /// Number of requests to leave unused in each rate limit window of the Hub.
        "spare-requests" pub spare_requests: u64 = 10,
        /// Longest wait the Hub may ask for, in seconds. `fetch` fails if it asks for more.
        "max-wait-seconds" pub max_wait: Duration as Seconds<0, 86_400> = 900,
        /// Number of concurrent requests for individual models.
        "connections" pub connections: u64 as Within<1, 16> = 4,
        /// Maximum size of one fetch in megabytes (compressed), so that an endless listing cannot fill the disk.
        "max-disk-mb" pub max_disk_mb: u64 as Within<1, 100_000_000> = 100_000,
    }

    /// `[source]`.
    pub struct SourceConfig: Default {
        /// What `modelpress fetch` requests from the Hub, and how fast. The token is not a setting; it is read from
        /// `HF_TOKEN`.
        "hub" pub hub: HubConfig = {},
    }
}

/// Fields that every fetch needs. They are requested even if the settings do not list them.
pub const NEEDED_FIELDS: [&str; 4] = ["downloads", "gated", "lastModified", "sha"];

/// The fields that the Hub accepts in a listing (from the server's list and `ExpandModelProperty_T` of
/// `huggingface_hub`). The Hub rejects `childrenModelCount` and `usedStorage`.
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

/// The parameters that select models. `fetch` sets the sort order and paging itself. `library` is excluded because it
/// drops models tagged with another library, as most GGUF repositories are.
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

/// Maximum number of listings. During a fetch, each model has one bit per listing that contains it.
pub const MAX_WALKS: usize = 8;

/// Reads the name of a field.
struct Field;

impl Names for Field {
    type Value = String;

    const WHAT: &'static str = "field of a model listing";

    fn names() -> Vec<&'static str> {
        FIELDS.to_vec()
    }

    fn named(name: &str) -> Option<String> {
        FIELDS.contains(&name).then(|| name.to_owned())
    }
}

/// Reads fields, adds the required ones and sorts them.
struct Fields;

impl Reader for Fields {
    type Value = Vec<String>;

    fn kind() -> Kind {
        Vec::<Field>::kind()
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Vec<String>> {
        let mut fields = Vec::<Field>::read(node, report)?;
        fields.extend(NEEDED_FIELDS.map(str::to_owned));
        fields.sort_unstable();
        fields.dedup();
        Some(fields)
    }
}

/// Reads at least one listing; all must be different.
struct Walks;

impl Reader for Walks {
    type Value = Vec<String>;

    fn kind() -> Kind {
        Vec::<Walk>::kind()
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Vec<String>> {
        let walks = Vec::<Walk>::read(node, report)?;
        let different: BTreeSet<&String> = walks.iter().collect();
        if !(1..=MAX_WALKS).contains(&walks.len()) || different.len() < walks.len() {
            report.add(node.start(), format!("{} must have 1 to {MAX_WALKS} different listings", node.name()));
            return None;
        }
        Some(walks)
    }
}

/// Reads one listing.
struct Walk;

impl Walk {
    const WHAT: &str = "a Hub API query, such as `filter=gguf&pipeline_tag=text-generation`";
}

impl Reader for Walk {
    type Value = String;

    fn kind() -> Kind {
        Kind::Value(Self::WHAT.to_owned())
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<String> {
        let text = node.text(Self::WHAT, report)?.trim().trim_start_matches('?');
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        let mut is_right = !text.is_empty();
        for (key, value) in form_urlencoded::parse(text.as_bytes()) {
            if value.is_empty() {
                node.expected(Self::WHAT, report);
                return None;
            }
            if !CHOOSING.contains(&&*key) {
                report.add_unknown_name(node.start(), "parameter", &key, &format!(" for {}", node.name()), &CHOOSING);
                is_right = false;
            }
            pairs.append_pair(&key, &value);
        }
        if text.is_empty() {
            node.expected(Self::WHAT, report);
        }
        is_right.then(|| pairs.finish())
    }
}

/// The URL of a Hub: scheme, host, port and an optional path, without a trailing slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint(pub String);

impl Endpoint {
    /// Parses a URL.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text.trim()).ok()?;
        let is_plain = url.username().is_empty() && url.password().is_none();
        let is_whole = matches!(url.scheme(), "http" | "https") && url.has_host();
        let ends = url.query().is_none() && url.fragment().is_none();
        (is_plain && is_whole && ends).then(|| Self(url.as_str().trim_end_matches('/').to_owned()))
    }
}

impl FromText for Endpoint {
    type Value = String;

    const WHAT: &'static str = "the URL of a Hub: `https://` and a host";

    fn from_text(text: &str) -> Option<String> {
        Self::parse(text).map(|endpoint| endpoint.0)
    }
}
