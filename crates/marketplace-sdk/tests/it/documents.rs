//! Tests the functions of the legacy SDK clause by clause against its documentation.

use compatibility::compatibility::Confidence;
use marketplace_sdk::{
    CompatibilityResult, PlainMetadata, check_model_worker_compatibility, filter_compatible_models, is_model_compatible,
};
use serde_json::json;

const FAMILIES: [&str; 5] = ["llama", "mistral", "phi", "qwen", "gemma"];

fn metadata(architecture: &str, format: &str) -> PlainMetadata {
    PlainMetadata { architecture: architecture.to_owned(), format: format.to_owned(), ..PlainMetadata::default() }
}

fn found(architecture: &str, format: &str) -> CompatibilityResult {
    is_model_compatible(&metadata(architecture, format))
}

fn answer(architecture: &str, format: &str) -> (bool, Confidence) {
    let found = found(architecture, format);
    assert!(!found.reasons.is_empty());
    (found.compatible, found.confidence)
}

#[test]
fn llama_in_safetensors_is_tested() {
    assert_eq!(answer("llama", "safetensors"), (true, Confidence::High));
    assert!(found("llama", "safetensors").warnings.is_empty());
}

#[test]
fn the_other_families_in_safetensors_are_expected() {
    for family in &FAMILIES[1..] {
        assert_eq!(answer(family, "safetensors"), (true, Confidence::Medium), "{family}");
        assert!(found(family, "safetensors").warnings.is_empty(), "{family}");
    }
}

#[test]
fn gguf_is_advertised_only() {
    for family in FAMILIES {
        assert_eq!(answer(family, "gguf"), (true, Confidence::Low), "{family}");
        assert_eq!(found(family, "gguf").warnings, ["GGUF is not supported yet; safetensors runs today"], "{family}");
    }
    // Without a format that runs today, the warning does not name one.
    assert_eq!(found("mixtral", "gguf").warnings, ["`mixtral` in GGUF files is planned but not supported yet"]);
}

#[test]
fn what_is_unknown_is_a_result() {
    for architecture in ["gpt2", "bert", "unknown", "", "  ", "dolphin", "philosophy", "mllama", "llava", "\u{0}<b>"] {
        assert_eq!(answer(architecture, "safetensors"), (false, Confidence::None), "{architecture}");
        assert_eq!(found(architecture, "safetensors").recommendations.len(), 2, "{architecture}");
    }
    for format in ["", "exe", "onnx", "unknown", "gptq"] {
        assert_eq!(answer("llama", format), (false, Confidence::None), "{format}");
    }
}

#[test]
fn pytorch_is_named_as_the_reason() {
    for name in ["pytorch", "PyTorch", "bin"] {
        let found = found("llama", name);
        assert_eq!((found.compatible, found.confidence), (false, Confidence::None));
        assert_eq!(found.reasons, [format!("Format `{name}` is not supported")]);
    }
}

#[test]
fn a_long_context_is_a_warning() {
    let of = |tokens| PlainMetadata { max_context_length: Some(tokens), ..metadata("llama", "safetensors") };
    let found = is_model_compatible(&of(64_000));
    assert_eq!((found.compatible, found.confidence), (true, Confidence::High));
    assert_eq!(
        found.warnings,
        ["The context length of 64000 tokens exceeds the limit of 32768; longer texts are cut off"]
    );
    assert_eq!(found.recommendations.len(), 1);
    assert!(is_model_compatible(&of(32_768)).warnings.is_empty());
    assert!(is_model_compatible(&metadata("llama", "safetensors")).warnings.is_empty(), "unknown is not zero");
}

#[test]
fn a_list_is_filtered() {
    let good = metadata("llama", "safetensors");
    let list = vec![good.clone(), metadata("unknown", "safetensors"), metadata("mistral", "pytorch")];
    assert_eq!(filter_compatible_models(list), [good]);
}

