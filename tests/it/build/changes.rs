//! What a later build writes: what changed, and nothing else.

use crate::site::{SiteTest, assert_same, difference, has_ending, record, record_of_size, stamps};
use serde_json::{Value, json};
use site::page_key::PageKind;
use std::{
    collections::{BTreeMap, BTreeSet},
    thread,
    time::Duration,
};

/// Unrelated models, except for one pair.
fn models() -> Vec<Value> {
    let mut records: Vec<Value> = (0..12).map(|at| record_of_size(&format!("o{}/m{at}", at % 3), 100 << at)).collect();
    // With a size of its own, and mentioned on one other page.
    records[5]["cardData"]["base_model"] = json!("o0/m3");
    records
}

fn built(records: &[Value]) -> SiteTest {
    let site = SiteTest::new(records);
    site.build();
    site
}

#[test]
fn a_second_build_touches_nothing() {
    let site = SiteTest::starter();
    let first = site.build();
    let (before, tree) = (stamps(&site.path("dist")), site.tree("dist"));
    thread::sleep(Duration::from_millis(20));
    let second = site.build();
    assert_eq!((&second["written"], &second["removed"], &second["written_bytes"]), (&json!(0), &json!(0), &json!(0)));
    assert_eq!(second["unchanged"], first["files"]);
    assert_eq!(second["bytes"], first["bytes"]);
    assert_eq!(stamps(&site.path("dist")), before);
    assert_same(&tree, &site.tree("dist"), "again");
}

/// The way to get access appears on no other page.
#[test]
fn one_changed_model_changes_its_page_and_its_sitemap() {
    let mut records = models();
    let site = built(&records);
    let before = site.tree("dist");
    records[7]["gated"] = json!("auto");
    records[7]["lastModified"] = json!("2025-06-07T08:09:10.000Z");
    site.records(&records);
    let report = site.build();
    // The home page has the date of the snapshot, here that of its newest record.
    let expected = [
        "data/models.jsonl.gz",
        "index.html",
        "models/o1/m7/index.html",
        "models/o1/m7/index.json",
        "sitemap-models-0.xml",
        "sitemap.xml",
    ];
    assert_eq!(difference(&before, &site.tree("dist")), expected);
    assert_eq!(report["written"], expected.len());
}

/// A license adds one topic and leaves another; every topic that counts its models' licenses changes, too.
#[test]
fn a_changed_license_moves_a_model_from_one_topic_to_another() {
    let mut records = models();
    let site = built(&records);
    let topic = "licenses/apache-2.0/index.html";
    assert!(!site.path("dist").join(topic).exists());
    records[7]["cardData"]["license"] = json!("apache-2.0");
    records[7]["tags"][4] = json!("license:apache-2.0");
    site.records(&records);
    site.build();
    assert!(site.page(topic).text.contains("o1/m7"));
    assert!(!site.page("licenses/mit/index.html").text.contains("o1/m7"));
    let manifest = site.manifest("dist");
    let changed = |key: &str| manifest["pages"][key]["changed"].clone();
    // By the date of the snapshot, whose newest record this is: a new topic has no date, one that lost a model has.
    assert_eq!(changed("topic:license:apache-2.0:1"), Value::Null);
    assert_eq!(changed("topic:license:mit:1"), json!("2025-02-03T04:05:06Z"));
    assert_eq!(changed("topic:author:o0:1"), Value::Null);
}

