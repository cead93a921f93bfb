//! Malformed lines: their number by kind, and the first few of each.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A line that is not a usable record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Malformed {
    /// The file, or standard input.
    pub input: Arc<str>,
    /// Counted from 1.
    pub line: usize,
    /// Kind of the problem, for counting.
    pub code: &'static str,
    /// What is wrong.
    pub reason: String,
}

/// The malformed lines of a snapshot. Its memory does not grow with their number.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct MalformedLines {
    /// The number of lines by code.
    pub counts: BTreeMap<&'static str, usize>,
    /// The first [`MalformedLines::KEPT`] of each code, in the order of files and lines.
    pub first: Vec<Malformed>,
}

impl MalformedLines {
    /// Number of lines kept per code.
    pub const KEPT: usize = 10;

    /// The kept lines of a code.
    pub fn of(&self, code: &str) -> impl Iterator<Item = &Malformed> {
        self.first.iter().filter(move |bad| bad.code == code)
    }
}

/// Collects malformed lines in any order.
#[derive(Debug, Default)]
pub(super) struct Collector {
    counts: BTreeMap<&'static str, usize>,
    /// By code, each with the number of its batch.
    first: BTreeMap<&'static str, BTreeSet<(usize, Malformed)>>,
}

impl Collector {
    /// Adds a line of the batch with this number.
    pub(super) fn add(&mut self, batch: usize, bad: Malformed) {
        *self.counts.entry(bad.code).or_default() += 1;
        self.keep(batch, bad);
    }

    fn keep(&mut self, batch: usize, bad: Malformed) {
        let first = self.first.entry(bad.code).or_default();
        first.insert((batch, bad));
        if first.len() > MalformedLines::KEPT {
            first.pop_last();
        }
    }

    /// Adds everything another collector has.
    pub(super) fn merge(&mut self, other: Self) {
        for (code, count) in other.counts {
            *self.counts.entry(code).or_default() += count;
        }
        for (batch, bad) in other.first.into_values().flatten() {
            self.keep(batch, bad);
        }
    }

    /// Returns everything in order.
    pub(super) fn finish(self) -> MalformedLines {
        let mut first: Vec<(usize, Malformed)> = self.first.into_values().flatten().collect();
        first.sort_unstable();
        MalformedLines { counts: self.counts, first: first.into_iter().map(|(_, bad)| bad).collect() }
    }
}
