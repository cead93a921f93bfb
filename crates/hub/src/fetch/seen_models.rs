//! `SeenModels`: all models of the last snapshot and of this fetch, in about forty bytes each.

use super::record::{Gate, Record, key};
use std::collections::BTreeMap;

/// All models, by a hash of their ids.
#[derive(Debug, Default)]
pub(super) struct SeenModels {
    models: BTreeMap<u128, Known>,
    /// Models that the last snapshot does not have.
    pub new: u64,
    /// Models that have changed.
    pub changed: u64,
    /// Models that became gated, with the kind of gate.
    pub newly_gated: Vec<(String, Gate)>,
    /// In an update, the ids that the last snapshot does not have, by repository.
    pub new_ids: BTreeMap<u128, String>,
}

/// Modification date of a model, and where it has been seen.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    seconds: u32,
    milliseconds: u16,
    /// [`OLD`], [`NEW`] and [`COUNTED`], with the gate in the higher bits.
    flags: u8,
    /// One bit for each listing that contains it.
    walks: u8,
}

/// The model is in the last snapshot.
const OLD: u8 = 1;
/// This fetch has kept a record of the model.
const NEW: u8 = 2;
/// The model has been counted as new or changed.
const COUNTED: u8 = 4;
const GATE_SHIFT: u8 = 3;

/// The decision about a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sight {
    /// Whether to keep the record.
    pub keep: bool,
    /// Whether this is the model's first record in this listing.
    pub is_first_in_walk: bool,
}

impl Known {
    fn date(self) -> (u32, u16) {
        (self.seconds, self.milliseconds)
    }

    fn gate(self) -> Gate {
        Gate::ALL.get(usize::from(self.flags >> GATE_SHIFT)).copied().unwrap_or(Gate::Unknown)
    }

    fn take(&mut self, record: &Record, flag: u8) {
        (self.seconds, self.milliseconds) = date(record);
        let gate = Gate::ALL.iter().position(|gate| *gate == record.gate).unwrap_or(0);
        let gate = u8::try_from(gate).unwrap_or(0) << GATE_SHIFT;
        self.flags = self.flags & (OLD | NEW | COUNTED) | flag | gate;
    }
}

fn date(record: &Record) -> (u32, u16) {
    let seconds = u32::try_from(record.modified / 1_000).unwrap_or(u32::MAX);
    (seconds, u16::try_from(record.modified % 1_000).unwrap_or(0))
}

impl SeenModels {
    /// Adds a record of the last snapshot.
    pub(super) fn note_old(&mut self, record: &Record) {
        let known = self.models.entry(key(record.id.as_str())).or_default();
        if known.flags & OLD == 0 || known.date() <= date(record) {
            known.take(record, OLD);
        }
    }

    /// Adds a record found in a listing and decides whether to keep it. If a model has several records, the latest
    /// change is kept, and the first record if they have the same date. An update does not keep records that have not
    /// changed since the last snapshot.
    pub(super) fn see(&mut self, record: &Record, walk: usize, only_changes: bool) -> Sight {
        let known = self.models.entry(key(record.id.as_str())).or_default();
        let bit = 1u8 << (walk % 8);
        let is_first_in_walk = known.walks & bit == 0;
        known.walks |= bit;
        let (is_old, is_kept) = (known.flags & OLD != 0, known.flags & NEW != 0);
        let is_newer = date(record) > known.date();
        let is_newly_gated = is_old && !is_kept && known.gate() == Gate::Open && record.gate.is_closed();
        let keep = if is_kept {
            is_newer
        } else {
            !is_old || !only_changes || is_newer || (record.gate != known.gate() && record.gate != Gate::Unknown)
        };
        let is_new = !is_old && !is_kept;
        if keep {
            if known.flags & COUNTED == 0 && (!is_old || is_newer) {
                known.flags |= COUNTED;
                if is_old { self.changed += 1 } else { self.new += 1 }
            }
            known.take(record, NEW);
            if let Some(repository) = record.repository.filter(|_| only_changes && is_new) {
                self.new_ids.insert(repository, record.id.as_str().to_owned());
            }
            if is_newly_gated {
                self.newly_gated.push((record.id.as_str().to_owned(), record.gate));
            }
        }
        Sight { keep, is_first_in_walk }
    }

