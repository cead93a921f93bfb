//! Tests that every rule of the table applies where it should and not in a similar case.

use compatibility::{
    compatibility::{ArtifactCompatibility, WorkerCompatibility, assess, summarise},
    hub_model::HubModel,
    inheritance::BaseIndex,
    model_metadata::ModelMetadata,
    rule::{RULES, RuleKind, Scope, rule},
    worker_catalog::{Status, WorkerCatalog},
};
use serde_json::{Value, json};
use std::sync::LazyLock;

static CASES: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../../tests/fixtures/compatibility-cases.json")).unwrap()
});

fn catalog(name: &str) -> WorkerCatalog {
    serde_json::from_value(CASES["catalogs"][name].clone()).unwrap()
}

fn understand(record: &Value) -> ModelMetadata {
    let json = record.to_string();
    ModelMetadata::from_huggingface(&HubModel::from_json(json.as_bytes()).unwrap()).unwrap()
}

/// A text-generation model of one type in safetensors files that passes every rule, with some fields changed.
fn llama(changes: &Value) -> Value {
    let mut record = json!({
        "id": "someone/model",
        "pipeline_tag": "text-generation",
        "library_name": "transformers",
        "config": {"model_type": "llama", "architectures": ["LlamaForCausalLM"]},
        "safetensors": {"parameters": {"BF16": 1_000_000}, "total": 1_000_000},
        "siblings": files(&["config.json", "tokenizer.json", "model.safetensors"]),
        "gated": false,
    });
    for (key, value) in changes.as_object().unwrap() {
        record[key] = value.clone();
    }
    record
}

/// A text-generation model in GGUF files.
fn gguf(architecture: &str, files: &Value) -> Value {
    json!({"id": "someone/model-GGUF", "pipeline_tag": "text-generation", "gguf": {"architecture": architecture},
           "siblings": files})
}

fn files(names: &[&str]) -> Value {
    names.iter().map(|name| json!({"rfilename": name})).collect()
}

/// The codes of the reasons, warnings and recommendations for the first artifact and the first worker.
fn codes_of(model: &ModelMetadata, catalog: &WorkerCatalog) -> Vec<&'static str> {
    let found = assess(model, catalog);
    assert_eq!(found.judgement, summarise(model, catalog).judgement);
    let of_artifact = |artifact: &ArtifactCompatibility| {
        [&artifact.reasons, &artifact.warnings, &artifact.recommendations].map(Clone::clone).concat()
    };
    let of_worker =
        |worker: &WorkerCompatibility<'_>| worker.artifacts.first().map_or_else(|| worker.reasons.clone(), of_artifact);
    let reasons = of_worker(&found.workers[0]);
    for reason in &reasons {
        assert!(!reason.text.is_empty() && rule(reason.code).is_some(), "{reason:?}");
        assert!(!reason.text.ends_with('.'), "{}", reason.text);
    }
    reasons.iter().map(|reason| reason.code).collect()
}

fn codes(record: &Value, name: &str) -> Vec<&'static str> {
    codes_of(&understand(record), &catalog(name))
}

/// Asserts that the rule applies to the first record and not to the second.
#[track_caller]
fn tells(code: &str, name: &str, yes: &Value, no: &Value) {
    let (found, other) = (codes(yes, name), codes(no, name));
    assert!(found.contains(&code), "{code} is not in {found:?}");
    assert!(!other.contains(&code), "{code} is in {other:?}");
}

#[test]
fn the_table_is_in_order() {
    let mut codes: Vec<_> = RULES.iter().map(|rule| rule.code).collect();
    let is_kebab = |code: &str| code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    assert!(codes.iter().all(|code| is_kebab(code)));
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), RULES.len(), "a code stands twice");
    // Model rules come first: `summarise` stops there.
    let last_of_model = RULES.iter().rposition(|rule| rule.scope == Scope::Model).unwrap();
    assert!(RULES[..=last_of_model].iter().all(|rule| rule.scope == Scope::Model));
    let decides = |kind| matches!(kind, RuleKind::Verdict(_));
    let first_other = RULES.iter().position(|rule| !decides(rule.kind)).unwrap();
    assert!(RULES[first_other..].iter().all(|rule| !decides(rule.kind)));
    assert!(RULES.iter().all(|rule| rule.summary.ends_with('.')));
}

#[test]
fn not_public() {
    for withheld in ["private", "disabled"] {
        tells("not-public", "rbee", &llama(&json!({ withheld: true })), &llama(&json!({ withheld: false })));
        assert!(!codes(&llama(&json!({ withheld: true })), "rbee").contains(&"gated"));
    }
}

#[test]
fn kind_adapter() {
    tells("kind-adapter", "rbee", &llama(&json!({"library_name": "peft"})), &llama(&json!({})));
}

