//! `audit --dump`: one line per model, for further analysis.

use super::Judged;
use crate::cli::Failure;
use compatibility::{
    compatibility::{Confidence, Judgement, Verdict},
    model_format::ModelFormat,
    model_kind::ModelKind,
    worker_catalog::WorkerCatalog,
};
use durable_files::{Durability, atomic_file};
use generator::select::funnel::{evidence, formats};
use serde::Serialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::{self, BufWriter, Write as _},
    path::Path,
};

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    kind: ModelKind,
    family: &'static str,
    model_type: Option<&'a str>,
    evidence: &'static str,
    formats: BTreeSet<&'static str>,
    quantizations: BTreeSet<String>,
    parameters: Option<u64>,
    context: Option<u64>,
    verdict: Verdict,
    confidence: Confidence,
    selected: bool,
    left_out: Option<&'static str>,
    workers: BTreeMap<&'a str, Judgement>,
}

impl<'a> Line<'a> {
    fn new((model, left_out): &'a Judged, catalog: &'a WorkerCatalog) -> Self {
        let metadata = &model.metadata;
        let summary = &model.summary;
        let workers = catalog.workers.iter().zip(&summary.workers);
        let labels = metadata.artifacts.iter().filter_map(|artifact| artifact.quantization);
        Self {
            id: metadata.id.as_str(),
            kind: metadata.kind,
            family: metadata.architecture.family.as_str(),
            model_type: metadata.architecture.model_type.as_deref(),
            evidence: evidence(metadata),
            formats: formats(metadata).iter().map(ModelFormat::as_str).collect(),
            quantizations: labels.map(|label| label.to_string()).collect(),
            parameters: metadata.parameters.total,
            context: metadata.context.as_ref().map(|context| context.value),
            verdict: summary.judgement.verdict,
            confidence: summary.judgement.confidence,
            selected: left_out.is_none(),
            left_out: *left_out,
            workers: workers.map(|(worker, summary)| (&*worker.id, summary.judgement)).collect(),
        }
    }
}

/// One line without its line break.
pub(super) fn line(model: &Judged, catalog: &WorkerCatalog) -> serde_json::Result<String> {
    serde_json::to_string(&Line::new(model, catalog))
}

/// Replaces the file atomically: readers see all lines or none.
pub(super) fn write(file: &Path, models: &[Judged], catalog: &WorkerCatalog) -> Result<(), Failure> {
    let written = atomic_file::replace(file, Durability::PowerLoss, |out| write_lines(out, models, catalog));
    written.map_err(|error| {
        let error = anyhow::Error::new(error).context(format!("cannot write `{}`", file.display()));
        Failure::new(error).with_hint("check that its folder exists and can be written to")
    })
}

fn write_lines(file: &mut File, models: &[Judged], catalog: &WorkerCatalog) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    for model in models {
        serde_json::to_writer(&mut out, &Line::new(model, catalog))?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
