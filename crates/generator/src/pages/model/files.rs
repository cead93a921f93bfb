//! The table of a model's variants, and how to run one.

use crate::{
    display::{
        figures::{Bits, Memory, ModelSize, Size},
        verdict::Shown,
    },
    pages::model::view::{ArtifactRow, FileLink, Label, Note, RunCommand, VerdictLine},
    plan::{PlannedModel, SitePlan},
    text::Text,
};
use compatibility::{
    artifact::{Artifact, Completeness},
    compatibility::{Confidence, Judged, Judgement, Verdict},
    model_metadata::ModelMetadata,
    quantization::Quantization,
};
use site::address::url_path::encoded;
use std::fmt::Write as _;

/// Maximum number of rows: the page must stay light, and the Hub lists all files.
const MAX_ROWS: usize = 80;

/// Maximum total size of file names and their URLs in the table, for the same reason. Eighty names of a hundred
/// characters fit.
const MAX_NAME_BYTES: usize = 16_000;

/// Quantization and format.
pub(super) fn label(artifact: &Artifact) -> Label {
    Label { quantization: artifact.quantization, format: artifact.format }
}

/// The weights in the memory of a worker.
pub(super) fn memory(judged: &Judged<'_>) -> Memory {
    let weights = judged.weights();
    Memory { bytes: weights.bytes, is_estimated: weights.is_estimated }
}

/// One row per variant.
pub(super) fn rows<'a>(
    plan: &'a SitePlan<'_>,
    model: &'a ModelMetadata,
    judged: &crate::pages::model::JudgedArtifacts<'a>,
) -> Vec<ArtifactRow<'a>> {
    let artifacts = model.artifacts.iter().zip(judged.by_artifact()).take(shown(model));
    artifacts.map(|(artifact, judged)| row(plan, model, artifact, judged)).collect()
}

/// The number of rows: at most [`MAX_ROWS`], and fewer if file names are long.
fn shown(model: &ModelMetadata) -> usize {
    let mut room = MAX_NAME_BYTES;
    let fits = |artifact: &&Artifact| {
        let name = artifact.files.first().map_or("", |file| &**file);
        // Once as text, once as a URL.
        let bytes = name.len() + encoded(name).map(str::len).sum::<usize>();
        let fits = bytes <= room;
        room = room.saturating_sub(bytes);
        fits
    };
    model.artifacts.iter().take(MAX_ROWS).take_while(fits).count()
}

fn row<'a>(
    plan: &'a SitePlan<'_>,
    model: &'a ModelMetadata,
    artifact: &'a Artifact,
    judged: &[Judged<'_>],
) -> ArtifactRow<'a> {
    let file = artifact.files.first().map_or("", |file| &**file);
    let mut memories: Vec<Memory> = Vec::with_capacity(1);
    for loaded in judged.iter().map(memory) {
        if !memories.contains(&loaded) {
            memories.push(loaded);
        }
    }
    ArtifactRow {
        label: label(artifact),
        complete: artifact.complete,
        link: (!file.is_empty()).then_some(FileLink { id: model.id.as_str(), file }),
        file,
        note: note(artifact, plan.text()),
        size: Size(artifact.bytes),
        bits: bits(model, artifact),
        memory: memories,
        loaded: loaded(judged),
        verdicts: verdicts(plan, judged),
    }
}

/// Bytes in memory for the script: one number if all groups of workers have the same.
fn loaded(judged: &[Judged<'_>]) -> String {
    let is_one = judged.windows(2).all(|pair| memory(&pair[0]) == memory(&pair[1]));
    let mut text = String::with_capacity(16);
    for memory in judged.iter().map(memory).take(if is_one { 1 } else { judged.len() }) {
        text.push_str(if text.is_empty() { "" } else { " " });
        text.push_str(if memory.is_estimated && memory.bytes.is_some() { "~" } else { "" });
        match memory.bytes {
            Some(bytes) => text.push_str(itoa::Buffer::new().format(bytes)),
            None => text.push('?'),
        }
    }
    text
}

fn note<'a>(artifact: &Artifact, text: &'a Text) -> Note<'a> {
    let doubt = match artifact.complete {
        Completeness::Complete => "",
        Completeness::Incomplete => text.files_parts_missing(),
        Completeness::Unknown if artifact.files.is_empty() => text.files_not_listed(),
        Completeness::Unknown => text.files_perhaps_not_all(),
    };
    Note { more: artifact.files.len().saturating_sub(1), doubt }
}

