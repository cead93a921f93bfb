//! Property tests of verdicts, for arbitrary records and catalogs.

use compatibility::{
    compatibility::{Compatibility, Judgement, Reason, Verdict, WorkerCompatibility, assess, summarise},
    hub_model::HubModel,
    inheritance::BaseIndex,
    model_format::ModelFormat,
    model_metadata::ModelMetadata,
    rule::{RuleKind, rule},
    worker_catalog::{FormatSupport, LoadType, Status, Support, Worker, WorkerCatalog},
};
use proptest::{
    collection::{btree_map, vec},
    option,
    prelude::*,
    sample::{select, subsequence},
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, sync::LazyLock};

static TEMPLATE: LazyLock<Worker> = LazyLock::new(|| {
    let cases: Value =
        serde_json::from_str(include_str!("../../../../tests/fixtures/compatibility-cases.json")).unwrap();
    serde_json::from_value(cases["catalogs"]["rbee"][0].clone()).unwrap()
});

fn understand(record: &Value) -> ModelMetadata {
    ModelMetadata::from_huggingface(&HubModel::from_json(record.to_string().as_bytes()).unwrap()).unwrap()
}

const TYPES: &[&str] = &[
    "llama",
    "mistral",
    "mixtral",
    "phi",
    "phi3",
    "qwen2",
    "qwen2_moe",
    "qwen3",
    "qwen3_5",
    "gemma",
    "gemma2",
    "gemma3",
    "gemma4_assistant",
    "llama4",
    "mistral3",
    "gpt2",
    "bert",
    "t5",
    "mllama",
    "never_heard_of",
];
const GGUF_TYPES: &[&str] =
    &["llama", "phi2", "qwen2", "qwen2moe", "qwen2vl", "gemma3", "mistral3", "gpt2", "bert", "new"];
const FILES: &[&str] = &[
    "README.md",
    "config.json",
    "tokenizer.json",
    "model.safetensors",
    "model-00001-of-00002.safetensors",
    "model-00002-of-00002.safetensors",
    "a.safetensors",
    "b.safetensors",
    "pytorch_model.bin",
    "model.onnx",
    "m-Q4_K_M.gguf",
    "m-Q8_0.gguf",
    "m-IQ2_XXS.gguf",
    "m-UD-Q4_K_XL.gguf",
    "m-IQ4_KS.gguf",
    "m.gguf",
    "adapter_config.json",
    "m-Q6_K-00001-of-00002.gguf",
    "m-Q6_K-00002-of-00002.gguf",
    "m-Q5_0-00001-of-00003.gguf",
];
const TAGS: &[&str] = &[
    "gguf",
    "safetensors",
    "pytorch",
    "gptq",
    "mlx",
    "llama",
    "qwen2",
    "transformers",
    "conversational",
    "4-bit",
    "8-bit",
    "awq",
    "peft",
    "reward-model",
    "reranker",
    "base_model:quantized:meta/base",
    "base_model:finetune:meta/base",
    "base_model:meta/other",
    "sentence-transformers",
];
const TASKS: &[&str] =
    &["text-generation", "text-generation", "image-text-to-text", "feature-extraction", "translation"];

prop_compose! {
    fn files()(names in subsequence(FILES, 0..FILES.len()), size in option::of(0u64..5)) -> Value {
        let file = |name: &&str| match size {
            Some(size) => json!({"rfilename": name, "size": size}),
            None => json!({"rfilename": name}),
        };
        names.iter().map(file).collect()
    }
}

prop_compose! {
    fn record(id: &'static str)(
        model_type in option::weighted(0.7, select(TYPES)),
        gguf in option::weighted(0.3, select(GGUF_TYPES)),
        files in option::weighted(0.8, files()),
        tags in subsequence(TAGS, 0..8),
        task in option::weighted(0.8, select(TASKS)),
        (is_partial, is_gated, is_quantized) in any::<(bool, bool, bool)>(),
        library in option::of(select(&["transformers", "peft", "mlx"][..])),
        count in option::of(1_000u64..10_000_000_000),
        context in option::of(1u64..200_000),
    ) -> Value {
        let mut record = json!({"id": id, "tags": tags, "gated": is_gated, "_siblings_partial": is_partial});
        let mut config = json!({"max_position_embeddings": context});
        if let Some(model_type) = model_type {
            config["model_type"] = json!(model_type);
        }
        if is_quantized && is_partial {
            config["quantization_config"] = json!({"quant_method": "awq", "bits": 4});
        }
        record["config"] = config;
        if let Some(gguf) = gguf {
            record["gguf"] = json!({"architecture": gguf, "total": count});
        }
        if let Some(count) = count {
            record["safetensors"] = json!({"parameters": {"BF16": count}, "total": count});
        }
        for (key, value) in [("siblings", files), ("pipeline_tag", task.map(Into::into)), ("library_name", library.map(Into::into))] {
            if let Some(value) = value {
                record[key] = value;
            }
        }
        record
    }
}

