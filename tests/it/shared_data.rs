//! The 135,000 real records: none is lost, and the program finds the architecture as often as promised.

use crate::requirement;
use compatibility::{
    architecture::{class_name, family::Family, model_type},
    hub_model::HubModel,
    inheritance::BaseIndex,
    model_metadata::ModelMetadata,
};
use generator::pipeline;
use snapshot::{Batch, Batches};
use std::path::Path;

#[test]
fn no_record_is_lost() {
    let Some(folder) = requirement::shared_data("shared_data::no_record_is_lost") else { return };
    let understood = pipeline::understand(&snapshot::locate(&[folder], Path::new("")).unwrap()).unwrap();
    assert_eq!(understood.malformed.first, []);
    assert_eq!(understood.records, 134_982 + 1_191);
    assert_eq!(understood.models.len(), 134_982);
    for model in &understood.models {
        for artifact in &model.artifacts {
            assert!(artifact.weights_bytes != Some(0), "{}: weights of no bytes", model.id);
        }
    }
}

/// Lower limits for the figures of the accuracy program. `cargo run --release -p modelpress-benches --bin accuracy --
/// PATH` prints all of them.
#[test]
fn a_hidden_architecture_is_found() {
    let Some(folder) = requirement::shared_data("shared_data::a_hidden_architecture_is_found") else { return };
    let files = snapshot::locate(&[folder.join("hub-models.jsonl.zst")], Path::new("")).unwrap();
    let batches: Vec<Batch> = Batches::new(&files).map(Result::unwrap).collect();
    let records: Vec<HubModel<'_>> =
        batches.iter().flat_map(Batch::records).map(|(_, json)| HubModel::from_json(json).unwrap()).collect();
    let models: Vec<ModelMetadata> =
        records.iter().map(|record| ModelMetadata::from_huggingface(record).unwrap()).collect();
    let index = BaseIndex::new(&models);
    let (mut named, mut right) = (0, 0);
    for (record, visible) in records.iter().zip(&models) {
        let Some(config) = &record.config else { continue };
        let Some(name) = config.model_type.as_deref() else { continue };
        let stated = model_type::known(name).map_or(Family::Unknown, |known| known.family);
        let is_look_alike = matches!(stated, Family::Known(_)) && visible.architecture.family.is_advertised();
        assert!(!is_look_alike, "{} is a {name}", visible.id);
        let by_class = config.architectures.first().and_then(|class| class_name::known(class));
        if by_class.is_some_and(|class| class.known.family != stated) {
            continue;
        }
        let hidden = HubModel { config: None, gguf: None, ..record.clone() };
        let mut model = ModelMetadata::from_huggingface(&hidden).unwrap();
        model.take_over(index.inherit(&model));
        named += usize::from(model.architecture.family != Family::Unknown);
        right += usize::from(model.architecture.family == stated && stated != Family::Unknown);
    }
    assert!(named >= 11_000, "{named} named");
    assert!(right * 100 >= named * 99, "{right} of {named} right");
}