#[test]
fn a_worker_is_checked_by_its_lists() {
    let check = |architecture: &str, format: &str, tokens: Option<u64>| {
        let metadata = PlainMetadata { max_context_length: tokens, ..metadata(architecture, format) };
        check_model_worker_compatibility(&metadata, &["llama", "mistral"], &["safetensors", "gguf"], 32_768)
    };
    let found = check("llama", "safetensors", None);
    assert!(found.compatible);
    assert_eq!((found.reasons, found.warnings.len()), (vec!["Architecture and format compatible".to_owned()], 0));
    assert!(check("Mixtral", "GGUF", None).compatible);
    assert!(check("llama3", "SafeTensors", None).compatible);
    for (architecture, format) in [("qwen", "safetensors"), ("llama", "pytorch"), ("unknown", "gguf"), ("", "")] {
        let found = check(architecture, format, None);
        assert_eq!((found.compatible, found.confidence), (false, Confidence::None), "{architecture} {format}");
        assert_eq!(found.recommendations, ["Try another worker"]);
    }
    let long = check("llama", "safetensors", Some(64_000));
    assert!(long.compatible && long.warnings[0].contains("64000") && long.warnings[0].contains("32768"));
    let short = check_model_worker_compatibility(
        &PlainMetadata { max_context_length: Some(8_192), ..metadata("llama", "safetensors") },
        &["LLAMA"],
        &["SAFETENSORS"],
        4_096,
    );
    assert!(short.compatible && short.warnings[0].contains("8192") && short.warnings[0].contains("4096"));
    // A worker can list names that are unknown here.
    let own = check_model_worker_compatibility(&metadata("gpt2", "onnx"), &["GPT2"], &["ONNX"], 1_024);
    assert_eq!((own.compatible, own.confidence), (true, Confidence::Low));
    let unknown = check_model_worker_compatibility(&metadata("unknown", "gguf"), &["unknown"], &["gguf"], 1_024);
    assert!(!unknown.compatible);
    let none: [&str; 0] = [];
    assert!(!check_model_worker_compatibility(&metadata("llama", "gguf"), &none, &none, 1_024).compatible);
}

#[test]
fn case_does_not_count() {
    for (architecture, format) in [("LLAMA", "SafeTensors"), ("Llama", "SAFETENSORS"), (" llama ", " safetensors")] {
        assert_eq!(answer(architecture, format), (true, Confidence::High));
    }
    assert_eq!(answer("QWEN", "Gguf"), (true, Confidence::Low));
}

#[test]
fn names_of_families_stand_for_what_is_loaded() {
    for (aliases, confidence) in [
        (&["llama", "llama2", "llama3"][..], Confidence::High),
        (&["mistral", "phi", "phi2", "qwen", "qwen2", "qwen2.5", "gemma"], Confidence::Medium),
    ] {
        for alias in aliases {
            assert_eq!(answer(alias, "safetensors"), (true, confidence), "{alias}");
            assert!(found(alias, "safetensors").warnings.is_empty(), "{alias}");
        }
    }
    // Family names in the legacy system that are now also exact types which cannot be loaded.
    for alias in ["phi3", "gemma2"] {
        assert_eq!(answer(alias, "safetensors"), (true, Confidence::Medium), "{alias}");
        assert!(found(alias, "safetensors").warnings[0].contains("not supported yet"), "{alias}");
    }
}

#[test]
fn exact_types_are_no_better_than_they_are() {
    for name in ["mixtral", "phimoe", "qwen2_moe", "qwen3", "gemma3_text", "gemma3", "llama4", "qwen2moe", "qwen35"] {
        assert_eq!(answer(name, "safetensors"), (true, Confidence::Low), "{name}");
        assert!(found(name, "safetensors").warnings[0].contains("not supported yet"), "{name}");
    }
}

#[test]
fn metadata_is_read_from_either_spelling() {
    let expected = PlainMetadata {
        quantization: Some("Q4_K_M".to_owned()),
        parameters: Some("7B".to_owned()),
        size_bytes: Some(4_000_000_000),
        max_context_length: Some(8_192),
        ..metadata("llama", "gguf")
    };
    for (size, context) in [("size_bytes", "max_context_length"), ("sizeBytes", "maxContextLength")] {
        let json = json!({"architecture": "llama", "format": "gguf", "quantization": "Q4_K_M", "parameters": "7B",
            size: 4_000_000_000u64, context: 8_192, "more": {"of": "it"}});
        assert_eq!(serde_json::from_value::<PlainMetadata>(json).unwrap(), expected);
    }
    let json = serde_json::to_value(&expected).unwrap();
    assert_eq!((&json["sizeBytes"], &json["maxContextLength"]), (&json!(4_000_000_000u64), &json!(8_192)));
    assert_eq!(serde_json::from_value::<PlainMetadata>(json).unwrap(), expected);
}

#[test]
fn odd_metadata_is_no_error() {
    for json in [
        json!({}),
        json!({"architecture": null, "format": 7, "maxContextLength": "long", "sizeBytes": -1}),
        json!({"architecture": ["llama"], "format": {"name": "gguf"}, "parameters": 7, "quantization": false}),
    ] {
        let metadata: PlainMetadata = serde_json::from_value(json).unwrap();
        assert!(!is_model_compatible(&metadata).compatible);
    }
    let float: PlainMetadata = serde_json::from_str(r#"{"max_context_length": 64000.0}"#).unwrap();
    assert_eq!(float.max_context_length, Some(64_000));
}

#[test]
fn a_result_is_camel_case_json() {
    let json = serde_json::to_value(found("llama", "safetensors")).unwrap();
    assert_eq!(
        json,
        json!({"compatible": true, "confidence": "high", "reasons": ["Architecture and format compatible"],
               "warnings": [], "recommendations": []})
    );
}
