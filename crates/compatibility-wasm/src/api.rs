//! The functions behind the bindings, from JSON text to values. They can be tested natively.

use crate::{
    argument::{self, AssessOptions, Model, WorkerFilter},
    assessment::ModelAssessment,
    invalid::Invalid,
};
use compatibility::{
    compatibility::{Summariser, summarise},
    inheritance::BaseIndex,
    model_metadata::ModelMetadata,
    rule::{RULES, Rule},
    worker_catalog::{Worker, WorkerCatalog},
};
use marketplace_sdk::{CompatibilityResult, PlainMetadata, ReadWorker, WorkerEntry};
use serde_json::value::RawValue;
use std::sync::LazyLock;

/// The catalog that ships with the package. The test `tests/it/npm.rs` of the project compares the file and updates it.
static CATALOG: LazyLock<WorkerCatalog> = LazyLock::new(|| {
    // Parsed like workers from callers, so that no second parser is compiled in.
    let workers = serde_json::from_str(include_str!("workers.json")).unwrap_or_default();
    self::workers(workers).unwrap_or_default()
});

/// The catalog that ships with the package.
#[must_use]
pub fn catalog() -> &'static WorkerCatalog {
    &CATALOG
}

/// Whether any worker runs a model.
pub fn is_model_compatible(metadata: &str) -> Result<CompatibilityResult, Invalid> {
    Ok(match Model::read("metadata", metadata)? {
        Model::Plain(plain) => marketplace_sdk::is_model_compatible(&plain),
        Model::Record(record) => marketplace_sdk::is_record_compatible(&record, &CATALOG),
    })
}

/// The indices of the compatible models in a list. Records that cannot be parsed count as incompatible. An item that is
/// not an object is an error.
pub fn filter_compatible_models(models: &str) -> Result<Vec<u32>, Invalid> {
    let summariser = Summariser::new(&CATALOG);
    let mut kept = Vec::new();
    argument::each_model("models", models, |place, model| {
        let is_kept = match model {
            Ok(Model::Plain(plain)) => marketplace_sdk::is_model_compatible(&plain).compatible,
            Ok(Model::Record(record)) => {
                marketplace_sdk::is_compatible(summariser.summarise(&record).judgement.verdict)
            }
            Err(_) => false,
        };
        if is_kept {
            kept.push(place);
        }
    })?;
    Ok(kept)
}

/// Whether a worker that lists these architectures and formats supports a model.
pub fn check_model_worker_compatibility(
    metadata: &str,
    architectures: &str,
    formats: &str,
    max_context: Option<f64>,
) -> Result<CompatibilityResult, Invalid> {
    let model = Model::read("metadata", metadata)?;
    let architectures = argument::words("workerArchitectures", architectures)?;
    let formats = argument::words("workerFormats", formats)?;
    let max_context = argument::tokens("workerMaxContext", max_context)?;
    Ok(match model {
        Model::Plain(plain) => {
            marketplace_sdk::check_model_worker_compatibility(&plain, &architectures, &formats, max_context)
        }
        Model::Record(record) => {
            marketplace_sdk::check_record(&record, &CATALOG, &architectures, &formats, max_context)
        }
    })
}

/// Describes a Hub record by a few names and figures.
pub fn model_metadata_from_huggingface(record: &str) -> Result<PlainMetadata, Invalid> {
    Ok(marketplace_sdk::plain_metadata(&argument::record("record", record)?, &CATALOG))
}

/// The full assessment of a Hub record by the workers.
pub fn assess(record: &str, options: Option<&str>) -> Result<ModelAssessment, Invalid> {
    let mut model = argument::record("record", record)?;
    let options: AssessOptions<'_> =
        options.map(|options| argument::object("options", options)).transpose()?.unwrap_or_default();
    take_over(&mut model, &options.base_models)?;
    let own = options.workers.map(workers).transpose()?;
    let catalog = own.as_ref().unwrap_or(&CATALOG);
    let found = compatibility::compatibility::assess(&model, catalog);
    Ok(ModelAssessment::new(&model, found, &summarise(&model, catalog)))
}

/// Adds the facts that only the records of the base models contain.
fn take_over(model: &mut ModelMetadata, base_models: &[&RawValue]) -> Result<(), Invalid> {
    let read = |(at, part): (usize, &&RawValue)| argument::record(&format!("options.baseModels[{at}]"), part.get());
    let others = base_models.iter().enumerate().map(read).collect::<Result<Vec<_>, _>>()?;
    let inherited = BaseIndex::new(others.iter().chain([&*model])).inherit(model);
    model.take_over(inherited);
    Ok(())
}

fn workers(workers: Vec<ReadWorker>) -> Result<WorkerCatalog, Invalid> {
    let workers: Vec<Worker> = workers.into_iter().map(|worker| worker.0).collect();
    WorkerCatalog::try_from(workers)
        .map_err(|error| Invalid::new("options.workers", format!("cannot be used: {error}")))
}

/// All rules that decide, warn or recommend.
#[must_use]
pub fn rules() -> &'static [Rule] {
    RULES
}

/// The workers of the catalog.
#[must_use]
pub fn list_workers() -> Vec<WorkerEntry> {
    CATALOG.workers.iter().map(WorkerEntry::from).collect()
}

/// The worker with this id.
#[must_use]
pub fn get_worker(id: &str) -> Option<WorkerEntry> {
    CATALOG.get(id).map(WorkerEntry::from)
}

/// The workers that meet all conditions of a filter.
pub fn filter_workers(filter: &str) -> Result<Vec<WorkerEntry>, Invalid> {
    let filter: WorkerFilter = argument::object("filter", filter)?;
    let min_context = filter.min_context_length;
    let min_context =
        min_context.map(|tokens| argument::tokens("filter.minContextLength", Some(tokens))).transpose()?;
    let (architecture, format) = (filter.model_architecture.as_deref(), filter.model_format.as_deref());
    let meets = |worker: &&Worker| {
        filter.worker_type.is_none_or(|asked| worker.worker_type == asked)
            && filter.platform.is_none_or(|asked| worker.platforms.contains(&asked))
            && filter.architecture.is_none_or(|asked| worker.architectures.contains(&asked))
            && min_context.is_none_or(|asked| worker.max_context.is_none_or(|limit| limit >= asked))
            && (architecture.is_none() && format.is_none() || marketplace_sdk::takes(worker, architecture, format))
    };
    Ok(CATALOG.workers.iter().filter(meets).map(WorkerEntry::from).collect())
}

/// The workers that support or advertise an architecture in a format.
#[must_use]
pub fn find_compatible_workers(architecture: &str, format: &str) -> Vec<WorkerEntry> {
    let found = marketplace_sdk::find_compatible_workers(&CATALOG, architecture, format);
    found.into_iter().map(WorkerEntry::from).collect()
}
