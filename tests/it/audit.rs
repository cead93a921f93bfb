//! `audit`, `rules` and `explain --json`: the keys that scripts rely on, and counts that add up.

use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Output},
};
use tempfile::TempDir;

fn modelpress(args: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    Command::new(env!("CARGO_BIN_EXE_modelpress")).current_dir(root).args(args).output().unwrap()
}

fn json(args: &[&str]) -> Value {
    let output = modelpress(args);
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

/// Writes the dump of the starter snapshot with changes, as an older program might have written it.
fn old_dump(folder: &Path, change: impl Fn(usize, &mut Value) -> bool) -> String {
    let file = folder.join("old.jsonl").to_str().unwrap().to_owned();
    json(&["audit", "content/models/starter.jsonl", "--json", "--dump", &file]);
    let mut lines: Vec<Value> =
        fs::read_to_string(&file).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut place = 0..;
    lines.retain_mut(|line| change(place.next().unwrap(), line));
    let text = lines.iter().map(Value::to_string).collect::<Vec<_>>().join("\n") + "\n";
    fs::File::create(&file).unwrap().write_all(text.as_bytes()).unwrap();
    file
}

#[test]
fn a_comparison_with_the_same_dump_finds_nothing() {
    let folder = TempDir::new().unwrap();
    let old = old_dump(folder.path(), |_, _| true);
    let compared = json(&["audit", "content/models/starter.jsonl", "--json", "--compare", &old]);
    assert_eq!(keys(&compared), sorted("old, new, removed, added, changed, fields, not_compared"));
    assert!(compared["old"].as_u64().unwrap() > 300, "{compared}");
    assert_eq!(compared["old"], compared["new"]);
    assert_eq!(
        (&compared["changed"], &compared["removed"]["models"], &compared["added"]["models"]),
        (&0.into(), &0.into(), &0.into())
    );
    assert_eq!((&compared["fields"], &compared["not_compared"]), (&serde_json::json!({}), &serde_json::json!([])));
}

#[test]
fn a_comparison_names_what_changed_by_class_with_examples() {
    let folder = TempDir::new().unwrap();
    let old = old_dump(folder.path(), |place, line| {
        match place {
            0 => line["id"] = "acme/removed".into(),
            1..=5 => line["kind"] = "reward".into(),
            6 => line["parameters"] = 1.into(),
            7 => line["quantizations"] = serde_json::json!(["Q9_9"]),
            8 => line["workers"]["llm-worker-rbee-cpu"]["verdict"] = "maybe".into(),
            _ => {}
        }
        line.as_object_mut().unwrap().remove("context");
        line["former"] = 1.into();
        place != 9
    });
    let args = ["audit", "content/models/starter.jsonl", "--compare", &old];
    let compared = json(&[&args[..], &["--json"]].concat());
    assert_eq!(compared["removed"], serde_json::json!({"models": 1, "examples": ["acme/removed"]}));
    assert_eq!((compared["added"]["models"].as_u64(), compared["changed"].as_u64()), (Some(2), Some(8)));
    let kind = &compared["fields"]["kind"];
    assert_eq!(kind["models"], 5);
    for class in kind["classes"].as_array().unwrap() {
        assert!(class["change"].as_str().unwrap().starts_with("reward → "), "{kind}");
        let examples = class["examples"].as_array().unwrap();
        assert_eq!(examples.len() as u64, class["models"].as_u64().unwrap().min(3));
        assert!(examples.iter().all(|example| example["old"] == "reward"), "{kind}");
    }
    assert_eq!(sum_of_classes(kind), 5);
    let parameters = &compared["fields"]["parameters"]["classes"][0];
    assert!(["larger", "a number → none"].contains(&parameters["change"].as_str().unwrap()), "{parameters}");
    let labels = compared["fields"]["quantizations"]["classes"][0]["change"].as_str().unwrap();
    assert!(labels.starts_with("-Q9_9"), "{labels}");
    let worker = &compared["fields"]["workers.llm-worker-rbee-cpu.verdict"]["classes"][0];
    assert!(worker["change"].as_str().unwrap().starts_with("maybe → "), "{worker}");
    assert_eq!(compared["not_compared"], serde_json::json!(["context", "former"]));
    let output = modelpress(&args);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("removed                                          1  acme/removed\n"), "{text}");
    assert!(text.contains("\n  reward → "), "{text}");
    assert!(text.ends_with("only one of the two has it: context, former\n"), "{text}");
}

fn sum_of_classes(field: &Value) -> u64 {
    field["classes"].as_array().unwrap().iter().map(|class| class["models"].as_u64().unwrap()).sum()
}

#[test]
fn what_is_no_dump_is_an_error_that_names_the_line() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let snapshot = root.join("content/models/starter.jsonl");
    let output = modelpress(&["audit", snapshot.to_str().unwrap(), "--compare", snapshot.to_str().unwrap()]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.starts_with(&format!("error: cannot compare with `{}`\n", snapshot.display())), "{said}");
    assert!(said.contains("line 1 is no line of a dump: missing field `kind`"), "{said}");
    assert!(said.contains("hint: write the file with `modelpress audit --dump FILE`"), "{said}");
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

/// Both sides of a contradiction, as text and as JSON; models without one are not listed.
#[test]
fn contradictions_are_listed_with_both_sides() {
    let folder = TempDir::new().unwrap();
    let snapshot = folder.path().join("models.jsonl");
    let records = [
        r#"{"id":"a/Big-70B-GGUF","siblings":[{"rfilename":"README.md"},{"rfilename":"x.F16.gguf","size":16068896000}]}"#,
        r#"{"id":"a/Tuned-8B","siblings":[{"rfilename":"README.md"},{"rfilename":"x.F16.gguf","size":16068896000}]}"#,
    ];
    fs::File::create(&snapshot).unwrap().write_all(records.join("\n").as_bytes()).unwrap();
    let snapshot = snapshot.to_str().unwrap();
    let listed = json(&["audit", snapshot, "--contradictions", "--json"]);
    let [entry] = &listed.as_array().unwrap()[..] else { panic!("{listed}") };
    assert_eq!(keys(entry), ["about", "against", "dropped", "id"]);
    assert_eq!((&entry["id"], &entry["about"]), (&"a/Big-70B-GGUF".into(), &"parameters".into()));
    assert_eq!((&entry["dropped"]["field"], &entry["dropped"]["value"]), (&"name".into(), &"70B".into()));
    assert_eq!(entry["against"]["field"], "siblings");

    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_modelpress"));
    let output = command.current_dir(root).args(["audit", snapshot, "--contradictions"]).output().unwrap();
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "a/Big-70B-GGUF  parameters  dropped [name: 70B]  against [siblings: x.F16.gguf: 16068896000 bytes, 1.8 bits per weight]\n"
    );
}