#[test]
fn kind_embedding() {
    tells("kind-embedding", "rbee", &llama(&json!({"pipeline_tag": "feature-extraction"})), &llama(&json!({})));
}

#[test]
fn kind_reward() {
    let reward = llama(&json!({"config": {"model_type": "qwen2", "architectures": ["Qwen2ForRewardModel"]}}));
    tells("kind-reward", "rbee", &reward, &llama(&json!({})));
}

#[test]
fn kind_multimodal() {
    tells("kind-multimodal", "rbee", &llama(&json!({"pipeline_tag": "image-text-to-text"})), &llama(&json!({})));
}

#[test]
fn kind_tokenizer() {
    let tokenizer = json!({"id": "a/b", "siblings": files(&["README.md", "tokenizer.json"])});
    tells("kind-tokenizer", "rbee", &tokenizer, &llama(&json!({})));
}

#[test]
fn kind_other() {
    tells("kind-other", "rbee", &llama(&json!({"pipeline_tag": "text-classification"})), &llama(&json!({})));
    for tag in ["draft-model", "speculators"] {
        tells("kind-other", "rbee", &llama(&json!({"tags": [tag]})), &llama(&json!({"tags": ["draft"]})));
    }
}

#[test]
fn no_weight_files() {
    let empty = llama(&json!({"siblings": files(&["README.md", "config.json"]), "safetensors": null}));
    tells("no-weight-files", "rbee", &empty, &llama(&json!({})));
    let without_list = llama(&json!({"siblings": null, "safetensors": null}));
    tells("no-files-known", "rbee", &without_list, &empty);
}

#[test]
fn kind_unknown() {
    let record = json!({"id": "a/b", "config": {"model_type": "llama"}, "safetensors": {"total": 1_000_000}});
    tells("kind-unknown", "rbee", &record, &llama(&json!({})));
}

#[test]
fn format_not_loaded() {
    let pickled = llama(&json!({"safetensors": null, "siblings": files(&["config.json", "pytorch_model.bin"])}));
    tells("format-not-loaded", "rbee", &pickled, &llama(&json!({})));
    let gptq = llama(&json!({"tags": ["gptq"]}));
    tells("format-not-loaded", "rbee", &gptq, &llama(&json!({})));
}

#[test]
fn multimodal_architecture() {
    let config = json!({"model_type": "gemma3", "architectures": ["Gemma3ForConditionalGeneration"]});
    let wrapper = llama(&json!({"config": config, "pipeline_tag": "image-text-to-text"}));
    // With a text-generation task, its language model counts as one of the family.
    tells("multimodal-architecture", "rbee", &wrapper, &llama(&json!({"config": config})));
    assert_eq!(codes(&llama(&json!({"config": config})), "rbee"), ["architecture-planned"]);
}

/// Loading a family does not mean loading a wrapper around it.
#[test]
fn a_wrapper_is_planned_at_most() {
    let mut catalog = catalog("rbee");
    for support in &mut catalog.workers[0].formats {
        for word in support.families.values_mut() {
            word.status = Status::Tested;
        }
    }
    let codes =
        |model_type: &str| codes_of(&understand(&llama(&json!({"config": {"model_type": model_type}}))), &catalog);
    assert_eq!(codes("qwen3"), ["architecture-tested"]);
    assert_eq!(codes("qwen3_5"), ["architecture-planned"]);
}

#[test]
fn not_a_text_architecture() {
    let config = json!({"model_type": "bert", "architectures": ["BertForMaskedLM"]});
    tells("not-a-text-architecture", "rbee", &llama(&json!({"config": config})), &llama(&json!({})));
    let drafter = json!({"model_type": "gemma4_assistant"});
    tells("not-a-text-architecture", "rbee", &llama(&json!({"config": drafter})), &llama(&json!({})));
}

#[test]
fn architecture_not_supported() {
    for name in ["gpt2", "diffllama", "falcon", "brand_new"] {
        let other = llama(&json!({"config": {"model_type": name}}));
        tells("architecture-not-supported", "rbee", &other, &llama(&json!({})));
    }
}

#[test]
fn architecture_unknown() {
    tells("architecture-unknown", "rbee", &llama(&json!({"config": null})), &llama(&json!({})));
    // llama.cpp's name is unknown: it does not use the spelling `qwen3_moe`.
    let copy = |model_type: &str| {
        json!({"id": "a/b-GGUF", "pipeline_tag": "text-generation", "config": {"model_type": model_type},
               "siblings": files(&["README.md", "b-Q4_0.gguf"])})
    };
    tells("architecture-unknown", "candle-0.11", &copy("qwen3_moe"), &copy("qwen3"));
    // A Mistral GGUF file may or may not use the name `llama`.
    tells("architecture-unknown", "candle-0.11", &copy("mistral"), &copy("llama"));
}

