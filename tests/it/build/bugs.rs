//! The bugs of the legacy pages, by number (section 7.6 of the notes on the legacy system).

use crate::part::Part;
use crate::site::{SiteTest, record, record_of_size};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The legacy site had one slug for `a.b`, `a-b` and `a_b`.
#[test]
fn bug_15_every_model_has_an_address_of_its_own() {
    let ids = ["o/a.b", "o/a-b", "o/a_b", "o/A.b", "meta-llama/x-y", "meta/llama-x-y", "o/a--b"];
    let records: Vec<Value> = ids.iter().zip(1..).map(|(id, at)| record_of_size(id, at * 1_000)).collect();
    let site = SiteTest::new(&records);
    assert_eq!(site.build()["models"], ids.len());
    let manifest = site.manifest("dist");
    let files: BTreeSet<&str> =
        ids.iter().map(|id| manifest["pages"][format!("model:{id}")]["file"].as_str().unwrap()).collect();
    assert_eq!(files.len(), ids.len());
    for id in ids {
        let page = site.page(manifest["pages"][format!("model:{id}")]["file"].as_str().unwrap());
        assert!(page.text.contains(&format!("{id} on the Hugging Face Hub")), "{id}");
    }
    // A legacy URL that could mean several models is not redirected; one that means a single model is.
    let redirects = site.read("dist/_redirects");
    assert!(!redirects.contains("o--a-b"), "{redirects}");
    assert!(redirects.contains("/models/meta-llama--x-y /models/meta-llama/x-y/ 301"), "{redirects}");
}

/// The legacy site had a sitemap and pages of an arbitrary hundred models, and no workers.
#[test]
fn bug_16_sitemaps_hold_all_selected_models_and_workers_and_no_others() {
    let mut records: Vec<Value> = (0..130).map(|at| record_of_size(&format!("o/m{at}"), 100 + at * 50)).collect();
    let mut bert = record("o/bert");
    bert["config"] = json!({ "architectures": ["BertForMaskedLM"], "model_type": "bert" });
    bert["pipeline_tag"] = json!("fill-mask");
    bert["downloads"] = json!(90_000_000);
    bert["tags"] = json!(["transformers", "safetensors", "bert", "fill-mask"]);
    records.push(bert);
    let site = SiteTest::new(&records);
    assert_eq!(site.build()["models"], 130);
    let locs = super::whole::locs(&site, "dist");
    for at in 0..130 {
        assert!(locs.contains(&format!("https://models.example.org/models/o/m{at}/")), "{at}");
    }
    assert!(!locs.iter().any(|loc| loc.contains("bert")));
    let ids: Vec<String> = worker_ids(&site);
    assert!(ids.len() >= 3);
    for id in ids {
        assert!(locs.contains(&format!("https://models.example.org/workers/{id}/")), "{id}");
    }
}

fn worker_ids(site: &SiteTest) -> Vec<String> {
    let index: Value = serde_json::from_str(&site.read("dist/workers/index.json")).unwrap();
    let workers = index["workers"].as_array().unwrap().iter();
    workers.map(|worker| worker["id"].as_str().unwrap().to_owned()).collect()
}

/// Legacy model pages listed no workers, and worker pages had ids that no catalog has.
#[test]
fn bug_17_pages_name_the_workers_of_the_catalog() {
    let site = SiteTest::starter();
    site.build();
    let ids = worker_ids(&site);
    let files: BTreeSet<String> = walkdir::WalkDir::new(site.path("content/workers"))
        .into_iter()
        .filter_map(|entry| Some(entry.unwrap().path().file_stem()?.to_str()?.to_owned()))
        .filter(|stem| stem != "workers")
        .collect();
    assert_eq!(ids.iter().cloned().collect::<BTreeSet<_>>(), files);
    let manifest = site.manifest("dist");
    for (key, record) in manifest["pages"].as_object().unwrap() {
        let page = site.page(record["file"].as_str().unwrap());
        if key.starts_with("model:") {
            for id in &ids {
                assert!(page.values("href").any(|href| href == format!("/workers/{id}/")), "{key} lists no {id}");
            }
            assert!(page.text.contains("Compatibility by worker"));
        } else if let Some(id) = key.strip_prefix("worker:") {
            assert!(ids.iter().any(|known| known == id), "{id}");
            assert!(page.text.contains(id), "{id}");
            let entry: Value = serde_json::from_str(&site.read(&format!("dist/workers/{id}.json"))).unwrap();
            assert_eq!(entry["id"], id);
        }
    }
}

#[test]
fn bug_18_parameters_are_no_bytes() {
    let mut bare = record("o/bare");
    bare["siblings"] =
        ["config.json", "tokenizer.json", "model.safetensors"].map(|name| json!({ "rfilename": name })).into();
    let site = SiteTest::new(&[bare]);
    site.build();
    let html = site.read("dist/models/o/bare/index.html");
    assert!(Part::page(&html).fact("Parameters").text().contains("1.24B (1,235,814,400)"));
    assert!(!html.contains("1.24 GB") && !html.contains("1.23 GB"), "1,235,814,400 parameters are no 1.24 GB");
    assert!(!html.contains("storageRequirements"));
}

#[test]
fn bug_18_missing_dates_are_not_now() {
    let mut undated = record("o/undated");
    for field in ["createdAt", "lastModified"] {
        undated.as_object_mut().unwrap().remove(field);
    }
    let site = SiteTest::new(&[undated]);
    let report = site.build();
    assert_eq!(report["captured_at"], Value::Null);
    let html = site.read("dist/models/o/undated/index.html");
    for label in ["Created", "Last modified on the Hub"] {
        assert_eq!(Part::page(&html).fact(label).text(), "unknown", "{label}");
    }
    for (name, bytes) in site.tree("dist") {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("<lastmod>") && !text.contains("dateModified"), "{name}");
    }
}

#[test]
fn bug_18_a_library_is_no_license_and_a_gate_is_a_gate() {
    let mut models = [record("o/a"), record_of_size("o/b", 9_000)];
    models[0]["cardData"] = json!({});
    models[0]["tags"] = json!(["transformers", "safetensors", "llama", "text-generation", "not-for-all-audiences"]);
    models[1]["gated"] = json!("manual");
    let site = SiteTest::new(&models);
    site.build();
    let (free, gated) = (site.read("dist/models/o/a/index.html"), site.read("dist/models/o/b/index.html"));
    assert_eq!(Part::page(&free).fact("License").text(), "unknown");
    assert_eq!(Part::page(&free).fact("Access").text(), "open to anyone");
    assert_eq!(Part::page(&gated).fact("Access").text(), "gated: the owner must approve each request");
    let license = Part::page(&gated).fact("License");
    assert_eq!(
        (license.first("a").attribute("href").unwrap(), license.text()),
        ("/licenses/mit/".into(), "mit".into())
    );
    assert!(!site.read("dist/sitemap-models-0.xml").contains("license=\"transformers\""));
}
