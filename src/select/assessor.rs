//! `Assessor`: models with what the workers make of them, and of each of their sets of files.

use super::AssessedModel;
use compatibility::{
    compatibility::{Judged, Judgement, Summariser, Verdict},
    model_metadata::ModelMetadata,
    worker_catalog::{Worker, WorkerCatalog},
};

/// A catalog made ready for many models.
#[derive(Debug)]
pub struct Assessor<'a> {
    summariser: Summariser<'a>,
    /// One worker of those that load the same.
    workers: Vec<&'a Worker>,
}

impl<'a> Assessor<'a> {
    /// Compares the workers of a catalog.
    #[must_use]
    pub fn new(catalog: &'a WorkerCatalog) -> Self {
        let mut workers: Vec<&Worker> = Vec::new();
        for worker in &catalog.workers {
            if workers.iter().all(|known| known.formats != worker.formats) {
                workers.push(worker);
            }
        }
        Self { summariser: Summariser::new(catalog), workers }
    }

    /// What the workers make of a model.
    #[must_use]
    pub fn assess(&self, metadata: Box<ModelMetadata>) -> AssessedModel {
        let summary = self.summariser.summarise(&metadata);
        // Of the others no list says anything, and one set has the model's judgement.
        let is_told_apart = summary.judgement.verdict >= Verdict::Planned && metadata.artifacts.len() > 1;
        let sets = if is_told_apart { self.sets(&metadata) } else { Box::default() };
        AssessedModel { metadata, summary, sets }
    }

    /// The best judgement of each set.
    fn sets(&self, metadata: &ModelMetadata) -> Box<[Judgement]> {
        let mut by_worker = self.workers.iter().map(|worker| Judged::artifacts(metadata, worker));
        let mut best: Vec<Judgement> = Vec::with_capacity(metadata.artifacts.len());
        best.extend(by_worker.next().into_iter().flatten().map(|judged| judged.judgement()));
        for judged in by_worker {
            for (best, judged) in best.iter_mut().zip(judged) {
                *best = (*best).max(judged.judgement());
            }
        }
        best.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use compatibility::hub_model::HubModel;

    fn catalog() -> WorkerCatalog {
        let cases: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/fixtures/compatibility-cases.json")).unwrap();
        serde_json::from_value(cases["catalogs"]["rbee"].clone()).unwrap()
    }

    /// The best of the sets has the model's judgement, and sets that no worker loads have their own.
    #[test]
    fn each_set_has_its_own_judgement() {
        let catalog = catalog();
        let json =
            br#"{"id": "a/b", "pipeline_tag": "text-generation", "config": {"model_type": "llama"}, "siblings": [
            {"rfilename": "config.json"}, {"rfilename": "tokenizer.json"}, {"rfilename": "model.safetensors"},
            {"rfilename": "pytorch_model.bin"}]}"#;
        let metadata = ModelMetadata::from_huggingface(&HubModel::from_json(json).unwrap()).unwrap();
        let model = Assessor::new(&catalog).assess(Box::new(metadata));
        let verdicts: Vec<Verdict> = (0..2).map(|place| model.judgement_of_set(place).verdict).collect();
        assert_eq!(verdicts, [Verdict::Runs, Verdict::No]);
        assert_eq!(model.judgement_of_set(0), model.summary.judgement);
    }
}