#[test]
fn foreign_quantization() {
    let of = |label: &str| gguf("llama", &files(&["README.md", &format!("b-{label}.gguf")]));
    tells("foreign-quantization", "rbee", &of("IQ4_KS"), &of("IQ4_XS"));
}

#[test]
fn quantization_not_accepted() {
    let of = |label: &str| gguf("llama", &files(&["README.md", &format!("b-{label}.gguf")]));
    tells("quantization-not-accepted", "candle-0.11", &of("IQ4_XS"), &of("Q4_K_M"));
    // Without a list every label is accepted.
    assert!(!codes(&of("IQ4_XS"), "rbee").contains(&"quantization-not-accepted"));
}

#[test]
fn quantization_mixed() {
    let of = |label: &str| gguf("llama", &files(&["README.md", &format!("b-{label}.gguf")]));
    tells("quantization-mixed", "candle-0.11", &of("UD-Q4_K_XL"), &of("Q4_K_M"));
    tells("quantization-mixed", "candle-0.11", &of("Q2_K_XL"), &of("Q3_K_XL"));
    assert!(!codes(&of("UD-Q4_K_XL"), "rbee").contains(&"quantization-mixed"));
}

#[test]
fn quantization_unknown() {
    let of = |file: &str| gguf("llama", &files(&["README.md", file]));
    tells("quantization-unknown", "candle-0.11", &of("b.gguf"), &of("b-Q8_0.gguf"));
    assert!(!codes(&of("b.gguf"), "rbee").contains(&"quantization-unknown"));
}

#[test]
fn shards_not_accepted() {
    let sharded = gguf("llama", &files(&["README.md", "b-Q8_0-00001-of-00002.gguf", "b-Q8_0-00002-of-00002.gguf"]));
    let single = gguf("llama", &files(&["README.md", "b-Q8_0.gguf"]));
    tells("shards-not-accepted", "candle-0.11", &sharded, &single);
    assert!(!codes(&sharded, "rbee").contains(&"shards-not-accepted"));
}

#[test]
fn incomplete_shards() {
    let whole =
        ["config.json", "tokenizer.json", "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"];
    let (gap, whole) = (llama(&json!({"siblings": files(&whole[..3])})), llama(&json!({"siblings": files(&whole)})));
    tells("incomplete-shards", "rbee", &gap, &whole);
    let partial = llama(&json!({"siblings": gap["siblings"], "_siblings_partial": true}));
    tells("shards-unseen", "rbee", &partial, &gap);
}

#[test]
fn parts_unclear() {
    let two = llama(&json!({"siblings": files(&["config.json", "tokenizer.json", "a.safetensors", "b.safetensors"])}));
    tells("parts-unclear", "rbee", &two, &llama(&json!({})));
    // Two complete sets of shards, both of which a loader would load; or a broken set next to a complete one, which is
    // used.
    let shards = |cuts: &[(u32, u32)]| {
        let parts = cuts.iter().flat_map(|(listed, total)| {
            (1..=*listed).map(move |number| format!("model-{number:05}-of-{total:05}.safetensors"))
        });
        let names: Vec<String> =
            ["config.json", "tokenizer.json"].map(str::to_owned).into_iter().chain(parts).collect();
        llama(&json!({"siblings": files(&names.iter().map(String::as_str).collect::<Vec<_>>())}))
    };
    tells("parts-unclear", "rbee", &shards(&[(3, 3), (4, 4)]), &shards(&[(3, 3), (2, 4)]));
}

#[test]
fn missing_required_file() {
    let bare = llama(&json!({"siblings": files(&["config.json", "tokenizer.model", "model.safetensors"])}));
    tells("missing-required-file", "rbee", &bare, &llama(&json!({})));
    // A config of some thirty bytes is too small, even if the file list is partial.
    let with_config = |bytes: u64, is_partial: bool| {
        let mut record = llama(&json!({"siblings": files(&["tokenizer.json", "model.safetensors", "config.json"])}));
        record["siblings"][2]["size"] = json!(bytes);
        record["_siblings_partial"] = json!(is_partial);
        record
    };
    for is_partial in [false, true] {
        tells("missing-required-file", "rbee", &with_config(29, is_partial), &with_config(610, is_partial));
    }
    let alone = llama(&json!({"siblings": files(&["model.safetensors"])}));
    tells("required-file-unseen", "rbee", &alone, &bare);
}

#[test]
fn architecture_statuses() {
    let of = |model_type: &str| llama(&json!({"config": {"model_type": model_type}}));
    tells("architecture-tested", "rbee", &of("llama"), &of("mistral"));
    tells("architecture-expected", "rbee", &of("mistral"), &of("mixtral"));
    tells("architecture-planned", "rbee", &of("mixtral"), &of("llama"));
}

