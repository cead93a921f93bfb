//! Assembles the parts of a snapshot from the fetched records and the records of the last snapshot that are still
//! current.

use super::{
    Fetch,
    error::Error,
    missing_models::Findings,
    parts::PartsWriter,
    previous_snapshot::PreviousSnapshot,
    record::{Record, key},
    run::{Finding, Run},
    seen_models::SeenModels,
    sizes::SizeCache,
};
use snapshot::{index::Part, part::PartWriter};
use std::collections::{BTreeMap, BTreeSet};

/// Syncs the parts of the listings to disk and returns them.
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

/// After a full listing, writes the records of models that are missing from every listing but not known to be deleted.
/// Returns the parts and the number of models that only have their record from the last snapshot.
pub(super) fn keep_missing(
    fetch: &Fetch<'_>,
    old: &PreviousSnapshot<'_>,
    seen_models: &mut SeenModels,
    findings: &Findings,
) -> Result<(Vec<Part>, u64), Error> {
    let mut writer = PartsWriter::new(fetch, "kept");
    let mut kept = BTreeSet::new();
    for (record, text) in &findings.fresh {
        // A page may already have contained the new id of a renamed model.
        if seen_models.see(record, 0, false).keep {
            writer.add(text, record, None)?;
        }
    }
    let decided = |record: &Record| {
        let finding = findings.by_model.get(&key(record.id.as_str()));
        matches!(finding, Some(Finding::Gone(_) | Finding::Renamed(_) | Finding::Unwanted))
    };
    old.for_each(|record, line| {
        if seen_models.is_current(record) && !decided(record) {
            writer.add(line, record, None)?;
            kept.insert(key(record.id.as_str()));
        }
        Ok(())
    })?;
    Ok((writer.finish()?, kept.len() as u64))
}

/// After an update, writes the records of the last snapshot that are still current. Leaves out renamed models, which it
/// recognizes by their repository. Returns the parts and, for each renamed model, the new id by the old one.
pub(super) fn compact(
    fetch: &Fetch<'_>,
    old: &PreviousSnapshot<'_>,
    seen_models: &SeenModels,
    sizes: &SizeCache,
) -> Result<(Vec<Part>, BTreeMap<String, String>), Error> {
    let mut renamed = BTreeMap::new();
    let mut writer = PartsWriter::new(fetch, "base");
    old.for_each(|record, line| {
        let id = record.id.as_str();
        let new_id = record.repository.and_then(|repository| seen_models.new_ids.get(&repository));
        if let Some(new_id) = new_id.filter(|new_id| *new_id != id) {
            renamed.insert(id.to_owned(), new_id.clone());
        } else if seen_models.is_current(record) {
            let siblings = sizes.siblings_of(record);
            writer.add(line, record, siblings.as_deref())?;
        }
        Ok(())
    })?;
    Ok((writer.finish()?, renamed))
}
