//! The stages in order, and the only parallel loops of the program.

use crate::snapshot::{self, Batch, Batches, SnapshotFiles};
use compatibility::{hub_model::HubModel, inheritance, model_metadata::ModelMetadata};
use rayon::iter::{ParallelBridge, ParallelIterator};
use std::sync::Arc;

/// A line that is no usable record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Malformed {
    /// The file, or standard input.
    pub input: Arc<str>,
    /// Counted from 1.
    pub line: usize,
    /// Kind of failure, to count by.
    pub code: &'static str,
    /// What is wrong.
    pub reason: String,
}

/// A snapshot, understood.
#[derive(Debug)]
pub struct Understood {
    /// What was read, for reports.
    pub label: String,
    /// Usable records, repeated ids included.
    pub records: usize,
    /// Lines left out, in the order of files and lines.
    pub malformed: Vec<Malformed>,
    /// The models, by id, each once.
    pub models: Vec<ModelMetadata>,
}

impl Understood {
    /// How many records repeated the id of another.
    #[must_use]
    pub fn repeated(&self) -> usize {
        self.records - self.models.len()
    }
}

/// Reads and understands a whole snapshot, base models included.
///
/// The result depends on the records alone, not on their order or the number of threads.
///
/// # Errors
///
/// Where a file cannot be opened or ends in the middle. Single bad lines are reported and left out.
pub fn understand(files: &SnapshotFiles) -> Result<Understood, snapshot::Error> {
    let (malformed, mut read) = read(files)?;
    let records = read.len();
    // Of records with one id the newest, then the longest; the hash only makes the choice independent of order.
    read.sort_by(|a, b| a.model.id.cmp(&b.model.id).then_with(|| b.rank().cmp(&a.rank())));
    read.dedup_by(|later, first| later.model.id == first.model.id);
    let mut models: Vec<ModelMetadata> = read.into_iter().map(|read| read.model).collect();
    inheritance::inherit(&mut models);
    Ok(Understood { label: files.label.clone(), records, malformed, models })
}

/// One record, understood by itself.
struct ReadModel {
    model: ModelMetadata,
    length: usize,
    hash: u32,
}

impl ReadModel {
    fn rank(&self) -> (Option<i64>, usize, u32) {
        (self.model.last_modified.map(|date| date.at.as_second()), self.length, self.hash)
    }
}

/// The first parallel loop: one batch of records a step.
fn read(files: &SnapshotFiles) -> Result<(Vec<Malformed>, Vec<ReadModel>), snapshot::Error> {
    let batches = Batches::new(files).enumerate().par_bridge();
    let mut read: Vec<_> =
        batches.map(|(at, batch)| batch.map(|batch| (at, read_batch(&batch)))).collect::<Result<_, _>>()?;
    read.sort_unstable_by_key(|(at, _)| *at);
    let mut malformed = Vec::new();
    let mut models = Vec::with_capacity(read.iter().map(|(_, (_, models))| models.len()).sum());
    for (_, (bad, good)) in read {
        malformed.extend(bad);
        models.extend(good);
    }
    Ok((malformed, models))
}

fn read_batch(batch: &Batch) -> (Vec<Malformed>, Vec<ReadModel>) {
    let malformed = |line, code, reason| Malformed { input: batch.input.clone(), line, code, reason };
    let too_long = || format!("longer than {} MiB", snapshot::MAX_RECORD_BYTES >> 20);
    let mut bad: Vec<_> = batch.too_long.iter().map(|line| malformed(*line, "too-long", too_long())).collect();
    let mut good = Vec::new();
    for (line, json) in batch.records() {
        match HubModel::from_json(json).and_then(|record| ModelMetadata::from_huggingface(&record)) {
            Ok(model) => good.push(ReadModel { model, length: json.len(), hash: hash(json) }),
            Err(error) => bad.push(malformed(line, error.code(), error.to_string())),
        }
    }
    bad.sort();
    (bad, good)
}

/// FNV-1a.
fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}
