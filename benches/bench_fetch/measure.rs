//! Alternates fetch and floor and prints their costs.

use super::{Args, hub::Hub, say};
use serde_json::{Value, json};
use snapshot::part::LEVEL;
use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::Instant,
};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

pub(crate) fn run(args: &Args) -> Result<()> {
    let root = args.scratch.clone().unwrap_or_else(|| PathBuf::from("target/bench_fetch"));
    let scratch = root.join(format!("run-{}", std::process::id()));
    fs::create_dir_all(&scratch)?;
    let hub = Arc::new(Hub::new(args.models, args.page_size));
    let address = hub.serve()?;
    let (mut fetches, mut floors) = (Vec::new(), Vec::new());
    for at in 0..args.runs {
        let project = scratch.join(format!("fetch-{at}"));
        let fetch = || fetch(&project, &address, &[]);
        if at % 2 == 0 {
            fetches.push(fetch()?);
            floors.push(floor(&hub)?);
        } else {
            floors.push(floor(&hub)?);
            fetches.push(fetch()?);
        }
        say(&format!("  run {}: fetch {:.2} s, floor {:.2} s\n", at + 1, seconds(&fetches[at]), floors[at].0));
    }
    let again = fetch(&scratch.join("fetch-0"), &address, &["--full"])?;
    report(args, &fetches, &floors, &again);
    fs::remove_dir_all(&scratch)?;
    Ok(())
}

fn seconds(report: &Value) -> f64 {
    report["seconds"].as_f64().unwrap_or(f64::NAN)
}

/// The report of a fetch in its own process.
fn fetch(project: &Path, address: &str, args: &[&str]) -> Result<Value> {
    let program = std::env::current_exe()?;
    let program = program.with_file_name("modelpress");
    if !program.exists() {
        return Err("build the program first: `cargo build --release`".into());
    }
    fs::create_dir_all(project)?;
    let output = Command::new(program)
        .current_dir(project)
        .env("NO_PROXY", "127.0.0.1")
        .env("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1")
        .args(["fetch", "--json", "--endpoint", address])
        .args(args)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Seconds of parsing and compressing all bodies, and their size; creating the bodies is not measured.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn floor(hub: &Hub) -> Result<(f64, u64)> {
    let (mut seconds, mut bytes) = (0.0, 0);
    let mut compressor = zstd::bulk::Compressor::new(LEVEL)?;
    for walk in 0..2 {
        for page in 0..hub.pages() {
            let body = hub.page(walk, page);
            bytes += body.len() as u64;
            let start = Instant::now();
            let value: Value = serde_json::from_slice(&body)?;
            let packed = compressor.compress(&body)?;
            std::hint::black_box((&value, &packed));
            drop((value, packed));
            seconds += start.elapsed().as_secs_f64();
        }
    }
    Ok((seconds, bytes))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[expect(clippy::cast_precision_loss, reason = "for people")]
fn report(args: &Args, fetches: &[Value], floors: &[(f64, u64)], again: &Value) {
    let fetch = median(fetches.iter().map(seconds).collect());
    let floor = median(floors.iter().map(|floor| floor.0).collect());
    let first = &fetches[0];
    say(&format!(
        "{} models in {} requests, {:.1} MB of answers, {:.1} MB on disk\n",
        first["models"],
        first["requests"],
        floors[0].1 as f64 / 1e6,
        first["packed_bytes"].as_f64().unwrap_or(f64::NAN) / 1e6,
    ));
    say(&format!("fetch {fetch:.2} s, floor {floor:.2} s, ratio {:.2} (goal 1.5)\n", fetch / floor));
    say(&format!(
        "peak memory {} MiB, and {} MiB in a second whole walk over it, which takes {:.2} s (goal 300 at 2,500,000 models)\n",
        first["peak_rss_mib"],
        again["peak_rss_mib"],
        seconds(again),
    ));
    if args.json {
        let line = json!({
            "models": first["models"], "requests": first["requests"], "answer_bytes": floors[0].1,
            "fetch_seconds": fetch, "floor_seconds": floor, "ratio": fetch / floor,
            "peak_rss_mib": first["peak_rss_mib"], "again_peak_rss_mib": again["peak_rss_mib"],
            "again_seconds": seconds(again),
        });
        say(&format!("{line}\n"));
    }
}
