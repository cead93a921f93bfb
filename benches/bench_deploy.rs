//! Measures a deploy: the time of its plan, and files per second compared with the AWS CLI on the same server.
//!
//! `cargo run --release -p modelpress-benches --bin bench_deploy -- [--entries N] [--files N] [--aws PROGRAM] [--json]`
//! plans N entries against N. Then it uploads a site to an S3 server in this process, alternating `modelpress deploy`
//! and `aws s3 cp --recursive`, into an empty bucket each time, and prints the best of each.

#[path = "../tests/it/s3_server.rs"]
#[expect(clippy::unwrap_used, reason = "the server of the tests")]
mod s3_server;
#[path = "../tests/it/store_server.rs"]
#[expect(dead_code, clippy::unwrap_used, reason = "the server of the tests, of which this needs a part")]
mod store_server;

use clap::Parser;
use publish::deploy::{
    form::FormRules,
    plan::{plan, wanted},
    record::{Record, pack, unpack},
    settings::{Precompress, TargetConfig},
};
use s3_server::S3Server;
use site::{
    content_type::ContentType,
    manifest::{Hash, OutputFile, OutputManifest},
    output::OutputDir,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
    time::Instant,
};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures a deploy: its plan, and its files per second against the AWS CLI
#[derive(Debug, Parser)]
struct Args {
    /// Entries of both manifests of the plan
    #[arg(long, value_name = "N", default_value_t = 1_000_000)]
    entries: usize,

    /// Files of the site that is put; 0 leaves that out
    #[arg(long, value_name = "N", default_value_t = 5_000)]
    files: usize,

    /// Rounds of putting; of each program the best counts
    #[arg(long, value_name = "N", default_value_t = 3)]
    runs: usize,

    /// The AWS CLI; without it only our own figure is printed
    #[arg(long, value_name = "PROGRAM")]
    aws: Option<PathBuf>,

    /// Print one line of JSON
    #[arg(long)]
    json: bool,
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn seconds<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed().as_secs_f64(), result)
}

/// A site with this number of entries, about one in a hundred of which differs between versions.
fn site(entries: usize, version: u8) -> OutputManifest {
    let file = |at: usize| {
        let is_other = at % 100 == 7;
        let hash = Hash::of(format!("{at} {}", if is_other { version } else { 0 }).as_bytes());
        // One name in two hundred is added, and another removed.
        let name = if at % 200 == 11 { format!("new-{version}-{at}") } else { format!("model-{at:07}") };
        let path = format!("models/owner-{:04}/{name}/index.html", at % 5_000);
        (path.into_boxed_str(), OutputFile { hash, length: 25_000, content_type: ContentType::Html })
    };
    OutputManifest { files: (0..entries).map(file).collect(), ..OutputManifest::default() }
}

struct Planned {
    read: f64,
    plan: f64,
    uploads: usize,
    removals: usize,
    packed: usize,
}

/// From the compressed record of the stored files to the plan.
fn plans(entries: usize) -> Planned {
    let target = TargetConfig::new(String::new());
    let cache = target.cache();
    let rules = FormRules { precompress: Precompress::None, cache: &cache, holds_headers: true };
    let packed = {
        let there = site(entries, 1);
        pack(&Record::text(&wanted(&there, &rules))).expect("memory takes it")
    };
    let here = site(entries, 2);
    let (read, present) = seconds(|| {
        let text = unpack(&packed).expect("it was packed a moment ago");
        Record::parse(&text).expect("it was written a moment ago").present(Vec::new(), |_, _| unreachable!())
    });
    let (planning, plan) = seconds(|| {
        let plan = plan(wanted(&here, &rules), &present);
        let _ = std::hint::black_box(plan.guard(target.max_deletions));
        plan
    });
    Planned { read, plan: planning, uploads: plan.uploads.len(), removals: plan.removals.len(), packed: packed.len() }
}

/// Peak memory of this process.
fn peak_mib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? / 1_024)
}

