//! `SitemapPlan`: which entry goes to which file.
//!
//! The hash of its key decides, not its position in a list, so that a new page changes only one file. The number of
//! files of a kind is a power of two. It is carried over from build to build, doubled when a file gets too full, and
//! never reduced.

use crate::files::sitemap::Error;
use std::collections::BTreeMap;

/// The limits of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Maximum number of entries.
    pub entries: u64,
    /// Maximum number of bytes, before compression.
    pub bytes: u64,
}

impl Limits {
    /// The limits of the protocol.
    pub const PROTOCOL: Self = Self { entries: 50_000, bytes: 52_428_800 };

    /// Whether a size exceeds four fifths of a limit, so that the number of files is doubled.
    fn are_near(self, size: Size) -> bool {
        size.entries * 5 > self.entries * 4 || size.bytes * 5 > self.bytes * 4
    }
}

/// With more files than this, an index could not list them.
const MOST_SHARDS: u32 = 1 << 15;

/// What planning needs to know about an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outline<'a> {
    /// See [`SitemapEntry`](super::entry::SitemapEntry).
    pub kind: &'a str,
    /// See [`SitemapEntry`](super::entry::SitemapEntry).
    pub key_hash: u64,
    /// See [`SitemapEntry`](super::entry::SitemapEntry).
    pub lastmod: Option<i64>,
    /// Length of its element in bytes.
    pub length: u64,
}

/// One file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shard {
    /// Its name: `sitemap-models-0.xml`.
    pub name: String,
    /// Indexes of its entries in the planned list, ascending.
    pub entries: Vec<usize>,
    /// The latest date of its entries.
    pub lastmod: Option<i64>,
    /// Exact length of the file, before compression.
    pub bytes: u64,
}

/// All files except empty ones, by kind and number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SitemapPlan {
    /// The files.
    pub shards: Vec<Shard>,
    /// The number of files per kind, including empty ones, for the manifest and the next build.
    pub counts: BTreeMap<String, u32>,
}

/// The size of a file.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    entries: u64,
    bytes: u64,
}

/// Distributes entries over files. `frame` is the length of a file without entries.
pub(super) fn plan(
    outlines: &[Outline<'_>],
    previous: &BTreeMap<String, u32>,
    limits: Limits,
    frame: u64,
    ending: &str,
) -> Result<SitemapPlan, Error> {
    let mut kinds: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, outline) in outlines.iter().enumerate() {
        match kinds.get_mut(outline.kind) {
            Some(places) => places.push(at),
            None => drop(kinds.insert(outline.kind, vec![at])),
        }
    }
    // A kind without pages keeps its count, because its pages may come back.
    let mut plan = SitemapPlan { shards: Vec::new(), counts: previous.clone() };
    for (kind, places) in kinds {
        let least = previous.get(kind).copied().unwrap_or(1).clamp(1, MOST_SHARDS).next_power_of_two();
        let count = shard_count(outlines, &places, least, limits, frame).ok_or_else(|| Error::Full {
            kind: kind.to_owned(),
            entries: limits.entries,
            bytes: limits.bytes,
        })?;
        plan.counts.insert(kind.to_owned(), count);
        let mut shards: Vec<Shard> = (0..count)
            .map(|number| Shard {
                name: format!("sitemap-{kind}-{number}.{ending}"),
                entries: Vec::new(),
                lastmod: None,
                bytes: frame,
            })
            .collect();
        for at in places {
            let outline = &outlines[at];
            let shard = &mut shards[shard_of(outline.key_hash, count)];
            shard.entries.push(at);
            shard.lastmod = shard.lastmod.max(outline.lastmod);
            shard.bytes += outline.length;
        }
        plan.shards.extend(shards.into_iter().filter(|shard| !shard.entries.is_empty()));
    }
    if plan.shards.len() as u64 > limits.entries.max(Limits::PROTOCOL.entries) {
        return Err(Error::TooManyFiles { files: plan.shards.len() });
    }
    Ok(plan)
}

/// The number of files at which each stays below the limits. `None` if no number is enough.
fn shard_count(outlines: &[Outline<'_>], places: &[usize], least: u32, limits: Limits, frame: u64) -> Option<u32> {
    let mut count = least;
    while count <= MOST_SHARDS {
        let mut sizes = vec![Size { entries: 0, bytes: frame }; count as usize];
        for outline in places.iter().map(|at| &outlines[*at]) {
            let size = &mut sizes[shard_of(outline.key_hash, count)];
            size.entries += 1;
            size.bytes += outline.length;
        }
        if !sizes.into_iter().any(|size| limits.are_near(size)) {
            return Some(count);
        }
        count *= 2;
    }
    None
}

/// Which of `count` files, a power of two, an entry goes to. When the count doubles, the entries of file `n` go to `n`
/// and `n + count`.
fn shard_of(key_hash: u64, count: u32) -> usize {
    usize::try_from(key_hash & u64::from(count - 1)).unwrap_or_default()
}
