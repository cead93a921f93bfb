//! The JSON alternate of a model's page. It is made from the page itself, so that the two cannot differ.
//!
//! Its fields are a public interface; `docs/data.md` describes them. Unknown values are `null` or absent, never zero.

use crate::{
    display::{
        figures::{Bits, Memory},
        sentence::Sentence,
        verdict::Shown,
    },
    pages::model::view::{
        ArtifactRow, BaseLink, Datum, Fact, FileLink, Label, ModelPage, Neighbour, ReasonGroup, WorkerRow,
    },
};
use compatibility::{
    artifact::Completeness,
    compatibility::{Confidence, Verdict},
    model_format::ModelFormat,
    quantization::Quantization,
};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::fmt;

/// Name and version of the format.
pub const SCHEMA: &str = "modelpress-model-2";

/// Appends the alternate of a page.
///
/// # Panics
///
/// Never: writing to memory does not fail, and every value has a form in JSON.
pub fn push(page: &ModelPage<'_>, to: &mut Vec<u8>) {
    serde_json::to_writer(&mut *to, &model(page)).expect("a page always fits into memory");
    to.push(b'\n');
}

#[derive(Serialize)]
struct ModelJson<'a> {
    schema: &'static str,
    id: &'a str,
    owner: Option<&'a str>,
    name: &'a str,
    url: &'a str,
    hub: &'a str,
    indexable: bool,
    description: &'a str,
    #[serde(flatten)]
    judged: Judged<'a>,
    workers: Vec<WorkerJson<'a>>,
    reasons: Vec<ReasonsJson<'a>>,
    warnings: Vec<String>,
    variants: Vec<VariantJson<'a>>,
    facts: Vec<FactJson<'a>>,
    commands: Vec<CommandJson<'a>>,
    made_from: Vec<BaseJson<'a>>,
    made_into: Vec<&'a RawValue>,
    similar: Vec<&'a RawValue>,
    copy_of: Option<&'a RawValue>,
    instead: Vec<&'a RawValue>,
}

/// A judgement for programs, with its words.
#[derive(Serialize)]
struct Judged<'a> {
    verdict: Verdict,
    confidence: Confidence,
    words: &'a str,
}

impl<'a> Judged<'a> {
    fn new(shown: Shown, page: &'a ModelPage<'_>) -> Self {
        Self { verdict: shown.0.verdict, confidence: shown.0.confidence, words: shown.words(&page.frame.text) }
    }
}

#[derive(Serialize)]
struct WorkerJson<'a> {
    id: &'a str,
    name: &'a str,
    #[serde(flatten)]
    judged: Judged<'a>,
    best_set: Option<Text<Label>>,
    #[serde(flatten)]
    weights: Weights,
}

/// The weights in the memory of a worker.
#[derive(Serialize)]
struct Weights {
    weights_bytes: Option<u64>,
    weights_estimated: bool,
}

impl From<Memory> for Weights {
    fn from(memory: Memory) -> Self {
        Self { weights_bytes: memory.bytes, weights_estimated: memory.is_estimated && memory.bytes.is_some() }
    }
}

#[derive(Serialize)]
struct ReasonsJson<'a> {
    workers: &'a [&'a str],
    variant: Option<Text<Label>>,
    reasons: Vec<ReasonJson>,
}

#[derive(Serialize)]
struct ReasonJson {
    code: &'static str,
    text: String,
}

#[derive(Serialize)]
struct VariantJson<'a> {
    format: ModelFormat,
    quantization: Option<Quantization>,
    file: Option<&'a str>,
    url: Option<Text<FileLink<'a>>>,
    files: usize,
    complete: Completeness,
    bytes: Option<u64>,
    bits_per_weight: Option<f64>,
    bits_per_weight_usual: bool,
    weights: Vec<Weights>,
    verdicts: Vec<SetVerdict<'a>>,
}

#[derive(Serialize)]
struct SetVerdict<'a> {
    workers: Vec<&'a str>,
    #[serde(flatten)]
    judged: Judged<'a>,
}

