//! Invalid arguments give errors that name the problem. `npm/test` tests the same through the bindings.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use compatibility_wasm::{api, argument::Model, invalid::Invalid};
use serde_json::json;

fn said<T: std::fmt::Debug>(result: Result<T, Invalid>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn what_is_no_object_is_named() {
    for (json, kind) in
        [("null", "null"), ("[]", "an array"), ("5", "a number"), ("\"x\"", "a string"), ("true", "a boolean")]
    {
        assert_eq!(said(api::is_model_compatible(json)), format!("`metadata` must be an object, but is {kind}"));
    }
    assert_eq!(said(api::filter_compatible_models("{}")), "`models` must be an array, but is an object");
    assert_eq!(said(api::filter_compatible_models("[{},3]")), "`models[1]` must be an object, but is a number");
}

#[test]
fn a_record_without_an_id_is_named() {
    assert_eq!(said(api::assess("{\"tags\":[]}", None)), "`record.id` is missing; every Hub record has one");
    assert!(said(api::assess("{\"id\":\"a//b\"}", None)).starts_with("`record.id` is `a//b`, which is not a model id"));
    // In a list, only this model is dropped.
    assert_eq!(api::filter_compatible_models(r#"[{"id":"a//b"}]"#).unwrap(), Vec::<u32>::new());
}

#[test]
fn lists_of_a_worker_are_checked() {
    let check = |architectures, formats, context| {
        api::check_model_worker_compatibility(r#"{"architecture":"llama"}"#, architectures, formats, context)
    };
    assert_eq!(said(check("3", "[]", None)), "`workerArchitectures` must be an array, but is a number");
    assert_eq!(said(check("[\"a\",3]", "[]", None)), "`workerArchitectures[1]` must be a string, but is a number");
    assert_eq!(said(check("[]", "[null]", None)), "`workerFormats[0]` must be a string, but is null");
    for context in [None, Some(-1.0), Some(f64::NAN)] {
        assert_eq!(said(check("[]", "[]", context)), "`workerMaxContext` must be a number of tokens");
    }
}

#[test]
fn parts_of_a_filter_and_of_options_are_named() {
    let found = said(api::filter_workers(r#"{"platform":"linux","workerType":"tpu"}"#));
    assert!(found.starts_with("`filter.workerType` cannot be used: unknown variant `tpu`, expected one of"), "{found}");
    let found = said(api::filter_workers(r#"{"minContextLength":"8k"}"#));
    assert!(found.starts_with("`filter.minContextLength` cannot be used: invalid type"), "{found}");
    let options = json!({"workers": [{"id": "a", "workerType": "cpu", "formats": [{"format": "gruff"}]}]}).to_string();
    let found = said(api::assess(r#"{"id":"a/b"}"#, Some(&options)));
    assert_eq!(found, "`options.workers[0].formats[0]` cannot be used: `gruff` is not a known model format");
    let found = said(api::assess(r#"{"id":"a/b"}"#, Some(r#"{"workers":[{"id":"a","workerType":"cpu"}]}"#)));
    assert_eq!(found, "`options.workers[0]` cannot be used: missing field `formats`");
    let twice =
        r#"{"workers":[{"id":"a","workerType":"cpu","formats":[]},{"id":"a","workerType":"cpu","formats":[]}]}"#;
    assert_eq!(
        said(api::assess(r#"{"id":"a/b"}"#, Some(twice))),
        "`options.workers` cannot be used: two workers have the id `a`"
    );
    let found = said(api::assess(r#"{"id":"a/b"}"#, Some(r#"{"baseModels":[{}]}"#)));
    assert_eq!(found, "`options.baseModels[0].id` is missing; every Hub record has one");
}

#[test]
fn a_record_is_told_from_metadata() {
    for (json, is_record) in [
        (r#"{"id":"a/b"}"#, true),
        (r#"{"modelId":"a/b","tags":[]}"#, true),
        (r#"{"id":"a/b","architecture":null}"#, true),
        (r#"{"id":"a/b","architecture":"llama"}"#, false),
        (r#"{"id":"a/b","format":"gguf"}"#, false),
        ("{}", false),
    ] {
        let model = Model::read("model", json).unwrap();
        assert_eq!(matches!(model, Model::Record(_)), is_record, "{json}");
    }
}

/// Bug 12: the architecture filter was compared with formats, so it never matched.
#[test]
fn bug_12_workers_are_found_by_architecture() {
    let all = api::list_workers().len();
    assert!(all > 0);
    assert_eq!(api::find_compatible_workers("llama", "safetensors").len(), all);
    assert_eq!(api::find_compatible_workers("bert", "safetensors").len(), 0);
    assert_eq!(api::find_compatible_workers("llama", "onnx").len(), 0);
    assert_eq!(api::find_compatible_workers("llama", "no format").len(), 0);
    let filtered = |filter: &str| api::filter_workers(filter).unwrap().len();
    assert_eq!(filtered(r#"{"modelArchitecture":"llama"}"#), all);
    assert_eq!(filtered(r#"{"modelArchitecture":"safetensors"}"#), 0);
    assert_eq!(filtered(r#"{"modelFormat":"gguf"}"#), all);
    assert_eq!(filtered(r#"{"modelFormat":"llama"}"#), 0);
    assert_eq!(filtered(r#"{"modelArchitecture":"llama","workerType":"cpu"}"#), 1);
    assert_eq!(filtered(r#"{"minContextLength":32769}"#), 0);
    assert_eq!(filtered("{}"), all);
}

/// Bug 20: workers did not state their architectures, so every worker was given the same constants.
#[test]
fn bug_20_workers_say_which_architectures_they_take() {
    for worker in api::list_workers() {
        for format in &worker.formats {
            assert!(!format.families.is_empty() || !format.model_types.is_empty(), "{}", worker.id);
        }
    }
    // Only the worker's own list decides.
    let record = r#"{"id":"a/b","pipeline_tag":"text-generation","config":{"model_type":"gpt2"},
        "siblings":[{"rfilename":"model.safetensors"}]}"#;
    let worker = |types: &str| {
        format!(
            r#"{{"workers":[{{"id":"own","workerType":"cpu","formats":[{{"format":"safetensors","modelTypes":{types},
            "quantizations":null,"acceptsShards":true,"loadType":"as-stored"}}]}}]}}"#
        )
    };
    let verdict = |types: &str| api::assess(record, Some(&worker(types))).unwrap().verdict.as_str();
    assert_eq!(verdict(r#"{"gpt2":{"status":"tested"}}"#), "runs");
    assert_eq!(verdict(r#"{"llama":{"status":"tested"}}"#), "no");
}
