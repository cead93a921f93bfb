//! Determines the topics and their models.
//!
//! Models are referred to by index, and all topics are found in one pass over the models.

mod likeness;

use crate::{
    display::{size_class::SizeClass, topic_kind::TopicKind, verdict::Shown},
    plan::{ModelIdx, PlannedModel, TopicIdx, model_address},
    select::AssessedModel,
};
use compatibility::{
    architecture::family::Family,
    artifact::Artifact,
    card_facts::License,
    compatibility::{Judgement, Verdict},
    model_format::ModelFormat,
    model_metadata::ModelMetadata,
    quantization::Quantization,
};
use site::address::page_path::PagePath;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, btree_map::Entry},
    ops::Range,
};

/// Number of members listed as most popular.
const BEST_KNOWN: usize = 12;

/// Maximum number of topics of a kind that can be search filters.
const FILTERS: usize = 100;

/// A list of at most this length needs no selection from it.
const SHORT: usize = 24;

/// All topics of a site.
#[derive(Debug, Default)]
pub struct Topics {
    /// Grouped by kind in the order of [`TopicKind::ALL`]. Sizes are ascending; the other kinds are sorted by number of
    /// models, descending, then by name.
    pub all: Vec<Topic>,
    /// The range of each kind, in the order of [`TopicKind::ALL`].
    kinds: [Range<usize>; TopicKind::ALL.len()],
}

/// All models that share a property.
#[derive(Debug)]
pub struct Topic {
    /// The kind of property.
    pub kind: TopicKind,
    /// The property.
    pub value: TopicValue,
    /// Path of its first page: `/families/llama/`.
    pub path: PagePath,
    /// URL of its first page.
    pub href: Box<str>,
    /// Its models: smallest first, unknown sizes last; then by id.
    pub members: Vec<ModelIdx>,
    /// Its most popular models, if it has many.
    pub best_known: Vec<ModelIdx>,
    /// Number of models by displayed verdict in this topic, in the order of [`Shown::ALL`].
    pub counts: [usize; Shown::ALL.len()],
    /// Number of models that run, but only from files other than the topic's.
    pub run_otherwise: usize,
    /// An earlier topic with almost the same models.
    pub like: Option<TopicIdx>,
}

/// The property that the models of a topic share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TopicValue {
    /// A known family.
    Family(Family),
    /// A format.
    Format(ModelFormat),
    /// A size class.
    Size(SizeClass),
    /// A model type, quantization, license or author, as written in records.
    Text(Box<str>),
}

impl Topic {
    /// Its name in keys and URLs, unique within its kind.
    #[must_use]
    pub fn slug(&self) -> &str {
        self.path.segments().nth(1).unwrap_or_default()
    }

    /// The variants of a model that the topic is about: in a topic of a format or quantization, those with it.
    pub fn variants<'a>(&'a self, model: &'a ModelMetadata) -> impl Iterator<Item = usize> + 'a {
        let is_of = |artifact: &Artifact| match &self.value {
            TopicValue::Format(format) => artifact.format == *format,
            TopicValue::Text(name) if self.kind == TopicKind::Quantization => {
                artifact.quantization.is_some_and(|quantization| written_label(quantization).is_called(name))
            }
            _ => true,
        };
        model.artifacts.iter().enumerate().filter(move |(_, artifact)| is_of(artifact)).map(|(place, _)| place)
    }

    /// The best worker's judgement of a model in this topic. A topic of a format or quantization only counts the
    /// variants with it, every other topic the whole model.
    #[must_use]
    pub fn judgement_of(&self, model: &AssessedModel) -> Judgement {
        let all = model.summary.judgement;
        if model.variants.is_empty() || !self.kind.is_of_files() {
            return all;
        }
        self.variants(&model.metadata).map(|place| model.judgement_of_variant(place)).max().unwrap_or(all)
    }
}

