//! The downloadable table of all models: one JSON object per line, compressed with gzip. Pure.
//!
//! [`FIELDS`] is the single description of it; its JSON Schema and the data page are made from it.

use crate::plan::{PlannedModel, SitePlan};
use compatibility::{
    architecture::family::Family,
    compatibility::{Confidence, Verdict, WorkerSummary},
    model_format::FormatSet,
    quantization::Quantization,
};
use flate2::{Compression, GzBuilder};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use site::manifest::Moment;
use std::{collections::BTreeMap, io::Write as _};

/// File of the table.
pub const FILE: &str = "data/models.jsonl.gz";

/// File of its JSON Schema.
pub const SCHEMA_FILE: &str = "data/models.schema.json";

/// A field of every row; its meaning is in the texts of the site.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Its JSON type; `null` if a model has no value.
    pub kind: &'static str,
    /// Whether it may be `null`.
    pub is_optional: bool,
}

const fn field(name: &'static str, kind: &'static str) -> Field {
    Field { name, kind, is_optional: false }
}

const fn optional(name: &'static str, kind: &'static str) -> Field {
    Field { name, kind, is_optional: true }
}

/// Every field, in the order of the rows.
pub const FIELDS: [Field; 15] = [
    field("id", "string"),
    field("url", "string"),
    field("kind", "string"),
    optional("family", "string"),
    optional("model_type", "string"),
    optional("parameters", "integer"),
    optional("parameters_evidence", "string"),
    optional("context", "integer"),
    field("licenses", "array"),
    field("access", "string"),
    field("formats", "array"),
    field("verdict", "string"),
    field("confidence", "string"),
    field("workers", "object"),
    optional("changed", "string"),
];

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    url: Url<'a>,
    kind: &'static str,
    family: Option<&'a str>,
    model_type: Option<&'a str>,
    parameters: Option<u64>,
    parameters_evidence: Option<&'static str>,
    context: Option<u64>,
    licenses: Vec<&'a str>,
    access: &'static str,
    formats: FormatSet,
    verdict: Verdict,
    confidence: Confidence,
    workers: BTreeMap<&'a str, WorkerRow>,
    changed: Option<Moment>,
}

#[derive(Serialize)]
struct WorkerRow {
    verdict: Verdict,
    confidence: Confidence,
    formats: FormatSet,
    best_quantization: Option<Quantization>,
    bytes: Option<u64>,
}

struct Url<'a>(&'a str, &'a str);

impl Serialize for Url<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}{}", self.0, self.1))
    }
}

fn row<'a>(plan: &'a SitePlan<'_>, model: &'a PlannedModel, changed: Option<Moment>) -> Row<'a> {
    let metadata = &*model.assessed.metadata;
    let summary = &model.assessed.summary;
    let family = metadata.architecture.family;
    let worker = |summary: &WorkerSummary| {
        let best = summary.best.and_then(|place| metadata.artifacts.get(place as usize));
        let best = best.filter(|_| summary.judgement.verdict >= Verdict::Planned);
        WorkerRow {
            verdict: summary.judgement.verdict,
            confidence: summary.judgement.confidence,
            formats: summary.taken,
            best_quantization: best.and_then(|artifact| artifact.quantization),
            bytes: best.and_then(|artifact| artifact.bytes),
        }
    };
    let ids = plan.catalog.workers.iter().map(|worker| &*worker.id);
    Row {
        id: metadata.id.as_str(),
        url: Url(&plan.frame.origin, &model.href),
        kind: metadata.kind.as_str(),
        family: (family != Family::Unknown).then(|| family.as_str()),
        model_type: metadata.architecture.model_type.as_deref(),
        parameters: metadata.parameters.total,
        parameters_evidence: metadata.parameters.evidence.as_ref().map(|evidence| evidence.field.as_str()),
        context: metadata.context.as_ref().map(|context| context.value),
        licenses: metadata.license.iter().map(|license| license.value.id.as_str()).collect(),
        access: metadata.gating.as_str(),
        formats: metadata.artifacts.iter().fold(FormatSet::EMPTY, |formats, artifact| formats.with(artifact.format)),
        verdict: summary.judgement.verdict,
        confidence: summary.judgement.confidence,
        workers: ids.zip(summary.workers.iter().map(worker)).collect(),
        changed,
    }
}

/// Rows, one per line.
///
/// # Panics
///
/// Never: every row can be serialized, and writing to memory does not fail.
#[must_use]
pub fn lines<'a>(plan: &SitePlan<'_>, models: impl IntoIterator<Item = (&'a PlannedModel, Option<Moment>)>) -> Vec<u8> {
    let mut lines = Vec::new();
    for (model, changed) in models {
        serde_json::to_writer(&mut lines, &row(plan, model, changed)).expect("writing to memory does not fail");
        lines.push(b'\n');
    }
    lines
}

/// All rows as one gzip member, because some programs read only the first. Without date and name, so that the same rows give
/// the same bytes.
///
/// # Panics
///
/// Never: writing to memory does not fail.
#[must_use]
pub fn pack(parts: &[Vec<u8>]) -> Vec<u8> {
    const WRITES: &str = "writing to memory does not fail";
    let mut member = GzBuilder::new().mtime(0).write(Vec::new(), Compression::fast());
    for part in parts {
        member.write_all(part).expect(WRITES);
    }
    member.finish().expect(WRITES)
}

/// The JSON Schema of a row.
#[must_use]
pub fn schema(plan: &SitePlan<'_>) -> String {
    let property = |field: &Field| {
        let kinds = if field.is_optional { json!([field.kind, "null"]) } else { json!(field.kind) };
        (field.name.to_owned(), json!({ "type": kinds, "description": plan.text().by_key("field", field.name) }))
    };
    let properties: Map<String, Value> = FIELDS.iter().map(property).collect();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": plan.addresses.absolute(&plan.addresses.file(SCHEMA_FILE)),
        "title": "A model and its compatibility with the workers",
        "type": "object",
        "required": FIELDS.map(|field| field.name),
        "properties": properties,
    });
    format!("{schema:#}\n")
}
