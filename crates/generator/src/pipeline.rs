//! The stages of a build, and the only parallel loops of the generator.

mod articles;
mod build;
mod data;
mod error;
mod guard;
mod languages;
mod malformed;
mod pictures;
mod produce;
mod redirects;
mod report;
mod search;
mod sitemaps;

use crate::{
    select::{AssessedModel, Assessor},
    stopwatch::Stopwatch,
};
use compatibility::{
    inheritance::{self, BaseIndex, Inherited},
    model_metadata::ModelMetadata,
    worker_catalog::WorkerCatalog,
};
use malformed::Collector;
use rayon::{
    iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelBridge, ParallelIterator},
    slice::ParallelSliceMut,
};
use snapshot::{Batch, Batches, SnapshotFiles};
use std::{
    cmp::Ordering,
    sync::{Mutex, PoisonError},
    time::Duration,
};

pub use articles::check_articles;
pub use build::{BuildInputs, Progress, build};
pub use error::{Error, FileError, PageFailure};
pub use guard::TooManyRemovals;
pub use languages::check_languages;
pub use malformed::{Malformed, MalformedLines};
pub use report::{BuildReport, CpuSeconds, Largest};

/// The models of a snapshot, understood.
#[derive(Debug)]
pub struct Understood {
    /// Name of the snapshot, for reports.
    pub label: String,
    /// Number of usable records, including repeated ids.
    pub records: usize,
    /// Lines that were skipped.
    pub malformed: MalformedLines,
    /// The models, by id, each once. Boxed, because they are large and get moved.
    pub models: Vec<Box<ModelMetadata>>,
    /// CPU time of reading and decompressing; zero if it was not measured.
    pub reading: Duration,
}

impl Understood {
    /// Number of records that repeat the id of another.
    #[must_use]
    pub fn repeated(&self) -> usize {
        self.records - self.models.len()
    }
}

/// Reads and understands a whole snapshot, including base models.
///
/// The result depends only on the records, not on their order or the number of threads.
///
/// # Errors
///
/// Fails if a file cannot be opened or is truncated. Single bad lines are reported and skipped.
pub fn understand(files: &SnapshotFiles) -> Result<Understood, snapshot::Error> {
    understand_measured(files, None)
}

/// [`understand`], also measuring the time for reading alone.
fn understand_measured(files: &SnapshotFiles, stopwatch: Option<Stopwatch>) -> Result<Understood, snapshot::Error> {
    let mut reading = Duration::ZERO;
    let (malformed, mut read) = read(files, stopwatch, &mut reading)?;
    let records = read.len();
    read.par_sort_unstable_by(ReadModel::order);
    read.dedup_by(|later, first| later.id_hash == first.id_hash && later.model.id == first.model.id);
    inherit(&mut read);
    let models = read.into_iter().map(|read| read.model).collect();
    Ok(Understood { label: files.label.clone(), records, malformed, models, reading })
}

/// Judges every model for the workers of a catalog, in the same order.
#[must_use]
pub fn assess_all(models: Vec<Box<ModelMetadata>>, catalog: &WorkerCatalog) -> Vec<AssessedModel> {
    let assessor = Assessor::new(catalog);
    models.into_par_iter().map(|metadata| assessor.assess(metadata)).collect()
}

/// Adds to every model the facts that only its base models have.
fn inherit(read: &mut [ReadModel]) {
    let index = BaseIndex::with_hashes(read.iter().map(|read| (read.id_hash, &*read.model)));
    let derived = read.par_iter().enumerate().filter(|(_, read)| read.may_inherit);
    let found = derived.map(|(at, read)| (at, index.inherit(&read.model)));
    let inherited: Vec<(usize, Inherited)> = found.filter(|(_, inherited)| !inherited.is_empty()).collect();
    for (at, inherited) in inherited {
        read[at].model.take_over(inherited);
    }
}

/// One understood record, with the values that sorting would otherwise have to fetch from cold memory.
struct ReadModel {
    model: Box<ModelMetadata>,
    /// The first bytes of the id, which usually reach beyond the owner.
    id_start: [u64; 3],
    id_hash: u64,
    may_inherit: bool,
    /// Date of the last change, and length of the record.
    rank: (i64, u32),
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
            id_start: [start(0), start(8), start(16)],
            id_hash: inheritance::hash(&model.id),
            may_inherit: inheritance::may_inherit(&model),
            rank: (modified, length),
            model,
        }
    }

    /// By id. Of records with one id, the newest comes first, then the longest. If these are equal, the content
    /// decides, because the choice must not depend on the order of the records.
    fn order(&self, other: &Self) -> Ordering {
        let by_id = self.id_start.cmp(&other.id_start).then_with(|| self.model.id.cmp(&other.model.id));
        let by_rank = || other.rank.cmp(&self.rank);
        by_id.then_with(by_rank).then_with(|| format!("{:?}", self.model).cmp(&format!("{:?}", other.model)))
    }
}

/// The first parallel loop: each step is one batch of records.
fn read(
    files: &SnapshotFiles,
    stopwatch: Option<Stopwatch>,
    reading: &mut Duration,
) -> Result<(MalformedLines, Vec<ReadModel>), snapshot::Error> {
    let mut batches = Batches::new(files);
    let measured = std::iter::from_fn(|| {
        let start = stopwatch.map(|stopwatch| (stopwatch.thread)());
        let batch = batches.next();
        if let (Some(stopwatch), Some(start)) = (stopwatch, start) {
            *reading += (stopwatch.thread)().saturating_sub(start);
        }
        batch
    });
    // Merged as they arrive, so that every batch can reuse the memory of a previous one.
    let all: Mutex<(Collector, Vec<ReadModel>)> = Mutex::default();
    measured.enumerate().par_bridge().try_for_each(|(at, batch)| {
        let (bad, mut good) = read_batch(at, &batch?);
        if !files.gone.absent.is_empty() {
            good.retain(|read| !files.gone.is_absent(&read.model.id));
        }
        let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
        all.0.merge(bad);
        all.1.extend(good);
        Ok(())
    })?;
    let (malformed, models) = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok((malformed.finish(), models))
}

/// `at` is the number of the batch.
fn read_batch(at: usize, batch: &Batch) -> (Collector, Vec<ReadModel>) {
    let mut bad = Collector::default();
    let mut leave_out = |line, code, reason| bad.add(at, Malformed { input: batch.input.clone(), line, code, reason });
    let too_long = || format!("longer than {} MiB", snapshot::MAX_RECORD_BYTES >> 20);
    for line in &batch.too_long {
        leave_out(*line, "too-long", too_long());
    }
    let records = batch.records();
    let mut good = Vec::with_capacity(records.len());
    grow_heap();
    for (line, json) in records {
        match ModelMetadata::from_json(json).map(Box::new) {
            Ok(model) => good.push(ReadModel::new(model, json)),
            Err(error) => leave_out(line, error.code(), error.to_string()),
        }
    }
    (bad, good)
}

/// In glibc, the heap of every thread but the first grows page by page, with a system call for each page, and the calls
/// of all threads block each other. Memory that is allocated once in one piece and freed stays with the thread.
fn grow_heap() {
    /// The models of a few batches.
    const STEP: usize = 4 << 20;
    drop(std::hint::black_box(Vec::<u8>::with_capacity(STEP)));
}