#[test]
fn context_cut() {
    let of = |tokens: u64| llama(&json!({"config": {"model_type": "llama", "max_position_embeddings": tokens}}));
    tells("context-cut", "rbee", &of(64_000), &of(32_768));
    let model = understand(&of(131_072));
    let catalog = catalog("rbee");
    let found = assess(&model, &catalog);
    let text = &found.workers[0].artifacts[0].warnings[0].text;
    assert!(text.contains("131,072") && text.contains("32,768"), "{text}");
}

#[test]
fn gated() {
    tells("gated", "rbee", &llama(&json!({"gated": "manual"})), &llama(&json!({"gated": false})));
}

#[test]
fn architecture_inherited() {
    let base = understand(&llama(&json!({"id": "base/model"})));
    let copy = llama(&json!({"config": null, "tags": ["base_model:finetune:base/model"]}));
    let mut model = understand(&copy);
    model.take_over(BaseIndex::new([&base, &model.clone()]).inherit(&model));
    assert!(codes_of(&model, &catalog("rbee")).contains(&"architecture-inherited"));
    assert!(!codes_of(&base, &catalog("rbee")).contains(&"architecture-inherited"));
}

#[test]
fn size_estimated() {
    let named = llama(&json!({"id": "a/model-7B", "safetensors": null}));
    tells("size-estimated", "rbee", &named, &llama(&json!({})));
}

/// The memory that a worker with 32 bits per weight needs for files of unknown tensor type.
#[test]
fn weights_in_memory_are_never_smaller_than_their_files() {
    let loaded = |name: &str, bytes: Option<u64>| {
        let mut files = files(&["config.json", "tokenizer.json", "model.safetensors"]);
        files[2]["size"] = json!(bytes);
        let record = llama(&json!({"id": format!("someone/{name}"), "safetensors": null, "siblings": files}));
        let (model, catalog) = (understand(&record), catalog("rbee"));
        let found = assess(&model, &catalog);
        let artifact = &found.workers[0].artifacts[0];
        assert_eq!(artifact.weights_estimated, artifact.weights_bytes.is_some());
        artifact.weights_bytes
    };
    // 2.5 billion weights at 16 bits, named 2b; the same at 32 bits; neither; no size in the name.
    assert_eq!(loaded("gemma-2b", Some(5_012_344_832)), Some(10_024_689_664));
    assert_eq!(loaded("gemma-2b", Some(10_024_689_664)), Some(10_024_689_664));
    assert_eq!(loaded("gemma-2b", Some(12_000_000_000)), None);
    assert_eq!(loaded("gemma", Some(5_012_344_832)), None);
    // Without file sizes, only the name is left.
    assert_eq!(loaded("gemma-2b", None), Some(8_000_000_000));
}

/// No stored weight is wider than 32 bits. If a count would require that, the memory size is unknown.
#[test]
fn a_count_too_small_for_the_files_tells_no_memory() {
    let loaded = |bytes: u64| {
        let mut files = files(&["config.json", "tokenizer.json", "model.safetensors"]);
        files[2]["size"] = json!(bytes);
        let counted = json!({"id": "someone/model-7b", "safetensors": {"total": 6_700_000_000_u64}, "siblings": files});
        assess(&understand(&llama(&counted)), &catalog("rbee")).workers[0].artifacts[0].weights_bytes
    };
    assert_eq!(loaded(26_800_000_000), Some(26_800_000_000));
    assert_eq!(loaded(13_400_000_000), Some(26_800_000_000));
    assert_eq!(loaded(40_000_000_000), None);
}

#[test]
fn files_not_listed() {
    tells("files-not-listed", "rbee", &llama(&json!({"siblings": null})), &llama(&json!({})));
}

#[test]
fn take_other_artifact() {
    let both = ["config.json", "tokenizer.json", "model.safetensors", "pytorch_model.bin"];
    let model = understand(&llama(&json!({"siblings": files(&both)})));
    let catalog = catalog("rbee");
    let found = assess(&model, &catalog);
    let taken: Vec<_> = found.workers[0].artifacts.iter().map(|artifact| artifact.recommendations.len()).collect();
    assert_eq!(taken, [0, 1]);
    assert_eq!(found.workers[0].artifacts[1].recommendations[0].code, "take-other-artifact");
}

#[test]
fn take_base_model() {
    let copy = |relation: &str| {
        let mut record = gguf("llama", &files(&["README.md", "b-Q4_0.gguf"]));
        record["tags"] = json!([format!("base_model:{relation}:meta/model")]);
        record
    };
    tells("take-base-model", "rbee", &copy("quantized"), &copy("merge"));
    // If the worker does not load the architecture in any format, the base model is not recommended.
    let mut other = copy("quantized");
    other["gguf"]["architecture"] = json!("qwen3moe");
    tells("take-base-model", "rbee", &copy("quantized"), &other);
}
