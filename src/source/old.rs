//! The records of the last snapshot, one after the other.

use super::{
    error::Error,
    record::{Record, read_line},
};
use crate::snapshot::{
    Batches, Input, SnapshotFiles,
    index::{Part, SnapshotIndex},
};
use std::path::Path;

/// Hands over every record with the line that it stands in.
pub(super) fn for_each(
    folder: &Path,
    base: Option<&SnapshotIndex>,
    take: impl FnMut(&Record, &[u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    for_each_of(folder, base.map(|base| base.parts.as_slice()).unwrap_or_default(), take)
}

/// The same of any parts.
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
