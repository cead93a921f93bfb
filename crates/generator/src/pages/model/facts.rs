//! The facts of a model with their sources, and the hash of the facts.

use crate::{
    display::{
        figures::{Bucket, Day, Figure as _, Grouped, ModelSize, ParameterCount, tokens},
        format_name::format_name,
        topic_kind::TopicKind,
    },
    pages::Facts,
    pages::model::{
        describe,
        view::{Datum, Fact, FactLink},
    },
    plan::{PlannedModel, SitePlan, Topic, TopicValue, license_name},
    text::Text,
};
use compatibility::{
    architecture::family::Family,
    artifact::{Artifact, FileListKind},
    card_facts::{Date, License},
    evidence::{Evidence, Field, Stated},
    model_format::ModelFormat,
    model_metadata::ModelMetadata,
    quantization::Quantization,
};
use site::manifest::{Hash, Moment};
use std::{borrow::Cow, fmt::Write as _};

/// Longest value quoted as evidence.
const QUOTED: usize = 80;

/// The name of a fact, for programs and for people, with the texts of the page.
#[derive(Clone, Copy)]
struct Name<'a> {
    key: &'static str,
    label: &'a str,
    text: &'a Text,
}

/// The value of a fact, for people and for programs.
type Value = (String, Datum);

fn named<'a>(name: Name<'a>, value: Option<Value>, evidence: Cow<'a, str>) -> Fact<'a> {
    let (value, datum) = value.unwrap_or_else(|| (name.text.figure_unknown().to_owned(), Datum::Unknown));
    Fact { key: name.key, label: name.label, value, datum, href: None, links: Vec::new(), evidence }
}

/// A fact whose value links to a topic.
fn leading<'a>(fact: Fact<'a>, topic: Option<&'a Topic>) -> Fact<'a> {
    Fact { href: topic.map(|topic| &*topic.href), ..fact }
}

/// The names of all topics of a kind that the model belongs to. `None` if there are none.
fn listed<'a>(name: Name<'a>, topics: &[&'a Topic], fields: impl Iterator<Item = &'static str>) -> Option<Fact<'a>> {
    let links: Vec<FactLink<'a>> =
        topics.iter().map(|topic| FactLink { name: topic_name(topic), href: &topic.href }).collect();
    let names: Vec<Box<str>> = links.iter().map(|link| link.name.into()).collect();
    let value = (names.join(", "), Datum::List(names));
    (!links.is_empty()).then(|| Fact { links, ..named(name, Some(value), each_once(fields)) })
}

/// Almost always a single one.
fn each_once<'a>(mut fields: impl Iterator<Item = &'static str>) -> Cow<'a, str> {
    let mut text = Cow::Borrowed(fields.next().unwrap_or_default());
    for field in fields {
        if !text.contains(field) {
            text.to_mut().extend([", ", field]);
        }
    }
    text
}

/// The source of a variant.
fn said_by(artifact: &Artifact) -> &'static str {
    artifact.evidence.as_ref().map_or(Field::Siblings, |evidence| evidence.field).as_str()
}

/// The source of a variant's quantization: file names, tensor types, or the settings of a method.
fn labelled_by(artifact: &Artifact) -> Option<&'static str> {
    Some(match artifact.quantization? {
        Quantization::Bits(_) => "config, tags",
        Quantization::FileType { .. } if artifact.format == ModelFormat::Safetensors => "safetensors.parameters",
        Quantization::FileType { .. } => "siblings",
    })
}

fn topic_name(topic: &Topic) -> &str {
    match &topic.value {
        TopicValue::Format(format) => format_name(*format),
        TopicValue::Text(text) => text,
        TopicValue::Family(_) | TopicValue::Size(_) => topic.slug(),
    }
}

fn fact<'a>(name: Name<'a>, value: Option<Value>, evidence: Option<&Evidence>) -> Fact<'a> {
    let said = evidence.map(|evidence| {
        let mut said = String::with_capacity(64);
        if let Some(model) = &evidence.model {
            let _ = write!(said, "{model}, ");
        }
        let _ = write!(said, "{}: ", evidence.field);
        said.extend(evidence.value.chars().take(QUOTED));
        said
    });
    named(name, value, said.unwrap_or_default().into())
}

/// A fact that a field states directly.
fn read<'a>(name: Name<'a>, value: Option<Value>, field: &'a str) -> Fact<'a> {
    let evidence = if value.is_some() { field } else { "" };
    named(name, value, evidence.into())
}

fn stated<'a, T: ToString>(name: Name<'a>, stated: Option<&Stated<T>>, show: impl Fn(&T) -> Value) -> Fact<'a> {
    let evidence = stated.map(Stated::evidence);
    fact(name, stated.map(|stated| show(&stated.value)), evidence.as_ref())
}

