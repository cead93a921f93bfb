//! One regression test per bug of the legacy system, by its number in the project's list.

use compatibility::{
    architecture::family::Family,
    artifact::{Artifact, Completeness},
    compatibility::{Confidence, Verdict, assess},
    evidence::Field,
    hub_model::HubModel,
    inheritance::BaseIndex,
    model_format::ModelFormat,
    model_kind::ModelKind,
    model_metadata::ModelMetadata,
    worker_catalog::{Status, WorkerCatalog},
};
use marketplace_sdk::{PlainMetadata, find_compatible_workers, is_model_compatible};

fn model(json: &str) -> ModelMetadata {
    let record = HubModel::from_json(json.as_bytes()).unwrap();
    ModelMetadata::from_huggingface(&record).unwrap()
}

fn named(artifacts: &[Artifact]) -> Vec<String> {
    let label = |artifact: &Artifact| artifact.quantization.map_or("none".to_owned(), |label| label.to_string());
    artifacts.iter().map(|artifact| format!("{} {}", artifact.format, label(artifact))).collect()
}

#[test]
fn bug_1_the_first_tag_decided_the_architecture() {
    // Tags of other families come first, and the newer types were unknown.
    for (model_type, class, family) in [
        ("qwen3", "Qwen3ForCausalLM", Family::Qwen),
        ("gemma3_text", "Gemma3ForCausalLM", Family::Gemma),
        ("mixtral", "MixtralForCausalLM", Family::Mistral),
        ("phi-msft", "PhiForCausalLM", Family::Phi),
        ("qwen2_moe", "Qwen2MoeForCausalLM", Family::Qwen),
    ] {
        let json = format!(
            r#"{{"id":"a/b","library_name":"transformers","tags":["llama","phi","transformers"],
               "config":{{"model_type":"{model_type}","architectures":["{class}"]}}}}"#
        );
        let architecture = model(&json).architecture;
        assert_eq!((architecture.family, architecture.model_type.as_deref()), (family, Some(model_type)));
        assert_eq!(architecture.evidence.unwrap().field.as_str(), "config.model_type");
    }
    // Two types among the tags are ambiguous.
    let both = model(r#"{"id":"a/b","library_name":"transformers","tags":["llama","mistral"]}"#);
    assert_eq!(both.architecture.family, Family::Unknown);
}

#[test]
fn bug_2_parts_of_names_decided_the_architecture() {
    for json in [
        r#"{"id":"liuhaotian/llava-v1.6-7b","config":{"model_type":"llava"}}"#,
        r#"{"id":"someone/philosophy-7b","pipeline_tag":"text-generation"}"#,
        r#"{"id":"a/dolphin-llama","library_name":"transformers","tags":["dataset:mistral","license:llama3","base_model:x/llama"]}"#,
        r#"{"id":"a/b","library_name":"transformers","tags":["llama-factory","llama.cpp","llamafile"]}"#,
        r#"{"id":"a/b","config":{"model_type":"mllama","architectures":["MllamaForConditionalGeneration"]}}"#,
    ] {
        assert!(!model(json).architecture.family.is_advertised(), "{json}");
    }
}

#[test]
fn bug_3_the_first_file_decided_the_format() {
    let found = model(
        r#"{"id":"a/b-GGUF","siblings":[{"rfilename":".gitattributes"},{"rfilename":"stray.bin"},
           {"rfilename":"b-Q4_K_M.gguf"},{"rfilename":"b-Q8_0.gguf"}]}"#,
    );
    assert_eq!(named(&found.artifacts), ["gguf Q4_K_M", "gguf Q8_0", "pytorch none"]);
}