    /// Forgets which models a listing contains, because the listing starts again.
    pub(super) fn forget_walk(&mut self, walk: usize) {
        let bit = 1u8 << (walk % 8);
        self.models.values_mut().for_each(|known| known.walks &= !bit);
    }

    /// Whether this fetch has kept a record of a model.
    #[must_use]
    pub(super) fn is_kept(&self, id: &str) -> bool {
        self.models.get(&key(id)).is_some_and(|known| known.flags & NEW != 0)
    }

    /// Whether the last snapshot has a model.
    #[must_use]
    pub(super) fn has_old(&self, id: &str) -> bool {
        self.models.get(&key(id)).is_some_and(|known| known.flags & OLD != 0)
    }

    /// Whether a record of the last snapshot is still the newest one of its model.
    #[must_use]
    pub(super) fn is_current(&self, record: &Record) -> bool {
        let known = self.models.get(&key(record.id.as_str()));
        known.is_none_or(|known| known.flags & NEW == 0 && known.date() <= date(record))
    }

    /// Whether this fetch found a model that is not gated.
    #[must_use]
    pub(super) fn is_found_open(&self, id: &str) -> bool {
        self.models.get(&key(id)).is_some_and(|known| known.flags & NEW != 0 && known.gate() == Gate::Open)
    }

    /// Number of models with a record from this fetch.
    #[must_use]
    pub(super) fn kept(&self) -> u64 {
        self.models.values().filter(|known| known.flags & NEW != 0).count() as u64
    }

    /// Whether some model of the last snapshot has no record from this fetch.
    #[must_use]
    pub(super) fn is_any_missing(&self) -> bool {
        self.models.values().any(|known| known.flags & (OLD | NEW) == OLD)
    }

    /// Number of models in the last snapshot.
    #[must_use]
    pub(super) fn old(&self) -> u64 {
        self.models.values().filter(|known| known.flags & OLD != 0).count() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::record::read_line;

    fn record(id: &str, second: u8, gated: &str) -> Record {
        let text = format!(r#"{{"id":"{id}","lastModified":"2025-01-01T00:00:{second:02}.000Z","gated":{gated}}}"#);
        read_line(text.as_bytes()).unwrap()
    }

    #[test]
    fn the_newest_record_is_kept_and_every_model_counted_once() {
        let mut seen_models = SeenModels::default();
        seen_models.note_old(&record("a/old", 5, "false"));
        let keep = |seen_models: &mut SeenModels, id, second, walk| {
            seen_models.see(&record(id, second, "false"), walk, false).keep
        };
        assert!(keep(&mut seen_models, "a/old", 5, 0), "a whole walk keeps what has not changed");
        assert!(!keep(&mut seen_models, "a/old", 5, 1));
        assert!(keep(&mut seen_models, "a/old", 6, 1));
        assert!(keep(&mut seen_models, "a/new", 1, 0));
        assert!(keep(&mut seen_models, "a/new", 2, 0));
        assert!(!keep(&mut seen_models, "a/new", 1, 0));
        assert_eq!((seen_models.new, seen_models.changed, seen_models.kept(), seen_models.old()), (1, 1, 2, 1));
        assert!(seen_models.see(&record("a/new", 1, "false"), 1, false).is_first_in_walk);
        assert!(!seen_models.see(&record("a/new", 1, "false"), 1, false).is_first_in_walk);
    }

    #[test]
    fn a_fetch_of_changes_keeps_changes() {
        let mut seen_models = SeenModels::default();
        for id in ["a/same", "a/newer", "a/gated"] {
            seen_models.note_old(&record(id, 5, "false"));
        }
        assert!(!seen_models.see(&record("a/same", 5, "false"), 0, true).keep);
        assert!(!seen_models.see(&record("a/same", 4, "false"), 0, true).keep);
        assert!(seen_models.see(&record("a/newer", 6, "false"), 0, true).keep);
        assert!(seen_models.see(&record("a/gated", 5, "\"manual\""), 0, true).keep);
        assert_eq!(seen_models.newly_gated, [("a/gated".to_owned(), Gate::Manual)]);
        assert!(seen_models.is_current(&record("a/same", 5, "false")));
        assert!(!seen_models.is_current(&record("a/same", 4, "false")), "an older record of the same model");
        assert!(!seen_models.is_current(&record("a/newer", 5, "false")));
    }
}
