//! Measures a build compared with only writing its files.
//!
//! `cargo run --release -p modelpress-benches --bin bench_build -- --models N [--scratch DIR] [--json]` creates N
//! synthetic records, builds their site, and writes the same bytes to the same paths with nothing but mkdir, open,
//! write and close. Both run three times in alternating order, each in a child process and into a new folder, and
//! nothing is deleted before the end. Do not use a scratch folder on ext4 without a journal after a large deletion:
//! creating files there is slow for minutes, because it avoids recently freed inodes.

#[path = "bench_build/floor.rs"]
mod floor;
#[path = "bench_build/measure.rs"]
mod measure;
#[path = "bench_build/records.rs"]
mod records;

use clap::Parser;
use std::{path::PathBuf, process::ExitCode};

/// Compares a build with writing its files
#[derive(Debug, Parser)]
struct Args {
    /// Models of the site
    #[arg(long, default_value_t = 40_000)]
    models: usize,

    /// Folder to work in; a new one is made inside [default: `target/bench_build`]
    #[arg(long, value_name = "DIR")]
    scratch: Option<PathBuf>,

    /// Threads of both [default: one a core]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,

    /// Print one line of JSON at the end
    #[arg(long)]
    json: bool,

    /// Write the records there and stop
    #[arg(long, value_name = "FILE")]
    records: Option<PathBuf>,

    /// Keep the scratch folder
    #[arg(long)]
    keep: bool,

    /// What the child that writes the same files does: from, to, threads
    #[arg(long, hide = true, num_args = 3)]
    floor: Option<Vec<String>>,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let result = match (&args.floor, &args.records) {
        (Some(floor), _) => floor::run(floor),
        (_, Some(file)) => records::write(file, args.models),
        _ => measure::run(&args),
    };
    match result {
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