/// What lists and other pages show of a model changes with it.
#[test]
fn pages_that_name_a_changed_model_change_too() {
    let mut records = models();
    let site = built(&records);
    let before = site.tree("dist");
    // o1/m3 is the base of o2/m5.
    let total = 801_000_000_u64;
    records[3]["safetensors"] = json!({ "parameters": { "BF16": total }, "total": total });
    records[3]["lastModified"] = json!("2025-06-07T08:09:10.000Z");
    site.records(&records);
    site.build();
    let after = site.tree("dist");
    let name = "o0/m3";
    let is_naming = |name: &str, bytes: &[u8]| String::from_utf8_lossy(bytes).contains(name);
    let mut expected: Vec<String> = [
        "data/models.jsonl.gz",
        "search/0/models/0.txt",
        "sitemap-models-0.xml",
        "sitemap-topics-0.xml",
        "sitemap.xml",
    ]
    .map(str::to_owned)
    .to_vec();
    let card = |bytes: &[u8]| {
        String::from_utf8_lossy(bytes).contains("0.80B") || String::from_utf8_lossy(bytes).contains("801M")
    };
    expected.extend(
        after
            .iter()
            .filter(|(file, _)| has_ending(file, "html") || has_ending(file, "json"))
            .filter(|(_, bytes)| is_naming(name, bytes) && card(bytes))
            .map(|(file, _)| file.clone()),
    );
    expected.sort();
    assert!(expected.len() > 4, "{expected:?}");
    let (pictures, others): (Vec<String>, Vec<String>) =
        difference(&before, &after).into_iter().partition(|name| name.starts_with("pictures/"));
    assert_eq!(others, expected);
    // The image with its old size goes, one with the new size comes.
    assert_eq!(pictures.len(), 2, "{pictures:?}");
}

#[test]
fn a_removed_model_takes_its_file_links_and_entry_along() {
    let mut records = models();
    let site = built(&records);
    let before = site.tree("dist");
    assert!(before.values().any(|bytes| String::from_utf8_lossy(bytes).contains("/models/o1/m4/")));
    records.remove(4);
    site.records(&records);
    let report = site.build();
    // Its page with its alternate and image, and the topic of its size, which had no other model, with the filter.
    assert_eq!(report["removed"], 5);
    let after = site.tree("dist");
    assert!(!site.path("dist/models/o1/m4").exists());
    for (name, bytes) in &after {
        assert!(!String::from_utf8_lossy(bytes).contains("o1/m4"), "{name}");
    }
    let fresh = built(&records);
    // As if it had never been there, except that topics remember the change.
    assert_eq!(difference(&after, &fresh.tree("dist")), ["sitemap-topics-0.xml", "sitemap.xml"]);
}

#[test]
fn an_added_model_moves_nobody_and_changes_one_shard() {
    let mut records = models();
    let site = built(&records);
    let (before, manifest) = (site.tree("dist"), site.manifest("dist"));
    // Differs only in case from an existing one and sorts first: in a first build it would have the plain URL.
    let mut late = record_of_size("o1/M4", 999_999);
    late["lastModified"] = json!("2025-03-01T00:00:00.000Z");
    records.push(late);
    site.records(&records);
    site.build();
    let later = site.manifest("dist");
    for (key, page) in manifest["pages"].as_object().unwrap() {
        assert_eq!(later["pages"][key]["url"], page["url"], "{key}");
    }
    let changed = difference(&before, &site.tree("dist"));
    let sitemaps: Vec<&String> = changed.iter().filter(|name| name.contains("sitemap")).collect();
    assert_eq!(sitemaps, ["sitemap-models-0.xml", "sitemap-topics-0.xml", "sitemap.xml"]);
    let path = later["pages"]["model:o1/M4"]["path"].as_str().unwrap();
    assert!(path.starts_with("/models/o1/m4~") && path.len() == "/models/o1/m4~".len() + 6, "{path}");
    // It stays like that, whichever model leaves.
    records.remove(4);
    site.records(&records);
    site.build();
    assert_eq!(site.manifest("dist")["pages"]["model:o1/M4"]["path"], path);
}

#[test]
fn names_that_are_too_long_are_cut_and_stay_apart() {
    let long = |end: &str| format!("owner/{}{end}", "x".repeat(160));
    let site = SiteTest::new(&[record(&long("a")), record(&long("b"))]);
    let report = site.build();
    assert_eq!(report["models"], 2);
    let manifest = site.manifest("dist");
    for end in ["a", "b"] {
        let page = &manifest["pages"][format!("model:{}", long(end))];
        assert!(page["url"].as_str().unwrap().len() < 200);
        assert!(site.path("dist").join(page["file"].as_str().unwrap()).is_file());
    }
}

