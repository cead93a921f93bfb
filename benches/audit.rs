//! Measures the cost of judging compared with reading, for the same records and number of threads.
//!
//! `cargo bench -p modelpress-benches --bench audit -- [PATH…]`. One run reads and understands every record. The other
//! also judges every model for the workers in `content/workers` and selects. Each runs in its own process, as a command
//! does. Prints the seconds of both and the ratio.

use generator::{
    config::SiteConfig,
    content, pipeline,
    select::{self, Selection},
};
use snapshot::SnapshotFiles;
use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

fn main() {
    // `cargo bench` starts a benchmark in its package's folder; the paths are relative to the project.
    std::env::set_current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).expect("the project is a folder");
    let named: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).filter(|path| path.exists()).collect();
    let shared = Path::new("../shared/data");
    let paths = if named.is_empty() && shared.exists() { vec![shared.to_owned()] } else { named };
    let files = snapshot::locate(&paths, Path::new("")).expect("the snapshot of the benchmark exists");
    let mut args = std::env::args().skip_while(|arg| arg != "--once").skip(1);
    match args.next().as_deref() {
        Some("audit") => say(&format!("{}\n", seconds(|| audit(&files)))),
        Some(_) => say(&format!("{}\n", seconds(|| understand(&files)))),
        None => ratio(&files.label, &paths),
    }
}

/// Alternates the two, so that a slow machine slows down both.
fn ratio(label: &str, paths: &[PathBuf]) {
    const PAIRS: usize = 15;
    let pair = || (in_child("understand", paths), in_child("audit", paths));
    let mut pairs: Vec<(f64, f64)> = (0..PAIRS).map(|_| pair()).collect();
    pairs.sort_by(|a, b| (a.1 / a.0).total_cmp(&(b.1 / b.0)));
    let ratios: Vec<f64> = pairs.iter().map(|(understand, audit)| audit / understand).collect();
    let (understand, audit) = pairs[PAIRS / 2];
    say(&format!("snapshot: {label}\nunderstand {understand:.3} s, audit {audit:.3} s\n"));
    let (least, median, most) = (ratios[0], ratios[PAIRS / 2], ratios[PAIRS - 1]);
    say(&format!("audit / understand: {median:.2} (median of {PAIRS} pairs, {least:.2} to {most:.2}); goal 2\n"));
}

/// Seconds of one of the two in a new process.
fn in_child(work: &str, paths: &[PathBuf]) -> f64 {
    let program = std::env::current_exe().expect("a running program has a path");
    let output = Command::new(program).arg("--once").arg(work).args(paths).output().expect("it can be started again");
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().expect("the child prints its seconds")
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn seconds<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    let result = std::hint::black_box(work());
    let seconds = start.elapsed().as_secs_f64();
    // A command keeps the models until it ends, so freeing them is not measured.
    drop(result);
    seconds
}

fn understand(files: &SnapshotFiles) -> pipeline::Understood {
    pipeline::understand(files).expect("the snapshot can be read")
}

fn audit(files: &SnapshotFiles) -> Selection {
    let workers = content::project_workers(Path::new("")).expect("the catalog is valid");
    let models = pipeline::assess_all(understand(files).models, &workers.catalog);
    select::select(models, &SiteConfig::default().select, &workers.catalog)
}

#[expect(clippy::print_stdout, reason = "a program whose output is its purpose")]
fn say(text: &str) {
    print!("{text}");
}