/// A value that is the same for people and programs.
fn plain(text: &str) -> Value {
    (text.to_owned(), Datum::Text(text.into()))
}

fn counter(count: u64, text: &Text) -> Value {
    let bucket = Bucket::of(count);
    (bucket.show(text).to_string(), Datum::Number(bucket.floor()))
}

/// All facts of the page, including unknown ones, because that something is unknown is worth knowing.
pub(super) fn facts<'a>(plan: &'a SitePlan<'_>, model: &'a PlannedModel, changed: Option<Moment>) -> Vec<Fact<'a>> {
    let (metadata, text) = (&*model.assessed.metadata, plan.text());
    let name = |key, label| Name { key, label, text };
    let topics = |kind| plan.topics_of(model, kind);
    let topic = |kind| topics(kind).first().copied();
    let mut facts = Vec::with_capacity(18);
    let [kind, family, model_type] = of_architecture(metadata, text);
    facts.extend([kind, leading(family, topic(TopicKind::Family)), leading(model_type, topic(TopicKind::ModelType))]);
    let parameters = &metadata.parameters;
    let count = ModelSize::of(parameters).map(|size| parameter_count(size, text));
    let count = fact(name("parameters", text.facts_parameters()), count, parameters.evidence.as_ref());
    facts.push(leading(count, topic(TopicKind::Size)));
    if let Some(active) = parameters.active {
        // Only the name gives it.
        let said = text.fact_active(text.figure_about().join(&ParameterCount(active).show(text).to_string()));
        let name = name("active_parameters", text.facts_active_parameters());
        facts.push(read(name, Some((said, Datum::Number(active))), "name"));
    }
    let in_tokens = |count: &u64| (tokens(*count, text), Datum::Number(*count));
    facts.push(stated(name("context", text.facts_context()), metadata.context.as_ref(), in_tokens));
    let artifacts = metadata.artifacts.iter();
    facts.extend(listed(
        name("formats", text.facts_formats()),
        &topics(TopicKind::Format),
        artifacts.clone().map(said_by),
    ));
    let labels = topics(TopicKind::Quantization);
    let quantizations = name("quantizations", text.facts_quantizations());
    facts.extend(listed(quantizations, &labels, artifacts.filter_map(labelled_by)));
    facts.extend(licenses(metadata, &topics(TopicKind::License), text));
    facts.push(read(name("access", text.facts_access()), access(metadata, text), "gated"));
    if !metadata.languages.is_empty() {
        let value = (languages(&metadata.languages, text), Datum::List(metadata.languages.to_vec()));
        facts.push(read(name("languages", text.facts_languages()), Some(value), "cardData.language, tags"));
    }
    facts.push(read(name("file_list", text.facts_file_list()), Some(file_list(metadata, text)), "siblings"));
    let count = |count| counter(count, text);
    facts.push(read(name("downloads_30_days", text.facts_downloads()), metadata.downloads.map(count), "downloads"));
    facts.push(read(name("likes", text.facts_likes()), metadata.likes.map(count), "likes"));
    let date = |at| date(at, text);
    facts.push(read(name("created", text.facts_created()), metadata.created_at.map(date), "createdAt"));
    let on_hub = name("changed_on_hub", text.facts_changed_on_hub());
    facts.push(read(on_hub, metadata.last_modified.map(date), "lastModified"));
    if let Some(changed) = changed {
        let name = name("facts_changed", text.facts_facts_changed());
        facts.push(read(name, Some(plain(&changed.to_string())), text.fact_this_site()));
    }
    facts
}

fn of_architecture<'a>(metadata: &ModelMetadata, text: &'a Text) -> [Fact<'a>; 3] {
    let name = |key, label| Name { key, label, text };
    let architecture = &metadata.architecture;
    let family = Some(architecture.family).filter(|family| *family != Family::Unknown);
    let family = family.map(|family| (describe::family_name(family).to_owned(), Datum::Text(family.as_str().into())));
    let by_type = architecture.model_type_evidence.as_ref().or(architecture.evidence.as_ref());
    let model_type = architecture.model_type.as_deref();
    [
        fact(name("kind", text.facts_kind()), Some(plain(metadata.kind.as_str())), metadata.kind_evidence.as_ref()),
        fact(name("family", text.facts_family()), family, architecture.evidence.as_ref()),
        fact(
            name("model_type", text.facts_model_type()),
            model_type.map(plain),
            by_type.filter(|_| model_type.is_some()),
        ),
    ]
}

/// A counted number in full; a number from a name as the name has it.
fn parameter_count(size: ModelSize, text: &Text) -> Value {
    let count = ParameterCount(size.count).show(text);
    let said = if size.is_named {
        text.figure_about().join(&count.to_string())
    } else {
        format!("{count} ({})", Grouped(size.count).show(text))
    };
    (said, Datum::Number(size.count))
}

