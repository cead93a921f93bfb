//! `explain` as text: one fact per line with its source.

use super::{Explained, verdicts};
use crate::cli::format;
use compatibility::{
    artifact::{Artifact, Completeness, FileListKind},
    base_model::BaseModel,
    card_facts::{Date, License},
    evidence::{Evidence, Stated},
};
use generator::display::figures::ModelSize;
use std::fmt::Write as _;

const UNKNOWN: &str = "unknown";

pub(super) fn render(explained: &Explained<'_>) -> String {
    let mut text = facts(explained);
    text.push_str(&artifacts(&explained.model.artifacts));
    text.push_str(&verdicts::render(explained.model, &explained.compatibility, explained.workers));
    text
}

fn facts(explained: &Explained<'_>) -> String {
    let model = explained.model;
    let mut text = format!("{}\n", model.id);
    let mut line = |name: &str, value: &str, evidence: Option<&Evidence>| {
        let by = evidence.map(|evidence| format!("  [{}]", said_by(evidence))).unwrap_or_default();
        text.push_str(format!("  {name:<13} {value}{by}").trim_end());
        text.push('\n');
    };
    line("kind", model.kind.as_str(), model.kind_evidence.as_ref());
    let architecture = &model.architecture;
    line("family", architecture.family.as_str(), architecture.evidence.as_ref());
    let type_evidence = architecture.model_type_evidence.as_ref();
    line("model type", architecture.model_type.as_deref().unwrap_or(UNKNOWN), type_evidence);
    let parameters = &model.parameters;
    line("parameters", &parameter_counts(parameters), parameters.evidence.as_ref());
    let context = model.context.as_ref();
    let tokens = context.map_or_else(|| UNKNOWN.to_owned(), |context| format!("{} tokens", context.value));
    line("context", &tokens, context.map(Stated::evidence).as_ref());
    line(
        "task",
        model.task.as_ref().map_or(UNKNOWN, |task| &task.value),
        model.task.as_ref().map(Stated::evidence).as_ref(),
    );
    line("library", model.library.as_deref().unwrap_or(UNKNOWN), None);
    line("license", &license_names(&model.license), model.license.first().map(Stated::evidence).as_ref());
    line("gating", model.gating.as_str(), None);
    line("base models", &base_models(&model.base_models), None);
    line("languages", &languages(&model.languages), None);
    line("created", &date(model.created_at), None);
    line("modified", &date(model.last_modified), None);
    line("downloads", &model.downloads.map_or_else(|| UNKNOWN.to_owned(), |count| format!("{count} in 30 days")), None);
    line("file list", file_list(model.file_list), None);
    line("snapshot", explained.snapshot, None);
    line("verdict", &verdicts::words(explained.compatibility.judgement), None);
    line("page", &page(explained.left_out), None);
    for found in &model.contradictions {
        let dropped = format!("{} by {}", found.about.as_str(), said_by(&found.dropped));
        line("dropped", &dropped, Some(&found.against));
    }
    text
}

/// Whether the model gets a page, or why not.
fn page(left_out: Option<&str>) -> String {
    left_out.map_or_else(|| "yes".to_owned(), |code| format!("none: {code}"))
}

/// `config.model_type: llama`, with the base model whose record it is.
fn said_by(evidence: &Evidence) -> String {
    let of = evidence.model.as_ref().map(|model| format!("base model {model}, ")).unwrap_or_default();
    format!("{of}{}: {}", evidence.field, evidence.value)
}

fn parameter_counts(parameters: &compatibility::parameters::Parameters) -> String {
    let about = |size: ModelSize| if size.is_named { "about " } else { "" };
    let of_size = |size: ModelSize| format!("{}{}", about(size), format::parameters(size.count));
    let total = ModelSize::of(parameters).map_or_else(|| UNKNOWN.to_owned(), of_size);
    match parameters.active {
        // Only the name gives it.
        Some(active) => format!("{total}, about {} active", format::parameters(active)),
        None => total,
    }
}

fn license_names(licenses: &[Stated<License>]) -> String {
    let name = |license: &Stated<License>| match &license.value.name {
        Some(name) => format!("{} ({name})", license.value.id),
        None => license.value.id.to_string(),
    };
    let names: Vec<String> = licenses.iter().map(name).collect();
    if names.is_empty() { UNKNOWN.to_owned() } else { names.join(", ") }
}

fn languages(languages: &[Box<str>]) -> String {
    if languages.is_empty() { UNKNOWN.to_owned() } else { languages.join(", ") }
}

fn base_models(bases: &[BaseModel]) -> String {
    let name = |base: &BaseModel| match base.relation {
        Some(relation) => format!("{} ({})", base.id, relation.as_str()),
        None => base.id.to_string(),
    };
    if bases.is_empty() { "none stated".to_owned() } else { bases.iter().map(name).collect::<Vec<_>>().join(", ") }
}

fn date(date: Option<Date>) -> String {
    match date {
        None => UNKNOWN.to_owned(),
        Some(date) if date.is_placeholder => "before 2022-03-02".to_owned(),
        Some(date) => date.at.to_string(),
    }
}

fn file_list(kind: FileListKind) -> &'static str {
    match kind {
        FileListKind::Absent => "not in the metadata",
        FileListKind::Partial => "partial: weight files only",
        FileListKind::Unknown => "weight files only, possibly not all files",
        FileListKind::Complete => "complete",
    }
}

fn artifacts(artifacts: &[Artifact]) -> String {
    let mut text = format!("  {}\n", format::counted(artifacts.len(), "variant"));
    for artifact in artifacts {
        let label = artifact.quantization.map(|label| label.to_string()).unwrap_or_default();
        let files = match artifact.files.as_slice() {
            [] => "files unknown".to_owned(),
            [file] => file.to_string(),
            [first, ..] => format!("{first} and {} more", artifact.files.len() - 1),
        };
        let complete = match artifact.complete {
            Completeness::Incomplete => ", incomplete",
            Completeness::Unknown if !artifact.files.is_empty() => ", perhaps incomplete",
            _ => "",
        };
        let weights = match artifact.weights_bytes {
            Some(bytes) if artifact.weights_estimated => format!("about {} (estimated)", format::bytes(bytes)),
            Some(bytes) => format::bytes(bytes),
            None => "size unknown".to_owned(),
        };
        let by = artifact.evidence.as_ref().map(|evidence| format!("  [{}]", said_by(evidence))).unwrap_or_default();
        let _ = writeln!(text, "    {:<12} {label:<10} {weights:<24} {files}{complete}{by}", artifact.format.as_str());
    }
    text
}
