//! Workers as JSON: the format of the legacy catalog, with additional fields.

use compatibility::{
    model_format::ModelFormat,
    worker_catalog::{Worker, WorkerCatalog},
};
use serde_json::{Value, json};

/// `/workers/index.json`.
#[must_use]
pub fn index(catalog: &WorkerCatalog) -> String {
    let workers: Vec<Value> = catalog.workers.iter().map(value).collect();
    text(&json!({ "workers": workers }))
}

/// `/workers/<id>.json`.
#[must_use]
pub fn entry(worker: &Worker) -> String {
    text(&value(worker))
}

fn text(value: &Value) -> String {
    format!("{value:#}\n")
}

fn value(worker: &Worker) -> Value {
    let formats: Vec<ModelFormat> = worker.formats.iter().map(|support| support.format).collect();
    json!({
        "id": worker.id,
        "implementation": worker.implementation,
        "worker_type": worker.worker_type,
        "version": worker.version,
        "platforms": worker.platforms,
        "architectures": worker.architectures,
        "name": worker.name,
        "description": worker.description,
        "license": worker.license,
        "pkgbuild_url": worker.package.pkgbuild_url,
        "build_system": worker.package.build_system,
        "source": worker.package.source,
        "build": worker.package.build,
        "depends": worker.package.depends,
        "makedepends": worker.package.makedepends,
        "binary_name": worker.package.binary_name,
        "install_path": worker.package.install_path,
        "supported_formats": formats,
        "max_context_length": worker.max_context,
        "supports_streaming": worker.supports_streaming,
        "supports_batching": worker.supports_batching,
        "formats": worker.formats,
        "run_command": worker.run_command,
        "claim": worker.claim,
    })
}