impl Topics {
    /// The topics of these models, and for each model its topics, ascending. `by_use` has all models, most popular
    /// first.
    #[must_use]
    pub(super) fn new(models: &[PlannedModel], by_use: &[ModelIdx]) -> (Self, Vec<Box<[TopicIdx]>>) {
        let stated = Stated::of(models);
        let (mut all, topic_of) = found(&stated);
        let of_model: Vec<Box<[TopicIdx]>> = (0..models.len())
            .map(|place| {
                let mut topics: Vec<TopicIdx> =
                    stated.of_model(place).iter().filter_map(|at| topic_of[*at as usize]).collect();
                topics.sort_unstable();
                topics.dedup();
                topics.into()
            })
            .collect();
        for place in by_size(models) {
            let model = &models[place].assessed;
            for topic in &of_model[place] {
                let topic = &mut all[*topic];
                let judgement = topic.judgement_of(model);
                topic.members.push(place);
                topic.counts[Shown(judgement).index()] += 1;
                let runs = [model.summary.judgement, judgement].map(|judgement| judgement.verdict == Verdict::Runs);
                topic.run_otherwise += usize::from(runs == [true, false]);
            }
        }
        for (topic, like) in likeness::likeness(&all, &of_model).into_iter().enumerate() {
            all[topic].like = like;
        }
        for place in by_use {
            for topic in &of_model[*place] {
                let topic = &mut all[*topic];
                if topic.members.len() > SHORT && topic.best_known.len() < BEST_KNOWN {
                    topic.best_known.push(*place);
                }
            }
        }
        let kinds = TopicKind::ALL.map(|kind| {
            let start = all.iter().position(|topic| topic.kind == kind).unwrap_or_default();
            start..start + all[start..].iter().take_while(|topic| topic.kind == kind).count()
        });
        (Self { all, kinds }, of_model)
    }

    /// The indexes of all topics of a kind.
    #[must_use]
    pub fn of_kind(&self, kind: TopicKind) -> Range<usize> {
        self.kinds[kind.index()].clone()
    }

    /// The topics of a kind that can be search filters: those with the most models, if there are many.
    #[must_use]
    pub fn filters_of(&self, kind: TopicKind) -> &[Topic] {
        let all = &self.all[self.of_kind(kind)];
        &all[..all.len().min(FILTERS)]
    }
}

/// Smallest first, unknown sizes last; then by id.
fn by_size(models: &[PlannedModel]) -> Vec<ModelIdx> {
    let size = |model: &PlannedModel| model.assessed.metadata.parameters.total.unwrap_or(u64::MAX);
    let mut order: Vec<(u64, ModelIdx)> =
        models.iter().zip(ModelIdx::all()).map(|(model, place)| (size(model), place)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, place)| place).collect()
}

/// Every value that models state, as written, and which model states which.
#[derive(Default)]
struct Stated<'a> {
    values: Vec<(TopicKind, Written<'a>)>,
    known: BTreeMap<(TopicKind, Written<'a>), u32>,
    /// Indexes of values, model by model.
    of_models: Vec<u32>,
    /// Where the values of each model begin.
    starts: Vec<usize>,
    /// How often each value is stated.
    counts: Vec<usize>,
}

/// A value, without a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Written<'a> {
    Family(Family),
    Format(ModelFormat),
    Size(SizeClass),
    FileType(&'static str, bool),
    Bits(u8),
    Text(&'a str),
}

impl<'a> Stated<'a> {
    fn of(models: &'a [PlannedModel]) -> Self {
        let mut stated = Self::default();
        for model in models {
            stated.starts.push(stated.of_models.len());
            stated.add_all(&model.assessed.metadata);
        }
        stated.starts.push(stated.of_models.len());
        stated
    }

    fn add_all(&mut self, model: &'a ModelMetadata) {
        let family = model.architecture.family;
        if family != Family::Unknown {
            self.add(TopicKind::Family, Written::Family(family));
        }
        if let Some(model_type) = model.architecture.model_type.as_deref() {
            self.add(TopicKind::ModelType, Written::Text(model_type));
        }
        if let Some(total) = model.parameters.total {
            self.add(TopicKind::Size, Written::Size(SizeClass::of(total)));
        }
        // Variants are sorted by format, then by quantization.
        for same in model.artifacts.chunk_by(|a, b| a.format == b.format) {
            self.add(TopicKind::Format, Written::Format(same[0].format));
        }
        for quantization in model.artifacts.iter().filter_map(|artifact: &Artifact| artifact.quantization) {
            self.add(TopicKind::Quantization, written_label(quantization));
        }
        for license in &model.license {
            self.add(TopicKind::License, Written::Text(license_name(&license.value)));
        }
        if let Some(owner) = model.id.owner() {
            self.add(TopicKind::Author, Written::Text(owner));
        }
    }

    fn add(&mut self, kind: TopicKind, value: Written<'a>) {
        let at = match self.known.entry((kind, value)) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                let at = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
                self.values.push((kind, value));
                self.counts.push(0);
                *new.insert(at)
            }
        };
        let start = self.starts.last().copied().unwrap_or_default();
        if !self.of_models[start..].contains(&at) {
            self.of_models.push(at);
            self.counts[at as usize] += 1;
        }
    }

    fn of_model(&self, place: usize) -> &[u32] {
        &self.of_models[self.starts[place]..self.starts[place + 1]]
    }
}

