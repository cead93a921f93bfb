//! Sitemaps: the pages that search engines should know, and which workers run the models on them.
//!
//! An entry's file is decided by the hash of its page's key (see [`plan`]), and what is said about models stands
//! in a namespace of our own whose schemas the site publishes. Nothing here touches files or the clock: first
//! every entry is outlined, then the outlines are planned, then each file is rendered on its own.

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

/// The schemas that a site publishes: name and text. The second takes in the first and the official one.
pub const SCHEMAS: [(&str, &str); 2] = [
    (SCHEMA, include_str!("../../embedded/templates/assets/schemas/compatibility-1.0.xsd")),
    (
        "schemas/sitemap-with-compatibility-1.0.xsd",
        include_str!("../../embedded/templates/assets/schemas/sitemap-with-compatibility-1.0.xsd"),
    ),
];

const PROTOCOL: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Lengths of an address that the protocol's schema takes.
const LOC_LENGTH: std::ops::RangeInclusive<usize> = 12..=2_047;

/// What keeps sitemaps from being written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// An address that no sitemap may list.
    #[error("`{loc}` cannot stand in a sitemap: {problem}")]
    Address {
        /// The address, the beginning of it.
        loc: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// Doubling does not help.
    #[error("the sitemaps of `{kind}` cannot be divided so that each keeps below {entries} entries and {bytes} bytes")]
    Full {
        /// The kind of pages.
        kind: String,
        /// The limit.
        entries: u64,
        /// The limit.
        bytes: u64,
    },
    /// More files than an index may name.
    #[error("{files} sitemaps are more than one index may name")]
    TooManyFiles {
        /// How many.
        files: usize,
    },
}

/// The form of one site's sitemaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitemaps {
    config: SitemapConfig,
    limits: Limits,
    addresses: Addresses,
    head: String,
}

const FOOT: &str = "</urlset>\n";

impl Sitemaps {
    /// For these settings.
    #[must_use]
    pub fn new(config: &SitemapConfig, addresses: &Addresses) -> Self {
        Self::with_limits(config, addresses, Limits::PROTOCOL)
    }

    /// With other limits than the protocol's, for tests.
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

    /// What planning needs of an entry.
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

    /// Divides entries into files. `previous` is [`SitemapPlan::counts`] of the build before.
    pub fn plan(&self, outlines: &[Outline<'_>], previous: &BTreeMap<String, u32>) -> Result<SitemapPlan, Error> {
        let frame = (self.head.len() + FOOT.len()) as u64;
        let ending = if self.config.gzip { "xml.gz" } else { "xml" };
        plan::plan(outlines, previous, self.limits, frame, ending)
    }

    /// The XML of one file. `entry` gives the entry at a place of the planned list.
    pub fn xml<'a>(&self, shard: &Shard, entry: impl Fn(usize) -> SitemapEntry<'a>) -> String {
        let mut entries: Vec<SitemapEntry<'a>> = shard.entries.iter().map(|at| entry(*at)).collect();
        entries.sort_unstable_by_key(|entry| entry.loc);
        self.join(shard, [self.part(entries, shard.bytes)])
    }

    /// The XML of some entries of a file, of about so many bytes, which [`Sitemaps::join`] puts together: for who
    /// makes the parts of a file side by side.
    #[must_use]
    pub fn part<'a>(&self, entries: impl IntoIterator<Item = SitemapEntry<'a>>, bytes: u64) -> String {
        let mut xml = String::with_capacity(usize::try_from(bytes).unwrap_or_default());
        for entry in entries {
            entry.push(self.config.metadata, &mut xml);
        }
        xml
    }

    /// The XML of one file from its parts, whose entries are in the order of their addresses.
    #[must_use]
    pub fn join(&self, shard: &Shard, parts: impl IntoIterator<Item = String>) -> String {
        let mut xml = String::with_capacity(usize::try_from(shard.bytes).unwrap_or_default());
        xml.push_str(&self.head);
        xml.extend(parts);
        xml.push_str(FOOT);
        debug_assert_eq!(xml.len() as u64, shard.bytes, "{}", shard.name);
        xml
    }

    /// One file as it is written: [`Sitemaps::xml`], packed where the settings say so.
    pub fn render<'a>(&self, shard: &Shard, entry: impl Fn(usize) -> SitemapEntry<'a>) -> Vec<u8> {
        self.pack(self.xml(shard, entry))
    }

    /// The text of a file as it is written.
    #[must_use]
    pub fn pack(&self, xml: String) -> Vec<u8> {
        if self.config.gzip { gzip(xml.as_bytes()) } else { xml.into_bytes() }
    }

    /// The index of all files; none where there is no file.
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

/// The hash that decides which file a page goes to, of the text of the page's key.
#[must_use]
pub fn key_hash(key: &str) -> u64 {
    let hash = blake3::hash(key.as_bytes());
    hash.as_bytes()[..8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// One member, no date, no name: the same bytes for the same text.
fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::with_capacity(text.len() / 8), Compression::new(6));
    // Writing to memory does not fail.
    let _ = encoder.write_all(text);
    encoder.finish().unwrap_or_default()
}
