//! The test cases shared by native code and WebAssembly.

use compatibility::{
    artifact::Artifact,
    compatibility::{ArtifactCompatibility, Confidence, Reason, Verdict, WorkerCompatibility, assess, summarise},
    hub_model::HubModel,
    inheritance::BaseIndex,
    model_metadata::ModelMetadata,
    worker_catalog::WorkerCatalog,
};
use marketplace_sdk::{
    PlainMetadata, check_model_worker_compatibility, filter_compatible_models, is_model_compatible,
    is_model_compatible_with,
};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[expect(dead_code, reason = "for readers")]
    about: String,
    catalogs: BTreeMap<String, WorkerCatalog>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    record: Option<Value>,
    #[serde(default)]
    snapshot: Vec<Value>,
    metadata: Option<PlainMetadata>,
    check: Option<Check>,
    models: Option<Vec<PlainMetadata>>,
    catalog: Option<String>,
    expected: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Check {
    architectures: Vec<String>,
    formats: Vec<String>,
    max_context: u64,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Expected {
    Record(ExpectedRecord),
    Metadata(ExpectedMetadata),
    Kept(ExpectedKept),
}

/// Distinguishes a key with the value `null` from a missing key.
#[allow(clippy::option_option, reason = "the outer one says whether the key is there")]
fn there<'de, D: serde::Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::option_option, reason = "the outer one says whether the key is there")]
struct ExpectedRecord {
    verdict: Verdict,
    confidence: Confidence,
    #[serde(default, deserialize_with = "there")]
    left_out: Option<Option<String>>,
    family: Option<String>,
    reasons: Option<Vec<String>>,
    reasons_include: Option<String>,
    warnings: Option<Vec<String>>,
    #[serde(default)]
    warning_texts: Vec<String>,
    recommendations: Option<Vec<String>>,
    #[serde(default, deserialize_with = "there")]
    weights_bytes: Option<Option<u64>>,
    weights_estimated: Option<bool>,
    artifacts: Option<Vec<(String, Option<String>, Verdict)>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedMetadata {
    compatible: bool,
    confidence: Confidence,
    warnings: Option<usize>,
    #[serde(default)]
    warning_texts: Vec<String>,
    #[serde(default)]
    reason_texts: Vec<String>,
    recommendations: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedKept {
    kept: Vec<usize>,
}

fn file() -> File {
    serde_json::from_str(include_str!("../../../../tests/fixtures/compatibility-cases.json")).unwrap()
}

fn understand(record: &Value) -> ModelMetadata {
    ModelMetadata::from_huggingface(&HubModel::from_json(record.to_string().as_bytes()).unwrap()).unwrap()
}

fn inherited(record: &Value, snapshot: &[Value]) -> ModelMetadata {
    let mut model = understand(record);
    let others: Vec<ModelMetadata> = snapshot.iter().map(understand).collect();
    let inherited = BaseIndex::new(others.iter().chain([&model])).inherit(&model);
    model.take_over(inherited);
    model
}

fn codes(reasons: &[Reason]) -> Vec<&str> {
    reasons.iter().map(|reason| reason.code).collect()
}

fn texts(texts: &[String]) -> Vec<&str> {
    texts.iter().map(|text| &**text).collect()
}

/// The deviations from the expected result.
#[derive(Default)]
struct Wrong(Vec<String>);

impl Wrong {
    fn compare<A: std::fmt::Debug + ?Sized, B: std::fmt::Debug + ?Sized>(
        &mut self,
        what: &str,
        found: &A,
        expected: &B,
    ) {
        let (found, expected) = (format!("{found:?}"), format!("{expected:?}"));
        if found != expected {
            self.0.push(format!("{what}: found {found}, expected {expected}"));
        }
    }

    fn contain(&mut self, what: &str, texts: &[&str], expected: &[String]) {
        for part in expected {
            if !texts.iter().any(|text| text.contains(&**part)) {
                self.0.push(format!("{what}: nothing says `{part}`: {texts:?}"));
            }
        }
    }
}

fn check_record(case: &Case, expected: &ExpectedRecord, catalogs: &BTreeMap<String, WorkerCatalog>) -> Wrong {
    let catalog = &catalogs[case.catalog.as_deref().unwrap()];
    let model = inherited(case.record.as_ref().unwrap(), &case.snapshot);
    let (found, summary) = (assess(&model, catalog), summarise(&model, catalog));
    let mut wrong = Wrong::default();
    wrong.compare("verdict", &found.judgement.verdict, &expected.verdict);
    wrong.compare("confidence", &found.judgement.confidence, &expected.confidence);
    wrong.compare("summary", &summary.judgement, &found.judgement);
    if let Some(left_out) = &expected.left_out {
        wrong.compare("left_out", &summary.left_out, &left_out.as_deref());
    }
    if let Some(family) = &expected.family {
        wrong.compare("family", model.architecture.family.as_str(), family);
    }
    if let Some(worker) = found.workers.first() {
        check_worker(&model, worker, expected, &mut wrong);
    }
    wrong
}

fn check_worker(model: &ModelMetadata, worker: &WorkerCompatibility<'_>, expected: &ExpectedRecord, wrong: &mut Wrong) {
    let best = worker.best.map(|at| &worker.artifacts[at]);
    let reasons = best.map_or(&worker.reasons, |best| &best.reasons);
    let warnings = best.map_or(&[][..], |best| &best.warnings);
    if let Some(expected) = &expected.reasons {
        wrong.compare("reasons", &codes(reasons), expected);
    }
    wrong.contain("reasons", &codes(reasons), expected.reasons_include.as_slice());
    if let Some(expected) = &expected.warnings {
        wrong.compare("warnings", &codes(warnings), expected);
    }
    wrong.contain(
        "warnings",
        &warnings.iter().map(|warning| &*warning.text).collect::<Vec<_>>(),
        &expected.warning_texts,
    );
    if let Some(expected) = &expected.recommendations {
        let found: BTreeSet<_> =
            worker.artifacts.iter().flat_map(|artifact| codes(&artifact.recommendations)).collect();
        wrong.compare("recommendations", &found, &expected.iter().collect::<BTreeSet<_>>());
    }
    if let Some(bytes) = expected.weights_bytes {
        wrong.compare("weights", &best.and_then(|best| best.weights_bytes), &bytes);
    }
    if let Some(is_estimated) = expected.weights_estimated {
        wrong.compare("estimated", &best.is_some_and(|best| best.weights_estimated), &is_estimated);
    }
    if let Some(expected) = &expected.artifacts {
        let both = model.artifacts.iter().zip(&worker.artifacts);
        let label = |artifact: &Artifact| artifact.quantization.map(|label| label.to_string());
        let of = |(artifact, found): (&Artifact, &ArtifactCompatibility)| {
            (artifact.format.to_string(), label(artifact), found.judgement.verdict)
        };
        let (found, expected): (BTreeSet<_>, BTreeSet<_>) =
            (both.map(of).collect(), expected.iter().cloned().collect());
        wrong.compare("artifacts", &found, &expected);
    }
}

fn check_metadata(case: &Case, expected: &ExpectedMetadata, catalogs: &BTreeMap<String, WorkerCatalog>) -> Wrong {
    let metadata = case.metadata.as_ref().unwrap();
    let found = match &case.check {
        Some(check) => {
            check_model_worker_compatibility(metadata, &check.architectures, &check.formats, check.max_context)
        }
        None => is_model_compatible(metadata),
    };
    let mut wrong = Wrong::default();
    // The documents and the shipped catalog must agree.
    if case.check.is_none() {
        wrong.compare("by the catalog", &is_model_compatible_with(metadata, &catalogs["rbee"]), &found);
    }
    wrong.compare("compatible", &found.compatible, &expected.compatible);
    wrong.compare("confidence", &found.confidence, &expected.confidence);
    wrong.contain("reasons", &texts(&found.reasons), &expected.reason_texts);
    wrong.contain("warnings", &texts(&found.warnings), &expected.warning_texts);
    for (what, found, expected) in [
        ("warnings", found.warnings.len(), expected.warnings),
        ("recommendations", found.recommendations.len(), expected.recommendations),
    ] {
        wrong.compare(what, &found, &expected.unwrap_or(found));
    }
    wrong
}

fn check_list(case: &Case, expected: &ExpectedKept) -> Wrong {
    let models = case.models.as_ref().unwrap();
    let kept: Vec<&PlainMetadata> = expected.kept.iter().map(|at| &models[*at]).collect();
    let mut wrong = Wrong::default();
    wrong.compare("kept", &filter_compatible_models(models.clone()), &kept);
    wrong
}

#[test]
fn every_case_is_as_expected() {
    let file = file();
    assert!(file.cases.len() >= 300);
    let mut failed = Vec::new();
    for case in &file.cases {
        let wrong = match &case.expected {
            Expected::Record(expected) => check_record(case, expected, &file.catalogs),
            Expected::Metadata(expected) => check_metadata(case, expected, &file.catalogs),
            Expected::Kept(expected) => check_list(case, expected),
        };
        failed.extend(wrong.0.into_iter().map(|wrong| format!("{}: {wrong}", case.name)));
    }
    assert!(failed.is_empty(), "{} of {}:\n{}", failed.len(), file.cases.len(), failed.join("\n"));
}

#[test]
fn names_of_cases_are_unique() {
    let file = file();
    let names: BTreeSet<_> = file.cases.iter().map(|case| &case.name).collect();
    assert_eq!(names.len(), file.cases.len());
}

#[test]
fn a_catalog_survives_json() {
    for catalog in file().catalogs.values() {
        let json = serde_json::to_string(catalog).unwrap();
        assert_eq!(serde_json::from_str::<WorkerCatalog>(&json).unwrap(), *catalog);
    }
    let rbee = serde_json::to_value(&file().catalogs["rbee"]).unwrap();
    let reversed: Vec<&Value> = rbee.as_array().unwrap().iter().rev().collect();
    assert_eq!(serde_json::from_value::<WorkerCatalog>(serde_json::json!(reversed)).unwrap(), file().catalogs["rbee"]);
    let error = serde_json::from_value::<WorkerCatalog>(serde_json::json!([rbee[0], rbee[0]])).unwrap_err();
    assert_eq!(error.to_string(), "two workers have the id `llm-worker-rbee-cpu`");
}
