//! Tests model kinds with misleading records of types that occur by the hundred in real snapshots.

use compatibility::{
    architecture::family::Family,
    contradiction::Disputed,
    hub_model::HubModel,
    inheritance::BaseIndex,
    model_kind::ModelKind::{self, Adapter, Embedding, Multimodal, Other, Reward, TextGeneration, Unknown},
    model_metadata::ModelMetadata,
};
use proptest::prelude::*;

/// The first record, with the facts inherited from the other records, its base models.
fn model(records: &[&str]) -> ModelMetadata {
    let read = |json: &&str| ModelMetadata::from_huggingface(&HubModel::from_json(json.as_bytes()).unwrap()).unwrap();
    let all: Vec<ModelMetadata> = records.iter().map(read).collect();
    let mut model = all[0].clone();
    model.take_over(BaseIndex::new(&all).inherit(&model));
    model
}

fn kind(records: &[&str]) -> ModelKind {
    model(records).kind
}

fn family(records: &[&str]) -> Family {
    model(records).architecture.family
}

const GTE: &str = r#"{"id":"m/gte-Qwen2","pipeline_tag":"sentence-similarity","library_name":"sentence-transformers",
    "config":{"architectures":["Qwen2ForCausalLM"],"model_type":"qwen2"},"tags":["sentence-transformers","text-generation"]}"#;
const SPEECH: &str = r#"{"id":"m/hi-pretrain-release","pipeline_tag":"text-to-speech","config":{"architectures":["LlamaForCausalLM"],"model_type":"llama"}}"#;

/// Holds whether or not files and sizes are known, and although the base is tagged as quantized.
#[test]
fn a_converted_adapter_is_one() {
    let base = r#"{"id":"m/gemma-3-4b-it","config":{"model_type":"gemma3_text"},"pipeline_tag":"text-generation"}"#;
    let adapter = |siblings: &str| {
        format!(
            r#"{{"id":"a/gutenberg-v2-F16-GGUF","tags":["gguf","gguf-my-lora","base_model:m/gemma-3-4b-it",
                "base_model:quantized:m/gemma-3-4b-it"],"siblings":[{siblings}]}}"#
        )
    };
    let file = r#"{"rfilename":"gutenberg-v2-f16.gguf","size":153716192}"#;
    for siblings in ["", r#"{"rfilename":"gutenberg-v2-f16.gguf"}"#, file] {
        assert_eq!(kind(&[&adapter(siblings), base]), Adapter, "{siblings}");
    }
    let whole = adapter(file).replace("gguf-my-lora", "gguf-my-repo");
    assert_ne!(kind(&[&whole, base]), Adapter);
}

#[test]
fn a_gguf_copy_of_an_embedding_model_is_one() {
    let copy = r#"{"id":"a/gte-Qwen2-GGUF","gguf":{"architecture":"qwen2"},"tags":["gguf","conversational","base_model:quantized:m/gte-Qwen2"]}"#;
    let found = model(&[copy, GTE]);
    assert_eq!(found.kind, Embedding);
    assert_eq!(found.kind_evidence.unwrap().model.as_ref().unwrap().as_str(), "m/gte-Qwen2");
    // A copy of a copy.
    let second =
        r#"{"id":"b/again","gguf":{"architecture":"qwen2"},"tags":["gguf","base_model:quantized:a/gte-Qwen2-GGUF"]}"#;
    assert_eq!(kind(&[second, copy, GTE]), Embedding);
    // A fine-tuned model may generate text.
    let tuned = r#"{"id":"b/chat","gguf":{"architecture":"qwen2"},"tags":["gguf","base_model:finetune:m/gte-Qwen2"]}"#;
    assert_eq!(kind(&[tuned, GTE]), TextGeneration);
}

#[test]
fn copies_of_reward_models_and_classifiers_do_not_write() {
    let copy = r#"{"id":"a/copy","gguf":{"architecture":"llama"},"tags":["gguf","conversational","base_model:quantized:m/base"]}"#;
    let classifier = r#"{"id":"m/base","pipeline_tag":"text-classification","config":{"architectures":["LlamaForSequenceClassification"]}}"#;
    let reward = r#"{"id":"m/base","config":{"architectures":["LlamaForRewardModel"]}}"#;
    let writer = r#"{"id":"m/base","pipeline_tag":"text-generation","config":{"model_type":"llama"}}"#;
    assert_eq!([classifier, reward, writer].map(|base| kind(&[copy, base])), [Other, Reward, TextGeneration]);
}

