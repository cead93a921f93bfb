//! Tests the exact sentences of the rules for all shared cases, and the keys and values for other languages.

use compatibility::{
    compatibility::{Found, WorkerCompatibility, assess, judge},
    hub_model::HubModel,
    inheritance::BaseIndex,
    model_metadata::ModelMetadata,
    rule::sentence::{Piece, SENTENCES, Value, pieces},
    worker_catalog::{Worker, WorkerCatalog},
};
use serde_json::Value as Json;
use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

fn understand(record: &Json) -> ModelMetadata {
    ModelMetadata::from_huggingface(&HubModel::from_json(record.to_string().as_bytes()).unwrap()).unwrap()
}

/// The model of every case with a record, and the catalog it is judged with.
fn cases() -> Vec<(ModelMetadata, WorkerCatalog)> {
    let file: Json = serde_json::from_str(include_str!("../../../../tests/fixtures/compatibility-cases.json")).unwrap();
    let cases = file["cases"].as_array().unwrap().iter().filter(|case| case["record"].is_object());
    let of_case = |case: &Json| {
        let mut model = understand(&case["record"]);
        let others: Vec<_> = case["snapshot"].as_array().into_iter().flatten().map(understand).collect();
        let inherited = BaseIndex::new(others.iter().chain([&model])).inherit(&model);
        model.take_over(inherited);
        let catalog = &file["catalogs"][case["catalog"].as_str().unwrap()];
        (model, serde_json::from_value(catalog.clone()).unwrap())
    };
    cases.map(of_case).collect()
}

fn texts(worker: &WorkerCompatibility<'_>) -> Vec<(&'static str, String)> {
    let of_artifacts = worker
        .artifacts
        .iter()
        .flat_map(|artifact| artifact.reasons.iter().chain(&artifact.warnings).chain(&artifact.recommendations));
    worker.reasons.iter().chain(of_artifacts).map(|reason| (reason.code, reason.text.clone())).collect()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test that can be run again")]
fn rules_say_what_they_always_said() {
    let mut all = BTreeSet::new();
    for (model, catalog) in &cases() {
        all.extend(assess(model, catalog).workers.iter().flat_map(texts));
    }
    let mut found = String::new();
    for (code, text) in all {
        writeln!(found, "{code}\t{text}").unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/sentences.txt");
    let expected = fs::read_to_string(&path).unwrap_or_default();
    if found != expected {
        fs::write(&path, &found).unwrap();
    }
    assert!(found == expected, "rules speak differently: read what became of tests/sentences.txt, then commit it");
}

fn found<'a>(model: &'a ModelMetadata, worker: &'a Worker) -> Vec<Found<'a>> {
    let mut judged = Vec::new();
    judge(model, &[worker], |_, one| judged.push(one));
    judged.iter().flat_map(|judged| judged.reasons().chain(judged.warnings())).collect()
}

/// Renders a sentence like a translation: the wording of the key, filled with the values.
fn translated(found: &Found<'_>) -> String {
    let sentence = found.sentence();
    let template = SENTENCES.iter().find(|template| template.key == sentence.key()).unwrap();
    assert_eq!(SENTENCES[sentence.place()], *template);
    let wording = if sentence.count() == Some(1) { template.one } else { None }.unwrap_or(template.other);
    let of_piece = |piece: Piece<'_>| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Value(name) => match sentence.value(name).unwrap() {
            Value::Text(text) => text.to_owned(),
            Value::Label(label) => label.to_string(),
            other @ (Value::Number(_) | Value::Files(_)) => other.to_string(),
        },
    };
    pieces(wording).map(of_piece).collect()
}

#[test]
fn a_key_and_its_values_are_all_that_a_sentence_needs() {
    let mut keys = BTreeSet::new();
    for (model, catalog) in &cases() {
        for found in catalog.workers.iter().flat_map(|worker| found(model, worker)) {
            assert_eq!(translated(&found), found.to_string());
            keys.insert(found.sentence().key());
        }
    }
    assert!(keys.len() > 30, "{keys:?}");
}
