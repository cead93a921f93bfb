//! The last snapshot: its records, one after the other.

use super::{
    error::Error,
    narrowing::Narrowing,
    record::{Record, read_line},
};
use snapshot::{
    Batches, Input, SnapshotFiles,
    index::{Part, Query, SnapshotIndex},
    part::whole_frames,
};
use std::{fs, path::Path};

/// The last snapshot, where the new one is made with it. What it has and the Hub's lists do not is asked for, whatever
/// else has changed.
pub(super) struct PreviousSnapshot<'a> {
    folder: &'a Path,
    /// Its index.
    pub(super) index: &'a SnapshotIndex,
    /// Where it was asked for something else: what is not asked for any more.
    narrowing: Option<Narrowing>,
    /// Whether some of it cannot be read.
    is_damaged: bool,
}

impl<'a> PreviousSnapshot<'a> {
    /// Of a snapshot of the same Hub.
    pub(super) fn new(folder: &'a Path, index: &'a SnapshotIndex, query: &Query) -> Self {
        let narrowing = (index.query != *query).then(|| Narrowing::new(&index.query, query));
        Self { folder, index, narrowing, is_damaged: false }
    }

    /// Whether nothing but changes has to be asked for.
    pub(super) fn is_whole(&self) -> bool {
        self.index.complete && self.narrowing.is_none() && !self.is_damaged
    }

    /// Whether a record shows that its model, wanted before, is not asked for any more.
    pub(super) fn rules_out(&self, record: &Record, line: &[u8]) -> bool {
        self.narrowing.as_ref().is_some_and(|narrowing| narrowing.rules_out(record, line))
    }

    /// Hands over every record that is wanted still, with the line that it stands in.
    pub(super) fn for_each(&self, take: impl FnMut(&Record, &[u8]) -> Result<(), Error>) -> Result<(), Error> {
        self.read(take).map(|_| ())
    }

    /// The same where that failed: from now on what is damaged is left out, and nothing else. Gives how many records
    /// that is.
    pub(super) fn salvage(&mut self, take: impl FnMut(&Record, &[u8]) -> Result<(), Error>) -> Result<u64, Error> {
        self.is_damaged = true;
        let there = self.index.parts.iter().map(|part| part.records).sum::<u64>();
        self.read(take).map(|read| there.saturating_sub(read))
    }

    /// Gives how many records could be read.
    fn read(&self, mut take: impl FnMut(&Record, &[u8]) -> Result<(), Error>) -> Result<u64, Error> {
        let mut read = 0;
        let mut take = |record: &Record, line: &[u8]| {
            read += 1;
            if self.rules_out(record, line) { Ok(()) } else { take(record, line) }
        };
        if !self.is_damaged {
            for_each_of(self.folder, &self.index.parts, take)?;
            return Ok(read);
        }
        for part in &self.index.parts {
            // Of a file that is not there nothing can be read.
            let bytes = fs::read(self.folder.join(&part.file)).unwrap_or_default();
            for lines in whole_frames(&bytes) {
                for line in lines.split(|byte| *byte == b'\n') {
                    if let Some(record) = read_line(line) {
                        take(&record, line)?;
                    }
                }
            }
        }
        Ok(read)
    }
}

/// Hands over every record of these parts with the line that it stands in.
pub(super) fn for_each_of(
    folder: &Path,
    parts: &[Part],
    mut take: impl FnMut(&Record, &[u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    let inputs = parts.iter().map(|part| Input::File(folder.join(&part.file))).collect();
    for batch in Batches::new(&SnapshotFiles { inputs, ..SnapshotFiles::default() }) {
        for (_, line) in batch?.records() {
            if let Some(record) = read_line(line) {
                take(&record, line)?;
            }
        }
    }
    Ok(())
}