#[test]
fn the_name_of_a_base_tells_what_a_copy_is_where_its_record_is_missing() {
    let copy = |base: &str| {
        format!(r#"{{"id":"a/T5-xxl-GGUF","tags":["gguf","conversational","base_model:quantized:{base}"]}}"#)
    };
    assert_eq!(kind(&[&copy("Qwen/Qwen3-Embedding-0.6B")]), Embedding);
    assert_eq!(kind(&[&copy("Qwen/Qwen3-0.6B")]), TextGeneration);
}

#[test]
fn speech_models_are_known_by_tag_name_class_or_base() {
    let writer = |id: &str, tags: &str| {
        format!(
            r#"{{"id":"{id}","pipeline_tag":"text-generation","library_name":"transformers","tags":["transformers","safetensors","llama"{tags}]}}"#
        )
    };
    for (id, tags, expected) in [
        ("a/release", r#","text-to-speech""#, Other),
        ("a/swahili", r#","Text-to-Speech""#, Other),
        ("a/TTS_new", "", Other),
        ("a/spark_tts_finetune", "", Other),
        ("a/KaniTTS-large", "", Other),
        ("a/Veena-ft", r#","base_model:finetune:b/orpheus-3b-0.1-ft""#, Other),
        ("a/Veena-GGUF", r#","base_model:quantized:b/Malaysian-TTS-1.7B""#, Other),
        ("a/kilowatts-8B", "", TextGeneration),
        // Words about the data: text for a speech system, and cleanup of transcripts.
        ("a/verbalizer", r#","tts""#, TextGeneration),
        ("a/cleanup", r#","automatic-speech-recognition","speech""#, TextGeneration),
    ] {
        assert_eq!(kind(&[&writer(id, tags)]), expected, "{id} {tags}");
    }
    let by_class = r#"{"id":"a/pt","config":{"architectures":["KaniTTS2ForCausalLM"]}}"#;
    assert_eq!(kind(&[by_class]), Other);
    for relation in ["quantized", "finetune"] {
        let made = writer("a/hindi", &format!(r#","conversational","base_model:{relation}:m/hi-pretrain-release""#));
        assert_eq!(kind(&[&made, SPEECH]), Other, "{relation}");
    }
}

#[test]
fn a_multimodal_model_that_also_speaks_stays_multimodal() {
    let omni = r#"{"id":"a/omni","pipeline_tag":"any-to-any","tags":["text-to-speech"],"config":{"model_type":"qwen2_5_omni"}}"#;
    assert_eq!(kind(&[omni]), Multimodal);
}

#[test]
fn a_stated_task_that_the_type_bears_out_outranks_a_word_of_the_name() {
    let named = |name: &str, rest: &str| format!(r#"{{"id":"a/{name}","pipeline_tag":"text-generation"{rest}}}"#);
    let llama = r#","library_name":"transformers","tags":["transformers","safetensors","llama"]"#;
    let mistral = r#","config":{"model_type":"mistral"}"#;
    for (name, rest, expected) in [
        ("school-of-reward-hacks-sft", llama, TextGeneration),
        ("Llama-3-DPO-prm-pairs", llama, TextGeneration),
        ("bactrian-high-nv-embed", mistral, TextGeneration),
        // The template of the copy's author states the task, but nothing supports it.
        ("granite-embedding-125m-GGUF", r#","tags":["gguf"]"#, Embedding),
        ("Skywork-Reward-8B", r#","config":{"architectures":["LlamaForSequenceClassification"]}"#, Reward),
    ] {
        assert_eq!(kind(&[&named(name, rest)]), expected, "{name}");
    }
    let without_task = r#"{"id":"a/Skywork-Reward-8B","config":{"model_type":"llama"}}"#;
    assert_eq!(kind(&[without_task]), Reward);
}

#[test]
fn a_multimodal_type_is_the_same_by_its_tag_or_its_base() {
    let base = |name: &str| {
        format!(r#"{{"id":"m/base","pipeline_tag":"image-text-to-text","config":{{"model_type":"{name}"}}}}"#)
    };
    let file = |name: &str| format!(r#""siblings":[{{"rfilename":"m.Q8_0.gguf","size":7303625600}}{name}]"#);
    for (of_type, expected) in [("gemma3n", TextGeneration), ("qwen3_5", TextGeneration), ("qwen2_vl", Multimodal)] {
        for chat in ["", r#","conversational""#] {
            let by_tag = format!(r#"{{"id":"a/x","tags":["transformers","gguf","{of_type}"{chat}],{}}}"#, file(""));
            let by_base = format!(r#"{{"id":"a/x","tags":["gguf","base_model:quantized:m/base"{chat}],{}}}"#, file(""));
            // The GGUF files of this type are never plain, and no tag says that it accepts images.
            let expected_by_tag = if expected == Multimodal { Unknown } else { expected };
            assert_eq!(kind(&[&by_tag]), expected_by_tag, "{of_type} {chat}");
            if chat.is_empty() {
                assert_eq!(kind(&[&by_base, &base(of_type)]), expected, "{of_type}");
            }
        }
    }
    let projector = file(r#",{"rfilename":"mmproj-f16.gguf","size":900000000}"#);
    let with_projector =
        format!(r#"{{"id":"a/x","tags":["transformers","gguf","gemma3n","conversational"],{projector}}}"#);
    assert_eq!(kind(&[&with_projector]), Unknown);
    let vision = |of_type: &str| {
        format!(r#"{{"id":"a/v","pipeline_tag":"text-generation","config":{{"model_type":"{of_type}"}}}}"#)
    };
    assert_eq!([vision("phi3_v"), vision("qwen3_5")].map(|json| kind(&[&json])), [Multimodal, TextGeneration]);
}

#[test]
fn gguf_files_of_a_decoder_type_need_no_chat_template() {
    let by_file = r#"{"id":"a/x","tags":["transformers","gguf","llama"],"siblings":[{"rfilename":"unsloth.Q4_K_M.gguf","size":4920734080}]}"#;
    let by_tag = r#"{"id":"a/x","tags":["transformers","gguf","qwen3","base_model:quantized:b/missing"]}"#;
    let safetensors = r#"{"id":"a/x","tags":["transformers","safetensors","llama"]}"#;
    let encoder = r#"{"id":"a/x","tags":["transformers","gguf","bert"]}"#;
    assert_eq!(
        [by_file, by_tag, safetensors, encoder].map(|json| kind(&[json])),
        [TextGeneration, TextGeneration, Unknown, Unknown]
    );
    let base = r#"{"id":"m/base","config":{"model_type":"llama"}}"#;
    let copy = r#"{"id":"a/x","tags":["gguf","base_model:quantized:m/base"]}"#;
    let found = model(&[copy, base]);
    assert_eq!((found.kind, found.kind_evidence.unwrap().value.as_str()), (TextGeneration, "llama"));
}

#[test]
fn a_tag_that_names_and_bases_contradict_tells_no_family() {
    let tagged = |name: &str, tag: &str, base: &str| {
        format!(r#"{{"id":"a/{name}","tags":["transformers","gguf","{tag}","base_model:quantized:{base}"]}}"#)
    };
    for (name, tag, base, expected) in [
        ("Llama-3-Groq-8B-GGUF", "mistral", "b/Llama-3-Groq-8B", Family::Unknown),
        ("GLM-4-GGUF", "mistral", "b/GLM-4", Family::Unknown),
        ("Yi-34B-GGUF", "mistral", "b/Yi-34B", Family::Unknown),
        ("BioMistral-7B-GGUF", "mistral", "b/BioMistral-7B", Family::Mistral),
        ("Yi-34B-GGUF", "llama", "b/Yi-34B", Family::Llama),
        ("R1-Distill-Qwen-7B-GGUF", "qwen2", "b/DeepSeek-R1-Distill-Qwen-7B", Family::Qwen),
        ("Llama-3.2-6B-MoE", "mixtral", "b/Llama-3.2-3B", Family::Mistral),
        ("translator-of-llama3", "mistral", "b/mistral-7b", Family::Mistral),
    ] {
        assert_eq!(family(&[&tagged(name, tag, base)]), expected, "{name} {tag}");
    }
    let disputed = |records: &[&str]| {
        let found = model(records).contradictions;
        let sides = found.iter().map(|found| (found.about, found.dropped.field.as_str(), found.against.field.as_str()));
        sides.collect::<Vec<_>>()
    };
    let glm = tagged("GLM-4-GGUF", "mistral", "b/GLM-4");
    assert_eq!(disputed(&[&glm]), [(Disputed::Architecture, "tags", "name")]);
    assert_eq!(disputed(&[&tagged("BioMistral-7B-GGUF", "mistral", "b/BioMistral-7B")]), []);
    // The record of the base is more reliable, and the names are inconclusive here.
    let qwen = r#"{"id":"m/solar","config":{"model_type":"qwen2"}}"#;
    assert_eq!(family(&[&tagged("solar-GGUF", "mistral", "m/solar"), qwen]), Family::Qwen);
    let tuned = r#"{"id":"a/solar-ft","tags":["transformers","safetensors","mistral","base_model:finetune:m/solar"]}"#;
    assert_eq!(family(&[tuned, qwen]), Family::Unknown);
    assert_eq!(disputed(&[tuned, qwen]), [(Disputed::Architecture, "tags", "config.model_type")]);
    let by_base = model(&[tuned, qwen]).contradictions[0].against.clone();
    assert_eq!(by_base.model.as_ref().unwrap().as_str(), "m/solar");
    let vision = r#"{"id":"a/vlm","tags":["transformers","safetensors","idefics3","base_model:quantized:m/solar"]}"#;
    assert_eq!(family(&[vision, qwen]), Family::Known("idefics"));
    // Phi 4 saved with Llama's architecture.
    let phi = r#"{"id":"m/phi-4","config":{"model_type":"phi3"}}"#;
    let saved = r#"{"id":"a/phi-4-ft","tags":["transformers","safetensors","llama","base_model:finetune:m/phi-4"]}"#;
    assert_eq!(family(&[saved, phi]), Family::Llama);
}

#[test]
fn a_class_of_another_family_than_the_only_type_tag_tells_no_family() {
    let stated = |class: &str, tags: &str| {
        format!(
            r#"{{"id":"a/x","config":{{"architectures":["{class}"]}},"tags":["transformers","safetensors",{tags}]}}"#
        )
    };
    for (class, tags, expected) in [
        ("PhiForCausalLM", r#""llama","phi""#, Family::Unknown),
        ("PhiForCausalLM", r#""llama""#, Family::Unknown),
        ("PhiForCausalLM", r#""phi""#, Family::Phi),
        ("LlamaForCausalLM", r#""llama","mistral""#, Family::Llama),
        ("LlamaForCausalLM", r#""chat""#, Family::Llama),
    ] {
        let found = model(&[&stated(class, tags)]);
        assert_eq!(found.architecture.family, expected, "{class} {tags}");
        let is_disputed = found.contradictions.iter().any(|found| found.about == Disputed::Architecture);
        assert_eq!(is_disputed, expected == Family::Unknown, "{class} {tags}");
    }
    let config = r#"{"id":"a/x","config":{"model_type":"llama","architectures":["Qwen2ForCausalLM"]}}"#;
    let found = model(&[config]);
    assert_eq!(found.contradictions[0].dropped.field.as_str(), "config.model_type");
    assert_eq!(found.contradictions[0].against.value, "Qwen2ForCausalLM");
}

proptest! {
    /// The order of tags and files never matters.
    #[test]
    fn the_order_of_tags_and_files_never_matters(
        tags in Just(["transformers", "gguf", "llama", "conversational", "text-to-speech", "reward-model", "dspark",
            "base_model:quantized:m/hi-pretrain-release", "base_model:quantized:m/gte-Qwen2", "phi"]).prop_shuffle(),
        files in Just(["m.Q8_0.gguf", "mmproj.gguf", "adapter_config.json", "model.safetensors"]).prop_shuffle(),
        some in 0usize..10,
    ) {
        let json = |mut tags: Vec<&str>, mut files: Vec<&str>, is_sorted: bool| {
            if is_sorted {
                tags.sort_unstable();
                files.sort_unstable();
            }
            let files: Vec<_> = files.iter().map(|file| serde_json::json!({ "rfilename": file })).collect();
            serde_json::json!({ "id": "a/x", "tags": tags, "siblings": files }).to_string()
        };
        let (tags, files) = (tags[..some].to_vec(), files[..some.min(4)].to_vec());
        let (given, sorted) = (json(tags.clone(), files.clone(), false), json(tags, files, true));
        let (given, sorted) = (model(&[&given, GTE, SPEECH]), model(&[&sorted, GTE, SPEECH]));
        prop_assert_eq!((given.kind, given.architecture.family), (sorted.kind, sorted.architecture.family));
    }
}
