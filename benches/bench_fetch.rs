//! Measures a fetch compared with parsing the same responses and compressing them.
//!
//! `cargo run --release -p modelpress-benches --bin bench_fetch -- --models N [--scratch DIR] [--json]` serves N
//! synthetic records on 127.0.0.1 as fast as it can. In alternating order and in child processes, three times each, it
//! runs `modelpress fetch` into an empty folder, and a floor that reads the same bodies from memory, parses each into
//! `serde_json::Value` and compresses it with the same zstd level. Goal: a fetch takes at most 1.5 times as long as the
//! floor. Run `cargo build --release` first.

#[path = "bench_fetch/hub.rs"]
mod hub;
#[path = "bench_fetch/measure.rs"]
mod measure;

use clap::Parser;
use std::{path::PathBuf, process::ExitCode};

/// The same allocator as the program, for a fair comparison.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Compares a fetch with parsing and packing the same answers
#[derive(Debug, Parser)]
struct Args {
    /// Records of each of two walks; a quarter of them are in both
    #[arg(long, default_value_t = 100_000)]
    models: u64,

    /// Records a page
    #[arg(long, default_value_t = 500)]
    page_size: u64,

    /// Folder to work in; a new one is made inside [default: `target/bench_fetch`]
    #[arg(long, value_name = "DIR")]
    scratch: Option<PathBuf>,

    /// How often each is measured
    #[arg(long, default_value_t = 3)]
    runs: usize,

    /// Print one line of JSON at the end
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    match measure::run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error}\n"));
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "a program whose output is its purpose")]
fn say(text: &str) {
    print!("{text}");
}
