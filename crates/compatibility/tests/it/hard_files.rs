//! Tests the purpose and contents of files with real records that are easily misread (owners are replaced).

use compatibility::{
    artifact::{Artifact, Completeness},
    compatibility::{Summary, Verdict, summarise},
    hub_model::HubModel,
    model_format::ModelFormat,
    model_kind::ModelKind,
    model_metadata::ModelMetadata,
    worker_catalog::WorkerCatalog,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::{collections::BTreeMap, sync::LazyLock};

/// The records by case number.
static RECORDS: LazyLock<BTreeMap<String, Value>> = LazyLock::new(|| {
    let lines = include_str!("hard_files.jsonl").lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.map(|line| (line["case"].as_str().unwrap().to_owned(), line["record"].clone())).collect()
});

static CATALOG: LazyLock<WorkerCatalog> = LazyLock::new(|| {
    let cases: Value =
        serde_json::from_str(include_str!("../../../../tests/fixtures/compatibility-cases.json")).unwrap();
    serde_json::from_value(cases["catalogs"]["rbee"].clone()).unwrap()
});

fn understand(record: &Value) -> ModelMetadata {
    ModelMetadata::from_huggingface(&HubModel::from_json(record.to_string().as_bytes()).unwrap()).unwrap()
}

fn case(name: &str) -> ModelMetadata {
    understand(&RECORDS[name])
}

fn judge(model: &ModelMetadata) -> Summary {
    summarise(model, &CATALOG)
}

/// The label of every artifact, by its first file; `none` if it has no label.
fn labels(model: &ModelMetadata) -> BTreeMap<&str, String> {
    let label =
        |artifact: &Artifact| artifact.quantization.map_or_else(|| "none".to_owned(), |label| label.to_string());
    let listed = model.artifacts.iter().filter(|artifact| !artifact.files.is_empty());
    listed.map(|artifact| (&*artifact.files[0], label(artifact))).collect()
}

fn gguf(files: &[(&str, Option<u64>)], more: &Value) -> ModelMetadata {
    let sibling = |(name, size): &(&str, Option<u64>)| json!({ "rfilename": name, "size": size });
    let mut record = json!({
        "id": "someone/model-GGUF",
        "tags": ["gguf"],
        "gguf": { "architecture": "llama" },
        "siblings": files.iter().map(sibling).chain([json!({ "rfilename": "README.md" })]).collect::<Vec<_>>(),
    });
    record.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    understand(&record)
}

#[test]
fn mtp_before_the_label_names_a_whole_model() {
    assert_eq!(
        labels(&case("C01a")),
        BTreeMap::from([
            ("Qwen3.6-27B-MTP-Q4_K_M.gguf", "Q4_K_M".to_owned()),
            ("Qwen3.6-27B-MTP-Q8_0.gguf", "Q8_0".to_owned()),
        ])
    );
    for name in ["H77", "H78", "H80", "H81", "H83", "H84"] {
        let model = case(name);
        assert_eq!(model.artifacts.len(), 1, "{name}");
        assert!(model.artifacts[0].quantization.is_some(), "{name}");
    }
}

#[test]
fn mtp_as_the_first_word_or_after_the_label_names_a_draft_head_next_to_a_model() {
    let model = case("C01b");
    assert_eq!(labels(&model), BTreeMap::from([("gemma-4-12B-it-Q4_K_M.gguf", "Q4_K_M".to_owned())]));
    assert_eq!(judge(&model).judgement.verdict, Verdict::Planned);
}

#[test]
fn a_gguf_block_of_the_projector_says_nothing_about_the_models_next_to_it() {
    let model = case("C02a");
    assert_eq!((model.kind, model.parameters.total), (ModelKind::Unknown, None));
    let found: Vec<String> = labels(&model).into_values().collect();
    assert_eq!(found, ["IQ2_M", "Q4_K_M"]);
    assert_eq!(judge(&model).judgement.verdict, Verdict::Unknown);
    let projector = gguf(&[("mmproj-model-f16.gguf", None)], &json!({ "gguf": { "architecture": "clip" } }));
    assert_eq!(projector.kind, ModelKind::Other, "a projector alone is one");
}

#[test]
fn a_gguf_block_of_a_draft_head_says_nothing_about_the_model_next_to_it() {
    let files = [("X-27B-Q4_K_M.gguf", None), ("X-27B-DFlash-BF16.gguf", None)];
    let more = json!({ "gguf": { "architecture": "dflash", "total": 1_359_284_737 } });
    let model = gguf(&files, &more);
    assert_eq!((model.kind, model.parameters.total), (ModelKind::Unknown, None));
    assert_eq!(labels(&model).len(), 1);
}

#[test]
fn a_draft_head_is_no_text_model_whatever_its_task_says() {
    for name in ["H04", "H05", "H07", "H08"] {
        let model = case(name);
        assert_eq!((model.kind, judge(&model).judgement.verdict), (ModelKind::Other, Verdict::No), "{name}");
    }
    let named = |id: &str| understand(&json!({ "id": id, "pipeline_tag": "text-generation" })).kind;
    assert_eq!(named("a/EAGLE-Vicuna-7B-v1.3"), ModelKind::Other);
    assert_eq!(named("a/Bald-Eagle-7B"), ModelKind::TextGeneration, "a bird");
    let tagged = |id: &str, total: u64, stored: u64| {
        understand(&json!({ "id": id, "tags": ["gguf", "mtp"], "pipeline_tag": "text-generation",
                            "usedStorage": stored, "gguf": { "total": total } }))
        .kind
    };
    assert_eq!(tagged("a/X-27B-MTP-GGUF", 27_320_697_856, 41_176_044_224), ModelKind::TextGeneration);
    assert_eq!(tagged("a/X-27B-MTP-GGUF", 460_730_096, 17_439_961_568), ModelKind::TextGeneration, "a projector's");
    assert_eq!(tagged("a/X-27B-MTP-GGUF", 2_967_501_312, 15_332_885_632), ModelKind::Other);
    assert_eq!(tagged("a/X-27B-MTP-GGUF", 119_465_472, 471_260_110), ModelKind::Other);
    let whole = json!({ "id": "a/X-V4-Flash-DSpark", "tags": ["safetensors"], "pipeline_tag": "text-generation",
                        "safetensors": { "total": 165_265_454_782u64 } });
    assert_eq!(understand(&whole).kind, ModelKind::TextGeneration, "no head has as many weights");
}

#[test]
fn a_word_for_adapters_does_not_make_one_of_a_whole_model() {
    let model = case("C03");
    let found: Vec<String> = labels(&model).into_values().collect();
    assert_eq!(found, ["IQ3_XXS", "Q4_K_M", "Q6_K", "Q8_0"]);
    assert_eq!(judge(&model).judgement.verdict, Verdict::Planned);
    assert_eq!(labels(&case("H76")), BTreeMap::from([("lora_adapter_test2-q4_k_m.gguf", "Q4_K_M".to_owned())]));
    for name in ["C17", "H85", "H86", "H88", "H89", "H91", "H92"] {
        assert_ne!(case(name).kind, ModelKind::Adapter, "{name}");
    }
}

#[test]
fn an_adapter_without_the_weights_of_its_base_remains_one() {
    let base = "meta-llama/Llama-3.1-8B";
    let relation = format!("base_model:adapter:{base}");
    let kind = |more: Value| {
        let mut record = json!({ "id": "a/tuned", "library_name": "peft", "tags": ["safetensors", relation] });
        record.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        understand(&record).kind
    };
    assert_eq!(kind(json!({})), ModelKind::Adapter);
    assert_eq!(kind(json!({ "safetensors": { "total": 83_886_080 } })), ModelKind::Adapter, "too few for 8 B");
    assert_ne!(kind(json!({ "safetensors": { "total": 8_030_261_248u64 } })), ModelKind::Adapter);
    let beside = json!({
        "safetensors": { "total": 8_030_261_248u64 },
        "siblings": [{ "rfilename": "adapter_model.safetensors" }, { "rfilename": "model.safetensors" },
                     { "rfilename": "README.md" }],
    });
    assert_eq!(kind(beside), ModelKind::Adapter, "a lone file next to an adapter may be a part of it");
    let lora = gguf(
        &[("X-8B-El-f16.gguf", Some(167_803_776))],
        &json!({ "id": "a/X-8B-El-F16-GGUF",
        "gguf": null, "tags": ["gguf", relation] }),
    );
    assert_eq!(lora.kind, ModelKind::Adapter, "0.2 bits for each weight");
    let misnamed = gguf(&[("x_lora_16b.Q2_K.gguf", Some(1_669_000_000))], &json!({ "id": "a/x_lora_16b-GGUF" }));
    assert_ne!(misnamed.kind, ModelKind::Adapter, "adapters are not quantized to two bits");
}

#[test]
fn parts_cut_by_hand_are_one_set() {
    let sets = |model: &ModelMetadata| -> Vec<(ModelFormat, String, usize)> {
        let set =
            |artifact: &Artifact| (artifact.format, artifact.quantization.unwrap().to_string(), artifact.files.len());
        model.artifacts.iter().map(set).collect()
    };
    let parts = ModelFormat::GgufParts;
    assert_eq!(
        sets(&case("C04a")),
        [(ModelFormat::Gguf, "Q2_K".to_owned(), 1), (parts, "Q4_K_M".to_owned(), 2), (parts, "Q5_K_M".to_owned(), 2)]
    );
    for (name, label, files) in [("H48", "F32", 3), ("H49", "F32", 6), ("H49", "F16", 3), ("H49", "BF16", 3)] {
        assert!(sets(&case(name)).contains(&(parts, label.to_owned(), files)), "{name} {label}");
    }
    let checkpoints = gguf(&[("x-01000.gguf", None), ("x-02000.gguf", None)], &json!({}));
    assert_eq!(checkpoints.artifacts.len(), 2, "these numbers count no parts");
    let first = gguf(&[("x-Q8_0-00001.gguf", None)], &json!({}));
    assert_eq!(first.artifacts[0].complete, Completeness::Unknown);
}

#[test]
fn a_total_of_three_digits_is_a_total() {
    let model = case("H54");
    let sets: Vec<_> = model.artifacts.iter().map(|set| (set.format, set.files.len(), set.complete)).collect();
    assert_eq!(sets, [(ModelFormat::Safetensors, 252, Completeness::Complete)]);
}

#[test]
fn a_model_taken_apart_into_layers_is_no_set_of_models() {
    let model = case("C05");
    assert_eq!(model.artifacts.len(), 1);
    assert_eq!((model.artifacts[0].complete, model.artifacts[0].files.len()), (Completeness::Unknown, 67));
    assert_eq!(model.artifacts[0].quantization, None);
    assert_eq!(model.parameters.total, None, "no file holds what the name says");
    let judged = judge(&model);
    assert_eq!((judged.judgement.verdict, judged.left_out), (Verdict::Unknown, Some("parts-unclear")));
}

#[test]
fn a_vocabulary_without_weights_is_no_complete_model() {
    let model = case("H10");
    assert_eq!(model.artifacts.len(), 12);
    assert!(model.artifacts.iter().all(|artifact| artifact.complete == Completeness::Incomplete));
    let small = gguf(&[("stories15M-q4_0.gguf", Some(19_077_344))], &json!({ "id": "a/stories15M-GGUF" }));
    assert_eq!(small.artifacts[0].complete, Completeness::Complete, "a small model is whole");
}

#[test]
fn big_endian_files_are_a_format_of_their_own() {
    let model = case("C19");
    assert!(model.artifacts.iter().all(|artifact| artifact.format == ModelFormat::GgufBigEndian));
    let judged = judge(&model);
    assert_eq!((judged.judgement.verdict, judged.left_out), (Verdict::No, Some("format-not-loaded")));
    let belarusian = gguf(&[("chat-be.Q4_K_M.gguf", None)], &json!({ "id": "a/chat-be-GGUF" }));
    assert_eq!(belarusian.artifacts[0].format, ModelFormat::Gguf, "`be` is a language");
}

#[test]
fn programs_for_devices_are_weights() {
    let model = case("C18a");
    assert_eq!(model.artifacts[0].format, ModelFormat::Executorch);
    assert_eq!((model.kind, judge(&model).left_out), (ModelKind::TextGeneration, Some("format-not-loaded")));
    let rockchip = understand(&json!({ "id": "a/x-RKLLM", "tags": ["rkllm"], "siblings": [
        { "rfilename": "x-rk3588-w8a8.rkllm", "size": 4_000_000_000u64 }, { "rfilename": "tokenizer.json" }] }));
    assert_eq!(rockchip.artifacts[0].format, ModelFormat::Rkllm);
    assert_ne!(rockchip.kind, ModelKind::Tokenizer);
}

#[test]
fn float_next_to_a_label_is_the_type_of_embeddings_and_output() {
    let all = case("H22");
    let found = labels(&all);
    for (file, label) in &found {
        let is_float = ["-f16.gguf", "-fp16.gguf", "-f32.gguf", "-F16.gguf", "-fp32.gguf"];
        let has_label = file.contains("Q4_K") || file.contains("Q8_0") || file.contains("Q6_K");
        if is_float.iter().any(|end| file.ends_with(end)) && has_label {
            assert!(label.starts_with('Q'), "{file} {label}");
        }
    }
    assert!(found.values().any(|label| label == "Q4_K_M"));
    assert_eq!(labels(&case("H23")).into_values().collect::<Vec<_>>(), ["Q4_K_M"]);
    assert_eq!(labels(&case("H26")).into_values().collect::<Vec<_>>(), ["Q5_K_M"]);
    let all = case("H25");
    let found = labels(&all);
    assert_eq!(found["gemma-2-2b-jpn-it-translate-Q3_K-f16.gguf"], "Q3_K_M");
    assert_eq!(found["gemma-2-2b-jpn-it-translate-Q4_K-f16.gguf"], "Q4_K_M");
}

#[test]
fn a_mixture_spelled_out_has_no_label() {
    let all = case("C07");
    let found = labels(&all);
    let label = |end: &str| found[&*format!("Mistral-7B-Instruct-v0.3.{end}.gguf")].as_str();
    assert_eq!(["f16", "f16.q5", "f16.q6", "f16.q8_0", "q8_0"].map(label), ["F16", "none", "none", "Q8_0", "Q8_0"]);
    let all = case("C20");
    let found = labels(&all);
    assert_eq!(found["Qwen3-30B-A3B-mix-IQ3_K-00001-of-00002.gguf"], "IQ3_K");
    assert_eq!(found.values().filter(|label| *label != "none").count(), 1);
    let all = case("H16");
    let named = |end: &str| labels(&all)[&*format!("Qwen3-30B-A3B-Thinking-2507-{end}.gguf")].clone();
    assert_eq!(named("Q5_K"), "Q5_K_M");
    assert_eq!(named("iq4_nl-QKOUD-IQ4NL-E-MXFP4-H-Q5K"), "none");
    assert_eq!(named("mxfp4_moe-H-B16-EUD-IQ4NL-R-Q6K-QKO-Q8_0"), "none");
    let all = case("H17");
    let found = labels(&all);
    assert_eq!(found["GLM-4.5-Iceblink-v2-106B-A12B-Q8_0.gguf"], "Q8_0");
    assert_eq!(found["GLM-4.5-Iceblink-v2-106B-A12B-Q8_0-FFN-IQ4_XS-IQ3_S-IQ4_NL.gguf"], "none");
}

#[test]
fn types_of_forks_are_promised_to_nobody() {
    let judged = judge(&case("C06a"));
    assert_eq!((judged.judgement.verdict, judged.left_out), (Verdict::No, Some("foreign-quantization")));
    for (name, verdict, left_out) in [
        ("H18", Verdict::Unknown, "fork-unclear"),
        ("H19", Verdict::Unknown, "fork-unclear"),
        ("H21", Verdict::No, "foreign-quantization"),
    ] {
        let model = case(name);
        let codes = compatibility::compatibility::assess(&model, &CATALOG);
        let reasons = &codes.workers[0].artifacts[0].reasons;
        assert!(reasons.iter().any(|reason| reason.code == left_out), "{name} {reasons:?}");
        assert!(judge(&model).judgement.verdict <= verdict, "{name}");
    }
    let labelled = gguf(&[("X-Q4_K_M.gguf", None)], &json!({ "tags": ["gguf", "ik_llama.cpp"] }));
    let codes = compatibility::compatibility::assess(&labelled, &CATALOG);
    let reasons = &codes.workers[0].artifacts[0].reasons;
    assert!(reasons.iter().all(|reason| reason.code != "fork-unclear"), "the label says who can read it");
}

#[test]
fn the_name_of_the_repository_is_the_last_source_of_a_label() {
    let label = |id: &str, files: &[(&str, Option<u64>)]| {
        let model = gguf(files, &json!({ "id": id }));
        model.artifacts[0].quantization.map(|label| label.to_string())
    };
    assert_eq!(label("a/X-8B-Q4_K_M-GGUF", &[("model.gguf", None)]).as_deref(), Some("Q4_K_M"));
    assert_eq!(label("a/X-8B-Q4_K_M-GGUF", &[("model-Q8_0.gguf", None)]).as_deref(), Some("Q8_0"));
    assert_eq!(label("a/X-8B-Q4_K_M-GGUF", &[("model-Q4_K_H.gguf", None)]), None, "the file says something else");
    assert_eq!(label("a/X-8B-Q4_K_M-GGUF", &[("a.gguf", None), ("b.gguf", None)]), None, "of which of them?");
    assert_eq!(label("a/X-qat-q4_0-unquantized-GGUF", &[("model.gguf", None)]), None, "that of another model");
    assert_eq!(label("a/X-8B-fp16-GGUF", &[("model.gguf", None)]), None, "what it was made from");
}

/// A record with its lists shuffled.
fn shuffled(record: &Value, by: u64) -> Value {
    let mut record = record.clone();
    for list in ["tags", "siblings"] {
        if let Some(list) = record.get_mut(list).and_then(Value::as_array_mut) {
            let mut state = by;
            for at in (1..list.len()).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                list.swap(at, usize::try_from(state >> 33).unwrap() % (at + 1));
            }
        }
    }
    record
}

proptest! {
    #[test]
    fn the_order_of_files_and_tags_never_matters(by: u64) {
        for (name, record) in RECORDS.iter() {
            let (own, other) = (understand(record), understand(&shuffled(record, by)));
            prop_assert_eq!(&own.artifacts, &other.artifacts, "{}", name);
            prop_assert_eq!((own.kind, &own.kind_evidence), (other.kind, &other.kind_evidence), "{}", name);
            prop_assert_eq!(&own.parameters, &other.parameters, "{}", name);
            prop_assert_eq!(judge(&own), judge(&other), "{}", name);
        }
    }
}
