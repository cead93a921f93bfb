//! `audit --dump`: one line for each model, for whatever else is to be counted.

use super::{
    Judged,
    funnel::{evidence, formats},
};
use crate::cli::Failure;
use compatibility::{
    compatibility::{Confidence, Judgement, Verdict},
    model_kind::ModelKind,
    worker_catalog::WorkerCatalog,
};
use serde::Serialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{self, BufWriter, Write as _},
    path::{Path, PathBuf},
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
            formats: formats(metadata),
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

/// One line, without its end.
pub(super) fn line(model: &Judged, catalog: &WorkerCatalog) -> serde_json::Result<String> {
    serde_json::to_string(&Line::new(model, catalog))
}

/// Writes beside the file and renames: whoever reads it sees all lines or none.
pub(super) fn write(file: &Path, models: &[Judged], catalog: &WorkerCatalog) -> Result<(), Failure> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(format!(".{}.part", std::process::id()));
    let beside = PathBuf::from(beside);
    let written = write_lines(&beside, models, catalog).and_then(|()| fs::rename(&beside, file));
    written.map_err(|error| {
        // It may not be there at all, and what matters is the first failure.
        let _ = fs::remove_file(&beside);
        let error = anyhow::Error::new(error).context(format!("cannot write `{}`", file.display()));
        Failure::new(error).with_hint("check that its folder exists and can be written to")
    })
}

fn write_lines(file: &Path, models: &[Judged], catalog: &WorkerCatalog) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(file)?);
    for model in models {
        serde_json::to_writer(&mut out, &Line::new(model, catalog))?;
        out.write_all(b"\n")?;
    }
    out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}
