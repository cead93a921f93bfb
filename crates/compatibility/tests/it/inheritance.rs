//! Tests what a model inherits from the records of its base models.

use compatibility::{
    architecture::family::Family, hub_model::HubModel, inheritance::BaseIndex, model_kind::ModelKind,
    model_metadata::ModelMetadata,
};
use proptest::prelude::*;

fn models(lines: &[&str]) -> Vec<ModelMetadata> {
    let read = |line: &&str| ModelMetadata::from_huggingface(&HubModel::from_json(line.as_bytes()).unwrap()).unwrap();
    lines.iter().map(read).collect()
}

/// The models with inherited facts, in the given order.
fn inherited(lines: &[&str]) -> Vec<ModelMetadata> {
    let read = models(lines);
    let index = BaseIndex::new(&read);
    let with = |model: &ModelMetadata| {
        let mut model = model.clone();
        model.take_over(index.inherit(&model));
        model
    };
    read.iter().map(with).collect()
}

const BASE: &str = r#"{"id":"m/base","pipeline_tag":"text-generation","config":{"model_type":"mistral"}}"#;

#[test]
fn a_chain_is_followed_and_marked() {
    let found = inherited(&[
        BASE,
        r#"{"id":"a/tuned","cardData":{"base_model":["m/base"]}}"#,
        r#"{"id":"b/tuned-GGUF","tags":["gguf","base_model:quantized:A/Tuned"]}"#,
    ]);
    let architecture = &found[2].architecture;
    assert_eq!((architecture.family, architecture.model_type.as_deref()), (Family::Mistral, Some("mistral")));
    let evidence = architecture.evidence.as_ref().unwrap();
    assert!(evidence.is_inherited());
    assert_eq!((evidence.field.as_str(), &*evidence.value), ("config.model_type", "mistral"));
    assert_eq!(evidence.model.as_ref().unwrap().as_str(), "m/base");
}

#[test]
fn a_cycle_ends_and_tells_what_is_in_it() {
    let found = inherited(&[
        r#"{"id":"a/x","cardData":{"base_model":"a/y"}}"#,
        r#"{"id":"a/y","cardData":{"base_model":["a/x","a/y","m/base"]}}"#,
        r#"{"id":"a/z","cardData":{"base_model":"a/z"}}"#,
        BASE,
    ]);
    assert_eq!(found[0].architecture.family, Family::Mistral);
    assert_eq!(found[1].architecture.family, Family::Mistral);
    assert_eq!(found[2].architecture.family, Family::Unknown);
}

#[test]
fn bases_that_disagree_give_nothing() {
    let found = inherited(&[
        BASE,
        r#"{"id":"m/other","config":{"model_type":"llama"}}"#,
        r#"{"id":"m/moe","config":{"model_type":"mixtral"}}"#,
        r#"{"id":"a/merge","baseModels":{"relation":"merge","models":[{"id":"m/base"},{"id":"m/other"}]}}"#,
        r#"{"id":"a/same-family","baseModels":{"relation":"merge","models":[{"id":"m/base"},{"id":"m/moe"}]}}"#,
        r#"{"id":"a/4x7B-MoE","baseModels":{"relation":"merge","models":[{"id":"m/base"}]}}"#,
    ]);
    assert_eq!(found[3].architecture.family, Family::Unknown);
    assert_eq!((found[4].architecture.family, found[4].architecture.model_type.as_deref()), (Family::Mistral, None));
    assert_eq!(found[5].architecture.family, Family::Unknown, "a mixture made of dense models has another type");
}

#[test]
fn own_evidence_is_never_replaced() {
    let found = inherited(&[
        BASE,
        r#"{"id":"a/b","config":{"model_type":"llama"},"cardData":{"base_model":"m/base"}}"#,
        r#"{"id":"a/c","config":{"architectures":["SomethingNewForCausalLM"]},"cardData":{"base_model":"m/base"}}"#,
    ]);
    assert_eq!(found[1].architecture.family, Family::Llama);
    assert_eq!(found[2].architecture.family, Family::Unknown);
}

#[test]
fn a_gguf_llama_is_a_mistral_if_its_base_is_one() {
    let found = inherited(&[
        BASE,
        r#"{"id":"a/of-mistral","gguf":{"architecture":"llama","total":7000000000},"cardData":{"base_model":"m/base"}}"#,
        r#"{"id":"a/of-unknown","gguf":{"architecture":"llama"},"cardData":{"base_model":"m/missing"}}"#,
    ]);
    let mistral = &found[1].architecture;
    assert_eq!((mistral.family, mistral.model_type.as_deref()), (Family::Mistral, Some("llama")));
    assert!(mistral.evidence.as_ref().unwrap().is_inherited());
    assert_eq!(mistral.model_type_evidence.as_ref().unwrap().field.as_str(), "gguf.architecture");
    assert_eq!(found[2].architecture.family, Family::Llama);
}

