//! `SitemapPlan`: which entry goes to which file.
//!
//! By the hash of its key and not by its place in a list, so that a new page changes one file. The number of
//! files of a kind is a power of two; it is carried over from build to build, doubled where a file gets too
//! full, and never made smaller.

use crate::files::sitemap::Error;
use std::collections::BTreeMap;

/// What one file may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Entries of one file.
    pub entries: u64,
    /// Bytes of one file, before it is packed.
    pub bytes: u64,
}

impl Limits {
    /// The protocol's.
    pub const PROTOCOL: Self = Self { entries: 50_000, bytes: 52_428_800 };

    /// Whether so much is so near a limit that the files of the kind are doubled: more than four fifths of it.
    fn are_near(self, size: Size) -> bool {
        size.entries * 5 > self.entries * 4 || size.bytes * 5 > self.bytes * 4
    }
}

/// Doubled more often than this, an index could not name the files.
const MOST_SHARDS: u32 = 1 << 15;

/// What planning needs of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outline<'a> {
    /// Of the entry.
    pub kind: &'a str,
    /// Of the entry.
    pub key_hash: u64,
    /// Of the entry.
    pub lastmod: Option<i64>,
    /// Bytes of its element.
    pub length: u64,
}

/// One file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shard {
    /// Its name: `sitemap-models-0.xml`.
    pub name: String,
    /// Places of its entries in the list that was planned, ascending.
    pub entries: Vec<usize>,
    /// The latest date of its entries.
    pub lastmod: Option<i64>,
    /// Exact length of the file, before it is packed.
    pub bytes: u64,
}

/// All files, those that would be empty left out, by kind and number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SitemapPlan {
    /// The files.
    pub shards: Vec<Shard>,
    /// How many files each kind is divided into, empty ones included: for the manifest, and the next build.
    pub counts: BTreeMap<String, u32>,
}

/// How much is in a file.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    entries: u64,
    bytes: u64,
}

/// Divides entries into files. `frame` is the length of a file without entries.
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
    // A kind without pages keeps its count: its pages may come back.
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

/// The number of files with which each keeps its distance from the limits; none where no number does.
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

/// Which of `count` files, a power of two. When the count doubles, what was in file `n` is in `n` and `n + count`.
fn shard_of(key_hash: u64, count: u32) -> usize {
    usize::try_from(key_hash & u64::from(count - 1)).unwrap_or_default()
}
