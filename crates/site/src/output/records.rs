//! Collects the files put so far, from many threads.

use super::{Error, PutOutcome};
use crate::manifest::OutputFile;
use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hasher},
    mem,
    sync::{Mutex, PoisonError},
};

/// More than the likely number of threads, to keep lock contention low.
const SHARDS: usize = 64;

/// A 64-bit hash that identifies paths in memory, the same in every run.
pub(super) fn path_hash(path: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(path.as_bytes());
    hasher.finish()
}

/// The files put so far.
#[derive(Debug)]
pub(super) struct Records([Mutex<Shard>; SHARDS]);

#[derive(Debug, Default)]
struct Shard {
    files: Vec<(Box<str>, OutputFile)>,
    written: usize,
    unchanged: usize,
    written_bytes: u64,
    failed: usize,
}

/// All files put in a build.
#[derive(Debug)]
pub(super) struct Put {
    pub(super) files: BTreeMap<Box<str>, OutputFile>,
    pub(super) written: usize,
    pub(super) unchanged: usize,
    pub(super) written_bytes: u64,
}

impl Records {
    pub(super) fn new() -> Self {
        Self(std::array::from_fn(|_| Mutex::default()))
    }

    pub(super) fn add(&self, path: &str, file: OutputFile, outcome: PutOutcome) {
        // Allocated before the lock is taken, so that it is held for only a few nanoseconds.
        let entry = (Box::from(path), file);
        self.with(path, |shard| {
            match outcome {
                PutOutcome::Written => {
                    shard.written += 1;
                    shard.written_bytes += file.length;
                }
                PutOutcome::Unchanged => shard.unchanged += 1,
            }
            shard.files.push(entry);
        });
    }

    pub(super) fn add_failure(&self, path: &str) {
        self.with(path, |shard| shard.failed += 1);
    }

    /// Whether a file has been put. Slow: use only on failure.
    pub(super) fn contains(&self, path: &str) -> bool {
        self.with(path, |shard| shard.files.iter().any(|(known, _)| **known == *path))
    }

    fn with<T>(&self, path: &str, change: impl FnOnce(&mut Shard) -> T) -> T {
        let at = usize::try_from(path_hash(path) % SHARDS as u64).expect("the remainder is small");
        change(&mut self.0[at].lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns everything that was put. An error if a `put` failed or a path was put twice.
    pub(super) fn finish(self) -> Result<Put, Vec<Error>> {
        let mut all = Shard::default();
        for shard in self.0 {
            let mut shard = shard.into_inner().unwrap_or_else(PoisonError::into_inner);
            all.files.append(&mut shard.files);
            all.written += shard.written;
            all.unchanged += shard.unchanged;
            all.written_bytes += shard.written_bytes;
            all.failed += shard.failed;
        }
        if all.failed > 0 {
            return Err(vec![Error::Incomplete(all.failed)]);
        }
        all.files.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let twice = all.files.array_windows().filter(|[(a, _), (b, _)]| a == b);
        let twice: Vec<Error> = twice.map(|[(path, _), _]| Error::Twice(path.clone())).collect();
        if !twice.is_empty() {
            return Err(twice);
        }
        let files = mem::take(&mut all.files).into_iter().collect();
        Ok(Put { files, written: all.written, unchanged: all.unchanged, written_bytes: all.written_bytes })
    }
}