fn status() -> impl Strategy<Value = Support> {
    select(&[Status::Planned, Status::Expected, Status::Tested][..]).prop_map(|status| Support { status, claim: None })
}

fn statuses(names: &'static [&'static str]) -> impl Strategy<Value = BTreeMap<Box<str>, Support>> {
    btree_map(select(names).prop_map(Into::into), status(), 0..5)
}

const FAMILIES: &[&str] = &["llama", "mistral", "phi", "qwen", "gemma", "gpt2"];

prop_compose! {
    fn support(format: ModelFormat, names: &'static [&'static str])(
        families in statuses(FAMILIES),
        model_types in statuses(names),
        labels in option::of(subsequence(&["Q4_K_M", "Q8_0", "IQ2_XXS", "IQ4_KS", "BF16", "4-bit"][..], 0..6)),
        (accepts_shards, needs_files, is_widened) in any::<(bool, bool, bool)>(),
    ) -> FormatSupport {
        FormatSupport {
            format,
            families,
            model_types,
            quantizations: labels.map(|labels| labels.iter().map(|label| label.parse().unwrap()).collect()),
            accepts_shards,
            required_files: if needs_files { vec!["config.json".into(), "tokenizer.json".into()] } else { Vec::new() },
            load_type: if is_widened { LoadType::F32 } else { LoadType::AsStored },
            claim: TEMPLATE.claim.clone(),
        }
    }
}

prop_compose! {
    fn worker()(
        safetensors in option::weighted(0.8, support(ModelFormat::Safetensors, TYPES)),
        gguf in option::weighted(0.7, support(ModelFormat::Gguf, GGUF_TYPES)),
        other in option::weighted(0.2, support(ModelFormat::Awq, TYPES)),
        max_context in option::of(1_000u64..100_000),
    ) -> Worker {
        Worker { formats: [safetensors, gguf, other].into_iter().flatten().collect(), max_context, ..TEMPLATE.clone() }
    }
}

fn catalog_of(workers: Vec<Worker>) -> WorkerCatalog {
    let named = workers.into_iter().zip(0..).map(|(worker, at)| Worker { id: format!("worker-{at}").into(), ..worker });
    WorkerCatalog { workers: named.collect() }
}

fn catalog() -> impl Strategy<Value = WorkerCatalog> {
    vec(worker(), 0..4).prop_map(catalog_of)
}

/// A record's model, with the facts inherited from its base models.
fn with_bases(record: &Value, bases: &[Value]) -> ModelMetadata {
    let mut model = understand(record);
    let bases: Vec<ModelMetadata> = bases.iter().map(understand).collect();
    let inherited = BaseIndex::new(bases.iter().chain([&model])).inherit(&model);
    model.take_over(inherited);
    model
}

prop_compose! {
    fn model()(record in record("a/model"), base in record("meta/base"), other in record("meta/other")) -> ModelMetadata {
        with_bases(&record, &[base, other])
    }
}

fn reasons<'a>(found: &'a Compatibility<'_>) -> impl Iterator<Item = (&'a Reason, RuleKind)> {
    found.workers.iter().flat_map(|worker| {
        let of_artifacts = worker.artifacts.iter().flat_map(|artifact| {
            [&artifact.reasons, &artifact.warnings, &artifact.recommendations].into_iter().flatten()
        });
        of_artifacts.chain(&worker.reasons).map(|reason| (reason, rule(reason.code).unwrap().kind))
    })
}

