//! Sites of many synthetic models: the cost of changing counters, and what a killed build leaves.

use crate::site::{SiteTest, assert_same, difference, lines};
use durable_files::KILL_AT;
use serde_json::{Value, json};

#[path = "../../../benches/bench_build/records.rs"]
mod records;

/// The records of the speed benchmark.
pub(crate) fn records(count: usize) -> Vec<Value> {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("records.jsonl.zst");
    records::write(&file, count).unwrap();
    let text = zstd::decode_all(std::fs::File::open(file).unwrap()).unwrap();
    let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).unwrap()).collect()
}

struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Counters change every day. If only counters changed, almost nothing is rewritten.
#[test]
fn moving_counters_rewrite_few_files_and_move_no_date() {
    let mut records = records(2_000);
    let site = SiteTest::new(&records);
    let first = site.build();
    assert_eq!(first["models"], 2_000);
    let (before, manifest) = (site.tree("dist"), site.manifest("dist"));
    let mut random = Random(7);
    for record in &mut records {
        for counter in ["downloads", "likes"] {
            let count = record[counter].as_u64().unwrap();
            let step = count * random.below(31) / 1_000;
            record[counter] = json!(if random.below(2) == 0 { count + step } else { count - step });
        }
    }
    site.records(&records);
    let second = site.build();
    let (written, files) = (second["written"].as_u64().unwrap(), second["files"].as_u64().unwrap());
    assert!(written > 0 && written * 100 <= files * 5, "{written} of {files}");
    let changed = difference(&before, &site.tree("dist"));
    assert_eq!(changed.len() as u64, written);
    assert!(!changed.iter().any(|name| name.contains("sitemap")), "{changed:?}");
    let later = site.manifest("dist");
    for (key, page) in manifest["pages"].as_object().unwrap() {
        assert_eq!(later["pages"][key]["changed"], page["changed"], "{key}");
    }
}

/// Eight builds are killed at random points, half of them first builds. The next build always results in the same tree,
/// including the manifest, as an undisturbed one.
#[test]
fn a_build_killed_at_any_point_is_mended() {
    let first = records(1_500);
    let mut second = first[100..].to_vec();
    for record in second.iter_mut().step_by(3) {
        record["gated"] = json!("manual");
        record["lastModified"] = json!("2025-12-30T01:02:03.000Z");
    }
    second.extend(records(1_700).split_off(1_500));
    let site = SiteTest::new(&[]);
    site.write("snapshot/first.jsonl", lines(&first));
    site.write("snapshot/second.jsonl", lines(&second));
    let build = |out: &str, snapshot: &str| site.build_with(&["--out", out, "--snapshot", snapshot]);
    let versions = ["snapshot/first.jsonl", "snapshot/second.jsonl"];
    let expected = versions.map(|version| {
        let report = build("undisturbed", version);
        (site.tree("undisturbed"), report["written"].as_u64().unwrap())
    });
    let mut random = Random(2024);
    for round in 0..4 {
        let out = format!("out-{round}");
        for (version, (tree, written)) in versions.iter().zip(&expected) {
            let mut command = site.command(&["--out", &out, "--snapshot", version]);
            // There are at least two points for each written file.
            let point = 1 + random.below(written * 2);
            let killed = command.env(KILL_AT, point.to_string()).output().unwrap();
            assert!(!killed.status.success(), "point {point} of {version}");
            build(&out, version);
            assert_same(tree, &site.tree(&out), &format!("round {round}, {version}, killed at point {point}"));
        }
    }
}
