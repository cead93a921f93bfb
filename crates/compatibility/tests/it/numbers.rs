//! Tests which of the parameter counts, stored bytes and bits per weight is accepted if they contradict each other.

use compatibility::{
    artifact::Artifact,
    compatibility::{Judgement, Verdict, assess, summarise},
    contradiction::Disputed,
    hub_model::HubModel,
    model_format::ModelFormat,
    model_kind::ModelKind,
    model_metadata::ModelMetadata,
    worker_catalog::WorkerCatalog,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

static CATALOG: LazyLock<WorkerCatalog> = LazyLock::new(|| {
    let cases: Value =
        serde_json::from_str(include_str!("../../../../tests/fixtures/compatibility-cases.json")).unwrap();
    WorkerCatalog { workers: serde_json::from_value(cases["catalogs"]["rbee"].clone()).unwrap() }
});

fn understand(record: &Value) -> ModelMetadata {
    ModelMetadata::from_huggingface(&HubModel::from_json(record.to_string().as_bytes()).unwrap()).unwrap()
}

/// A real record that was once misread, by its number.
fn hard(case: &str) -> ModelMetadata {
    let mut lines = include_str!("numbers.jsonl").lines().map(|line| serde_json::from_str(line).unwrap());
    let found: Value = lines.find(|line: &Value| line["case"] == case).unwrap();
    understand(&found["record"])
}

fn verdict(model: &ModelMetadata) -> Verdict {
    summarise(model, &CATALOG).judgement.verdict
}

fn judgement(record: &Value) -> Judgement {
    summarise(&understand(record), &CATALOG).judgement
}

fn formats(model: &ModelMetadata) -> Vec<ModelFormat> {
    model.artifacts.iter().map(|artifact| artifact.format).collect()
}

/// The stored weight size of the only artifact.
fn weights(model: &ModelMetadata) -> u64 {
    let [artifact]: &[Artifact] = &model.artifacts else { panic!("{:?}", model.artifacts) };
    artifact.weights_bytes.unwrap()
}

fn disputed(model: &ModelMetadata) -> Vec<(Disputed, &str, &str)> {
    let sides = model
        .contradictions
        .iter()
        .map(|found| (found.about, found.dropped.field.as_str(), found.against.field.as_str()));
    sides.collect()
}

/// A complete model of 8 billion BF16 weights that a worker has run, with changed or additional fields.
fn plain(more: Value) -> Value {
    let mut record = json!({
        "id": "someone/Tuned-8B",
        "pipeline_tag": "text-generation",
        "library_name": "transformers",
        "tags": ["transformers", "safetensors", "llama", "text-generation"],
        "config": {"model_type": "llama", "architectures": ["LlamaForCausalLM"]},
        "siblings": [
            {"rfilename": "README.md"}, {"rfilename": "config.json"}, {"rfilename": "tokenizer.json"},
            {"rfilename": "model.safetensors"},
        ],
    });
    let Value::Object(more) = more else { panic!("no object") };
    record.as_object_mut().unwrap().extend(more);
    record
}

fn files(names: &[(&str, Option<u64>)]) -> Value {
    let others = [("README.md", None), ("config.json", None), ("tokenizer.json", None)];
    let file = |(name, size): &(&str, Option<u64>)| match size {
        Some(size) => json!({"rfilename": name, "size": size}),
        None => json!({"rfilename": name}),
    };
    others.iter().chain(names).map(file).collect()
}

#[test]
fn weights_in_a_file_named_4bit_are_quantized() {
    assert_eq!(formats(&hard("C08a")), [ModelFormat::Quantized]);
    assert_eq!(verdict(&hard("C08a")), Verdict::No);
    for (name, format) in [
        ("vicuna-13b-4bit-128g.safetensors", ModelFormat::Quantized),
        ("gptq_model-4bit-128g.safetensors", ModelFormat::Gptq),
        ("koala-13b-128g.safetensors", ModelFormat::Gptq),
        ("llama-int4.safetensors", ModelFormat::Quantized),
        ("model-nf4.safetensors", ModelFormat::Quantized),
        ("model.safetensors", ModelFormat::Safetensors),
        ("tuned-8b-16bit.safetensors", ModelFormat::Safetensors),
    ] {
        assert_eq!(formats(&understand(&plain(json!({"siblings": files(&[(name, None)])})))), [format], "{name}");
    }
    let exl2 = files(&[("output.safetensors", None), ("job_new.json", None)]);
    assert_eq!(formats(&understand(&plain(json!({"siblings": exl2})))), [ModelFormat::Exl2]);
    // A loader would load the other set.
    let both = files(&[("model.safetensors", None), ("gptq_model-4bit-128g.safetensors", None)]);
    assert_eq!(formats(&understand(&plain(json!({"siblings": both})))), [ModelFormat::Safetensors]);
}

#[test]
fn settings_that_a_quantization_tool_left_behind_name_the_method() {
    assert_eq!(formats(&hard("C08c")), [ModelFormat::Gptq]);
    assert_eq!(formats(&hard("C09a")), [ModelFormat::Modelopt]);
    for case in ["C08c", "C09a"] {
        assert_eq!(verdict(&hard(case)), Verdict::No);
    }
    // Tensors that the Hub counted as plain numbers take precedence over a leftover file.
    let left = files(&[("model.safetensors", None), ("quantize_config.json", None)]);
    let counted = json!({"parameters": {"BF16": 8_030_261_248_u64}, "total": 8_030_261_248_u64});
    let model = understand(&plain(json!({"siblings": left, "safetensors": counted})));
    assert_eq!(formats(&model), [ModelFormat::Safetensors]);
    assert_eq!(disputed(&model), [(Disputed::Format, "siblings", "safetensors.parameters")]);
}

#[test]
fn a_language_part_that_is_quantized_makes_the_model_quantized() {
    let settings = json!({"quant_method": "gptq", "bits": 4});
    let config = json!({"model_type": "llama", "text_config": {"quantization_config": settings}});
    let model = understand(&plain(json!({"config": config})));
    assert_eq!(formats(&model), [ModelFormat::Gptq]);
    assert_eq!(model.artifacts[0].quantization.unwrap().to_string(), "4-bit");
}

#[test]
fn scales_in_eight_bits_are_no_eight_bit_weights() {
    let model = hard("C09b");
    assert_eq!(formats(&model), [ModelFormat::Modelopt]);
    assert_eq!(model.parameters.total, Some(30_000_000_000), "the name's, as 17.7 billion words are counted");
    assert_eq!(disputed(&model), [(Disputed::Parameters, "safetensors.total", "name")]);
    let container = hard("H27");
    assert_eq!(formats(&container), [ModelFormat::CompressedTensors]);
    assert_eq!(container.artifacts[0].quantization.unwrap().to_string(), "4-bit", "the tag `8-bit` is of the bytes");
}

#[test]
fn packed_words_are_no_parameters_whether_or_not_the_hub_unpacked_them() {
    let unpacked = hard("C11a");
    assert_eq!(unpacked.parameters.total, Some(32_763_040_000));
    assert!((16_000_000_000..25_000_000_000).contains(&weights(&unpacked)), "{}", weights(&unpacked));
    assert!(unpacked.contradictions.is_empty());
    let packed = hard("C11b");
    assert_eq!(packed.parameters.total, Some(32_000_000_000));
    assert!((16_000_000_000..20_000_000_000).contains(&weights(&packed)), "{}", weights(&packed));
    for (case, total) in [("H42", 27), ("H43", 27), ("H45", 27), ("H46", 8)] {
        let model = hard(case);
        assert_eq!(model.parameters.total, Some(total * 1_000_000_000), "{case}");
        assert_eq!(disputed(&model), [(Disputed::Parameters, "safetensors.total", "name")], "{case}");
    }
    assert!((20_000_000_000..25_000_000_000).contains(&weights(&hard("H42"))));
}

#[test]
fn a_packed_count_without_a_size_in_the_name_needs_the_bytes() {
    let of = |library: &str, total: u64, bytes: u64| {
        let record = json!({"id": "a/tuned", "library_name": library, "tags": ["4-bit"],
            "safetensors": {"total": total}, "usedStorage": bytes});
        understand(&record).parameters.total
    };
    assert_eq!(of("mlx", 1_254_952_960, 4_517_488_999), None, "32 bits a word");
    assert_eq!(of("mlx", 8_030_261_248, 4_517_488_999), Some(8_030_261_248), "unpacked: 4.5 bits");
    assert_eq!(of("mlx", 8_030_261_248, 16_060_522_496), Some(8_030_261_248), "MLX at 16 bits");
    assert_eq!(of("mlx", 8_030_261_248, 0), None, "no bytes are known");
    let head = json!({"id": "a/Large-27B-DFlash-mlx", "library_name": "mlx", "safetensors": {"total": 408_188_160},
        "usedStorage": 816_400_000});
    assert_eq!(understand(&head).parameters.total, Some(408_188_160), "the name is of the model that it drafts for");
    let exl3 = json!({"id": "a/tuned", "tags": ["exl3"], "safetensors": {"total": 8_284_763_376_u64}, "usedStorage": 16_582_639_214_u64});
    assert_eq!(understand(&exl3).parameters.total, None, "ExLlamaV3 packs into 16 bits");
}

#[test]
fn a_total_below_the_sum_of_its_types_is_wrong() {
    let model = hard("C12a");
    assert_eq!(model.parameters.total, Some(7_615_616_512));
    assert_eq!(model.parameters.evidence.as_ref().unwrap().field.as_str(), "safetensors.parameters");
    assert_eq!(disputed(&model), [(Disputed::Parameters, "safetensors.total", "safetensors.parameters")]);
    let compatibility = assess(&model, &CATALOG);
    assert_eq!(compatibility.judgement.verdict, Verdict::Runs);
    let loaded = &compatibility.workers[0].artifacts[0];
    let memory = (loaded.weights_bytes, loaded.weights_estimated);
    assert_eq!(memory, (Some(30_462_466_048), false), "four bytes for each");
}

#[test]
fn a_size_in_a_name_that_no_file_can_hold_is_dropped() {
    for case in ["H28", "H29", "H31", "H32", "H34", "H35"] {
        let model = hard(case);
        assert_eq!(model.parameters.total, None, "{case}");
        assert_eq!(disputed(&model), [(Disputed::Parameters, "name", "siblings")], "{case}");
    }
    let said = &hard("H28").contradictions[0];
    assert_eq!(&said.dropped.value, "70B");
    assert_eq!(&said.against.value, "unsloth.F16.gguf: 16068896000 bytes, 1.8 bits per weight");
    let gguf = |id: &str, file: &str, size: u64| {
        understand(&json!({"id": id, "siblings": [{"rfilename": "README.md"}, {"rfilename": file, "size": size}]}))
            .parameters
            .total
    };
    // Embeddings matter most in small models, and Gemma's 7B has 8.5 billion weights.
    assert_eq!(gguf("a/gemma-270m", "x-Q2_K.gguf", 237_000_000), Some(270_000_000));
    assert_eq!(gguf("a/Qwen2.5-0.5B", "x-Q2_K.gguf", 415_000_000), Some(500_000_000));
    assert_eq!(gguf("a/gemma-7b", "x-Q8_0.gguf", 9_080_000_000), Some(7_000_000_000));
    assert_eq!(gguf("a/x-8B", "x.gguf", 4_900_000_000), Some(8_000_000_000));
    // Without experts, MXFP4 files hold Q8_0.
    assert_eq!(gguf("a/cdx1-14B", "x-MXFP4.gguf", 15_701_598_208), Some(14_000_000_000));
}

#[test]
fn sizes_of_one_expert_or_of_one_token_are_not_those_of_the_model() {
    for case in ["H37", "H55", "H56", "H58"] {
        assert_eq!(hard(case).parameters.total, None, "{case}");
    }
    let counted = hard("C13a").parameters;
    assert_eq!((counted.total, counted.active), (Some(107_769_861_120), Some(17_000_000_000)));
    let of = |id: &str, kind: &str| understand(&json!({"id": id, "config": {"model_type": kind}})).parameters;
    assert_eq!(of("a/Qwen3-30B-A3B", "qwen3_moe").total, Some(30_000_000_000));
    assert_eq!(of("a/Tuned-7b", "mixtral").total, None);
    assert_eq!(of("a/Tuned-7b", "mistral").total, Some(7_000_000_000));
}

#[test]
fn an_underscore_may_be_a_decimal_point() {
    assert_eq!(hard("C14a").parameters.total, Some(1_889_110_016));
    assert!(hard("C14a").contradictions.is_empty());
    for (case, tenths) in [("H68", 16), ("H69", 16), ("H71", 18), ("H72", 15)] {
        let parameters = hard(case).parameters;
        assert_eq!(parameters.total, Some(tenths * 100_000_000), "{case}");
        assert_eq!(parameters.evidence.unwrap().value.len(), 4, "the whole number stands in the evidence");
    }
}

#[test]
fn what_stores_under_three_bits_a_weight_is_no_whole_model() {
    for case in ["H38", "H39", "H41"] {
        let model = hard(case);
        assert_eq!((model.parameters.total, model.kind), (None, ModelKind::Unknown), "{case}");
        assert_eq!(disputed(&model), [(Disputed::Parameters, "name", "usedStorage")], "{case}");
    }
    // A declared method may store fewer bits.
    let ternary = plain(json!({"library_name": "mlx", "usedStorage": 1_750_000_000, "siblings": null}));
    assert_eq!(understand(&ternary).kind, ModelKind::TextGeneration);
    // The size in an adapter's name is that of its base, so nothing contradicts it.
    let adapter = understand(&plain(json!({"library_name": "peft", "usedStorage": 185_000_000, "siblings": null})));
    assert_eq!((adapter.kind, adapter.parameters.total), (ModelKind::Adapter, None));
    assert!(adapter.contradictions.is_empty());
    let model = understand(&plain(json!({"usedStorage": 185_000_000, "siblings": null})));
    assert_eq!((model.kind, verdict(&model)), (ModelKind::Unknown, Verdict::Unknown));
    assert!(disputed(&model).contains(&(Disputed::Kind, "pipeline_tag", "usedStorage")));
}

#[test]
fn differences_from_other_weights_are_no_model() {
    let model = hard("H75");
    assert_eq!((model.kind, verdict(&model)), (ModelKind::Unknown, Verdict::Unknown));
    assert_eq!(disputed(&model), [(Disputed::Kind, "pipeline_tag", "name")]);
    let kind = |id: &str, more: Value| {
        let mut record = plain(more);
        record["id"] = json!(id);
        understand(&record).kind
    };
    assert_eq!(kind("a/vicuna-13b-delta-v1.1", json!({})), ModelKind::Unknown);
    assert_eq!(kind("a/alpaca-7b-wdiff", json!({})), ModelKind::Unknown);
    assert_eq!(kind("a/Tuned-steering-vectors", json!({})), ModelKind::Unknown);
    assert_eq!(kind("a/oasst-33b-xor-MERGED", json!({})), ModelKind::TextGeneration);
    let quantized = json!({"tags": ["transformers", "safetensors", "llama", "gptq"]});
    assert_eq!(kind("a/Stheno-v2-Delta-GPTQ", quantized), ModelKind::TextGeneration);
    // A version, an author and a network type are not weight differences.
    let mistral = json!({"config": {"model_type": "mistral", "architectures": ["MistralForCausalLM"]}, "tags": []});
    assert_eq!(kind("a/winter-garden-7b-delta", mistral), ModelKind::TextGeneration);
    assert_eq!(kind("a/Delta-Vector_Plesio-70B", json!({})), ModelKind::TextGeneration);
    assert_eq!(kind("a/deltanet-7B", json!({})), ModelKind::TextGeneration);
    // A count of all weights takes precedence over a word.
    let counted = json!({"safetensors": {"total": 8_030_261_248_u64}});
    assert_eq!(kind("a/Tuned-8B-control-vector-merged", counted), ModelKind::TextGeneration);
}

#[test]
fn an_openvino_export_does_not_run_by_the_tags_of_its_original() {
    let model = hard("H51");
    assert_eq!(formats(&model), [ModelFormat::Openvino]);
    assert_eq!(verdict(&model), Verdict::No);
    assert_eq!(disputed(&model), [(Disputed::Format, "tags", "tags")]);
}

#[test]
fn a_set_that_stores_fewer_bits_than_its_types_need_is_quantized() {
    let model = hard("H52");
    assert_eq!(formats(&model), [ModelFormat::Quantized]);
    assert_eq!((verdict(&model), model.parameters.total), (Verdict::No, Some(32_000_000_000)));
    assert_eq!(model.artifacts[0].evidence.as_ref().unwrap().field.as_str(), "usedStorage");
    let of = |more: Value| understand(&plain(more));
    let sized = |bytes: u64| files(&[("model.safetensors", Some(bytes))]);
    let counted = json!({"total": 8_030_261_248_u64});
    for (bytes, format) in [(5_700_000_000, ModelFormat::Quantized), (16_060_522_496, ModelFormat::Safetensors)] {
        assert_eq!(
            formats(&of(json!({"siblings": sized(bytes), "safetensors": counted}))),
            [format],
            "{bytes} counted"
        );
        assert_eq!(formats(&of(json!({"siblings": sized(bytes)}))), [format], "{bytes} named");
        assert_eq!(formats(&of(json!({"usedStorage": bytes}))), [format], "{bytes} used");
    }
    // Nothing is declared: the count is of words, the name states weights.
    let words = of(json!({"siblings": sized(4_500_000_000), "safetensors": {"total": 1_290_000_000}}));
    assert_eq!((formats(&words), words.parameters.total), (vec![ModelFormat::Quantized], Some(8_000_000_000)));
    // A smaller model with a large name is counted and plain.
    let small = of(json!({"siblings": sized(2_471_645_608), "safetensors": {"total": 1_235_814_400}}));
    assert_eq!((formats(&small), small.parameters.total), (vec![ModelFormat::Safetensors], Some(1_235_814_400)));
    // Tensor types determine how many bits are needed.
    let types = |name: &str| json!({"parameters": {name: 8_030_261_248_u64}, "total": 8_030_261_248_u64});
    for (name, format) in [("F32", ModelFormat::Quantized), ("BF16", ModelFormat::Safetensors)] {
        let model = of(json!({"siblings": sized(16_060_522_496), "safetensors": types(name)}));
        assert_eq!(formats(&model), [format], "{name}");
    }
    // A file that holds next to nothing of the counted weights is incomplete.
    let cut = of(json!({"siblings": sized(50_000_000), "safetensors": types("BF16")}));
    assert_eq!((formats(&cut), verdict(&cut)), (vec![ModelFormat::Safetensors], Verdict::No));
    // Adapters are named after their base and store as many bytes, so a name and `usedStorage` alone are not enough.
    let unstated =
        json!({"usedStorage": 5_700_000_000_u64, "siblings": null, "pipeline_tag": null, "tags": ["safetensors"]});
    assert_eq!(formats(&of(unstated)), [ModelFormat::Safetensors]);
    // A 7B with 6.2 billion weights has a rounded name, and `usedStorage` includes earlier versions.
    let mut rounded = plain(json!({"siblings": sized(12_490_000_000)}));
    rounded["id"] = json!("someone/Tuned-7B");
    assert_eq!(formats(&understand(&rounded)), [ModelFormat::Safetensors]);
    assert_eq!(formats(&of(json!({"usedStorage": 90_000_000_000_u64}))), [ModelFormat::Safetensors]);
}

#[test]
fn a_projector_does_not_count_for_the_model() {
    assert_eq!(hard("C02a").parameters.total, None);
}

/// Consistent evidence for an 8B model in plain numbers.
const AGREEING: &[fn() -> (&'static str, Value)] = &[
    || ("safetensors", json!({"parameters": {"BF16": 8_030_261_248_u64}, "total": 8_030_261_248_u64})),
    || ("safetensors", json!({"total": 8_030_261_248_u64})),
    || ("usedStorage", json!(16_069_000_000_u64)),
    || ("usedStorage", json!(64_000_000_000_u64)),
    || ("siblings", files(&[("model.safetensors", Some(16_060_522_496))])),
    || ("baseModels", json!({"relation": "finetune", "models": [{"id": "meta/Llama-3-8B"}]})),
    || ("transformersInfo", json!({"auto_model": "AutoModelForCausalLM", "pipeline_tag": "text-generation"})),
];

/// Evidence that it is something else, or not complete.
const CONTRADICTING: &[fn() -> (&'static str, Value)] = &[
    || ("safetensors", json!({"parameters": {"I32": 1_000_000_000, "F16": 500_000_000}, "total": 1_500_000_000})),
    || ("safetensors", json!({"parameters": {"U8": 3_500_000_000_u64, "F8_E4M3": 440_000_000, "BF16": 1_000_000_000}})),
    || ("safetensors", json!({"total": 333_312})),
    || ("usedStorage", json!(5_700_000_000_u64)),
    || ("usedStorage", json!(170_000_000)),
    || ("siblings", files(&[("model.safetensors", Some(5_700_000_000))])),
    || ("siblings", files(&[("model.safetensors", None), ("quantize_config.json", None)])),
    || ("siblings", files(&[("gptq_model-4bit-128g.safetensors", None)])),
    || ("id", json!("someone/Tuned-8B-delta")),
    || ("id", json!("someone/Tuned-8B-GPTQ")),
    || ("id", json!("someone/Tuned-70B-refusal-directions")),
    || ("tags", json!(["transformers", "safetensors", "llama", "awq", "4-bit"])),
];

fn with(mut record: Value, evidence: &[fn() -> (&'static str, Value)], chosen: &[usize]) -> Value {
    for at in chosen {
        let (key, value) = evidence[*at]();
        record[key] = value;
    }
    record
}

/// The same record with files, tags and types in another order.
fn reordered(record: &Value, turn: usize) -> Value {
    let mut other = record.clone();
    for key in ["siblings", "tags"] {
        if let Some(Value::Array(list)) = other.get_mut(key) {
            let turn = turn % list.len().max(1);
            list.rotate_left(turn);
            list[turn..].reverse();
        }
    }
    other
}

fn chosen(from: usize) -> impl Strategy<Value = Vec<usize>> {
    prop::sample::subsequence((0..from).collect::<Vec<_>>(), 0..=from).prop_shuffle()
}

proptest! {
    #[test]
    fn agreeing_evidence_never_weakens_a_verdict(some in chosen(AGREEING.len()), one in 0..AGREEING.len()) {
        let before = with(plain(json!({})), AGREEING, &some);
        let after = with(before.clone(), AGREEING, &[one]);
        prop_assert!(judgement(&after) >= judgement(&before), "{after}");
        prop_assert_eq!(judgement(&after).verdict, Verdict::Runs);
    }

    #[test]
    fn contradicting_evidence_never_strengthens_a_verdict(
        agreeing in chosen(AGREEING.len()),
        one in 0..CONTRADICTING.len(),
    ) {
        let before = with(plain(json!({})), AGREEING, &agreeing);
        let after = with(before.clone(), CONTRADICTING, &[one]);
        prop_assert!(judgement(&after) <= judgement(&before), "{after}");
    }

    #[test]
    fn the_order_of_files_and_tags_never_matters(
        agreeing in chosen(AGREEING.len()),
        contradicting in chosen(CONTRADICTING.len()),
        turn in 0usize..20,
    ) {
        let record = with(with(plain(json!({})), AGREEING, &agreeing), CONTRADICTING, &contradicting);
        prop_assert_eq!(understand(&record), understand(&reordered(&record, turn)));
    }

    #[test]
    fn nothing_is_dropped_without_a_contradiction(contradicting in chosen(CONTRADICTING.len())) {
        let model = understand(&with(plain(json!({})), CONTRADICTING, &contradicting));
        let is_kept = model.parameters.total.is_some();
        prop_assert!(is_kept || disputed(&model).iter().any(|(about, ..)| *about == Disputed::Parameters), "{model:?}");
    }
}
