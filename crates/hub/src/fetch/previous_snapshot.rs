//! Reads the records of the last snapshot.

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

/// The last snapshot, as the base of the new one. Its models that are missing from the listings are always requested.
pub(super) struct PreviousSnapshot<'a> {
    folder: &'a Path,
    /// Its index.
    pub(super) index: &'a SnapshotIndex,
    /// The excluded models, if the query has changed.
    narrowing: Option<Narrowing>,
    /// Whether a part of it is unreadable.
    is_damaged: bool,
}

impl<'a> PreviousSnapshot<'a> {
    /// Creates it for the last snapshot of the same Hub. `query` is the new query.
    pub(super) fn new(folder: &'a Path, index: &'a SnapshotIndex, query: &Query) -> Self {
        let narrowing = (index.query != *query).then(|| Narrowing::new(&index.query, query));
        Self { folder, index, narrowing, is_damaged: false }
    }

    /// Whether an update is enough, so that no full fetch is needed.
    pub(super) fn is_whole(&self) -> bool {
        self.index.complete && self.narrowing.is_none() && !self.is_damaged
    }

    /// Whether a record shows that its model is no longer requested.
    pub(super) fn rules_out(&self, record: &Record, line: &[u8]) -> bool {
        self.narrowing.as_ref().is_some_and(|narrowing| narrowing.rules_out(record, line))
    }

    /// Passes every record that is not excluded to `take`, with its line.
    pub(super) fn for_each(&self, take: impl FnMut(&Record, &[u8]) -> Result<(), Error>) -> Result<(), Error> {
        self.read(take).map(|_| ())
    }

    /// Like `for_each`, but skips damaged data, also in later calls. Returns the number of skipped records.
    pub(super) fn salvage(&mut self, take: impl FnMut(&Record, &[u8]) -> Result<(), Error>) -> Result<u64, Error> {
        self.is_damaged = true;
        let there = self.index.parts.iter().map(|part| part.records).sum::<u64>();
        self.read(take).map(|read| there.saturating_sub(read))
    }

    /// Passes every record that is not excluded to `take`. Returns the number of readable records.
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
            // A missing file counts as empty.
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

/// Passes every record of these parts to `take`, with its line.
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
