//! What understanding costs beyond parsing: both read the same lines with the same number of threads.
//!
//! `cargo bench --bench understand -- [PATH…]`. The floor parses every line into `serde_json::Value` and drops
//! it; the other reads and understands every record, base models included. Prints both and the ratio.

use criterion::{Criterion, Throughput};
use modelpress::{
    pipeline::{self, Understood},
    snapshot::{self, Batches, SnapshotFiles},
};
use rayon::iter::{ParallelBridge, ParallelIterator};
use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

fn main() {
    let named: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).filter(|path| path.exists()).collect();
    let shared = Path::new("../shared/data");
    let paths = if named.is_empty() && shared.exists() { vec![shared.to_owned()] } else { named };
    let files = snapshot::locate(&paths, Path::new("")).expect("the snapshot of the benchmark exists");
    say(&format!("snapshot: {}\n", files.label));

    let mut criterion = Criterion::default().sample_size(10).measurement_time(Duration::from_secs(15));
    let mut group = criterion.benchmark_group("snapshot");
    group.throughput(Throughput::Elements(parse(&files) as u64));
    group.bench_function("parse into serde_json::Value", |bencher| bencher.iter(|| parse(&files)));
    group.bench_function("read and understand", |bencher| bencher.iter_with_large_drop(|| understand(&files)));
    group.finish();
    ratio(&files);
}

/// The two in turn, so that a machine that slows down slows both.
fn ratio(files: &SnapshotFiles) {
    const PAIRS: usize = 9;
    let mut ratios = Vec::new();
    for _ in 0..PAIRS {
        let floor = seconds(|| parse(files));
        ratios.push(seconds(|| understand(files)) / floor);
    }
    ratios.sort_by(f64::total_cmp);
    let (least, median, most) = (ratios[0], ratios[PAIRS / 2], ratios[PAIRS - 1]);
    say(&format!("understand / parse: {median:.2} (median of {PAIRS} pairs, {least:.2} to {most:.2}); goal 1.5\n"));
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn seconds<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    let result = std::hint::black_box(work());
    let seconds = start.elapsed().as_secs_f64();
    // A command keeps the models until it ends; giving their memory back is no part of reading them.
    drop(result);
    seconds
}

fn parse(files: &SnapshotFiles) -> usize {
    let batches = Batches::new(files).par_bridge();
    let parsed = batches.map(|batch| {
        let batch = batch.expect("the snapshot can be read");
        let values = batch.records().filter_map(|(_, json)| serde_json::from_slice::<serde_json::Value>(json).ok());
        values.map(std::hint::black_box).count()
    });
    parsed.sum()
}

fn understand(files: &SnapshotFiles) -> Understood {
    pipeline::understand(files).expect("the snapshot can be read")
}

#[expect(clippy::print_stdout, reason = "a program whose output is its purpose")]
fn say(text: &str) {
    print!("{text}");
}