/// Computed from the file if its size is known, else the usual value of the quantization.
fn bits(model: &ModelMetadata, artifact: &Artifact) -> Bits {
    let parameters = ModelSize::of(&model.parameters).filter(|size| !size.is_named).map(|size| size.count);
    match (artifact.bytes.filter(|_| artifact.complete == Completeness::Complete), parameters) {
        (Some(bytes), Some(parameters)) => Bits::counted(bytes, parameters),
        _ => artifact.quantization.and_then(Quantization::bits_per_weight).map_or(Bits::Unknown, Bits::Usual),
    }
}

/// The different judgements, with the workers they apply to if there are several.
fn verdicts<'a>(plan: &'a SitePlan<'_>, judged: &[Judged<'_>]) -> Vec<VerdictLine<'a>> {
    let mut lines: Vec<VerdictLine<'a>> = Vec::with_capacity(1);
    let is_one = judged.windows(2).all(|pair| pair[0].judgement() == pair[1].judgement());
    for (place, (judged, group)) in judged.iter().zip(&plan.groups).enumerate() {
        let verdict = Shown(judged.judgement());
        if let Some(line) = lines.iter_mut().find(|line| line.verdict == verdict) {
            line.groups.push(place);
            if !is_one {
                let _ = write!(line.who, ", {}", group.names);
            }
        } else {
            let who = if is_one { String::new() } else { group.names.clone() };
            lines.push(VerdictLine {
                verdict,
                confidence: confidence(verdict.0, plan.text()),
                who,
                groups: vec![place],
            });
        }
    }
    lines
}

fn confidence(judgement: Judgement, text: &Text) -> &str {
    match (judgement.verdict, judgement.confidence) {
        (Verdict::No | Verdict::Unknown, _) | (_, Confidence::None) => "",
        (_, Confidence::Low) => text.files_confidence_low(),
        (_, Confidence::Medium) => text.files_confidence_medium(),
        (_, Confidence::High) => text.files_confidence_high(),
    }
}

/// Heading of the table.
pub(super) fn caption(model: &ModelMetadata, text: &Text) -> String {
    let files: usize = model.artifacts.iter().map(|artifact| artifact.files.len()).sum();
    let sets = text.files_sets(model.artifacts.len());
    if files == 0 { text.files_caption_no_files(sets) } else { text.files_caption(text.count_files(files), sets) }
}

/// The note about further variants.
pub(super) fn hidden(model: &ModelMetadata, text: &Text) -> Option<String> {
    let hidden = model.artifacts.len().checked_sub(shown(model)).filter(|hidden| *hidden > 0)?;
    Some(text.files_hidden(hidden))
}

/// One command per worker that has one and runs the model, with the exact file.
pub(super) fn commands<'a>(plan: &'a SitePlan<'_>, model: &PlannedModel) -> Vec<RunCommand<'a>> {
    let metadata = &*model.assessed.metadata;
    let workers = plan.catalog.workers.iter().zip(&model.assessed.summary.workers);
    workers
        .filter_map(|(worker, summary)| {
            let template = worker.run_command.as_deref()?;
            let artifact = &metadata.artifacts[summary.best? as usize];
            let file = artifact.files.first()?;
            let line = fill(template, metadata.id.as_str(), file)?;
            (summary.judgement.verdict == Verdict::Runs).then_some(RunCommand {
                id: &worker.id,
                worker: &worker.name,
                line,
            })
        })
        .collect()
}

/// Puts repository and file into a command, quoted for a shell. `None` if a file name cannot be quoted or would not be
/// displayed exactly.
fn fill(template: &str, repository: &str, file: &str) -> Option<String> {
    if file.contains(char::is_control) {
        return None;
    }
    let quoted = |text: &str| shlex::try_quote(text).ok().map(std::borrow::Cow::into_owned);
    Some(template.replace("{repo}", &quoted(repository)?).replace("{file}", &quoted(file)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_survive_a_shell() {
        for file in ["model.safetensors", "it's here.gguf", "a b; rm -rf ~.gguf", "$(x).gguf", "{repo}.gguf"] {
            let line = fill("run --model {repo} --file {file}", "a/b", file).unwrap();
            assert_eq!(shlex::split(&line).unwrap(), ["run", "--model", "a/b", "--file", file]);
        }
        for odd in ["nul\0", "two\nlines"] {
            assert_eq!(fill("run {file}", "a/b", odd), None);
        }
    }
}
