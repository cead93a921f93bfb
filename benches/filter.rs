//! Measures how fast a list of records is filtered, natively and by the npm package: `filter [RECORDS.jsonl]`.
//!
//! Prints records per second of both, and how long the package takes until its first result. Needs the built package.

use compatibility_wasm::api;
use std::{env, error::Error, fs, path::Path, process::Command, time::Instant};

/// The size of a large list.
const RECORDS: u32 = 40_000;
/// The best run counts, because the others had less of the machine.
const TIMES: u32 = 5;

#[expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a program that measures")]
fn main() -> Result<(), Box<dyn Error>> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let path = env::args_os().nth(1).map_or_else(|| project.join("content/models/starter.jsonl"), Into::into);
    let text = fs::read_to_string(&path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
    // A short list is repeated.
    let list: Vec<&str> = text.lines().cycle().take(RECORDS as usize).collect();
    let list = format!("[{}]", list.join(","));
    let (mut best, mut kept) = (f64::INFINITY, 0);
    for _ in 0..TIMES {
        let start = Instant::now();
        kept = api::filter_compatible_models(&list)?.len();
        best = best.min(start.elapsed().as_secs_f64());
    }
    let native = f64::from(RECORDS) / best;
    println!("{RECORDS} records of {} bytes, {kept} compatible", list.len() / RECORDS as usize);
    println!("native      {native:>9.0} records/s");
    let scratch = env::temp_dir().join(format!("modelpress-filter-{}.json", std::process::id()));
    fs::write(&scratch, &list)?;
    let output = Command::new("node").arg(project.join("npm/scripts/measure.mjs")).arg(&scratch).output();
    fs::remove_file(&scratch)?;
    let output = output?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let found: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    if found["kept"] != kept {
        return Err(format!("the package keeps {}", found["kept"]).into());
    }
    let figure = |name: &str| found[name].as_f64().ok_or_else(|| format!("no `{name}`"));
    let package = figure("recordsPerSecond")?;
    println!("npm package {package:>9.0} records/s, native is {:.2} times as fast", native / package);
    println!("first call  {:>9.1} ms, of which importing {:.1} ms", figure("firstCall")?, figure("import")?);
    Ok(())
}
