//! The sentences of a model's page that are made of its figures.

use crate::{
    page::{
        Shown,
        figures::{Bytes, Counted, Grouped, ParameterCount},
    },
    plan::{PlannedModel, SitePlan},
};
use compatibility::{
    architecture::family::Family,
    artifact::Artifact,
    compatibility::{Verdict, WorkerSummary},
    model_format::ModelFormat,
    model_metadata::ModelMetadata,
};
use std::fmt::Write as _;

/// Longest title, unless the name alone is longer.
const TITLE_LENGTH: usize = 65;

/// Longest description; the shortest useful one has 50 characters.
const DESCRIPTION_LENGTH: usize = 160;

/// Longest name in a description.
const NAME_LENGTH: usize = 70;

/// The model's name, its owner, then what fits of its figures: unique, because ids are.
pub(super) fn title(plan: &SitePlan<'_>, model: &PlannedModel) -> String {
    let metadata = &*model.assessed.metadata;
    let mut title = metadata.id.name().to_owned();
    if let Some(owner) = metadata.id.owner() {
        let _ = write!(title, " by {owner}");
    }
    let verdict = short_verdict(Shown(model.assessed.summary.judgement));
    let figures = match metadata.parameters.total {
        Some(total) => format!(": {}, {verdict}", ParameterCount(total)),
        None => format!(": {verdict}"),
    };
    for part in [figures, format!(" | {}", plan.frame.name)] {
        if title.chars().count() + part.chars().count() <= TITLE_LENGTH {
            title.push_str(&part);
        }
    }
    title
}

fn short_verdict(verdict: Shown) -> &'static str {
    match (verdict.0.verdict, verdict.class()) {
        (Verdict::Runs, "v-runs") => "runs",
        (Verdict::Runs, _) => "expected to run",
        (Verdict::Planned, _) => "planned",
        (Verdict::Unknown, _) => "unknown",
        (Verdict::No, _) => "does not run",
    }
}

/// What the model is and what runs it, in figures; parts that do not fit are left out.
pub(super) fn description(plan: &SitePlan<'_>, model: &PlannedModel) -> String {
    let metadata = &*model.assessed.metadata;
    let mut text = cut(metadata.id.name(), NAME_LENGTH);
    if let Some(owner) = metadata.id.owner() {
        let _ = write!(text, " by {}", cut(owner, NAME_LENGTH / 2));
    }
    let figures = format!(": {}", kind_of_model(metadata));
    let files = format!(", {}", files(metadata));
    let verdict = format!(". {}.", verdict_sentence(plan, model));
    let license = metadata.license.first().map(|license| format!(" License: {}.", cut(&license.value.id, 40)));
    let mut length = text.chars().count() + verdict.chars().count();
    for part in [figures, files] {
        let more = part.chars().count();
        if length + more <= DESCRIPTION_LENGTH {
            text.push_str(&part);
            length += more;
        }
    }
    text.push_str(&verdict);
    text.extend(license.filter(|license| length + license.chars().count() <= DESCRIPTION_LENGTH));
    text
}

/// A text that is too long loses its middle: long names that begin alike end differently.
fn cut(text: &str, length: usize) -> String {
    let count = text.chars().count();
    if count <= length {
        return text.to_owned();
    }
    let kept = length.saturating_sub(1);
    let start: String = text.chars().take(kept - kept / 2).collect();
    let end: String = text.chars().skip(count - kept / 2).collect();
    format!("{start}…{end}")
}

/// `7.62B-parameter Qwen model (qwen2)`.
fn kind_of_model(metadata: &ModelMetadata) -> String {
    let mut text = String::new();
    if let Some(total) = metadata.parameters.total {
        let _ = write!(text, "{}-parameter ", ParameterCount(total));
    }
    match metadata.architecture.family {
        Family::Unknown => text.push_str("model"),
        family => {
            let _ = write!(text, "{} model", family_name(family));
        }
    }
    if let Some(model_type) = metadata.architecture.model_type.as_deref()
        && model_type != metadata.architecture.family.as_str()
    {
        let _ = write!(text, " ({})", cut(model_type, 30));
    }
    text
}

/// The family as its makers write it.
pub(super) fn family_name(family: Family) -> &'static str {
    match family {
        Family::Llama => "Llama",
        Family::Mistral => "Mistral",
        Family::Phi => "Phi",
        Family::Qwen => "Qwen",
        Family::Gemma => "Gemma",
        other => other.as_str(),
    }
}