/// A built site of pages of 20 kB.
fn build(dist: &Path, files: usize) -> Option<()> {
    let dir = OutputDir::open(dist, "").ok()?;
    let path = |at: usize| format!("models/owner-{:02}/model-{at:06}/index.html", at % 100);
    let writer = dir.begin((0..files).map(path)).ok()?;
    for at in 0..files {
        let text = format!("<!doctype html><title>{at}</title>{}", "<p>A fact of it.</p>".repeat(1_000));
        writer.put(&path(at), text.as_bytes(), ContentType::Html).ok()?;
    }
    writer.finish(OutputManifest::default()).ok()?;
    Some(())
}

/// Seconds of one program uploading into an empty bucket. They include the server's own time, which is the same for
/// both.
fn put(mut command: Command, dist: &Path, expected: usize) -> Option<f64> {
    let server = S3Server::start();
    server.set(&mut command);
    command.current_dir(dist).stdout(Stdio::null()).stderr(Stdio::piped());
    let (seconds, output) = seconds(|| command.output().ok());
    let output = output?;
    let put = server.seen().iter().filter(|asked| asked.puts_file()).count();
    if !output.status.success() || put < expected {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        report_failure(&format!("{put} of {expected} files were put: {said}"));
        return None;
    }
    Some(seconds)
}

#[expect(clippy::print_stderr, reason = "a program whose output is its purpose")]
fn report_failure(text: &str) {
    eprintln!("{text}");
}

/// Best seconds of modelpress and of the AWS CLI.
fn race(args: &Args) -> Option<(f64, Option<f64>)> {
    let folder = tempfile::TempDir::new_in(if Path::new("/dev/shm").is_dir() { "/dev/shm" } else { "." }).ok()?;
    let dist = folder.path().join("dist");
    build(&dist, args.files)?;
    let program = std::env::current_exe().ok()?.with_file_name("modelpress");
    let (mut ours, mut theirs) = (f64::INFINITY, None);
    for _ in 0..args.runs {
        let mut command = Command::new(&program);
        command.args(["deploy", "s3://models", "--dir"]).arg(&dist);
        ours = put(command, &dist, args.files)?.min(ours);
        if let Some(aws) = &args.aws {
            let mut command = Command::new(aws);
            command.args(["s3", "cp", "--recursive", "--quiet", "models", "s3://models/models"]);
            let seconds = put(command, &dist, args.files)?;
            theirs = Some(theirs.map_or(seconds, |best: f64| best.min(seconds)));
        }
    }
    Some((ours, theirs))
}

#[expect(clippy::print_stdout, clippy::cast_precision_loss, reason = "a program whose output is its purpose")]
fn main() -> ExitCode {
    let args = Args::parse();
    let planned = plans(args.entries);
    let peak = peak_mib().unwrap_or_default();
    let raced = if args.files == 0 { None } else { race(&args) };
    if args.files > 0 && raced.is_none() {
        return ExitCode::FAILURE;
    }
    let per_second = |seconds: f64| (args.files as f64 / seconds).round();
    let (ours, theirs) = raced.map_or((None, None), |(ours, theirs)| (Some(per_second(ours)), theirs.map(per_second)));
    let Planned { read, plan, uploads, removals, packed } = planned;
    if args.json {
        println!(
            "{}",
            serde_json::json!({
                "entries": args.entries, "read_seconds": read, "plan_seconds": plan, "uploads": uploads,
                "removals": removals, "record_bytes": packed, "peak_mib": peak,
                "files": args.files, "files_per_second": ours, "aws_files_per_second": theirs,
            })
        );
    } else {
        println!("{} entries against as many: {uploads} to put, {removals} to remove", args.entries);
        println!("  record of {} MB read in {read:.2} s, planned in {plan:.2} s, peak {peak} MiB", packed / 1_000_000);
        if let Some(ours) = ours {
            println!("{} files: {ours} a second", args.files);
        }
        if let Some(theirs) = theirs {
            println!("  the AWS CLI: {theirs} a second");
        }
    }
    // At least as fast, and within the limit of a plan.
    let is_fast = theirs.is_none_or(|theirs| ours.unwrap_or_default() >= theirs);
    if is_fast && plan <= 3.0 && peak <= 1_536 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