#[derive(Serialize)]
struct FactJson<'a> {
    fact: &'static str,
    value: &'a Datum,
    text: &'a str,
    evidence: Option<&'a str>,
}

#[derive(Serialize)]
struct CommandJson<'a> {
    worker: &'a str,
    command: &'a str,
}

#[derive(Serialize)]
struct BaseJson<'a> {
    id: &'a str,
    url: Option<Absolute<'a>>,
    hub: &'a str,
}

/// Serializes the `Display` text of a value.
struct Text<T>(T);

impl<T: fmt::Display> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A URL with scheme and host.
struct Absolute<'a>(&'a str, &'a str);

impl Serialize for Absolute<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}{}", self.0, self.1))
    }
}

fn model<'a>(page: &'a ModelPage<'_>) -> ModelJson<'a> {
    let origin = page.frame.origin.as_str();
    let links = |neighbours: &[Neighbour<'a>]| neighbours.iter().map(|neighbour| neighbour.json).collect();
    let base = |base: &'a BaseLink<'_>| BaseJson {
        id: base.id,
        url: base.href.map(|href| Absolute(origin, href)),
        hub: &base.hub,
    };
    ModelJson {
        schema: SCHEMA,
        id: page.id,
        owner: page.owner,
        name: page.name,
        url: &page.meta.canonical,
        hub: &page.hub,
        indexable: page.meta.is_indexable,
        description: &page.meta.description,
        judged: Judged::new(page.verdict, page),
        workers: page.workers.iter().map(|row| worker(page, row)).collect(),
        reasons: page.groups.iter().zip(&page.reasons).map(|(workers, group)| reasons(workers, group)).collect(),
        warnings: page.warnings.iter().map(Sentence::text).collect(),
        variants: page.artifacts.iter().map(|row| variant(page, row)).collect(),
        facts: page.facts.iter().map(fact).collect(),
        commands: page.commands.iter().map(|run| CommandJson { worker: run.id, command: &run.line }).collect(),
        made_from: page.bases.iter().map(base).collect(),
        made_into: links(&page.derived),
        similar: links(&page.similar),
        copy_of: page.copy_of.map(|original| original.json),
        instead: links(&page.instead),
    }
}

fn worker<'a>(page: &'a ModelPage<'_>, row: &'a WorkerRow<'_>) -> WorkerJson<'a> {
    WorkerJson {
        id: row.id,
        name: row.name,
        judged: Judged::new(row.verdict, page),
        best_set: row.best.map(Text),
        weights: row.memory.into(),
    }
}

fn reasons<'a>(workers: &'a [&'a str], group: &'a ReasonGroup) -> ReasonsJson<'a> {
    let reasons = group.reasons.iter();
    ReasonsJson {
        workers,
        variant: group.variant.map(Text),
        reasons: reasons.map(|reason| ReasonJson { code: reason.code, text: reason.sentence.text() }).collect(),
    }
}

fn variant<'a>(page: &'a ModelPage<'_>, row: &'a ArtifactRow<'_>) -> VariantJson<'a> {
    let workers = |groups: &[usize]| groups.iter().flat_map(|at| &page.groups[*at]).copied().collect();
    let verdicts = row.verdicts.iter();
    VariantJson {
        format: row.label.format,
        quantization: row.label.quantization,
        file: row.link.map(|link| link.file),
        url: row.link.map(Text),
        files: if row.link.is_some() { row.note.more + 1 } else { 0 },
        complete: row.complete,
        bytes: row.size.0,
        bits_per_weight: row.bits.value(),
        bits_per_weight_usual: matches!(row.bits, Bits::Usual(_)),
        weights: row.memory.iter().map(|memory| Weights::from(*memory)).collect(),
        verdicts: verdicts
            .map(|line| SetVerdict { workers: workers(&line.groups), judged: Judged::new(line.verdict, page) })
            .collect(),
    }
}

fn fact<'a>(fact: &'a Fact<'_>) -> FactJson<'a> {
    FactJson {
        fact: fact.key,
        value: &fact.datum,
        text: &fact.value,
        evidence: Some(&*fact.evidence).filter(|evidence| !evidence.is_empty()),
    }
}