/// `8 GGUF sets of 3.02 GB to 8.10 GB`.
fn files(metadata: &ModelMetadata) -> String {
    let of = |format: ModelFormat| metadata.artifacts.iter().filter(move |artifact| artifact.format == format);
    let format = metadata.artifacts.first().map_or(ModelFormat::Safetensors, |artifact| artifact.format);
    let main = if of(ModelFormat::Gguf).count() > 1 { ModelFormat::Gguf } else { format };
    let known: Vec<&Artifact> = of(main).collect();
    let sizes = || known.iter().filter_map(|artifact| artifact.bytes);
    let mut text = match known.len() {
        0 => return "no weight files listed".to_owned(),
        1 => format!("{} files", format_name(main)),
        count => format!("{} of {} files", Counted(count, "set"), format_name(main)),
    };
    if let (Some(least), Some(most)) = (sizes().min(), sizes().max()) {
        let _ = write!(text, " of {}", Bytes(least));
        if least < most {
            let _ = write!(text, " to {}", Bytes(most));
        }
    }
    text
}

/// The format as its makers write it.
pub(in crate::compose) fn format_name(format: ModelFormat) -> &'static str {
    match format {
        ModelFormat::Gguf => "GGUF",
        ModelFormat::Pytorch => "PyTorch",
        other => other.as_str(),
    }
}

/// `Runs on all 3 workers`, `Planned for all 3 workers; none loads it today`.
fn verdict_sentence(plan: &SitePlan<'_>, model: &PlannedModel) -> String {
    let summary = &model.assessed.summary;
    let with = summary.workers.iter().filter(|worker| worker.judgement.verdict == summary.judgement.verdict).count();
    let who = match (with, plan.catalog.workers.len()) {
        (1, 1) => "the worker".to_owned(),
        (with, all) if with == all => format!("all {all} workers"),
        (with, all) => format!("{with} of {all} workers"),
    };
    match Shown(summary.judgement).class() {
        "v-runs" => format!("Runs on {who}"),
        "v-expected" => format!("Expected to run on {who}, not tested"),
        "v-planned" => format!("Planned for {who}; no worker loads it today"),
        "v-unknown" => "Whether a worker runs it is unknown".to_owned(),
        _ => "No worker runs it".to_owned(),
    }
}

/// Behind the verdict's words: which workers it goes for.
pub(super) fn verdict_note(model: &PlannedModel) -> String {
    let summary = &model.assessed.summary;
    let is_best = |worker: &&WorkerSummary| worker.judgement == summary.judgement;
    let (best, all) = (summary.workers.iter().filter(is_best).count(), summary.workers.len());
    let who = if best == all { "for every worker".to_owned() } else { format!("for {best} of {all} workers") };
    match summary.judgement.verdict {
        Verdict::Runs | Verdict::Planned => format!("{who}, confidence {}", summary.judgement.confidence.as_str()),
        Verdict::Unknown | Verdict::No => who,
    }
}

/// The trained context against what the workers keep.
pub(super) fn context_note(plan: &SitePlan<'_>, metadata: &ModelMetadata) -> String {
    let limits = plan.catalog.workers.iter().filter_map(|worker| worker.max_context);
    let limit = limits.clone().min();
    match (metadata.context.as_ref().map(|context| context.value), limit) {
        (Some(trained), Some(limit)) if trained > limit => {
            format!("Context: trained on {} tokens; the workers cut at {}.", Grouped(trained), Grouped(limit))
        }
        (Some(trained), Some(limit)) => {
            format!("Context: {} tokens, within the workers’ limit of {}.", Grouped(trained), Grouped(limit))
        }
        (Some(trained), None) => format!("Context: {} tokens; the workers state no limit.", Grouped(trained)),
        (None, Some(limit)) => {
            format!("Context: the record does not say; the workers cut at {} tokens.", Grouped(limit))
        }
        (None, None) => "Context: unknown.".to_owned(),
    }
}

/// Heading of the models of nearly the same size.
pub(super) fn similar_title(metadata: &ModelMetadata) -> String {
    let family = family_name(metadata.architecture.family);
    match metadata.parameters.total {
        Some(total) => format!("{family} models of about {}", ParameterCount(total)),
        None => format!("{family} models"),
    }
}
