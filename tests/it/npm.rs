//! The package `npm/` and its crate match this project.

use crate::requirement;
use compatibility_wasm::{api, invalid::Invalid};
use generator::{content, pages::worker_json};
use marketplace_sdk::{ReadWorker, WorkerEntry};
use serde::Serialize;
use serde_json::{Value, json};
use snapshot::{Batch, Batches};
use std::{
    collections::BTreeSet,
    fs,
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
    process::Command,
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Rewritten if it differs, so that a change of a worker takes one edit and one `cargo test`.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test that can be run again")]
fn the_package_has_the_catalog_that_comes_with_the_program() {
    let path = root().join("crates/compatibility-wasm/src/workers.json");
    let catalog = serde_json::to_string_pretty(&content::shipped_workers().unwrap()).unwrap() + "\n";
    let found = fs::read_to_string(&path).unwrap_or_default();
    if found != catalog {
        fs::write(&path, &catalog).unwrap();
    }
    assert!(found == catalog, "{} was out of date and has been rewritten: commit it", path.display());
}

/// Bug 11: the client reads camel case, and the server writes snake case.
#[test]
fn bug_11_a_worker_is_read_in_every_spelling() {
    let catalog = content::shipped_workers().unwrap();
    let index: Value = serde_json::from_str(&worker_json::index(&catalog)).unwrap();
    for (worker, served) in catalog.workers.iter().zip(index["workers"].as_array().unwrap()) {
        let read = |value: Value| serde_json::from_value::<ReadWorker>(value).unwrap().0;
        let entry = serde_json::to_value(WorkerEntry::from(worker)).unwrap();
        assert_eq!(&read(served.clone()), worker, "snake case");
        assert_eq!(&read(entry.clone()), worker, "camel case");
        assert_eq!(&read(serde_json::to_value(worker).unwrap()), worker, "our own");
        // The same keys in both spellings.
        let camel = |key: &String| {
            let mut words = key.split('_');
            let first = words.next().unwrap_or_default().to_owned();
            words.fold(first, |key, word| key + &word[..1].to_uppercase() + &word[1..])
        };
        let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(keys(served).iter().map(camel).collect::<BTreeSet<_>>(), keys(&entry));
    }
}

/// Both have the same version.
#[test]
fn the_package_has_the_version_of_the_crate() {
    let package = fs::read_to_string(root().join("npm/package.json")).unwrap();
    let package: Value = serde_json::from_str(&package).unwrap();
    assert_eq!(package["version"], env!("CARGO_PKG_VERSION"));
    let lock = fs::read_to_string(root().join("npm/package-lock.json")).unwrap();
    let lock: Value = serde_json::from_str(&lock).unwrap();
    assert_eq!(lock["version"], env!("CARGO_PKG_VERSION"));
}

/// Whether the built package exists, and Node to run it.
fn has_package(test: &str) -> bool {
    let has_node = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    let is_built = root().join("npm/dist/node.mjs").is_file();
    if !has_node || !is_built {
        let how = "`npm ci --ignore-scripts` and `npm run build` in npm/";
        requirement::skip(test, &format!("Node 20 and the built package ({how})"), "REQUIRE_ALL");
    }
    has_node && is_built
}

fn run_node(args: &[&str]) {
    let output = Command::new("node").args(args).current_dir(root().join("npm")).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}\n{}", text(&output.stdout), text(&output.stderr));
}

#[test]
fn the_tests_of_the_package_pass() {
    if has_package("npm::the_tests_of_the_package_pass") {
        run_node(&["--test", "test/arguments.test.mjs", "test/cases.test.mjs", "test/hub.test.mjs"]);
    }
}

/// The result of a function, or the message of its error.
fn answer<T: Serialize>(result: Result<T, Invalid>) -> Value {
    match result {
        Ok(value) => json!({ "value": value }),
        Err(invalid) => json!({ "error": invalid.to_string() }),
    }
}

/// Native code writes its result for every record, and the package must give the same.
#[test]
fn native_code_and_webassembly_agree_on_every_shared_record() {
    const TEST: &str = "npm::native_code_and_webassembly_agree_on_every_shared_record";
    let Some(folder) = requirement::shared_data(TEST) else { return };
    if !has_package(TEST) {
        return;
    }
    let files = snapshot::locate(&[folder.join("hub-models-full.jsonl.zst")], Path::new("")).unwrap();
    let batches: Vec<Batch> = Batches::new(&files).map(Result::unwrap).collect();
    let records: Vec<&str> =
        batches.iter().flat_map(Batch::records).map(|(_, json)| std::str::from_utf8(json).unwrap()).collect();
    assert_eq!(records.len(), 1_191);
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("answers.jsonl");
    let mut file = BufWriter::new(fs::File::create(&path).unwrap());
    let lists = (r#"["llama","qwen","gemma"]"#, r#"["gguf","safetensors"]"#);
    for record in &records {
        let line = json!({
            "record": serde_json::from_str::<Value>(record).unwrap(),
            "isModelCompatible": answer(api::is_model_compatible(record)),
            "modelMetadataFromHuggingFace": answer(api::model_metadata_from_huggingface(record)),
            "checkModelWorkerCompatibility":
                answer(api::check_model_worker_compatibility(record, lists.0, lists.1, Some(8192.0))),
            "assessModel": answer(api::assess(record, None)),
        });
        writeln!(file, "{line}").unwrap();
    }
    let kept = api::filter_compatible_models(&format!("[{}]", records.join(","))).unwrap();
    assert!(kept.len() > 50, "{}", kept.len());
    writeln!(file, "{}", json!({ "kept": kept })).unwrap();
    file.into_inner().unwrap().sync_all().unwrap();
    run_node(&["test/differential.mjs", path.to_str().unwrap()]);
}