/// When a page's facts last changed: by the record in a first build, later only with the facts.
#[test]
fn dates_come_from_data_and_move_with_facts_alone() {
    let mut records = vec![record("a/dated"), record_of_size("a/undated", 7_000)];
    for field in ["createdAt", "lastModified"] {
        records[1].as_object_mut().unwrap().remove(field);
    }
    let site = built(&records);
    let first = Some("2025-02-03T04:05:06Z".to_owned());
    assert_eq!((site.changed("a/dated"), site.changed("a/undated")), (first.clone(), None));
    let text = site.read("dist/sitemap-models-0.xml");
    assert_eq!(text.matches("<lastmod>").count(), 1);
    let modified = |name: &str| site.page(name).json_ld("SoftwareApplication").unwrap()["dateModified"].clone();
    assert_eq!(modified("models/a/dated/index.html"), "2025-02-03T04:05:06Z");
    assert_eq!(modified("models/a/undated/index.html"), Value::Null);
    // Counters, and a commit that changed no fact.
    records[0]["downloads"] = json!(999_999);
    records[0]["likes"] = json!(3_000);
    records[0]["lastModified"] = json!("2025-07-08T09:10:11.000Z");
    site.records(&records);
    site.build();
    assert_eq!(site.changed("a/dated"), first);
    assert_eq!(modified("models/a/dated/index.html"), "2025-02-03T04:05:06Z");
    // A fact.
    records[0]["gated"] = json!("auto");
    site.records(&records);
    site.build();
    assert_eq!(site.changed("a/dated").as_deref(), Some("2025-07-08T09:10:11Z"));
    assert_eq!(modified("models/a/dated/index.html"), "2025-07-08T09:10:11Z");
    assert!(site.read("dist/sitemap-models-0.xml").contains("<lastmod>2025-07-08T09:10:11Z</lastmod>"));
}

/// A commit that an earlier build has seen and that changed no fact is not the date of a later change.
#[test]
fn a_changed_verdict_is_not_dated_by_an_older_commit() {
    let mut records = vec![record("a/model"), record_of_size("a/newest", 7_000)];
    let site = SiteTest::starter();
    site.remove("content/models/starter.jsonl");
    let mut build = |model: &str, newest: &str| {
        records[0]["lastModified"] = json!(model);
        records[1]["lastModified"] = json!(newest);
        site.records(&records);
        site.build();
        site.changed("a/model")
    };
    assert_eq!(build("2025-01-10T00:00:00.000Z", "2025-01-11T00:00:00.000Z").unwrap(), "2025-01-10T00:00:00Z");
    assert_eq!(build("2025-03-15T00:00:00.000Z", "2025-03-20T00:00:00.000Z").unwrap(), "2025-01-10T00:00:00Z");
    for worker in ["cpu", "cuda", "metal"] {
        let file = format!("content/workers/llm-worker-rbee-{worker}.toml");
        let text = site.read(&file);
        let changed = text.replacen("status = \"tested\"", "status = \"planned\"", 1);
        assert_ne!(changed, text, "{file}");
        site.write(&file, changed);
    }
    assert_eq!(build("2025-03-15T00:00:00.000Z", "2025-10-01T00:00:00.000Z").unwrap(), "2025-10-01T00:00:00Z");
}

/// A date in the future is a mistake in one record.
#[test]
fn a_record_from_the_future_dates_nothing() {
    let mut records = models();
    records[3]["lastModified"] = json!("2999-01-01T00:00:00.000Z");
    let site = built(&records);
    for record in &mut records {
        record["gated"] = json!("auto");
    }
    site.records(&records);
    let report = site.build();
    assert_eq!(report["captured_at"], "2025-02-03T04:05:06Z");
    let tree = site.tree("dist");
    let is_dated = |name: &String| String::from_utf8_lossy(&tree[name]).contains("2999-01-01T");
    let dated: Vec<&String> = tree.keys().filter(|name| is_dated(name)).collect();
    assert!(dated.is_empty(), "{dated:?}");
}

