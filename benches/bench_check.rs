//! Measures a check compared with reading the pages and parsing them with html5ever.
//!
//! `cargo run --release -p modelpress-benches --bin bench_check -- DIR [--threads N] [--json]` alternates the two three
//! times, with the same number of threads, and prints the best of each.

use check::{CheckInputs, Severity, Wanted};
use clap::Parser;
use html5ever::{parse_document, tendril::TendrilSink as _};
use markup5ever_rcdom::RcDom;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::{fs, path::PathBuf, process::ExitCode, time::Instant};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Compares a check with reading and parsing the same pages
#[derive(Debug, Parser)]
struct Args {
    /// A site
    dir: PathBuf,

    /// Threads of both [default: one a core]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,

    /// Print one line of JSON
    #[arg(long)]
    json: bool,
}

/// Number of rounds; the best one counts.
const ROUNDS: usize = 3;

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn seconds<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed().as_secs_f64(), result)
}

/// Reads and parses every page; returns their number and total size.
fn parse(pages: &[PathBuf]) -> (usize, usize) {
    let bytes = |page: &PathBuf| {
        let html = fs::read(page).unwrap_or_default();
        let dom = parse_document(RcDom::default(), html5ever::ParseOpts::default()).from_utf8().one(&*html);
        std::hint::black_box(&dom.document);
        html.len()
    };
    (pages.len(), pages.par_iter().map(bytes).sum())
}

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a program whose output is its purpose")]
fn main() -> ExitCode {
    let args = Args::parse();
    if let Some(threads) = args.threads {
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    }
    let files = walkdir::WalkDir::new(&args.dir).into_iter().filter_map(Result::ok);
    let is_page = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "html");
    let pages: Vec<PathBuf> = files.map(walkdir::DirEntry::into_path).filter(is_page).collect();
    let (mut best_parse, mut best_check) = (f64::INFINITY, f64::INFINITY);
    let (mut bytes, mut errors) = (0, 0);
    for _ in 0..ROUNDS {
        let (took, (_, read)) = seconds(|| parse(&pages));
        (best_parse, bytes) = (best_parse.min(took), read);
        let wanted = Wanted::new(&[], &[], 10);
        let inputs = CheckInputs { folder: &args.dir, base_url: None, wanted, now: i64::MAX / 2 };
        let (took, report) = seconds(|| check::run(inputs));
        best_check = best_check.min(took);
        match report {
            Ok(report) => errors = report.findings.count(Severity::Error),
            Err(error) => {
                eprintln!("error: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    let ratio = best_check / best_parse;
    if args.json {
        let report = serde_json::json!({
            "pages": pages.len(), "bytes": bytes, "parse_seconds": best_parse, "check_seconds": best_check,
            "ratio": ratio, "errors": errors,
        });
        println!("{report}");
    } else {
        println!("{} pages, {} MB, {errors} errors", pages.len(), bytes / 1_000_000);
        println!("  read and parse  {best_parse:.2} s");
        println!("  check           {best_check:.2} s, {ratio:.2} times as long");
    }
    ExitCode::SUCCESS
}