fn written_label<'a>(quantization: Quantization) -> Written<'a> {
    match quantization {
        Quantization::FileType { file_type, is_dynamic } => Written::FileType(file_type.label, is_dynamic),
        Quantization::Bits(bits) => Written::Bits(bits),
    }
}

/// The name of a license. For a license outside the Hub's list, its own name.
#[must_use]
pub fn license_name(license: &License) -> &str {
    license.name.as_deref().filter(|name| model_address::segment(name).is_some()).unwrap_or(&license.id)
}

impl Written<'_> {
    fn value(self) -> TopicValue {
        match self {
            Self::Family(family) => TopicValue::Family(family),
            Self::Format(format) => TopicValue::Format(format),
            Self::Size(class) => TopicValue::Size(class),
            Self::FileType(label, is_dynamic) => {
                TopicValue::Text([if is_dynamic { "UD-" } else { "" }, label].concat().into())
            }
            Self::Bits(bits) => TopicValue::Text(format!("{bits}-bit").into()),
            Self::Text(text) => TopicValue::Text(text.into()),
        }
    }

    /// Whether a quantization has this name, as [`Written::value`] writes it.
    fn is_called(self, name: &str) -> bool {
        match self {
            Self::FileType(label, is_dynamic) => {
                (if is_dynamic { name.strip_prefix("UD-") } else { Some(name) }) == Some(label)
            }
            Self::Bits(bits) => name.strip_suffix("-bit").is_some_and(|number| number.parse() == Ok(bits)),
            _ => false,
        }
    }

    /// The URL segment. `None` if there can be none, and so no topic.
    fn slug(self, kind: TopicKind) -> Option<String> {
        let text = match self.value() {
            TopicValue::Family(family) => family.as_str().to_owned(),
            TopicValue::Format(format) => format.as_str().to_owned(),
            TopicValue::Size(class) => class.slug(),
            TopicValue::Text(text) if kind == TopicKind::Quantization => text.replace('_', "-"),
            TopicValue::Text(text) => text.into(),
        };
        model_address::segment(&text).filter(|slug| slug != "unknown")
    }
}

/// The topics in order, still empty, and the topic of each stated value.
///
/// Values with the same URL segment are one topic, under the spelling that sorts first: `MIT` and `mit`.
fn found(stated: &Stated<'_>) -> (Vec<Topic>, Vec<Option<TopicIdx>>) {
    let mut merged: BTreeMap<(TopicKind, String), (TopicValue, usize, Vec<usize>)> = BTreeMap::new();
    for (at, ((kind, value), count)) in stated.values.iter().zip(&stated.counts).enumerate() {
        let Some(slug) = value.slug(*kind) else { continue };
        let value = value.value();
        let (first, all, places) =
            merged.entry((*kind, slug)).or_insert_with(|| (value.clone(), 0, Vec::with_capacity(1)));
        if value < *first {
            *first = value;
        }
        *all += count;
        places.push(at);
    }
    let mut merged: Vec<_> =
        merged.into_iter().filter(|((kind, _), (_, all, _))| *all >= kind.least_members()).collect();
    merged.sort_by_cached_key(|((kind, slug), (value, all, _))| match value {
        TopicValue::Size(class) => (kind.index(), Reverse(0), class.place(), slug.clone()),
        _ => (kind.index(), Reverse(*all), 0, slug.clone()),
    });
    let mut topic_of = vec![None; stated.values.len()];
    let mut topics = Vec::with_capacity(merged.len());
    for ((kind, slug), (value, all, places)) in merged {
        for place in places {
            topic_of[place] = Some(topics.len().into());
        }
        let path = crate::plan::fixed(&format!("/{}/{slug}/", kind.folder()));
        let members = Vec::with_capacity(all);
        topics.push(Topic {
            kind,
            value,
            path,
            href: Box::default(),
            members,
            best_known: Vec::new(),
            counts: Default::default(),
            run_otherwise: 0,
            like: None,
        });
    }
    (topics, topic_of)
}
