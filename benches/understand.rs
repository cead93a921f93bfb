//! Measures the cost of understanding records compared with parsing them, for the same lines and number of threads.
//!
//! `cargo bench -p modelpress-benches --bench understand -- [PATH…]`. The floor parses every line into
//! `serde_json::Value` and drops it. The other run reads and understands every record, including base models. Prints
//! both and the ratio.

use criterion::{Criterion, Throughput};
use generator::pipeline::{self, Understood};
use rayon::iter::{ParallelBridge, ParallelIterator};
use snapshot::{Batches, SnapshotFiles};
use std::{
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

fn main() {
    // `cargo bench` starts a benchmark in its package's folder; the paths are relative to the project.
    std::env::set_current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).expect("the project is a folder");
    let named: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).filter(|path| path.exists()).collect();
    let shared = Path::new("../shared/data");
    let paths = if named.is_empty() && shared.exists() { vec![shared.to_owned()] } else { named };
    let files = snapshot::locate(&paths, Path::new("")).expect("the snapshot of the benchmark exists");
    let mut args = std::env::args().skip_while(|arg| arg != "--once").skip(1);
    if let Some(work) = args.next() {
        return once(&work, &files);
    }
    say(&format!("snapshot: {}\n", files.label));

    let mut criterion = Criterion::default().sample_size(10).measurement_time(Duration::from_secs(5));
    let mut group = criterion.benchmark_group("snapshot");
    group.throughput(Throughput::Elements(parse(&files) as u64));
    group.bench_function("parse into serde_json::Value", |bencher| bencher.iter(|| parse(&files)));
    group.bench_function("read and understand", |bencher| bencher.iter_with_large_drop(|| understand(&files)));
    group.finish();
    ratio(&paths);
}

/// The two in turn, each in a process of its own, as a command runs them: what one leaves in the allocator
/// does not count for the other, and a machine that slows down slows both.
fn ratio(paths: &[PathBuf]) {
    const PAIRS: usize = 15;
    let mut ratios: Vec<f64> = (0..PAIRS).map(|_| in_child("understand", paths) / in_child("parse", paths)).collect();
    ratios.sort_by(f64::total_cmp);
    let (least, median, most) = (ratios[0], ratios[PAIRS / 2], ratios[PAIRS - 1]);
    say(&format!("understand / parse: {median:.2} (median of {PAIRS} pairs, {least:.2} to {most:.2}); goal 1.5\n"));
}

/// Seconds that one of the two takes in a new process.
fn in_child(work: &str, paths: &[PathBuf]) -> f64 {
    let program = std::env::current_exe().expect("a running program has a path");
    let output = Command::new(program).arg("--once").arg(work).args(paths).output().expect("it can be started again");
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().expect("the child prints its seconds")
}

/// What the child does.
fn once(work: &str, files: &SnapshotFiles) {
    let seconds = match work {
        "parse" => seconds(|| parse(files)),
        _ => seconds(|| understand(files)),
    };
    say(&format!("{seconds}\n"));
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
