//! The starter snapshot: enough examples of everything, without contradictions.

use compatibility::{
    architecture::family::Family, artifact::Completeness, model_format::ModelFormat, model_kind::ModelKind,
    model_metadata::ModelMetadata,
};
use generator::pipeline::{self, Understood};
use std::path::Path;

fn starter() -> Understood {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/models/starter.jsonl");
    pipeline::understand(&snapshot::locate(&[file], Path::new("")).unwrap()).unwrap()
}

#[test]
fn it_covers_what_a_first_look_should_show() {
    let starter = starter();
    assert_eq!((starter.malformed.first.len(), starter.repeated()), (0, 0));
    assert!(starter.models.len() >= 200, "{}", starter.models.len());
    let count = |is: &dyn Fn(&ModelMetadata) -> bool| starter.models.iter().filter(|model| is(model)).count();
    for family in Family::ADVERTISED {
        assert!(count(&|model| model.architecture.family == family) >= 10, "{family}");
    }
    let has = |model: &ModelMetadata, format| model.artifacts.iter().any(|artifact| artifact.format == format);
    for format in [
        ModelFormat::Safetensors,
        ModelFormat::Gguf,
        ModelFormat::Pytorch,
        ModelFormat::Gptq,
        ModelFormat::Awq,
        ModelFormat::Mlx,
    ] {
        assert!(count(&|model| has(model, format)) >= 3, "{format}");
    }
    for kind in
        [ModelKind::TextGeneration, ModelKind::Adapter, ModelKind::Embedding, ModelKind::Reward, ModelKind::Multimodal]
    {
        assert!(count(&|model| model.kind == kind) >= 3, "{kind}");
    }
    assert!(count(&|model| model.gating.is_gated()) >= 10);
    assert!(
        count(&|model| matches!(model.architecture.family, Family::Known(_))) >= 20,
        "unsupported ones belong to it"
    );
    assert!(count(&|model| model.parameters.active.is_some()) >= 2, "mixtures that say so");
    let split = |model: &ModelMetadata, format| {
        model.artifacts.iter().any(|artifact| artifact.format == format && artifact.files.len() > 1)
    };
    assert!(count(&|model| split(model, ModelFormat::Gguf)) >= 3);
    assert!(count(&|model| split(model, ModelFormat::Safetensors)) >= 10);
    let ids: Vec<&str> = starter.models.iter().map(|model| model.id.as_str()).collect();
    let has_base =
        |model: &ModelMetadata| model.base_models.iter().any(|base| ids.binary_search(&base.id.as_str()).is_ok());
    assert!(count(&has_base) >= 40);
}

/// Sizes must match parameter counts: the bytes of plain tensors plus a header.
#[test]
fn its_sizes_agree_with_its_parameters() {
    for model in starter().models {
        for artifact in model.artifacts.iter().filter(|artifact| artifact.format == ModelFormat::Safetensors) {
            assert_ne!(artifact.complete, Completeness::Incomplete, "{}", model.id);
            let (Some(bytes), Some(label), Some(total)) =
                (artifact.bytes, artifact.quantization, model.parameters.total)
            else {
                continue;
            };
            let tensors = total * if label.to_string() == "F32" { 4 } else { 2 };
            let header = bytes.checked_sub(tensors).unwrap_or_else(|| panic!("{}: {bytes} < {tensors}", model.id));
            assert!(header < 1 << 20, "{}: {bytes} bytes for {total} parameters", model.id);
        }
    }
}
