//! Tests real-world records: odd types, odd names, odd numbers.

use compatibility::{
    architecture::{Role, class_name, family::Family, model_type},
    artifact::FileListKind,
    card_facts::Gating,
    hub_model::{HubModel, RecordError},
    model_kind::ModelKind,
    model_metadata::ModelMetadata,
};
use proptest::prelude::*;

fn model(json: &str) -> ModelMetadata {
    ModelMetadata::from_huggingface(&HubModel::from_json(json.as_bytes()).unwrap()).unwrap()
}

fn kind(json: &str) -> ModelKind {
    model(json).kind
}

#[test]
fn oddities_survive_with_their_values() {
    let found = model(
        r#"{"id":"gpt2-like","license":7,"gated":"manual","cardData":{"license":["mit",false],"licence":"x","base_model":"bare-name",
           "language":"en","inference":{"parameters":{}}},"tags":["a b","ü","license:mit"],"safetensors":{"total":9007199254740993},
           "siblings":[{"rfilename":"<html>"},{"rfilename":"it's [a] file ü.gguf","size":0},{"rfilename":null},7],
           "baseModels":["m/one",{"id":"m/two"},3],"trendingScore":0.5,"config":{"tokenizer_config":[]},"sha":5,
           "createdAt":"2022-03-02T23:29:04.000Z","unknown":{"deep":[1,{"a":null}]}}"#,
    );
    assert_eq!((found.author(), found.gating), (None, Gating::Manual));
    assert_eq!(&*found.license[0].value.id, "mit");
    let bases: Vec<&str> = found.base_models.iter().map(|base| base.id.as_str()).collect();
    assert_eq!(bases, ["m/one", "m/two", "bare-name"]);
    assert!(found.created_at.unwrap().is_placeholder);
    assert_eq!(found.parameters.total, None, "nine quadrillion weights are a mistake");
    assert_eq!(found.artifacts.len(), 1);
    assert_eq!(found.artifacts[0].weights_bytes, None, "an empty file has no weights");
}

