//! The sentences of a model's page that contain figures.

use crate::{
    display::{
        figures::{Bytes, Figure as _, Grouped, ModelSize, ParameterCount},
        format_name::format_name,
        verdict::Shown,
    },
    plan::{PlannedModel, SitePlan},
    text::Text,
};
use compatibility::{
    architecture::family::Family,
    artifact::Artifact,
    compatibility::{Verdict, WorkerSummary},
    model_format::ModelFormat,
    model_metadata::ModelMetadata,
};
use site::verdict_class::VerdictClass;

/// Longest title, unless the name alone is longer.
const TITLE_LENGTH: usize = 65;

/// Longest description; the shortest allowed one has 50 characters.
const DESCRIPTION_LENGTH: usize = 160;

/// Longest name in a description.
const NAME_LENGTH: usize = 70;

/// Name, owner, and as many figures as fit. Unique, because ids are.
pub(super) fn title(plan: &SitePlan<'_>, model: &PlannedModel) -> String {
    let (metadata, text) = (&*model.assessed.metadata, plan.text());
    let name = metadata.id.name();
    let title = metadata.id.owner().map_or_else(|| name.to_owned(), |owner| text.model_title_by_owner(name, owner));
    let verdict = Shown(model.assessed.summary.judgement).short(text);
    let with_figures = match ModelSize::of(&metadata.parameters) {
        Some(size) => text.model_with_size(&title, size.show(text), verdict),
        None => text.model_without_size(&title, verdict),
    };
    let fits = |title: &String| title.chars().count() <= TITLE_LENGTH;
    let title = Some(with_figures).filter(fits).unwrap_or(title);
    Some(plan.title(&title)).filter(fits).unwrap_or(title)
}

/// What the model is, in figures. The heading of the page has its name, and the verdict says what runs it.
pub(super) fn lede(model: &PlannedModel, text: &Text) -> String {
    let metadata = &*model.assessed.metadata;
    let lede = text.model_kind_lede(files(model, text), kind_of_model(metadata, text));
    let mut letters = lede.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What the model is and what runs it, in figures. Parts that do not fit are left out.
#[must_use]
pub fn description(plan: &SitePlan<'_>, model: &PlannedModel) -> String {
    let (metadata, text) = (&*model.assessed.metadata, plan.text());
    let name = cut_apart(metadata.id.name(), NAME_LENGTH);
    let owner = metadata.id.owner().map(|owner| cut_apart(owner, NAME_LENGTH / 2));
    let mut said = owner.map_or_else(|| name.clone(), |owner| text.model_kind_by_owner(&name, owner));
    let figures = text.model_kind_is(kind_of_model(metadata, text));
    let files = text.model_kind_has(files(model, text));
    let verdict = text.model_kind_then_verdict(verdict_sentence(plan, model));
    let license = metadata.license.first().map(|license| text.model_kind_license(cut(&license.value.id, 40)));
    let mut length = said.chars().count() + verdict.chars().count();
    for part in [figures, files] {
        let more = part.chars().count();
        if length + more <= DESCRIPTION_LENGTH {
            said.push_str(&part);
            length += more;
        }
    }
    said.push_str(&verdict);
    said.extend(license.filter(|license| length + license.chars().count() <= DESCRIPTION_LENGTH));
    said
}

/// Shortens a text in the middle, because long names that begin alike end differently.
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

/// Shortens names so that no two become equal: six letters of a hash replace the middle. Letters, because a digit would
/// be a figure that the page does not show.
fn cut_apart(name: &str, length: usize) -> String {
    const LETTERS: usize = 6;
    if name.chars().count() <= length {
        return name.to_owned();
    }
    let hash = blake3::hash(name.as_bytes());
    let letters: String = hash.as_bytes()[..LETTERS].iter().map(|byte| char::from(b'a' + byte % 26)).collect();
    cut(name, length - LETTERS - 1).replacen('…', &format!("…{letters}…"), 1)
}

/// `7.62B-parameter Qwen model (qwen2)`, or `~7B-parameter` if only the name gives the size.
fn kind_of_model(metadata: &ModelMetadata, text: &Text) -> String {
    let size = ModelSize::of(&metadata.parameters).map(|size| size.show(text));
    let family = Some(metadata.architecture.family).filter(|family| *family != Family::Unknown).map(family_name);
    let model = match (size, family) {
        (Some(size), Some(family)) => text.model_kind_of_size_and_family(family, size),
        (Some(size), None) => text.model_kind_of_size(size),
        (None, Some(family)) => text.model_kind_of_family(family),
        (None, None) => text.model_kind_plain().to_owned(),
    };
    match metadata.architecture.model_type.as_deref() {
        Some(name) if name != metadata.architecture.family.as_str() => text.model_kind_with_type(model, cut(name, 30)),
        _ => model,
    }
}

/// The name of the family as its authors write it.
pub(in crate::pages) fn family_name(family: Family) -> &'static str {
    match family {
        Family::Llama => "Llama",
        Family::Mistral => "Mistral",
        Family::Phi => "Phi",
        Family::Qwen => "Qwen",
        Family::Gemma => "Gemma",
        other => other.as_str(),
    }
}

