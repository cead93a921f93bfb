//! Alternates build and floor and prints their costs.

use super::{Args, records, say};
use serde_json::{Value, json};
use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Number of runs of each.
const RUNS: usize = 3;

/// The settings of the synthetic site.
const SETTINGS: &str = "[site]\nname = \"bench\"\nbase-url = \"https://bench.example.org\"\n";

pub(crate) fn run(args: &Args) -> std::io::Result<()> {
    measure(args).map_err(|error| std::io::Error::other(error.to_string()))
}

fn measure(args: &Args) -> Result<()> {
    let root = args.scratch.clone().unwrap_or_else(|| PathBuf::from("target/bench_build"));
    let scratch = root.join(format!("run-{}", std::process::id()));
    fs::create_dir_all(&scratch)?;
    let scratch = scratch.canonicalize()?;
    let threads = args.threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from));
    let snapshot = scratch.join("snapshot.jsonl.zst");
    records::write(&snapshot, args.models)?;
    fs::File::create(scratch.join("site.toml"))
        .and_then(|mut file| std::io::Write::write_all(&mut file, SETTINGS.as_bytes()))?;
    say(&format!("{} models, {threads} threads, in {}\n", args.models, scratch.display()));
    let mut builds = Vec::new();
    let mut floors = Vec::new();
    for at in 0..RUNS {
        let site = scratch.join(format!("build-{at}"));
        let build = || build(&scratch, &snapshot, &site, threads);
        let floor = |from: &Path| floor(from, &scratch.join(format!("floor-{at}")), threads);
        if at % 2 == 0 {
            builds.push(build()?);
            floors.push(floor(&site)?);
        } else {
            // The floor copies a finished site: that of the previous run.
            floors.push(floor(&scratch.join(format!("build-{}", at - 1)))?);
            builds.push(build()?);
        }
        say(&format!("  run {}: build {:.2} s, floor {:.2} s\n", at + 1, seconds(&builds[at]), floors[at]));
    }
    let rerun = build(&scratch, &snapshot, &scratch.join("build-0"), threads)?;
    report(args, &builds, floors, &rerun);
    if !args.keep {
        fs::remove_dir_all(&scratch)?;
    }
    Ok(())
}

fn seconds(report: &Value) -> f64 {
    report["seconds"].as_f64().unwrap_or(f64::NAN)
}

/// The report of a build in its own process.
fn build(project: &Path, snapshot: &Path, out: &Path, threads: usize) -> Result<Value> {
    let program = std::env::current_exe()?;
    let program = program.with_file_name("modelpress");
    if !program.exists() {
        return Err("build the program first: `cargo build --release`".into());
    }
    let output = Command::new(program)
        .current_dir(project)
        .args(["build", "--json", "--threads", &threads.to_string(), "--snapshot"])
        .arg(snapshot)
        .arg("--out")
        .arg(out)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Seconds of writing the files of `from` to `to`, in a separate process.
fn floor(from: &Path, to: &Path, threads: usize) -> Result<f64> {
    let output =
        Command::new(std::env::current_exe()?).arg("--floor").args([from, to]).arg(threads.to_string()).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stdout).into_owned().into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().parse()?)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn report(args: &Args, builds: &[Value], floors: Vec<f64>, rerun: &Value) {
    let number = |path: &str, of: &Value| of.pointer(path).and_then(Value::as_f64).unwrap_or(f64::NAN);
    let middle = |path: &str| median(builds.iter().map(|build| number(path, build)).collect());
    let models = middle("/models");
    let build_seconds = middle("/seconds");
    let floor_seconds = median(floors);
    let per_page = |seconds: f64| seconds / models * 1e6;
    let cpu = |stage: &str| middle(&format!("/cpu/{stage}"));
    let rendering = cpu("total") - cpu("reading") - cpu("writing");
    say("stages of the build, wall seconds\n");
    if let Some(stages) = builds[0]["stages"].as_object() {
        for stage in stages.keys() {
            say(&format!("  {stage:<28} {:.2}\n", middle(&format!("/stages/{stage}"))));
        }
    }
    say("processor time, microseconds per model page\n");
    for stage in ["reading", "understanding", "rendering", "hashing", "writing", "total"] {
        say(&format!("  {stage:<28} {:.1}\n", per_page(cpu(stage))));
    }
    say(&format!(
        "build {build_seconds:.2} s, floor {floor_seconds:.2} s, ratio {:.2} (goal 1.5)\nrender, all but reading and writing: {:.1} µs per model page (goal 40)\npeak memory {} MiB (goal 700 at 40,000)\nrerun {:.2} s, {} files written\n",
        build_seconds / floor_seconds,
        per_page(rendering),
        middle("/peak_rss_mib"),
        seconds(rerun),
        rerun["written"],
    ));
    if args.json {
        let line = json!({
            "models": builds[0]["models"], "pages": builds[0]["pages"], "files": builds[0]["files"],
            "build_seconds": build_seconds, "floor_seconds": floor_seconds, "ratio": build_seconds / floor_seconds,
            "render_us_per_page": per_page(rendering), "peak_rss_mib": middle("/peak_rss_mib"),
            "rerun_seconds": seconds(rerun), "rerun_written": rerun["written"],
        });
        say(&format!("{line}\n"));
    }
}