#[test]
fn code_of_its_own_and_tags_of_other_types_are_not_passed_over() {
    let found = inherited(&[
        r#"{"id":"m/qwen","config":{"model_type":"qwen2"}}"#,
        r#"{"id":"a/plain","tags":["base_model:finetune:m/qwen"]}"#,
        r#"{"id":"a/own-code","tags":["custom_code","base_model:finetune:m/qwen"]}"#,
        r#"{"id":"a/of-own-code","cardData":{"base_model":"a/own-code"}}"#,
        r#"{"id":"a/copy","tags":["custom_code","base_model:quantized:m/qwen"]}"#,
        r#"{"id":"a/other-family","tags":["llama","base_model:finetune:m/qwen"]}"#,
        r#"{"id":"a/other-type","tags":["qwen3","base_model:finetune:m/qwen"]}"#,
        r#"{"id":"a/brand","tags":["qwen","base_model:finetune:m/qwen"]}"#,
        r#"{"id":"a/copy-of-brand","tags":["mistral","base_model:quantized:m/qwen"]}"#,
    ]);
    let of = |at: usize| (found[at].architecture.family, found[at].architecture.model_type.as_deref());
    let (qwen2, nothing) = ((Family::Qwen, Some("qwen2")), (Family::Unknown, None));
    assert_eq!([of(1), of(2), of(3), of(4)], [qwen2, nothing, nothing, qwen2]);
    assert_eq!([of(5), of(6), of(7), of(8)], [nothing, (Family::Qwen, None), qwen2, qwen2]);
}

#[test]
fn the_config_of_a_base_outweighs_a_stub() {
    let copy = |id: &str, config: &str, base: &str, file: &str| {
        format!(
            r#"{{"id":"{id}","config":{config},"tags":["base_model:quantized:{base}"],
               "siblings":[{{"rfilename":"README.md"}},{{"rfilename":"{file}"}}]}}"#
        )
    };
    let stub = r#"{"architectures":["MistralForCausalLM"]}"#;
    let lines = [
        r#"{"id":"m/qwen","config":{"model_type":"qwen3"}}"#.to_owned(),
        r#"{"id":"m/tagged","library_name":"transformers","tags":["phi3"]}"#.to_owned(),
        BASE.to_owned(),
        copy("a/stub", stub, "m/qwen", "a.gguf"),
        copy("a/doubt", stub, "m/tagged", "a.gguf"),
        copy("a/right", stub, "m/base", "a.gguf"),
        copy("a/other-weights", stub, "m/qwen", "model.safetensors"),
        copy("a/lost", stub, "m/lost", "a.gguf"),
    ];
    let found = inherited(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let of = |at: usize| (found[at].architecture.family, found[at].architecture.model_type.as_deref());
    let mistral = (Family::Mistral, Some("mistral"));
    assert_eq!(of(3), (Family::Qwen, Some("qwen3")));
    assert!(found[3].architecture.is_inherited());
    assert_eq!(of(4), (Family::Unknown, None), "a tag alone makes a doubt, and no answer");
    assert_eq!([of(5), of(6), of(7)], [mistral; 3]);
}

#[test]
fn a_copy_is_of_its_bases_kind() {
    let found = inherited(&[
        BASE,
        r#"{"id":"m/embed","pipeline_tag":"feature-extraction","config":{"model_type":"mistral"}}"#,
        r#"{"id":"a/copy","tags":["gguf","base_model:quantized:m/base"]}"#,
        r#"{"id":"a/vectors","tags":["gguf","base_model:quantized:m/embed"]}"#,
        r#"{"id":"a/scores","tags":["base_model:finetune:m/base"]}"#,
    ]);
    assert_eq!(found[2].kind, ModelKind::TextGeneration);
    assert!(found[2].kind_evidence.as_ref().unwrap().is_inherited());
    assert_eq!(found[3].kind, ModelKind::Embedding);
    assert_eq!(found[4].kind, ModelKind::Unknown, "trained further it may be anything, and no file tells");
}

/// An adapter's files are safetensors too and get the same tag; only counts or files distinguish the two.
#[test]
fn a_tag_alone_does_not_make_a_text_model_of_a_derived_one() {
    let found = inherited(&[
        BASE,
        r#"{"id":"a/counted","tags":["safetensors","base_model:finetune:m/base"],"safetensors":{"total":7241732096}}"#,
        r#"{"id":"a/tagged","tags":["safetensors","base_model:finetune:m/base"]}"#,
    ]);
    let kind = |id: &str| found.iter().find(|model| model.id.as_str() == id).unwrap().kind;
    assert_eq!(kind("a/counted"), ModelKind::TextGeneration);
    assert_eq!(kind("a/tagged"), ModelKind::Unknown);
}

proptest! {
    /// Random base models, including cycles: the search ends, and the order of records and bases has no effect.
    #[test]
    fn no_order_matters(links in prop::collection::vec(prop::collection::vec(0usize..12, 0..4), 12), types in prop::collection::vec(0usize..5, 12), turn in 0usize..12) {
        let line = |(at, bases): (usize, &Vec<usize>), reverse: bool| {
            let mut ids: Vec<String> = bases.iter().map(|base| format!("\"m/{base}\"")).collect();
            if reverse {
                ids.reverse();
            }
            let config = ["{}", r#"{"model_type":"llama"}"#, r#"{"model_type":"mistral"}"#, "{}", "{}"][types[at]];
            format!(r#"{{"id":"m/{at}","config":{config},"cardData":{{"base_model":[{}]}}}}"#, ids.join(","))
        };
        let straight: Vec<String> = links.iter().enumerate().map(|link| line(link, false)).collect();
        let mut turned: Vec<String> = links.iter().enumerate().map(|link| line(link, true)).collect();
        turned.rotate_left(turn);
        let families = |lines: &[String]| {
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let mut families: Vec<_> = inherited(&lines).into_iter().map(|model| (model.id, model.architecture.family)).collect();
            families.sort();
            families
        };
        prop_assert_eq!(families(&straight), families(&turned));
    }
}
