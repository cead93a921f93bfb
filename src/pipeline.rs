//! The stages in order, and the only parallel loops of the program.

use crate::snapshot::{self, Batch, Batches, SnapshotFiles};
use compatibility::{
    hub_model::{HubModel, RecordError},
    inheritance::{self, BaseIndex, Inherited},
    model_metadata::ModelMetadata,
};
use rayon::{
    iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelBridge, ParallelIterator},
    slice::ParallelSliceMut,
};
use std::{cmp::Ordering, sync::Arc};

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
    /// The models, by id, each once; boxed, because they are large and get moved.
    pub models: Vec<Box<ModelMetadata>>,
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
    read.par_sort_unstable_by(|a, b| a.by_id(b).then_with(|| b.rank.cmp(&a.rank)));
    read.dedup_by(|later, first| later.id_hash == first.id_hash && later.model.id == first.model.id);
    inherit(&mut read);
    let models = read.into_iter().map(|read| read.model).collect();
    Ok(Understood { label: files.label.clone(), records, malformed, models })
}

/// Adds to every model what its base models tell.
fn inherit(read: &mut [ReadModel]) {
    let index = BaseIndex::with_hashes(read.iter().map(|read| (read.id_hash, &*read.model)));
    let derived = read.par_iter().enumerate().filter(|(_, read)| read.may_inherit);
    let found = derived.map(|(at, read)| (at, index.inherit(&read.model)));
    let inherited: Vec<(usize, Inherited)> = found.filter(|(_, inherited)| !inherited.is_empty()).collect();
    for (at, inherited) in inherited {
        read[at].model.take_over(inherited);
    }
}

/// One record, understood by itself, with what sorting would otherwise have to look up in a cold place.
struct ReadModel {
    model: Box<ModelMetadata>,
    /// The first bytes of the id.
    id_start: [u64; 2],
    id_hash: u64,
    may_inherit: bool,
    /// Date of the last change, length, hash.
    rank: (i64, u32, u32),
}

impl ReadModel {
    fn new(model: Box<ModelMetadata>, json: &[u8]) -> Self {
        let id = model.id.as_str().as_bytes();
        let start = |from: usize| {
            let mut word = [0; 8];
            let part = id.get(from..).unwrap_or_default();
            let length = part.len().min(word.len());
            word[..length].copy_from_slice(&part[..length]);
            u64::from_be_bytes(word)
        };
        let modified = model.last_modified.map_or(i64::MIN, |date| date.at.as_second());
        let length = u32::try_from(json.len()).unwrap_or(u32::MAX);
        Self {
            id_start: [start(0), start(8)],
            id_hash: inheritance::hash(&model.id),
            may_inherit: inheritance::may_inherit(&model),
            rank: (modified, length, hash(json)),
            model,
        }
    }

    fn by_id(&self, other: &Self) -> Ordering {
        self.id_start.cmp(&other.id_start).then_with(|| self.model.id.cmp(&other.model.id))
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
    let records = batch.records();
    let mut good = Vec::with_capacity(records.len());
    grow_heap();
    for (line, json) in records {
        match read_record(json) {
            Ok(model) => good.push(ReadModel::new(model, json)),
            Err(error) => bad.push(malformed(line, error.code(), error.to_string())),
        }
    }
    bad.sort();
    (bad, good)
}

fn read_record(json: &[u8]) -> Result<Box<ModelMetadata>, RecordError> {
    let record = HubModel::from_json(json)?;
    ModelMetadata::from_huggingface(&record).map(Box::new)
}

/// The heap of a thread other than the first grows page by page in glibc, with a system call for each page, and
/// the calls of all threads wait for one another. What is asked for in one piece and given back stays.
fn grow_heap() {
    /// A few batches' models.
    const STEP: usize = 4 << 20;
    drop(std::hint::black_box(Vec::<u8>::with_capacity(STEP)));
}

/// FNV-1a, eight bytes a step; half of it.
fn hash(bytes: &[u8]) -> u32 {
    let (words, rest) = bytes.as_chunks();
    let rest = rest.iter().map(|byte| u64::from(*byte));
    let words = words.iter().map(|word| u64::from_le_bytes(*word));
    let step = |hash: u64, word: u64| (hash ^ word).wrapping_mul(0x0100_0000_01b3);
    let hash = words.chain(rest).fold(0xcbf2_9ce4_8422_2325_u64, step);
    // The upper half is the better mixed one.
    u32::try_from(hash >> 32).expect("half of 64 bits are 32")
}
