//! Sitemaps: the indexable pages, and which workers run the models on them.
//!
//! The hash of a page key decides which file an entry goes to (see [`plan`]). The metadata of models is in our own
//! namespace, whose schemas the site publishes. Nothing here uses files or the clock: first every entry is outlined,
//! then the outlines are planned, then each file is rendered separately.

// In reading order.
pub mod entry;
pub mod plan;

pub use crate::files::sitemap::{
    entry::{ModelFacts, SitemapEntry, WorkerFacts},
    plan::{Limits, Outline, Shard, SitemapPlan},
};

use crate::{
    config::{SitemapConfig, SitemapMetadata},
    files::sitemap::entry::push_lastmod,
};
use flate2::{Compression, GzBuilder};
use site::{address::url_path::Addresses, escape::xml::Sink as _};
use std::{collections::BTreeMap, io::Write as _};

pub use site::file_names::{SITEMAP_INDEX as INDEX, SITEMAP_NAMESPACE as NAMESPACE};

/// Where the schema of [`NAMESPACE`] is published.
pub const SCHEMA: &str = "schemas/compatibility-1.0.xsd";

/// The schemas that a site publishes: name and text. The second one imports the first and the official one.
pub const SCHEMAS: [(&str, &str); 2] = [
    (SCHEMA, include_str!("../../embedded/templates/assets/schemas/compatibility-1.0.xsd")),
    (
        "schemas/sitemap-with-compatibility-1.0.xsd",
        include_str!("../../embedded/templates/assets/schemas/sitemap-with-compatibility-1.0.xsd"),
    ),
];

const PROTOCOL: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// URL lengths that the protocol's schema allows.
const LOC_LENGTH: std::ops::RangeInclusive<usize> = 12..=2_047;

/// Why sitemaps cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A URL that is not allowed in a sitemap.
    #[error("`{loc}` is not allowed in a sitemap: {problem}")]
    Address {
        /// The beginning of the URL.
        loc: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// Splitting further does not help.
    #[error("the sitemaps of `{kind}` cannot be split to stay below {entries} entries and {bytes} bytes each")]
    Full {
        /// The kind of pages.
        kind: String,
        /// The limit.
        entries: u64,
        /// The limit.
        bytes: u64,
    },
    /// More files than a sitemap index may list.
    #[error("{files} sitemaps are more than a sitemap index may list")]
    TooManyFiles {
        /// Number of files.
        files: usize,
    },
}

/// The format of a site's sitemaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitemaps {
    config: SitemapConfig,
    limits: Limits,
    addresses: Addresses,
    head: String,
}

const FOOT: &str = "</urlset>\n";

impl Sitemaps {
    /// The format for these settings.
    #[must_use]
    pub fn new(config: &SitemapConfig, addresses: &Addresses) -> Self {
        Self::with_limits(config, addresses, Limits::PROTOCOL)
    }

    /// With other limits than those of the protocol, for tests.
    #[must_use]
    pub fn with_limits(config: &SitemapConfig, addresses: &Addresses, limits: Limits) -> Self {
        let mut head = format!("{DECLARATION}<urlset xmlns=\"{PROTOCOL}\"");
        if config.metadata == SitemapMetadata::Compatibility {
            head.attribute("xmlns:c", NAMESPACE);
            head.attribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
            let schema = addresses.absolute(&addresses.file(SCHEMA));
            head.attribute("xsi:schemaLocation", &format!("{NAMESPACE} {schema}"));
        }
        head.push_str(">\n");
        Self { config: config.clone(), limits, addresses: addresses.clone(), head }
    }