/// `8 GGUF variants of 3.02 GB to 8.10 GB`: those of the format with the best verdict.
fn files(model: &PlannedModel, text: &Text) -> String {
    let (metadata, summary) = (&*model.assessed.metadata, &model.assessed.summary);
    let of = |format: ModelFormat| metadata.artifacts.iter().filter(move |artifact| artifact.format == format);
    let best = summary.workers.iter().find(|worker| worker.judgement == summary.judgement);
    let best = best.and_then(|worker| metadata.artifacts.get(worker.best? as usize));
    let main = best.map_or(ModelFormat::Safetensors, |artifact| artifact.format);
    let known: Vec<&Artifact> = of(main).collect();
    let sizes = || known.iter().filter_map(|artifact| artifact.bytes);
    let files = match known.len() {
        0 => return text.model_files_none().to_owned(),
        1 => text.model_files_one(format_name(main)),
        count => text.model_files_several(count, format_name(main)),
    };
    let (Some(least), Some(most)) = (sizes().min(), sizes().max()) else { return files };
    if least == most {
        return text.model_files_of_size(files, Bytes(least).show(text));
    }
    text.model_files_of_size(files, text.range_between(Bytes(least).show(text), Bytes(most).show(text)))
}

/// `Runs on all 3 workers`, `Planned for all 3 workers, not supported yet`.
fn verdict_sentence(plan: &SitePlan<'_>, model: &PlannedModel) -> String {
    let (summary, text) = (&model.assessed.summary, plan.text());
    let with = summary.workers.iter().filter(|worker| worker.judgement.verdict == summary.judgement.verdict).count();
    let all = plan.catalog.workers.len();
    match (Shown(summary.judgement).class(), with, all) {
        (VerdictClass::Runs, 1, 1) => text.model_verdict_runs_on_the_worker().to_owned(),
        (VerdictClass::Runs, _, _) if with == all => text.model_verdict_runs_on_all(all),
        (VerdictClass::Runs, _, _) => text.model_verdict_runs_on_some(all, with),
        (VerdictClass::Expected, 1, 1) => text.model_verdict_expected_on_the_worker().to_owned(),
        (VerdictClass::Expected, _, _) if with == all => text.model_verdict_expected_on_all(all),
        (VerdictClass::Expected, _, _) => text.model_verdict_expected_on_some(all, with),
        (VerdictClass::Planned, 1, 1) => text.model_verdict_planned_for_the_worker().to_owned(),
        (VerdictClass::Planned, _, _) if with == all => text.model_verdict_planned_for_all(all),
        (VerdictClass::Planned, _, _) => text.model_verdict_planned_for_some(all, with),
        (VerdictClass::Unknown, _, _) => text.model_verdict_unknown().to_owned(),
        (VerdictClass::No, _, _) => text.model_verdict_no().to_owned(),
    }
}

/// The workers a verdict applies to.
pub(super) fn verdict_note(model: &PlannedModel, text: &Text) -> String {
    let summary = &model.assessed.summary;
    let is_best = |worker: &&WorkerSummary| worker.judgement == summary.judgement;
    let (best, all) = (summary.workers.iter().filter(is_best).count(), summary.workers.len());
    let who =
        if best == all { text.model_verdict_for_every().to_owned() } else { text.model_verdict_for_some(all, best) };
    match summary.judgement.verdict {
        Verdict::Runs | Verdict::Planned => {
            text.model_verdict_with_confidence(Shown(summary.judgement).confidence(text), who)
        }
        Verdict::Unknown | Verdict::No => who,
    }
}

/// The trained context length compared with the workers' limits.
pub(super) fn context_note(plan: &SitePlan<'_>, metadata: &ModelMetadata) -> String {
    let text = plan.text();
    let limits = plan.catalog.workers.iter().filter_map(|worker| worker.max_context);
    let limit = limits.clone().min();
    let figure = |tokens: u64| Grouped(tokens).show(text);
    match (metadata.context.as_ref().map(|context| context.value), limit) {
        (Some(trained), Some(limit)) if trained > limit => text.context_cut(figure(limit), figure(trained)),
        (Some(trained), Some(limit)) => text.context_within(figure(limit), figure(trained)),
        (Some(trained), None) => text.context_no_limit(figure(trained)),
        (None, Some(limit)) => text.context_not_said(figure(limit)),
        (None, None) => text.context_unknown().to_owned(),
    }
}

/// Heading of the models of similar size.
pub(super) fn similar_title(metadata: &ModelMetadata, text: &Text) -> String {
    let family = family_name(metadata.architecture.family);
    match metadata.parameters.total {
        Some(total) => text.model_similar_of_size(family, ParameterCount(total).show(text)),
        None => text.model_similar(family),
    }
}
