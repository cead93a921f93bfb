//! `Assessor`: judges models and their variants for every worker.

use crate::select::AssessedModel;
use compatibility::{
    compatibility::{Judgement, Summariser, Verdict},
    model_metadata::ModelMetadata,
    worker_catalog::WorkerCatalog,
};

/// A catalog prepared for judging many models.
#[derive(Debug)]
pub struct Assessor<'a>(Summariser<'a>);

impl<'a> Assessor<'a> {
    /// Prepares the workers of a catalog.
    #[must_use]
    pub fn new(catalog: &'a WorkerCatalog) -> Self {
        Self(Summariser::new(catalog))
    }

    /// Judges a model.
    #[must_use]
    pub fn assess(&self, metadata: Box<ModelMetadata>) -> AssessedModel {
        // A single variant has the model's judgement.
        let is_several = metadata.artifacts.len() > 1;
        let mut variants: Vec<Judgement> = Vec::with_capacity(if is_several { metadata.artifacts.len() } else { 0 });
        let summary = self.0.summarise_each(&metadata, |place, judgement| match variants.get_mut(place) {
            Some(best) => *best = (*best).max(judgement),
            None if is_several => variants.push(judgement),
            None => {}
        });
        // Models without a supported variant are in no list.
        if summary.judgement.verdict < Verdict::Planned {
            variants = Vec::new();
        }
        AssessedModel { metadata, summary, variants: variants.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use compatibility::hub_model::HubModel;

    fn catalog() -> WorkerCatalog {
        let cases: serde_json::Value =
            serde_json::from_str(include_str!("../../../../tests/fixtures/compatibility-cases.json")).unwrap();
        serde_json::from_value(cases["catalogs"]["rbee"].clone()).unwrap()
    }

    /// The best variant has the model's judgement, and unsupported variants have their own.
    #[test]
    fn each_set_has_its_own_judgement() {
        let catalog = catalog();
        let json =
            br#"{"id": "a/b", "pipeline_tag": "text-generation", "config": {"model_type": "llama"}, "siblings": [
            {"rfilename": "config.json"}, {"rfilename": "tokenizer.json"}, {"rfilename": "model.safetensors"},
            {"rfilename": "pytorch_model.bin"}]}"#;
        let metadata = ModelMetadata::from_huggingface(&HubModel::from_json(json).unwrap()).unwrap();
        let model = Assessor::new(&catalog).assess(Box::new(metadata));
        let verdicts: Vec<Verdict> = (0..2).map(|place| model.judgement_of_variant(place).verdict).collect();
        assert_eq!(verdicts, [Verdict::Runs, Verdict::No]);
        assert_eq!(model.judgement_of_variant(0), model.summary.judgement);
    }
}