#[test]
fn bug_4_safetensors_was_the_default_format() {
    assert_eq!(model(r#"{"id":"a/b","pipeline_tag":"text-generation"}"#).artifacts, []);
    let by_tag = model(r#"{"id":"a/b","tags":["gguf"]}"#);
    assert_eq!(named(&by_tag.artifacts), ["gguf none"]);
    assert_eq!(by_tag.artifacts[0].complete, Completeness::Unknown);
    assert_eq!(by_tag.artifacts[0].evidence.as_ref().unwrap().field.as_str(), "tags");
    // A file list without weights takes precedence over the tag.
    assert_eq!(model(r#"{"id":"a/b","tags":["gguf"],"siblings":[{"rfilename":"README.md"}]}"#).artifacts, []);
}

#[test]
fn bug_5_unknown_names_were_outside_of_the_enum() {
    let found = model(
        r#"{"id":"a/b","pipeline_tag":"never-heard-of","config":{"model_type":"brand_new","quantization_config":{"quant_method":"newest"}},
           "safetensors":{"total":7000000000}}"#,
    );
    assert_eq!(found.architecture.family, Family::Unknown);
    assert_eq!(found.architecture.model_type.as_deref(), Some("brand_new"));
    assert_eq!(found.artifacts[0].format, ModelFormat::Quantized);
    assert!(serde_json::to_string(&found).unwrap().contains(r#""family":"unknown""#));
}

#[test]
fn bug_6_list_records_were_nothing_but_defaults() {
    let found = model(
        r#"{"_id":"x","id":"TinyLlama/TinyLlama-1.1B-Chat-v1.0","likes":1,"private":false,"downloads":5,
           "tags":["transformers","safetensors","llama","text-generation","conversational","en","license:apache-2.0"],
           "pipeline_tag":"text-generation","library_name":"transformers"}"#,
    );
    assert_eq!(found.kind, ModelKind::TextGeneration);
    assert_eq!(found.architecture.family, Family::Llama);
    assert_eq!(found.parameters.total, Some(1_100_000_000));
    assert_eq!(found.author(), Some("TinyLlama"));
    assert_eq!(&*found.license[0].value.id, "apache-2.0");
    assert_eq!(named(&found.artifacts), ["safetensors none"]);
    assert_eq!(found.artifacts[0].bytes, None, "no size is known, and 0 is not a size");
    let by_model_id = HubModel::from_json(br#"{"modelId":"a/b"}"#).unwrap();
    assert_eq!(by_model_id.id().unwrap().as_str(), "a/b");
}

#[test]
fn bug_7_the_context_was_a_constant() {
    assert_eq!(model(r#"{"id":"a/b","config":{"model_type":"llama"}}"#).context, None);
    let context = |json| model(json).context.map(|context| (context.value, context.field));
    assert_eq!(context(r#"{"id":"a/b","gguf":{"context_length":131072}}"#), Some((131_072, Field::GgufContextLength)));
    let whole_config = r#"{"id":"a/b","config":{"max_position_embeddings":4096}}"#;
    assert_eq!(context(whole_config), Some((4_096, Field::ConfigMaxPositionEmbeddings)));
    assert_eq!(context(r#"{"id":"a/b","gguf":{"context_length":0}}"#), None);
}

#[test]
fn bug_8_parameters_were_parts_of_names() {
    for (name, total) in [
        ("gemma-2-27B", Some(27_000_000_000)),
        ("SmolLM-1.7b", Some(1_700_000_000)),
        ("falcon-11B", Some(11_000_000_000)),
        ("x-21b", Some(21_000_000_000)),
        ("deepseek-671B", Some(671_000_000_000)),
        ("x-33B", Some(33_000_000_000)),
        ("Qwen3-30B-A3B", Some(30_000_000_000)),
        ("Llama-3-8B", Some(8_000_000_000)),
        ("Qwen2.5-0.5B", Some(500_000_000)),
        ("phi-3-mini", None),
    ] {
        let parameters = model(&format!(r#"{{"id":"a/{name}"}}"#)).parameters;
        assert_eq!(parameters.total, total, "{name}");
        assert_eq!(parameters.evidence.map(|evidence| evidence.field.as_str()), total.map(|_| "name"));
    }
    let counted = model(r#"{"id":"a/x-7B","safetensors":{"parameters":{"BF16":7241732096},"total":7241732096}}"#);
    assert_eq!(counted.parameters.total, Some(7_241_732_096));
    // Four-bit weights are packed eight to a word, so the count is the number of words.
    let packed =
        model(r#"{"id":"a/x-7B-4bit","safetensors":{"parameters":{"U32":905216512,"F16":1000000},"total":906216512}}"#);
    assert_eq!(packed.parameters.evidence.unwrap().field.as_str(), "name");
}

#[test]
fn bug_9_the_quantization_was_never_read() {
    let found = model(
        r#"{"id":"a/x-8B-GGUF","gguf":{"total":8000000000},"siblings":[{"rfilename":"README.md"},{"rfilename":"x-IQ2_XXS.gguf"},
           {"rfilename":"x-Q4_K_M.gguf","size":4900000000},{"rfilename":"x-UD-Q4_K_XL.gguf"},{"rfilename":"x-fp16.gguf"}]}"#,
    );
    let mut labels = named(&found.artifacts);
    labels.sort();
    assert_eq!(labels, ["gguf F16", "gguf IQ2_XXS", "gguf Q4_K_M", "gguf UD-Q4_K_XL"]);
    let weights = |label: &str| {
        let artifact = found.artifacts.iter().find(|artifact| artifact.quantization.unwrap().to_string() == label);
        artifact.map(|artifact| (artifact.weights_bytes, artifact.weights_estimated)).unwrap()
    };
    assert_eq!(weights("Q4_K_M"), (Some(4_900_000_000), false));
    assert_eq!(weights("IQ2_XXS"), (Some(2_382_400_000), true), "2.3824 bits per weight");
    assert_eq!(weights("UD-Q4_K_XL"), (None, false), "a mixture has no one figure");
}

#[test]
fn bug_10_a_repository_was_one_artifact() {
    let found = model(
        r#"{"id":"a/b","siblings":[{"rfilename":"README.md"},{"rfilename":"mmproj-BF16.gguf","size":9000},{"rfilename":"imatrix.gguf"},
           {"rfilename":"Q8_0/b-00001-of-00002.gguf","size":5000},{"rfilename":"Q8_0/b-00002-of-00002.gguf","size":4000},
           {"rfilename":"b-Q6_K-00001-of-00003.gguf","size":5000},{"rfilename":"b-Q6_K-00003-of-00003.gguf","size":5000},
           {"rfilename":"model-00001-of-00002.safetensors","size":10000},{"rfilename":"model-00002-of-00002.safetensors","size":11000},
           {"rfilename":"consolidated.safetensors","size":21000},{"rfilename":"original/consolidated.00.pth","size":21000}]}"#,
    );
    assert_eq!(named(&found.artifacts), ["safetensors none", "gguf Q6_K", "gguf Q8_0"]);
    let complete: Vec<_> = found.artifacts.iter().map(|artifact| artifact.complete).collect();
    assert_eq!(complete, [Completeness::Complete, Completeness::Incomplete, Completeness::Complete]);
    assert_eq!(found.artifacts[0].bytes, Some(21_000), "not counted twice");
    assert_eq!(found.artifacts[2].bytes, Some(9_000));
    assert_eq!(&*found.artifacts[2].files[1], "Q8_0/b-00002-of-00002.gguf");

    // An adapter has no artifacts and inherits nothing from its base model.
    let models = [
        model(r#"{"id":"a/base","config":{"model_type":"llama"}}"#),
        model(
            r#"{"id":"a/lora","library_name":"peft","siblings":[{"rfilename":"adapter_model.safetensors"}],"cardData":{"base_model":"a/base"}}"#,
        ),
    ];
    assert_eq!((models[1].kind, models[1].artifacts.len()), (ModelKind::Adapter, 0));
    assert!(BaseIndex::new(&models).inherit(&models[1]).is_empty());
}

fn workers() -> WorkerCatalog {
    let text = include_str!("../../../../tests/fixtures/compatibility-cases.json");
    let cases: serde_json::Value = serde_json::from_str(text).unwrap();
    serde_json::from_value(cases["catalogs"]["rbee"].clone()).unwrap()
}

#[test]
fn bug_12_the_filter_by_architecture_tested_the_format() {
    let catalog = workers();
    let count = |architecture: &str, format: &str| find_compatible_workers(&catalog, architecture, format).len();
    assert_eq!(count("llama", "safetensors"), 3);
    assert_eq!(count("QWEN", "GGUF"), 3);
    assert_eq!(count("bert", "safetensors"), 0);
    assert_eq!(count("llama", "pytorch"), 0);
    assert_eq!(count("safetensors", "safetensors"), 0, "the name of a format is no architecture");
}

#[test]
fn bug_13_confidence_was_that_of_the_family() {
    let catalog = workers();
    let judged = |record: &str| assess(&model(record), &catalog).judgement;
    let of = |model_type: &str| {
        judged(&format!(
            r#"{{"id":"a/b","pipeline_tag":"text-generation","config":{{"model_type":"{model_type}"}},"tags":["safetensors"]}}"#
        ))
    };
    assert_eq!((of("llama").verdict, of("llama").confidence), (Verdict::Runs, Confidence::High));
    // Confidence was high for all Mistral types, although the worker had run none.
    assert_eq!((of("mistral").verdict, of("mistral").confidence), (Verdict::Runs, Confidence::Medium));
    assert_eq!((of("mixtral").verdict, of("mixtral").confidence), (Verdict::Planned, Confidence::Low));
    // GGUF was advertised although the worker could not read it.
    let gguf = judged(r#"{"id":"a/b","pipeline_tag":"text-generation","gguf":{"architecture":"llama"}}"#);
    assert_eq!((gguf.verdict, gguf.confidence), (Verdict::Planned, Confidence::Low));
    for (format, confidence) in [("safetensors", Confidence::High), ("gguf", Confidence::Low)] {
        let llama = PlainMetadata { architecture: "llama".into(), format: format.into(), ..PlainMetadata::default() };
        assert_eq!(is_model_compatible(&llama).confidence, confidence);
    }
}

#[test]
fn bug_20_workers_listed_no_architectures() {
    let mut catalog = workers();
    let mixtral = model(
        r#"{"id":"a/b","pipeline_tag":"text-generation","config":{"model_type":"mixtral"},"tags":["safetensors"]}"#,
    );
    assert_eq!(assess(&mixtral, &catalog).judgement.verdict, Verdict::Planned);
    // The worker's list decides: changing the catalog changes the verdict.
    let safetensors = &mut catalog.workers[1].formats[0];
    let mut word = safetensors.families["mistral"].clone();
    word.status = Status::Tested;
    safetensors.model_types.insert("mixtral".into(), word);
    let found = assess(&mixtral, &catalog);
    let verdicts: Vec<_> = found.workers.iter().map(|worker| worker.judgement.verdict).collect();
    assert_eq!(verdicts, [Verdict::Planned, Verdict::Runs, Verdict::Planned]);
    assert_eq!((found.judgement.verdict, found.judgement.confidence), (Verdict::Runs, Confidence::High));
    for worker in &mut catalog.workers {
        for format in &mut worker.formats {
            format.families.clear();
            format.model_types.clear();
        }
    }
    assert_eq!(assess(&mixtral, &catalog).judgement.verdict, Verdict::No);
}
