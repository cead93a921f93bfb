//! The table of a model's sets of files, and how to run one.

use crate::{
    page::{
        Shown,
        figures::{BitsPerWeight, Bytes, Counted},
        model::{ArtifactRow, RunCommand, VerdictLine},
        url_path::push_encoded,
    },
    plan::{PlannedModel, SitePlan},
};
use compatibility::{
    artifact::{Artifact, Completeness},
    compatibility::{Judged, Judgement, LoadedWeights, Verdict},
    model_metadata::ModelMetadata,
};
use std::fmt::Write as _;

/// Most rows of the table: a page has to stay light, and the Hub lists them all.
pub(super) const MAX_ROWS: usize = 80;

/// `Q4_K_M GGUF`, `BF16 safetensors`.
pub(super) fn label(artifact: &Artifact) -> String {
    let format = super::describe::format_name(artifact.format);
    match artifact.quantization {
        Some(quantization) => format!("{quantization} {format}"),
        None => format.to_owned(),
    }
}

/// Bytes of loaded weights; `about` where they were computed.
pub(super) fn weights(weights: &LoadedWeights) -> String {
    match weights.bytes {
        None => "unknown".to_owned(),
        Some(bytes) if weights.is_estimated => format!("about {}", Bytes(bytes)),
        Some(bytes) => Bytes(bytes).to_string(),
    }
}

/// One row an artifact.
pub(super) fn rows<'a>(
    plan: &SitePlan<'_>,
    model: &'a ModelMetadata,
    judged: &[Vec<Judged<'a>>],
) -> Vec<ArtifactRow<'a>> {
    model.artifacts.iter().zip(judged).map(|(artifact, judged)| row(plan, model, artifact, judged)).collect()
}

fn row<'a>(
    plan: &SitePlan<'_>,
    model: &ModelMetadata,
    artifact: &'a Artifact,
    judged: &[Judged<'_>],
) -> ArtifactRow<'a> {
    let file = artifact.files.first().map_or("", |file| &**file);
    let mut memory: Vec<String> = Vec::new();
    for loaded in judged.iter().map(|judged| weights(&judged.weights())) {
        if !memory.contains(&loaded) {
            memory.push(loaded);
        }
    }
    ArtifactRow {
        label: label(artifact),
        link: (!file.is_empty()).then(|| file_address(model, file)),
        file,
        note: note(artifact),
        size: artifact.bytes.map_or_else(|| "unknown".to_owned(), |bytes| Bytes(bytes).to_string()),
        bits: bits(model, artifact),
        memory,
        verdicts: verdicts(plan, judged),
    }
}

/// The page of a file on the Hub.
fn file_address(model: &ModelMetadata, file: &str) -> String {
    let mut address = format!("https://huggingface.co/{}/blob/main/", model.id);
    push_encoded(file, &mut address);
    address
}

fn note(artifact: &Artifact) -> String {
    let mut note = String::new();
    if artifact.files.len() > 1 {
        let _ = write!(note, "and {}", Counted(artifact.files.len() - 1, "more file"));
    }
    let doubt = match artifact.complete {
        Completeness::Complete => "",
        Completeness::Incomplete => "parts are missing",
        Completeness::Unknown if artifact.files.is_empty() => "files not listed",
        Completeness::Unknown => "perhaps not all parts",
    };
    if !doubt.is_empty() {
        note.push_str(if note.is_empty() { "" } else { "; " });
        note.push_str(doubt);
    }
    note
}

/// Of the file where its size is known, else of the label.
fn bits(model: &ModelMetadata, artifact: &Artifact) -> String {
    let evidence = model.parameters.evidence.as_ref();
    // A name gives a round number.
    let is_counted = evidence.is_some_and(|evidence| evidence.field != "name");
    let parameters = model.parameters.total.filter(|_| is_counted);
    match (artifact.bytes.filter(|_| artifact.complete == Completeness::Complete), parameters) {
        (Some(bytes), Some(parameters)) => BitsPerWeight { bytes, parameters }.to_string(),
        _ => match artifact.quantization.and_then(compatibility::quantization::Quantization::bits_per_weight) {
            Some(bits) => format!("about {bits:.1}"),
            None => "unknown".to_owned(),
        },
    }
}

/// The judgements, each once, with the workers it goes for where there are several.
fn verdicts(plan: &SitePlan<'_>, judged: &[Judged<'_>]) -> Vec<VerdictLine> {
    let mut lines: Vec<(Judgement, Vec<&str>)> = Vec::new();
    for (judged, group) in judged.iter().zip(&plan.groups) {
        let judgement = judged.judgement();
        match lines.iter_mut().find(|(known, _)| *known == judgement) {
            Some((_, names)) => names.push(&group.names),
            None => lines.push((judgement, vec![&group.names])),
        }
    }
    let is_one = lines.len() == 1;
    let line = |(judgement, names): (Judgement, Vec<&str>)| {
        let confidence = match judgement.verdict {
            Verdict::Runs | Verdict::Planned => format!("confidence {}", judgement.confidence.as_str()),
            Verdict::No | Verdict::Unknown => String::new(),
        };
        let who = if is_one { String::new() } else { names.join(", ") };
        let between = if confidence.is_empty() || who.is_empty() { "" } else { ": " };
        VerdictLine { verdict: Shown(judgement), who: format!("{who}{between}{confidence}") }
    };
    lines.into_iter().map(line).collect()
}

/// Heading of the table.
pub(super) fn caption(model: &ModelMetadata) -> String {
    let files: usize = model.artifacts.iter().map(|artifact| artifact.files.len()).sum();
    let sets = Counted(model.artifacts.len(), "loadable set");
    if files == 0 {
        format!("{sets}; the record lists no files")
    } else {
        format!("{sets} in {}", Counted(files, "file"))
    }
}

/// That there are more.
pub(super) fn hidden(model: &ModelMetadata) -> Option<String> {
    let hidden = model.artifacts.len().checked_sub(MAX_ROWS).filter(|hidden| *hidden > 0)?;
    Some(format!("{} not shown here.", Counted(hidden, "further set")))
}

/// One command for each worker that has one and runs the model, with the exact file.
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

/// Puts repository and file into a command, quoted for a shell; none where a file's name cannot be quoted.
fn fill(template: &str, repository: &str, file: &str) -> Option<String> {
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
        assert_eq!(fill("run {file}", "a/b", "nul\0"), None);
    }
}