#[test]
fn a_repeated_key_costs_nothing() {
    assert_eq!(model(r#"{"id":"a/x","id":"a/b","tags":[],"tags":["gguf"]}"#).artifacts.len(), 1);
}

#[test]
fn what_is_no_record_says_why() {
    let code = |json: &[u8]| HubModel::from_json(json).map(|_| ()).map_err(|error| error.code());
    assert_eq!(code(b"{").unwrap_err(), "not-json");
    assert_eq!(code(b"not json").unwrap_err(), "not-json");
    assert_eq!(code(b"{\"id\":\"a/\xff\"}").unwrap_err(), "not-json");
    assert_eq!(code(b"{\"id\":\"a/b\"} {}").unwrap_err(), "not-json");
    assert_eq!(code(b"[1]").unwrap_err(), "not-an-object");
    assert_eq!(code(br#"{"name":"a/b"}"#).unwrap_err(), "no-id");
    assert_eq!(code(br#"{"id":7}"#).unwrap_err(), "no-id");
    assert_eq!(code(br#"{"id":"a/b/c"}"#).unwrap_err(), "bad-id");
    let Err(RecordError::BadId { id, .. }) = HubModel::from_json(br#"{"id":"../../etc"}"#) else { panic!() };
    assert_eq!(id, "../../etc");
}

#[test]
fn kinds_are_told_by_tag_head_name_and_files() {
    for (json, expected) in [
        (r#"{"id":"a/b","config":{"model_type":"llama"}}"#, ModelKind::Unknown),
        (
            r#"{"id":"a/b","config":{"model_type":"llama"},"siblings":[{"rfilename":"model.safetensors"}]}"#,
            ModelKind::TextGeneration,
        ),
        (r#"{"id":"a/b","gguf":{"architecture":"qwen2"}}"#, ModelKind::TextGeneration),
        (r#"{"id":"a/b","gguf":{"architecture":"gemma3"},"pipeline_tag":"image-text-to-text"}"#, ModelKind::Multimodal),
        (r#"{"id":"a/Qwen3-Embedding-0.6B-GGUF","gguf":{"architecture":"qwen3"}}"#, ModelKind::Embedding),
        (r#"{"id":"a/b","gguf":{"architecture":"bert"}}"#, ModelKind::Embedding),
        (r#"{"id":"a/b","gguf":{"architecture":"clip"}}"#, ModelKind::Other),
        (r#"{"id":"a/b","gguf":{"architecture":"eagle3"}}"#, ModelKind::Other),
        (r#"{"id":"a/b","config":{"architectures":["LlamaForCausalLM"]}}"#, ModelKind::TextGeneration),
        (r#"{"id":"a/b","config":{"architectures":["LlamaForSequenceClassification"]}}"#, ModelKind::Other),
        (r#"{"id":"a/Eurus-RM-7b","config":{"architectures":["LlamaForSequenceClassification"]}}"#, ModelKind::Reward),
        (r#"{"id":"a/b","config":{"architectures":["Qwen2ForProcessRewardModel"]}}"#, ModelKind::Reward),
        (r#"{"id":"a/b","config":{"model_type":"mistral","architectures":["MistralModel"]}}"#, ModelKind::Embedding),
        (
            r#"{"id":"a/b","config":{"model_type":"t5","architectures":["T5ForConditionalGeneration"]},"pipeline_tag":"text-generation"}"#,
            ModelKind::Other,
        ),
        (
            r#"{"id":"a/b","config":{"model_type":"gemma3","architectures":["Gemma3ForConditionalGeneration"]}}"#,
            ModelKind::Multimodal,
        ),
        (
            r#"{"id":"a/b","config":{"model_type":"gemma3","architectures":["Gemma3ForConditionalGeneration"]},"pipeline_tag":"text-generation"}"#,
            ModelKind::TextGeneration,
        ),
        (
            r#"{"id":"a/b","config":{"model_type":"mllama","architectures":["MllamaForCausalLM"]}}"#,
            ModelKind::Multimodal,
        ),
        (
            r#"{"id":"a/b","pipeline_tag":"text-ranking","config":{"architectures":["Qwen3ForCausalLM"]}}"#,
            ModelKind::Other,
        ),
        (r#"{"id":"a/b","tags":["base_model:adapter:m/x"]}"#, ModelKind::Adapter),
        (
            r#"{"id":"a/b","siblings":[{"rfilename":"README.md"},{"rfilename":"adapter_config.json"}]}"#,
            ModelKind::Adapter,
        ),
        (r#"{"id":"a/b","siblings":[{"rfilename":"README.md"},{"rfilename":"tokenizer.json"}]}"#, ModelKind::Tokenizer),
        (r#"{"id":"a/b","library_name":"diffusers"}"#, ModelKind::Other),
        (r#"{"id":"a/b"}"#, ModelKind::Unknown),
    ] {
        assert_eq!(kind(json), expected, "{json}");
        assert_eq!(model(json).kind_evidence.is_some(), expected != ModelKind::Unknown, "{json}");
    }
}

/// The must-not-match column of the reference, row by row.
#[test]
fn look_alikes_are_of_none_of_the_five_families() {
    #[rustfmt::skip]
    let types = [
        "mllama", "mllama_text_model", "mllama_vision_model", "llava", "llava_next", "llava_next_video", "llava_onevision",
        "video_llava", "vipllava", "video_llama_3", "diffllama", "open-llama", "nanochat", "arcee", "smollm3", "deci",
        "pixtral", "voxtral", "voxtral_encoder", "voxtral_realtime", "mamba", "mamba2", "qwen2_audio", "qwen2_audio_encoder",
        "qwen2_5_omni", "qwen3_omni_moe", "qwen3_asr", "colqwen2", "dream", "paligemma", "recurrent_gemma", "shieldgemma2",
        "t5gemma", "t5gemma2", "colpali", "vaultgemma", "diffusion_gemma",
    ];
    for name in types {
        let known = model_type::known(name).unwrap_or_else(|| panic!("{name} is in no table"));
        assert!(!known.family.is_advertised(), "{name}");
        let json = format!(
            r#"{{"id":"a/b","config":{{"model_type":"{name}"}},"tags":["llama","qwen2"],"library_name":"transformers"}}"#
        );
        assert!(!model(&json).architecture.family.is_advertised(), "{name}");
    }
    for class in [
        "LlamaForSequenceClassification",
        "LlamaModel",
        "MistralForSequenceClassification",
        "Qwen2Model",
        "Phi3ForSequenceClassification",
    ] {
        assert_eq!(class_name::known(class), None, "{class}");
    }
    for name in ["llama-embed", "rwkv6qwen2", "gemma-embedding", "deci", "arcee", "smollm3"] {
        let json = format!(r#"{{"id":"a/b","gguf":{{"architecture":"{name}"}}}}"#);
        assert!(!model(&json).architecture.family.is_advertised(), "{name}");
    }
}

#[test]
fn wrappers_are_of_their_family_and_known_as_wrappers() {
    for (name, family) in [
        ("llama4", Family::Llama),
        ("mistral3", Family::Mistral),
        ("phi4mm", Family::Phi),
        ("qwen2_5_vl", Family::Qwen),
        ("gemma3n", Family::Gemma),
    ] {
        let known = model_type::known(name).unwrap();
        assert_eq!((known.family, known.role), (family, Role::Wrapper), "{name}");
    }
}

#[test]
fn a_file_list_is_trusted_as_far_as_it_goes() {
    let list = |json| model(json).file_list;
    assert_eq!(list(r#"{"id":"a/b"}"#), FileListKind::Absent);
    assert_eq!(
        list(r#"{"id":"a/b","siblings":[{"rfilename":"README.md"},{"rfilename":"model.safetensors"}]}"#),
        FileListKind::Complete
    );
    assert_eq!(list(r#"{"id":"a/b","siblings":[{"rfilename":"model.safetensors"}]}"#), FileListKind::Unknown);
    assert_eq!(
        list(r#"{"id":"a/b","siblings":[{"rfilename":"a.gguf"}],"_siblings_partial":true}"#),
        FileListKind::Partial
    );
    let split =
        r#"{"id":"a/b","siblings":[{"rfilename":"a-Q8_0-00001-of-00002.gguf","size":5000}],"_siblings_partial":true}"#;
    let artifact = &model(split).artifacts[0];
    assert_eq!((serde_json::to_value(artifact.complete).unwrap(), artifact.weights_bytes), ("unknown".into(), None));
}

fn json_value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        "\\PC{0,20}".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        let key = prop_oneof![
            "[a-z_]{1,8}",
            Just("model_type".to_owned()),
            Just("rfilename".to_owned()),
            Just("license".to_owned()),
            Just("total".to_owned())
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::btree_map(key, inner, 0..6)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn no_value_of_any_field_costs_the_record(values in prop::collection::vec(json_value(), 12)) {
        let keys = ["tags", "cardData", "config", "safetensors", "gguf", "siblings", "baseModels", "gated", "pipeline_tag", "library_name", "createdAt", "transformersInfo"];
        let mut record: serde_json::Map<String, serde_json::Value> = keys.iter().map(|key| (*key).to_owned()).zip(values).collect();
        record.insert("id".to_owned(), "a/b".into());
        let json = serde_json::Value::Object(record).to_string();
        let found = model(&json);
        prop_assert_eq!(found.id.as_str(), "a/b");
        prop_assert!(serde_json::to_string(&found).is_ok());
    }

    #[test]
    fn the_order_of_files_and_tags_does_not_matter(
        files in Just(vec!["a-Q4_K_M.gguf", "a-Q8_0-00001-of-00002.gguf", "a-Q8_0-00002-of-00002.gguf", "mmproj.gguf", "model.safetensors", "x.bin", "README.md"]).prop_shuffle(),
        tags in Just(vec!["gguf", "transformers", "llama", "en", "de", "text-generation"]).prop_shuffle(),
    ) {
        let line = |files: &[&str], tags: &[&str]| {
            let siblings: Vec<_> = files.iter().map(|file| serde_json::json!({"rfilename": file})).collect();
            serde_json::json!({"id": "a/b", "siblings": siblings, "tags": tags}).to_string()
        };
        let mut sorted = (files.clone(), tags.clone());
        sorted.0.sort_unstable();
        sorted.1.sort_unstable();
        let (shuffled, straight) = (model(&line(&files, &tags)), model(&line(&sorted.0, &sorted.1)));
        prop_assert_eq!(&shuffled.artifacts, &straight.artifacts);
        prop_assert_eq!((shuffled.kind, &shuffled.architecture), (straight.kind, &straight.architecture));
    }
}

#[test]
fn a_tag_refines_the_type_of_a_class_and_never_its_family() {
    let of = |class: &str, tags: &str| {
        let json =
            format!(r#"{{"id":"a/b","library_name":"mlx","tags":[{tags}],"config":{{"architectures":["{class}"]}}}}"#);
        let architecture = model(&json).architecture;
        (architecture.family, architecture.model_type.map(|name| name.to_string()))
    };
    let gemma = |model_type: Option<&str>| (Family::Gemma, model_type.map(str::to_owned));
    assert_eq!(of("GemmaForCausalLM", r#""gemma3_text""#), gemma(Some("gemma3_text")));
    assert_eq!(of("GemmaForCausalLM", r#""llama""#), gemma(Some("gemma")));
    // The class contradicts both tags, and they contradict each other.
    assert_eq!(of("GemmaForCausalLM", r#""gemma3_text","gemma3","gemma""#), gemma(None));
    assert_eq!(of("Gemma2ForCausalLM", r#""gemma3_text","gemma2""#), gemma(Some("gemma2")));
    // A family's own name is not a type tag.
    assert_eq!(of("Qwen2ForCausalLM", r#""qwen""#), (Family::Qwen, Some("qwen2".to_owned())));
    assert_eq!(of("GemmaForCausalLM", r#""gemma""#), gemma(Some("gemma")));
}

/// The stated type and the class that loads the model, and the result if they disagree.
#[test]
fn a_type_that_its_class_contradicts_is_no_promise() {
    let of = |model_type: &str, class: &str, more: &str| {
        let json = format!(
            r#"{{"id":"a/b","library_name":"transformers",{more}
               "config":{{"model_type":"{model_type}","architectures":["{class}"]}}}}"#
        );
        let architecture = model(&json).architecture;
        (architecture.family, architecture.model_type.map(|name| name.to_string()))
    };
    let typed = |family: Family, name: &str| (family, Some(name.to_owned()));
    let nothing = (Family::Unknown, None);
    // Two types of one family: the tag that the Hub took from the config decides, otherwise only the family is certain.
    assert_eq!(of("phi", "Phi3ForCausalLM", r#""tags":["phi3","phi"],"#), typed(Family::Phi, "phi3"));
    assert_eq!(of("phi3", "PhiForCausalLM", r#""tags":["phi3"],"#), typed(Family::Phi, "phi3"));
    assert_eq!(of("phi", "Phi3ForCausalLM", r#""tags":["phi"],"#), (Family::Phi, None));
    assert_eq!(of("of-our-own", "Qwen2ForCausalLM", ""), (Family::Qwen, None));
    // Two families, or a class that does not belong to the type: unknown.
    assert_eq!(of("yi", "LlamaForCausalLM", ""), nothing);
    assert_eq!(of("mistral", "PhiForCausalLM", ""), nothing);
    assert_eq!(of("llama", "BitnetForCausalLM", ""), nothing);
    assert_eq!(of("llama", "LlamaMoEForCausalLM", ""), nothing);
    assert_eq!(of("mistral", "GritLM", ""), nothing);
    // With its own code, a class that is in no table may be anything; a class of the stated type is kept.
    assert_eq!(of("qwen2", "OursForConditionalGeneration", r#""tags":["custom_code"],"#), nothing);
    assert_eq!(of("qwen2", "OursForConditionalGeneration", ""), typed(Family::Qwen, "qwen2"));
    assert_eq!(of("phi", "PhiForCausalLM", r#""tags":["custom_code"],"#), typed(Family::Phi, "phi"));
    let own_code = r#"{"id":"a/b","config":{"model_type":"qwen2","architectures":["OursForVision2Seq"],"auto_map":{"AutoModel":"ours.Ours"}}}"#;
    assert_eq!(model(own_code).architecture.family, Family::Unknown);
    // Pairs that belong together although their names differ.
    assert_eq!(of("phi-msft", "PhiForCausalLM", ""), typed(Family::Phi, "phi-msft"));
    assert_eq!(of("qwen3_5", "Qwen3_5ForCausalLM", ""), typed(Family::Qwen, "qwen3_5"));
    assert_eq!(of("LLaMA", "LlamaForCausalLM", ""), typed(Family::Llama, "llama"));
    // Families that no worker advertises keep the stated type.
    assert_eq!(of("kimi_k2", "DeepseekV3ForCausalLM", ""), typed(Family::Known("kimi"), "kimi_k2"));
}

/// Next to GGUF files only, a config may be a stub. A loader reads the header of the GGUF file.
#[test]
fn of_gguf_files_alone_the_header_tells() {
    let of = |model_type: &str, header: &str, files: &str| {
        let json = format!(
            r#"{{"id":"a/b","config":{{"model_type":"{model_type}"}},"gguf":{{"architecture":"{header}"}},
               "siblings":[{{"rfilename":"README.md"}},{{"rfilename":"a-Q4_K_M.gguf"}}{files}]}}"#
        );
        let architecture = model(&json).architecture;
        (
            architecture.family,
            architecture.model_type.unwrap().to_string(),
            architecture.evidence.unwrap().field.as_str(),
        )
    };
    let by_header = "gguf.architecture";
    assert_eq!(of("mistral", "qwen3", ""), (Family::Qwen, "qwen3".to_owned(), by_header));
    assert_eq!(of("qwen2", "qwen3", ""), (Family::Qwen, "qwen3".to_owned(), by_header));
    assert_eq!(of("llama", "phi3", ""), (Family::Phi, "phi3".to_owned(), by_header));
    // llama.cpp uses `llama` for Mistral models and has its own spelling of many types.
    assert_eq!(of("mistral", "llama", ""), (Family::Mistral, "mistral".to_owned(), "config.model_type"));
    assert_eq!(of("qwen3_moe", "qwen3moe", ""), (Family::Qwen, "qwen3_moe".to_owned(), "config.model_type"));
    // If there are other weights next to the GGUF files, the config describes those.
    let both = of("mistral", "qwen3", r#",{"rfilename":"model.safetensors"}"#);
    assert_eq!(both, (Family::Mistral, "mistral".to_owned(), "config.model_type"));
}

#[test]
fn a_brand_among_the_tags_is_a_family_and_no_type() {
    let of = |tag: &str| {
        let architecture =
            model(&format!(r#"{{"id":"a/b","library_name":"transformers","tags":["{tag}"]}}"#)).architecture;
        (architecture.family, architecture.model_type.map(|name| name.to_string()))
    };
    assert_eq!(of("qwen"), (Family::Qwen, None));
    assert_eq!(of("phi"), (Family::Phi, None));
    assert_eq!(of("gemma"), (Family::Gemma, None));
    assert_eq!(of("qwen2"), (Family::Qwen, Some("qwen2".to_owned())));
    assert_eq!(of("llama"), (Family::Llama, Some("llama".to_owned())));
}

/// If the count and the size in the name differ widely, bytes and tensor types decide which one is accepted.
#[test]
fn a_count_against_all_reason_is_none() {
    let of = |name: &str, more: &str| {
        let parameters = model(&format!(r#"{{"id":"a/{name}",{more}}}"#)).parameters;
        assert_eq!(parameters.total.is_some(), parameters.evidence.is_some(), "{name} {more}");
        parameters.total
    };
    let count = r#""safetensors":{"total":664944}"#;
    assert_eq!(of("Big-35B", count), None, "nothing bears it out, and the name does not stand for it");
    assert_eq!(of("Big-35B", &format!(r#"{count},"usedStorage":140462398946"#)), None);
    assert_eq!(of("Big-35B", &format!(r#"{count},"usedStorage":1330000"#)), Some(664_944));
    assert_eq!(of("Big", count), Some(664_944));
    let typed = r#""safetensors":{"parameters":{"BF16":6738415616},"total":6738415616}"#;
    let files = |bytes: u64| format!(r#""siblings":[{{"rfilename":"model.safetensors","size":{bytes}}}]"#);
    assert_eq!(of("like_70B_full", typed), Some(6_738_415_616));
    assert_eq!(of("like_70B_full", &format!("{typed},{}", files(13_476_839_424))), Some(6_738_415_616));
    assert_eq!(of("like_70B_full", &format!("{typed},{}", files(140_000_000_000))), None);
    let gguf = r#""gguf":{"total":460730096}"#;
    let copies = |bytes: u64| {
        format!(
            r#""siblings":[{{"rfilename":"a-Q8_0.gguf","size":{bytes}}},{{"rfilename":"a-F16.gguf","size":{}}}]"#,
            2 * bytes
        )
    };
    assert_eq!(of("Big-27B", gguf), None);
    assert_eq!(of("Big-27B", &format!("{gguf},{}", copies(460_000_000))), Some(460_730_096));
    assert_eq!(of("Big-27B", &format!("{gguf},{}", copies(27_000_000_000))), None);
    // Rounded names and experts that share layers are not contradictions.
    assert_eq!(of("Mixtral-8x7B", r#""safetensors":{"total":46702792704}"#), Some(46_702_792_704));
    assert_eq!(of("Gemma-7B", r#""safetensors":{"total":8537680896}"#), Some(8_537_680_896));
    assert_eq!(of("Mixtral-8x7B", r#""tags":[]"#), None);
}

#[test]
fn a_quantized_set_never_passes_for_plain_numbers() {
    let formats =
        |json: &str| model(json).artifacts.iter().map(|artifact| artifact.format.to_string()).collect::<Vec<_>>();
    let files = r#""siblings":[{"rfilename":"README.md"},{"rfilename":"model.safetensors","size":4000}]"#;
    assert_eq!(formats(&format!(r#"{{"id":"a/x-7B-AWQ",{files}}}"#)), ["awq"]);
    assert_eq!(formats(&format!(r#"{{"id":"a/x","tags":["base_model:quantized:m/x"],{files}}}"#)), ["quantized"]);
    assert_eq!(formats(&format!(r#"{{"id":"a/x",{files}}}"#)), ["safetensors"]);
    assert_eq!(formats(&format!(r#"{{"id":"a/x-7B-4bit",{files}}}"#)), ["quantized"]);
    for plain in ["a/x-7B-16bit", "a/x-7B-int4-unquantized"] {
        assert_eq!(formats(&format!(r#"{{"id":"{plain}",{files}}}"#)), ["safetensors"]);
    }
    assert_eq!(formats(r#"{"id":"a/x-7B-GPTQ"}"#), [""; 0], "a name alone is no file");
}

#[test]
fn a_lora_in_gguf_is_an_adapter_and_a_model_named_so_is_not() {
    let of = |bytes: u64| {
        kind(&format!(
            r#"{{"id":"a/x-8B-lora-F16-GGUF","tags":["conversational"],"siblings":[{{"rfilename":"README.md"}},{{"rfilename":"x-8B-lora-f16.gguf","size":{bytes}}}]}}"#
        ))
    };
    // The file name neither ends in `-lora` nor has a label, so only its size is conclusive.
    assert_eq!(of(168_000_000), ModelKind::Adapter);
    assert_eq!(of(16_000_000_000), ModelKind::TextGeneration);
}
