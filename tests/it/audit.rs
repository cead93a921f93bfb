//! `audit`, `rules` and `explain --json`: the keys that scripts rely on, and counts that add up.

use serde_json::Value;
use std::{collections::BTreeSet, fs, path::Path, process::Command};
use tempfile::TempDir;

fn json(args: &[&str]) -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO_BIN_EXE_modelpress")).current_dir(root).args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn sorted(list: &str) -> Vec<&str> {
    let mut keys: Vec<&str> = list.split(", ").collect();
    keys.sort_unstable();
    keys
}

fn sum(counts: &Value) -> u64 {
    counts.as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum()
}

#[test]
fn the_counts_of_the_funnel_add_up_and_the_dump_agrees() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("models.jsonl");
    let funnel = json(&["audit", "content/models/starter.jsonl", "--json", "--dump", file.to_str().unwrap()]);
    let names = "records, malformed, models, selected, left_out, kinds, families, formats, verdicts, confidence, evidence, seconds";
    assert_eq!(keys(&funnel), sorted(names));
    let models = funnel["models"].as_u64().unwrap();
    assert_eq!(funnel["selected"].as_u64().unwrap() + sum(&funnel["left_out"]), models);
    for counts in ["kinds", "families", "verdicts", "confidence", "evidence"] {
        assert_eq!(sum(&funnel[counts]), models, "{counts}");
    }

    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside the file");
    let text = fs::read_to_string(&file).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len() as u64, models);
    let rules = json(&["rules", "--json"]);
    let codes: BTreeSet<&str> = rules.as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
    assert_eq!(codes.len(), rules.as_array().unwrap().len(), "every code stands once");
    let names = "id, kind, family, model_type, evidence, formats, quantizations, parameters, context, verdict, confidence, selected, left_out, workers";
    for line in &lines {
        assert_eq!(keys(line), sorted(names));
        assert_eq!(line["selected"].as_bool().unwrap(), line["left_out"].is_null(), "{line}");
        assert_eq!(keys(&line["workers"]["llm-worker-rbee-cpu"]), ["confidence", "verdict"]);
        assert!(line["left_out"].as_str().is_none_or(|code| codes.contains(code)), "{line}");
    }
    let selected = lines.iter().filter(|line| line["selected"].as_bool().unwrap()).count();
    assert_eq!(selected as u64, funnel["selected"].as_u64().unwrap());
}

#[test]
fn explain_gives_every_worker_and_artifact() {
    let id = "Qwen/Qwen2.5-7B-Instruct-GGUF";
    let explained = json(&["explain", id, "--json"]);
    assert_eq!((explained["verdict"].as_str(), explained["confidence"].as_str()), (Some("planned"), Some("low")));
    let workers = explained["workers"].as_array().unwrap();
    let ids: Vec<&str> = workers.iter().map(|worker| worker["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["llm-worker-rbee-cpu", "llm-worker-rbee-cuda", "llm-worker-rbee-metal"]);
    for worker in workers {
        assert_eq!(keys(worker), sorted("id, verdict, confidence, artifacts"));
        let artifacts = worker["artifacts"].as_array().unwrap();
        assert_eq!(artifacts.len(), explained["artifacts"].as_array().unwrap().len());
        for artifact in artifacts {
            let names = "format, quantization, verdict, confidence, weights_bytes, weights_estimated, reasons, warnings, recommendations";
            assert_eq!(keys(artifact), sorted(names));
            assert_eq!(keys(&artifact["reasons"][0]), ["code", "text"]);
        }
    }
    let one = json(&["explain", id, "--json", "--worker", "llm-worker-rbee-cuda"]);
    assert_eq!(one["workers"].as_array().unwrap().as_slice(), &workers[1..2]);
}