/// An incomplete snapshot does not empty a site unless that is requested.
#[test]
fn a_site_does_not_shrink_by_itself() {
    let records: Vec<Value> = (0..60).map(|at| record_of_size(&format!("o/m{at}"), 1_000 + at)).collect();
    let site = built(&records);
    let before = site.tree("dist");
    site.records(&records[..20]);
    let said = site.fail();
    assert!(said.contains("40 model pages of 60 would be removed"), "{said}");
    assert!(said.contains("the limit is 10 %") && said.contains("`--max-removals 100%`"), "{said}");
    assert_same(&before, &site.tree("dist"), "refused before anything was written");
    site.write("site.toml", "[output]\nmax-removals = \"50%\"\n");
    assert!(site.fail().contains("the limit is 50 %"));
    assert_eq!(site.build_with(&["--max-removals", "0.7"])["models"], 20);
    // A few pages may always be removed.
    site.records(&records[..5]);
    assert_eq!(site.build()["models"], 5);
}

/// A file that is not a snapshot does not make an empty site.
#[test]
fn a_snapshot_without_a_record_is_an_error() {
    let site = built(&[record("a/model")]);
    let before = site.tree("dist");
    for text in ["", "oops\n"] {
        site.write("content/models/all.jsonl", text);
        let said = site.fail();
        assert!(said.contains("no usable record in content/models/all.jsonl"), "{said}");
    }
    assert_same(&before, &site.tree("dist"), "nothing was changed");
}

/// A worker's counts and the design of the site are not facts of the worker's page.
#[test]
fn pages_beside_models_are_dated_by_what_they_say() {
    let records = models();
    let site = SiteTest::starter();
    site.remove("content/models/starter.jsonl");
    site.records(&records);
    site.build();
    let changed = |key: &str| site.manifest("dist")["pages"][key]["changed"].clone();
    site.records(&records[1..]);
    site.write("site.toml", "[site]\nname = \"Another\"\n");
    site.build();
    let cpu = "worker:llm-worker-rbee-cpu";
    assert_eq!(
        (changed(cpu), changed("article:about"), changed("methodology")),
        (json!(null), json!(null), json!(null))
    );
    let worker = site.read("content/workers/llm-worker-rbee-cpu.toml");
    site.write("content/workers/llm-worker-rbee-cpu.toml", worker.replacen("0.1.0", "0.2.0", 1));
    let about = site.read("content/pages/about.md");
    site.write("content/pages/about.md", format!("{about}\nOne more line.\n"));
    site.build();
    assert_eq!(
        (changed(cpu), changed("article:about")),
        (json!("2025-02-03T04:05:06Z"), json!("2025-02-03T04:05:06Z"))
    );
    assert_eq!(changed("worker:llm-worker-rbee-cuda"), json!(null));
}

/// Other words, another URL style and another layout change no facts.
#[test]
fn the_design_of_a_site_moves_no_date() {
    let site = SiteTest::new(&models());
    let about = "+++\ntitle = \"About\"\ndescription = \"What this site shows.\"\n+++\n\nIts text.\n";
    site.write("content/pages/about.md", about);
    site.build();
    let facts = || {
        let manifest = site.manifest("dist");
        let pages = manifest["pages"].as_object().unwrap().clone();
        let of_page = |(key, page): (String, Value)| (key, (page["facts"].clone(), page["changed"].clone()));
        pages.into_iter().map(of_page).collect::<BTreeMap<String, (Value, Value)>>()
    };
    let (before, home) = (facts(), site.read("dist/index.html"));
    let kinds: BTreeSet<&str> = before.keys().map(|key| key.split(':').next().unwrap()).collect();
    assert_eq!(kinds.len(), PageKind::ALL.len(), "{kinds:?}");
    site.write("site.toml", "[site]\nname = \"Another\"\n\n[output]\nurl-form = \"bare\"\n");
    let texts = site.modelpress(&["texts"]).output().unwrap().stdout;
    let texts = String::from_utf8(texts).unwrap();
    // On this page, the words are the facts: how verdicts are made, and what the columns of the table mean.
    let is_said = |section: &str| matches!(section, "methodology" | "rule" | "field" | "verdict-meaning");
    let mut section = "";
    let other: String = texts
        .lines()
        .map(|line| {
            section = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')).unwrap_or(section);
            if is_said(section) { format!("{line}\n") } else { format!("{}\n", line.replace(" the ", " this very ")) }
        })
        .collect();
    assert_ne!(other, texts);
    site.write("content/text/en.toml", other);
    site.build();
    assert_ne!(site.read("dist/index.html"), home);
    assert_eq!(facts(), before);
}

