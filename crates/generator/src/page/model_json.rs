//! The JSON twin of a model's page: the same facts, for programs. Made of the page itself, so that the two cannot
//! differ.
//!
//! Its fields are a promise to others; `docs/data.md` describes them. Unknown is `null` or absent, never zero.

use crate::page::{
    Shown,
    figures::{Bits, Memory},
    model::{ArtifactRow, BaseLink, Datum, Fact, FileLink, Label, ModelPage, Neighbour, ReasonGroup, WorkerRow},
    sentence::Sentence,
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

/// Name and version of the shape.
pub const SCHEMA: &str = "modelpress-model-1";

/// Appends the twin of a page.
///
/// # Panics
///
/// Never: writing to memory does not fail, and every value has a form in JSON.
pub fn push(page: &ModelPage<'_>, to: &mut Vec<u8>) {
    serde_json::to_writer(&mut *to, &twin(page)).expect("a page always fits into memory");
    to.push(b'\n');
}

#[derive(Serialize)]
struct Twin<'a> {
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
    workers: Vec<WorkerTwin<'a>>,
    reasons: Vec<ReasonsTwin<'a>>,
    warnings: Vec<String>,
    sets: Vec<SetTwin<'a>>,
    facts: Vec<FactTwin<'a>>,
    commands: Vec<CommandTwin<'a>>,
    made_from: Vec<BaseTwin<'a>>,
    made_into: Vec<&'a RawValue>,
    similar: Vec<&'a RawValue>,
    copy_of: Option<&'a RawValue>,
    instead: Vec<&'a RawValue>,
}

/// A judgement, for programs and in words.
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
struct WorkerTwin<'a> {
    id: &'a str,
    name: &'a str,
    #[serde(flatten)]
    judged: Judged<'a>,
    best_set: Option<Text<Label>>,
    #[serde(flatten)]
    weights: Weights,
}

/// Weights as a worker holds them.
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
struct ReasonsTwin<'a> {
    workers: &'a [&'a str],
    set: Option<Text<Label>>,
    reasons: Vec<ReasonTwin>,
}

#[derive(Serialize)]
struct ReasonTwin {
    code: &'static str,
    text: String,
}

#[derive(Serialize)]
struct SetTwin<'a> {
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
struct FactTwin<'a> {
    fact: &'static str,
    value: &'a Datum,
    text: &'a str,
    evidence: Option<&'a str>,
}

#[derive(Serialize)]
struct CommandTwin<'a> {
    worker: &'a str,
    command: &'a str,
}

#[derive(Serialize)]
struct BaseTwin<'a> {
    id: &'a str,
    url: Option<Absolute<'a>>,
    hub: &'a str,
}

/// What something prints as.
struct Text<T>(T);

impl<T: fmt::Display> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// An address with scheme and host.
struct Absolute<'a>(&'a str, &'a str);

impl Serialize for Absolute<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}{}", self.0, self.1))
    }
}

fn twin<'a>(page: &'a ModelPage<'_>) -> Twin<'a> {
    let origin = page.frame.origin.as_str();
    let links = |neighbours: &[Neighbour<'a>]| neighbours.iter().map(|neighbour| neighbour.json).collect();
    let base = |base: &'a BaseLink<'_>| BaseTwin {
        id: base.id,
        url: base.href.map(|href| Absolute(origin, href)),
        hub: &base.hub,
    };
    Twin {
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
        sets: page.artifacts.iter().map(|row| set(page, row)).collect(),
        facts: page.facts.iter().map(fact).collect(),
        commands: page.commands.iter().map(|run| CommandTwin { worker: run.id, command: &run.line }).collect(),
        made_from: page.bases.iter().map(base).collect(),
        made_into: links(&page.derived),
        similar: links(&page.similar),
        copy_of: page.copy_of.map(|original| original.json),
        instead: links(&page.instead),
    }
}

fn worker<'a>(page: &'a ModelPage<'_>, row: &'a WorkerRow<'_>) -> WorkerTwin<'a> {
    WorkerTwin {
        id: row.id,
        name: row.name,
        judged: Judged::new(row.verdict, page),
        best_set: row.best.map(Text),
        weights: row.memory.into(),
    }
}

fn reasons<'a>(workers: &'a [&'a str], group: &'a ReasonGroup) -> ReasonsTwin<'a> {
    let reasons = group.reasons.iter();
    ReasonsTwin {
        workers,
        set: group.set.map(Text),
        reasons: reasons.map(|reason| ReasonTwin { code: reason.code, text: reason.sentence.text() }).collect(),
    }
}

fn set<'a>(page: &'a ModelPage<'_>, row: &'a ArtifactRow<'_>) -> SetTwin<'a> {
    let workers = |groups: &[usize]| groups.iter().flat_map(|at| &page.groups[*at]).copied().collect();
    let verdicts = row.verdicts.iter();
    SetTwin {
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

fn fact<'a>(fact: &'a Fact<'_>) -> FactTwin<'a> {
    FactTwin {
        fact: fact.key,
        value: &fact.datum,
        text: &fact.value,
        evidence: Some(&*fact.evidence).filter(|evidence| !evidence.is_empty()),
    }
}
