//! `[source.hub]`: what is asked of the Hub, and how politely.

use std::{collections::BTreeSet, time::Duration};
use strict_toml::{FromText, Kind, Millis, Minutes, Names, Node, Reader, Report, Seconds, Text, Within, tables};
use url::{Url, form_urlencoded};

tables! {
    /// `[source.hub]`.
    pub struct HubConfig: Default {
        /// Address of the Hub; `HF_ENDPOINT` and `--endpoint` are stronger.
        "endpoint" pub endpoint: String as Text<Endpoint> = "https://huggingface.co",
        /// One list a walk, by the Hub's own parameters (`filter`, `pipeline_tag`, `author`, `search`, …); what several of
        /// them have is taken once.
        "walks" pub walks: Vec<String> as Walks
            = ["filter=gguf&pipeline_tag=text-generation", "filter=safetensors&pipeline_tag=text-generation"],
        /// Fields of each record. `downloads`, `gated`, `lastModified` and `sha` are always among them.
        "expand" pub expand: Vec<String> as Fields = [
            "baseModels", "cardData", "config", "createdAt", "disabled", "downloads", "downloadsAllTime", "gated", "gguf",
            "lastModified", "library_name", "likes", "pipeline_tag", "private", "safetensors", "sha", "siblings", "tags",
            "transformersInfo"
        ],
        /// Models with fewer downloads over 30 days are not fetched.
        "min-downloads" pub min_downloads: u64 = 0,
        /// Models a page, from 10 to 1000. Where pages take the Hub too long, smaller ones are asked for.
        "page-size" pub page_size: u64 as Within<10, 1_000> = 500,
        /// After so many days everything is asked for again instead of only what changed; that is when removed models
        /// show.
        "full-after-days" pub full_after_days: u64 as Within<0, 36_500> = 7,
        /// A fetch of changes goes back to so many minutes before the last change that was seen.
        "margin-minutes" pub margin: Duration as Minutes<0, 100_000> = 60,
        /// So many models that a whole walk did not come by are asked for one by one in one run; the others are kept.
        "confirm-limit" pub confirm_limit: u64 = 400,
        /// How often one request is tried again.
        "retries" pub retries: u64 as Within<0, 20> = 6,
        /// Seconds for one whole answer.
        "timeout-seconds" pub timeout: Duration as Seconds<1, 3_600> = 60,
        /// Milliseconds from the start of one request to that of the next.
        "min-delay-ms" pub min_delay: Duration as Millis<0, 600_000> = 0,
        /// So many requests of the Hub's window are left to others; then the next window is waited for.
        "spare-requests" pub spare_requests: u64 = 10,
        /// The longest that the Hub may ask to wait at once, in seconds.
        "max-wait-seconds" pub max_wait: Duration as Seconds<0, 86_400> = 900,
        /// Requests at the same time, where models are asked for one by one.
        "connections" pub connections: u64 as Within<1, 16> = 4,
        /// Megabytes that one fetch may store, compressed. A list that never ends does not fill the disk.
        "max-disk-mb" pub max_disk_mb: u64 as Within<1, 100_000_000> = 100_000,
    }

    /// `[source]`.
    pub struct SourceConfig: Default {
        /// Where models come from: what `modelpress fetch` asks the Hub for, and how politely. A token is no setting: it is
        /// taken from `HF_TOKEN`.
        "hub" pub hub: HubConfig = {},
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

/// Most walks; a snapshot notes for each model which of them saw it.
pub const MAX_WALKS: usize = 8;

/// Reads the name of a field of a record.
struct Field;

impl Names for Field {
    type Value = String;

    const WHAT: &'static str = "field of a list of models";

    fn names() -> Vec<&'static str> {
        FIELDS.to_vec()
    }

    fn named(name: &str) -> Option<String> {
        FIELDS.contains(&name).then(|| name.to_owned())
    }
}

/// Reads fields, and adds those that are needed; sorted.
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

/// Reads different walks, at least one.
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
            report.add(node.start(), format!("{} has to have from 1 to {MAX_WALKS} different walks", node.name()));
            return None;
        }
        Some(walks)
    }
}

/// Reads one walk.
struct Walk;

impl Walk {
    const WHAT: &str = "parameters that choose models, as in `filter=gguf&pipeline_tag=text-generation`";
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

impl FromText for Endpoint {
    type Value = String;

    const WHAT: &'static str = "the address of a Hub: `https://` and a host";

    fn from_text(text: &str) -> Option<String> {
        Self::parse(text).map(|endpoint| endpoint.0)
    }
}