/// Whatever a page states, changing it changes the facts of the page.
#[test]
fn every_stated_fact_moves_the_date() {
    let mut base = record("a/model");
    base["cardData"]["license"] = json!("other");
    let changes: [(&str, Value); 9] = [
        ("/cardData/license", json!("apache-2.0")),
        ("/cardData/license_name", json!("our-own")),
        ("/cardData/license_link", json!("https://example.com/license")),
        ("/cardData/language", json!(["en", "cy"])),
        ("/cardData/base_model", json!("a/base")),
        ("/gated", json!("auto")),
        ("/safetensors", json!({ "parameters": { "BF16": 1_300_000_000 }, "total": 1_300_000_000 })),
        ("/siblings/2/size", json!(2_471_645_609_u64)),
        ("/siblings/2/rfilename", json!("other.safetensors")),
    ];
    for (pointer, value) in changes {
        let site = built(std::slice::from_ref(&base));
        let (parent, field) = pointer.rsplit_once('/').unwrap();
        let mut record = base.clone();
        record["lastModified"] = json!("2025-05-06T07:08:09.000Z");
        record.pointer_mut(parent).unwrap()[field] = value;
        site.records(&[record]);
        site.build();
        assert_eq!(site.changed("a/model").as_deref(), Some("2025-05-06T07:08:09Z"), "{pointer}");
    }
}

/// Schema 1 of the manifest called topics "hubs" and hashed the HTML of their pages.
#[test]
fn an_upgrade_keeps_the_dates_of_topics() {
    let mut records = models();
    let site = built(&records);
    records[7]["cardData"]["license"] = json!("apache-2.0");
    records[7]["tags"][4] = json!("license:apache-2.0");
    site.records(&records);
    site.build();
    let path = "dist/.modelpress/manifest.json";
    let now = site.read(path);
    assert!(now.contains("\"topic:license:mit:1\"") && now.contains("\"topics:license:1\""));
    let names = [
        ("\"schema\":3", "\"schema\":1"),
        ("\"topic:", "\"hub:"),
        ("\"topics:", "\"hubs:"),
        ("\"topics\"", "\"hubs\""),
    ];
    let before = names.into_iter().fold(now.clone(), |text, (new, old)| text.replace(new, old));
    // It hashed the HTML of these pages.
    let mut before: Value = serde_json::from_str(&before).unwrap();
    for (key, page) in before["pages"].as_object_mut().unwrap() {
        if key.starts_with("hub") {
            page["facts"] = json!("0123456789abcdef0123456789abcdef");
        }
    }
    site.write(path, before.to_string());
    // Changes no topic.
    records[3]["gated"] = json!("auto");
    site.records(&records);
    site.build();
    let topics = |manifest: &str| {
        let manifest: Value = serde_json::from_str(manifest).unwrap();
        let mut pages = manifest["pages"].as_object().unwrap().clone();
        pages.retain(|key, _| key.starts_with("topic"));
        (manifest["schema"].clone(), manifest["shards"].clone(), pages)
    };
    assert_eq!(topics(&site.read(path)), topics(&now));
}