    /// What planning needs to know about an entry.
    pub fn outline<'a>(&self, entry: &SitemapEntry<'a>) -> Result<Outline<'a>, Error> {
        let problem = if !(entry.loc.starts_with("https://") || entry.loc.starts_with("http://")) {
            Some("it has no `https://` in front")
        } else if !LOC_LENGTH.contains(&entry.loc.len()) {
            Some("its length is not between 12 and 2047")
        } else {
            None
        };
        if let Some(problem) = problem {
            return Err(Error::Address { loc: entry.loc.chars().take(200).collect(), problem });
        }
        let mut length = site::escape::xml::Length::default();
        entry.push(self.config.metadata, &mut length);
        Ok(Outline { kind: entry.kind, key_hash: entry.key_hash, lastmod: entry.lastmod, length: length.0 })
    }

    /// Distributes entries over files. `previous` is [`SitemapPlan::counts`] of the previous build.
    pub fn plan(&self, outlines: &[Outline<'_>], previous: &BTreeMap<String, u32>) -> Result<SitemapPlan, Error> {
        let frame = (self.head.len() + FOOT.len()) as u64;
        let ending = if self.config.gzip { "xml.gz" } else { "xml" };
        plan::plan(outlines, previous, self.limits, frame, ending)
    }

    /// The XML of one file. `entry` returns the entry at an index of the planned list.
    pub fn xml<'a>(&self, shard: &Shard, entry: impl Fn(usize) -> SitemapEntry<'a>) -> String {
        let mut entries: Vec<SitemapEntry<'a>> = shard.entries.iter().map(|at| entry(*at)).collect();
        entries.sort_unstable_by_key(|entry| entry.loc);
        self.join(shard, [self.part(entries, shard.bytes)])
    }

    /// The XML of some entries of a file, of roughly this length, to be joined by [`Sitemaps::join`], so that parts can
    /// be made in parallel.
    #[must_use]
    pub fn part<'a>(&self, entries: impl IntoIterator<Item = SitemapEntry<'a>>, bytes: u64) -> String {
        let mut xml = String::with_capacity(usize::try_from(bytes).unwrap_or_default());
        for entry in entries {
            entry.push(self.config.metadata, &mut xml);
        }
        xml
    }

    /// The XML of one file from its parts, whose entries are sorted by URL.
    #[must_use]
    pub fn join(&self, shard: &Shard, parts: impl IntoIterator<Item = String>) -> String {
        let mut xml = String::with_capacity(usize::try_from(shard.bytes).unwrap_or_default());
        xml.push_str(&self.head);
        xml.extend(parts);
        xml.push_str(FOOT);
        debug_assert_eq!(xml.len() as u64, shard.bytes, "{}", shard.name);
        xml
    }

    /// One file as written: [`Sitemaps::xml`], compressed if the settings say so.
    pub fn render<'a>(&self, shard: &Shard, entry: impl Fn(usize) -> SitemapEntry<'a>) -> Vec<u8> {
        self.pack(self.xml(shard, entry))
    }

    /// The bytes of a file as written.
    #[must_use]
    pub fn pack(&self, xml: String) -> Vec<u8> {
        if self.config.gzip { gzip(xml.as_bytes()) } else { xml.into_bytes() }
    }

    /// The sitemap index. `None` if there is no file.
    #[must_use]
    pub fn index(&self, plan: &SitemapPlan) -> Option<String> {
        if plan.shards.is_empty() {
            return None;
        }
        let mut xml = format!("{DECLARATION}<sitemapindex xmlns=\"{PROTOCOL}\">\n");
        for shard in &plan.shards {
            xml.push_str("<sitemap><loc>");
            xml.text(&self.addresses.absolute(&self.addresses.file(&shard.name)));
            xml.push_str("</loc>");
            push_lastmod(shard.lastmod, &mut xml);
            xml.push_str("</sitemap>\n");
        }
        xml.push_str("</sitemapindex>\n");
        Some(xml)
    }
}

/// The hash of a page key, which decides which file the page goes to.
#[must_use]
pub fn key_hash(key: &str) -> u64 {
    let hash = blake3::hash(key.as_bytes());
    hash.as_bytes()[..8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// One gzip member without date and name, so that the same text gives the same bytes.
fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::with_capacity(text.len() / 8), Compression::new(6));
    // Writing to memory does not fail.
    let _ = encoder.write_all(text);
    encoder.finish().unwrap_or_default()
}
