//! From what was fetched to the parts of a snapshot: what the last one has and nothing replaces is taken over.

use super::{
    Fetch,
    catalogue::Catalogue,
    error::Error,
    old::Old,
    record::{Record, key, push_line},
    run::{Finding, Run, part_name},
    sizes::SizeCache,
    suspects::Findings,
    walk::PART_BYTES,
};
use crate::snapshot::{index::Part, part::PartWriter};
use std::collections::{BTreeMap, BTreeSet};

/// Unpacked bytes of one frame.
const FRAME_BYTES: usize = 4 << 20;

/// Writes lines into as many parts as they need.
pub(super) struct PartsWriter<'f> {
    fetch: &'f Fetch<'f>,
    what: &'static str,
    lines: Vec<u8>,
    open: Option<PartWriter>,
    parts: Vec<Part>,
}

impl<'f> PartsWriter<'f> {
    pub(super) fn new(fetch: &'f Fetch<'f>, what: &'static str) -> Self {
        Self { fetch, what, lines: Vec::new(), open: None, parts: Vec::new() }
    }

    pub(super) fn add(&mut self, text: &[u8], record: &Record, siblings: Option<&[u8]>) -> Result<(), Error> {
        if self.open.is_none() {
            let file = part_name(self.fetch.generation, &format!("{}-{:03}", self.what, self.parts.len() + 1));
            self.open = Some(PartWriter::open(&self.fetch.inputs.folder.join(&file), 0)?);
            self.parts.push(Part { file, records: 0, bytes: 0 });
        }
        push_line(&mut self.lines, text, record, siblings);
        if let Some(part) = self.parts.last_mut() {
            part.records += 1;
        }
        if self.lines.len() >= FRAME_BYTES { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Error> {
        let (Some(writer), Some(part)) = (&mut self.open, self.parts.last_mut()) else { return Ok(()) };
        part.bytes = writer.append(&self.lines)?;
        self.lines.clear();
        if part.bytes >= PART_BYTES {
            self.close()?;
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), Error> {
        Ok(self.open.take().map_or(Ok(()), PartWriter::finish)?)
    }

    pub(super) fn finish(mut self) -> Result<Vec<Part>, Error> {
        self.flush()?;
        self.close()?;
        Ok(self.parts)
    }
}

/// The parts that the walks wrote, on disk.
pub(super) fn walked_parts(fetch: &Fetch<'_>, run: &Run) -> Result<Vec<Part>, Error> {
    let mut parts: Vec<Part> = Vec::new();
    for page in run.pages() {
        match parts.iter_mut().find(|part| part.file == page.part) {
            Some(part) => {
                part.records += page.records;
                part.bytes = page.bytes;
            }
            None => parts.push(Part { file: page.part.clone(), records: page.records, bytes: page.bytes }),
        }
    }
    parts.retain(|part| part.bytes > 0);
    for part in &parts {
        PartWriter::open(&fetch.inputs.folder.join(&part.file), part.bytes)?.finish()?;
    }
    Ok(parts)
}

/// After a whole walk: the records of models that no walk came by and that are not known to be gone. Beside them,
/// how many models have nothing but their record of the last snapshot.
pub(super) fn keep_missing(
    fetch: &Fetch<'_>,
    old: &Old<'_>,
    catalogue: &mut Catalogue,
    findings: &Findings,
) -> Result<(Vec<Part>, u64), Error> {
    let mut writer = PartsWriter::new(fetch, "kept");
    let mut kept = BTreeSet::new();
    for (record, text) in &findings.fresh {
        // The new id of a renamed model may have been on a page.
        if catalogue.see(record, 0, false).keep {
            writer.add(text, record, None)?;
        }
    }
    let decided = |record: &Record| {
        let finding = findings.by_model.get(&key(record.id.as_str()));
        matches!(finding, Some(Finding::Gone(_) | Finding::Renamed(_) | Finding::Unwanted))
    };
    old.for_each(|record, line| {
        if catalogue.is_current(record) && !decided(record) {
            writer.add(line, record, None)?;
            kept.insert(key(record.id.as_str()));
        }
        Ok(())
    })?;
    Ok((writer.finish()?, kept.len() as u64))
}

/// After a fetch of changes: the records of the last snapshot that nothing replaces. Models that have another id now
/// are told apart by their repository, and come back with the new id.
pub(super) fn compact(
    fetch: &Fetch<'_>,
    old: &Old<'_>,
    catalogue: &Catalogue,
    sizes: &SizeCache,
) -> Result<(Vec<Part>, BTreeMap<String, String>), Error> {
    let mut renamed = BTreeMap::new();
    let mut writer = PartsWriter::new(fetch, "base");
    old.for_each(|record, line| {
        let id = record.id.as_str();
        let new_id = record.repository.and_then(|repository| catalogue.new_ids.get(&repository));
        if let Some(new_id) = new_id.filter(|new_id| *new_id != id) {
            renamed.insert(id.to_owned(), new_id.clone());
        } else if catalogue.is_current(record) {
            let siblings = sizes.siblings_of(record);
            writer.add(line, record, siblings.as_deref())?;
        }
        Ok(())
    })?;
    Ok((writer.finish()?, renamed))
}