fn licenses<'a>(metadata: &ModelMetadata, topics: &[&'a Topic], text: &'a Text) -> Vec<Fact<'a>> {
    let name = Name { key: "license", label: text.facts_license(), text };
    if metadata.license.is_empty() {
        return vec![fact(name, None, None)];
    }
    let show = |license: &License| {
        let text = match &license.name {
            Some(name) => format!("{} ({name})", license.id),
            None => license.id.to_string(),
        };
        (text, Datum::Text(license.id.as_str().into()))
    };
    let topic = |license: &License| match topics {
        [topic] if metadata.license.len() == 1 => Some(*topic),
        topics => topics.iter().copied().find(|topic| topic_name(topic).eq_ignore_ascii_case(license_name(license))),
    };
    let row = |license: &Stated<License>| leading(stated(name, Some(license), show), topic(&license.value));
    let of_text = |license: &Stated<License>| {
        let name = Name { key: "license_text", label: text.facts_license_text(), text };
        license_address(&license.value).map(|address| read(name, Some(plain(address)), "cardData.license_link"))
    };
    metadata.license.iter().take(5).flat_map(|license| [Some(row(license)), of_text(license)]).flatten().collect()
}

/// The URL of the license text in the record. A file of the repository is not a URL.
pub(super) fn license_address(license: &License) -> Option<&str> {
    license.link.as_deref().filter(|link| link.starts_with("https://") || link.starts_with("http://"))
}

fn access(metadata: &ModelMetadata, text: &Text) -> Option<Value> {
    let gating = metadata.gating.as_str();
    let said = match gating {
        "open" => text.fact_access_open(),
        "auto" => text.fact_access_auto(),
        "manual" => text.fact_access_manual(),
        "gated" => text.fact_access_gated(),
        _ => return None,
    };
    Some((said.to_owned(), Datum::Text(gating.into())))
}

fn languages(languages: &[Box<str>], text: &Text) -> String {
    const SHOWN: usize = 24;
    let names = languages.iter().take(SHOWN).map(|language| &**language).collect::<Vec<_>>().join(", ");
    if languages.len() > SHOWN { text.fact_and_more(languages.len() - SHOWN, names) } else { names }
}

/// Programs get the same word in every language.
fn file_list(metadata: &ModelMetadata, text: &Text) -> Value {
    let (said, datum) = match metadata.file_list {
        FileListKind::Absent => (text.fact_list_absent(), "absent"),
        FileListKind::Partial => (text.fact_list_partial(), "partial"),
        FileListKind::Unknown => (text.fact_list_unknown(), "unknown"),
        FileListKind::Complete => (text.fact_list_complete(), "complete"),
    };
    (said.to_owned(), Datum::Text(datum.into()))
}

fn date(date: Date, text: &Text) -> Value {
    // The day the Hub began to record it.
    const FIRST: &str = "2022-03-02";
    if date.is_placeholder {
        return (text.fact_before_day(FIRST), Datum::Text(format!("before {FIRST}").into()));
    }
    plain(&Day(date.at).to_string())
}

/// The hash of everything the page states about the model, without counters: facts, verdicts, and related models. A
/// change of the site's design does not change it.
#[must_use]
pub(super) fn facts_hash(model: &PlannedModel) -> Hash {
    let metadata = &*model.assessed.metadata;
    let mut facts = Facts::default();
    facts.add(metadata.id.as_str());
    facts.add(metadata.kind.as_str());
    facts.add(metadata.architecture.family.as_str());
    facts.add(metadata.architecture.model_type.as_deref().unwrap_or(""));
    facts.add_number(metadata.parameters.total);
    facts.add_number(metadata.parameters.active);
    facts.add_number(metadata.context.as_ref().map(|context| context.value));
    for license in &metadata.license {
        facts.add(&license.value.id);
        facts.add(license.value.name.as_deref().unwrap_or(""));
        facts.add(license.value.link.as_deref().unwrap_or(""));
    }
    for language in &metadata.languages {
        facts.add(language);
    }
    facts.add_byte(metadata.file_list as u8);
    facts.add(metadata.gating.as_str());
    for base in &metadata.base_models {
        facts.add(base.id.as_str());
    }
    for artifact in &metadata.artifacts {
        facts.add(artifact.format.as_str());
        match artifact.quantization {
            Some(label) => facts.add_shown(label),
            None => facts.add(""),
        };
        facts.add(artifact.files.first().map_or("", |file| file));
        facts.add_number(artifact.bytes);
        facts.add_number(artifact.weights_bytes);
        facts.add_number(Some(artifact.files.len() as u64));
        facts.add_byte(artifact.complete as u8);
    }
    for worker in &model.assessed.summary.workers {
        facts.add(worker.judgement.verdict.as_str());
        facts.add(worker.judgement.confidence.as_str());
    }
    facts.add(if model.noindex.is_some() { "noindex" } else { "" });
    facts.hash()
}