/// The same catalog with one status raised.
fn raised(catalog: &WorkerCatalog, at: usize) -> WorkerCatalog {
    let mut raised = catalog.clone();
    let formats = raised.workers.iter_mut().flat_map(|worker| &mut worker.formats);
    let mut all: Vec<&mut Support> =
        formats.flat_map(|format| format.families.values_mut().chain(format.model_types.values_mut())).collect();
    let count = all.len();
    if count > 0 {
        let status = &mut all[at % count].status;
        *status = if *status == Status::Planned { Status::Expected } else { Status::Tested };
    }
    raised
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_summary_says_what_the_assessment_says(model in model(), catalog in catalog()) {
        let (found, summary) = (assess(&model, &catalog), summarise(&model, &catalog));
        prop_assert_eq!(found.judgement, summary.judgement);
        prop_assert_eq!(found.workers.len(), summary.workers.len());
        for (found, summary) in found.workers.iter().zip(&summary.workers) {
            prop_assert_eq!(found.judgement, summary.judgement);
            prop_assert_eq!(found.best, summary.best.map(|best| best as usize));
        }
        // The code that excludes a model is the code of a reported reason.
        let is_out = matches!(found.judgement.verdict, Verdict::No | Verdict::Unknown) && !catalog.workers.is_empty();
        prop_assert_eq!(summary.left_out.is_some(), is_out);
        if let Some(code) = summary.left_out {
            prop_assert!(reasons(&found).any(|(reason, _)| reason.code == code), "{}", code);
        }
    }

    #[test]
    fn the_best_counts(model in model(), catalog in catalog()) {
        let found = assess(&model, &catalog);
        for worker in &found.workers {
            let best = worker.artifacts.iter().map(|artifact| artifact.judgement).max();
            prop_assert!(best.is_none_or(|best| best == worker.judgement));
            prop_assert_eq!(worker.best.map(|best| worker.artifacts[best].judgement), best);
            prop_assert!(worker.artifacts.iter().all(|artifact| !artifact.reasons.is_empty()));
        }
        let best = found.workers.iter().map(|worker| worker.judgement).max();
        prop_assert!(best.is_none_or(|best| best == found.judgement));
    }

    #[test]
    fn every_code_is_a_rule_of_its_kind(model in model(), catalog in catalog()) {
        let found = assess(&model, &catalog);
        for worker in &found.workers {
            for artifact in &worker.artifacts {
                let kind = |reason: &Reason| rule(reason.code).map(|rule| rule.kind);
                prop_assert!(artifact.reasons.iter().all(|reason| matches!(kind(reason), Some(RuleKind::Verdict(_)))));
                prop_assert!(artifact.warnings.iter().all(|reason| kind(reason) == Some(RuleKind::Warning)));
                let is_advice = |reason: &Reason| kind(reason) == Some(RuleKind::Recommendation);
                prop_assert!(artifact.recommendations.iter().all(is_advice));
            }
        }
        for (reason, _) in reasons(&found) {
            prop_assert!(!reason.text.is_empty() && !reason.text.ends_with('.'));
        }
    }

    #[test]
    fn another_worker_never_makes_a_model_less_compatible(model in model(), catalog in catalog(), more in worker()) {
        let before = assess(&model, &catalog).judgement;
        let workers = catalog.workers.iter().cloned().chain([more]).collect();
        prop_assert!(assess(&model, &catalog_of(workers)).judgement >= before);
    }

    #[test]
    fn a_raised_status_never_makes_a_model_less_compatible(model in model(), catalog in catalog(), at: usize) {
        let more = raised(&catalog, at);
        let (before, after) = (assess(&model, &catalog), assess(&model, &more));
        prop_assert!(after.judgement >= before.judgement);
        for (before, after) in before.workers.iter().zip(&after.workers) {
            prop_assert!(after.judgement >= before.judgement);
            for (before, after) in before.artifacts.iter().zip(&after.artifacts) {
                prop_assert!(after.judgement >= before.judgement);
            }
        }
    }

    #[test]
    fn the_order_of_files_and_tags_does_not_count(
        record in record("a/model"),
        bases in [record("meta/base"), record("meta/other")],
        catalog in catalog(),
    ) {
        let mut turned = record.clone();
        for list in ["siblings", "tags"] {
            if let Some(list) = turned.get_mut(list).and_then(Value::as_array_mut) {
                list.reverse();
            }
        }
        let (a, b) = (with_bases(&record, &bases), with_bases(&turned, &bases));
        prop_assert_eq!(judgements(&assess(&a, &catalog)), judgements(&assess(&b, &catalog)));
    }

    #[test]
    fn the_order_of_records_and_workers_does_not_count(
        record in record("a/model"),
        bases in [record("meta/base"), record("meta/other")],
        catalog in catalog(),
    ) {
        let turned: Vec<Value> = bases.iter().rev().cloned().collect();
        let (a, b) = (with_bases(&record, &bases), with_bases(&record, &turned));
        let backwards = WorkerCatalog { workers: catalog.workers.iter().rev().cloned().collect() };
        let (found, mut other) = (assess(&a, &catalog), assess(&b, &backwards));
        other.workers.reverse();
        prop_assert_eq!(found, other);
        prop_assert_eq!(summarise(&a, &catalog).left_out, summarise(&a, &backwards).left_out);
    }

    #[test]
    fn a_catalog_survives_json(catalog in catalog()) {
        let json = serde_json::to_string(&catalog).unwrap();
        prop_assert_eq!(serde_json::from_str::<WorkerCatalog>(&json).unwrap(), catalog);
    }
}

/// Judgement, best artifact, and the reason codes of every artifact.
type Judged = (Judgement, Option<usize>, Vec<Vec<&'static str>>);

fn judgements(found: &Compatibility<'_>) -> Vec<Judged> {
    let codes = |reasons: &[Reason]| reasons.iter().map(|reason| reason.code).collect();
    let of = |worker: &WorkerCompatibility<'_>| {
        let artifacts = worker.artifacts.iter().map(|artifact| codes(&artifact.reasons)).collect();
        (worker.judgement, worker.best, artifacts)
    };
    found.workers.iter().map(of).collect()
}
