//! Numbered parts of one set of files: `…-00002-of-00005`.

use super::{Artifact, Completeness, FileListKind, possible};
use crate::model_format::ModelFormat;

/// A file's position in its set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shard<'a> {
    /// The name before the number.
    pub(super) prefix: &'a str,
    /// Starts at 1 in GGUF, at 0 or 1 in safetensors.
    pub(super) number: u32,
    /// Number of parts in the set.
    pub(super) total: u32,
}

/// Parses `prefix-00001-of-00003` (or `_` before the number) from a name without its extension.
pub(super) fn parse(stem: &str) -> Option<Shard<'_>> {
    let digits = stem.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (head, total) = stem.split_at(stem.len() - digits);
    let head = head.strip_suffix("-of-")?;
    let at = head.rfind(['-', '_'])?;
    // Some tools pad the number but not the total: `model-00001-of-252`.
    Some(Shard { prefix: &head[..at], number: number(&head[at + 1..])?, total: padded(total, 3)? })
}

fn number(digits: &str) -> Option<u32> {
    padded(digits, 5)
}

/// Parses a number of `width` to six digits.
fn padded(digits: &str, width: usize) -> Option<u32> {
    let is_padded = (width..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_padded)
}

/// Parses `prefix-00001` from a name without its extension, which may be a part of a set without a stated total.
pub(super) fn parse_without_total(stem: &str) -> Option<(&str, u32)> {
    let digits = stem.bytes().rev().take_while(u8::is_ascii_digit).count();
    // Nearly all names end in a letter.
    if digits != 5 {
        return None;
    }
    let (head, digits) = stem.split_at(stem.len() - digits);
    Some((head.strip_suffix(['-', '_'])?, number(digits)?))
}

/// A smaller weight file holds no weights: it is empty, a Git LFS pointer (some 130 bytes) or a placeholder.
const LEAST_BYTES: u64 = 200;

/// The files of one set while they are collected.
#[derive(Debug, Default)]
pub(super) struct FileSet<'a> {
    /// Number of parts according to the names. `None` for a set of one file.
    pub(super) total: Option<u32>,
    /// Whether it may be a part of something larger although no number says so.
    pub(super) is_doubtful: bool,
    /// Whether the parts are numbered without a total.
    is_open: bool,
    /// Number, path and size, in the order of paths, which is also the order of numbers.
    parts: Vec<(u32, &'a str, Option<u64>)>,
}

impl<'a> FileSet<'a> {
    pub(super) fn add(&mut self, path: &'a str, size: Option<u64>, shard: Option<Shard<'_>>) {
        self.total = shard.map(|shard| shard.total);
        self.parts.push((shard.map_or(0, |shard| shard.number), path, size));
    }

    /// Adds a part of a set without a stated total.
    pub(super) fn add_open(&mut self, path: &'a str, size: Option<u64>, number: u32) {
        self.is_open = true;
        self.parts.push((number, path, size));
    }

    /// Whether the parts are numbered without a total and the numbers are not consecutive from 0 or 1, or there is only
    /// one part. Then every file is its own set (`checkpoint-01000`, `checkpoint-02000`).
    pub(super) fn is_apart(&self) -> bool {
        self.is_open && !(self.parts.len() > 1 && self.starts() && self.follow())
    }

    /// Splits the set into one set per file, each with its name without the extension.
    pub(super) fn apart(self) -> impl Iterator<Item = (&'a str, Self)> {
        // A first part without a second may be an incomplete model.
        let is_doubtful = self.starts() && self.parts.len() == 1;
        self.parts.into_iter().map(move |part| {
            let stem = super::split_ending(part.1).0;
            (stem, FileSet { is_doubtful, parts: vec![part], ..FileSet::default() })
        })
    }

    /// Whether the first number is 0 or 1.
    fn starts(&self) -> bool {
        self.parts.first().is_none_or(|part| part.0 <= 1)
    }

    /// Whether every number is one more than the previous one. Numbers have a fixed width, so paths sort like numbers.
    fn follow(&self) -> bool {
        self.parts.windows(2).all(|pair| pair[0].0 + 1 == pair[1].0)
    }

    /// Whether all parts are present. `kind` determines the meaning of a gap.
    pub(super) fn completeness(&self, kind: FileListKind) -> Completeness {
        let has_gap = self
            .total
            .is_some_and(|total| u32::try_from(self.parts.len()) != Ok(total) || !self.starts() || !self.follow());
        let has_empty = self.parts.iter().any(|(_, _, size)| size.is_some_and(|size| size < LEAST_BYTES));
        match (has_gap, has_empty, kind) {
            (_, true, _) => Completeness::Incomplete,
            (true, _, FileListKind::Partial) => Completeness::Unknown,
            (true, _, _) => Completeness::Incomplete,
            // Without a total, the last part may be missing.
            (false, false, _) if self.is_doubtful || self.is_open => Completeness::Unknown,
            (false, false, _) => Completeness::Complete,
        }
    }

    /// Converts the set into an artifact.
    pub(super) fn into_artifact(self, format: ModelFormat, kind: FileListKind) -> Artifact {
        let complete = self.completeness(kind);
        // A file without weights does not contribute a weight size.
        let weights = |size: Option<u64>| size.filter(|size| *size >= LEAST_BYTES);
        let bytes = self.parts.iter().try_fold(0u64, |sum, (_, _, size)| sum.checked_add(weights(*size)?));
        let bytes = bytes.and_then(possible);
        let files = self.parts.iter().map(|(_, path, _)| (*path).into()).collect();
        Artifact { files, bytes, complete, ..Artifact::new(format) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_padded_numbers_are_shards() {
        assert_eq!(parse("a/x-00002-of-00010"), Some(Shard { prefix: "a/x", number: 2, total: 10 }));
        assert_eq!(parse("model_000000-of-000002"), Some(Shard { prefix: "model", number: 0, total: 2 }));
        assert_eq!(parse("model-00001-of-252"), Some(Shard { prefix: "model", number: 1, total: 252 }));
        for stem in ["x", "x-1-of-2", "x-00001-of-2", "x-0000a-of-00002", "00001-of-00002", "x-00001-of-"] {
            assert_eq!(parse(stem), None, "{stem}");
        }
    }
}
