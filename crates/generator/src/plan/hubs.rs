//! Which hubs there are, and which models belong to each.
//!
//! Places of models are kept as numbers, and each hub is found by looking at every model once.

mod likeness;

use crate::{
    page::{Shown, hub::HubKind, model_address, size_class::SizeClass},
    plan::PlannedModel,
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

/// Members named as best known.
const BEST_KNOWN: usize = 12;

/// Most hubs of a kind that models can be filtered by.
const FILTERS: usize = 100;

/// A list no longer than this needs no choice from it.
const SHORT: usize = 24;

/// All hubs of a site.
#[derive(Debug, Default)]
pub struct Hubs {
    /// By kind in the order of [`HubKind::ALL`]; of one kind the sizes ascend, and the others descend by their
    /// number of models, then by name.
    pub all: Vec<Hub>,
    /// Where those of each kind stand, in the order of [`HubKind::ALL`].
    kinds: [Range<usize>; HubKind::ALL.len()],
}

/// Everything that has one thing in common.
#[derive(Debug)]
pub struct Hub {
    /// What sort of thing.
    pub kind: HubKind,
    /// The thing.
    pub value: HubValue,
    /// Where its first page stands: `/families/llama/`.
    pub path: PagePath,
    /// Address of its first page.
    pub href: Box<str>,
    /// Places of its models: smallest first, those of unknown size last; then by id.
    pub members: Vec<u32>,
    /// Its most used models, where it has many.
    pub best_known: Vec<u32>,
    /// Models by what is shown of their verdict in this hub, in the order of [`Shown::ALL`].
    pub counts: [usize; Shown::ALL.len()],
    /// Models that a worker runs, but not from the files by which they are here.
    pub run_otherwise: usize,
    /// The place of an earlier hub that lists nearly the same models.
    pub like: Option<u32>,
}

/// What the models of a hub have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum HubValue {
    /// A family that is known.
    Family(Family),
    /// A format.
    Format(ModelFormat),
    /// A class of sizes.
    Size(SizeClass),
    /// A model type, a quantization, a license, an author: as records write it.
    Text(Box<str>),
}

impl Hub {
    /// The hub's name in keys and addresses, unique in its kind.
    #[must_use]
    pub fn slug(&self) -> &str {
        self.path.segments().nth(1).unwrap_or_default()
    }

    /// The places of a model's sets of files that the hub is about: in hubs of a format or a label those with it.
    pub fn sets<'a>(&'a self, model: &'a ModelMetadata) -> impl Iterator<Item = usize> + 'a {
        let is_of = |artifact: &Artifact| match &self.value {
            HubValue::Format(format) => artifact.format == *format,
            HubValue::Text(name) if self.kind == HubKind::Quantization => {
                artifact.quantization.is_some_and(|quantization| written_label(quantization).is_called(name))
            }
            _ => true,
        };
        model.artifacts.iter().enumerate().filter(move |(_, artifact)| is_of(artifact)).map(|(place, _)| place)
    }

    /// What the best worker makes of a model as far as the hub is about it: of its files in a format or under a
    /// label where that is what the hub is about, else of the whole model.
    #[must_use]
    pub fn judgement_of(&self, model: &AssessedModel) -> Judgement {
        let all = model.summary.judgement;
        if model.sets.is_empty() || !self.kind.is_of_files() {
            return all;
        }
        self.sets(&model.metadata).map(|place| model.judgement_of_set(place)).max().unwrap_or(all)
    }
}

impl Hubs {
    /// The hubs of these models, and for each model the places of its hubs, ascending. `by_use` has the places of
    /// all models, most used first.
    #[must_use]
    pub(super) fn new(models: &[PlannedModel], by_use: &[u32]) -> (Self, Vec<Box<[u32]>>) {
        let stated = Stated::of(models);
        let (mut all, hub_of) = found(&stated);
        let of_model: Vec<Box<[u32]>> = (0..models.len())
            .map(|place| {
                let mut hubs: Vec<u32> = stated.of_model(place).iter().filter_map(|at| hub_of[*at as usize]).collect();
                hubs.sort_unstable();
                hubs.dedup();
                hubs.into()
            })
            .collect();
        for place in by_size(models) {
            let model = &models[place as usize].assessed;
            for hub in &of_model[place as usize] {
                let hub = &mut all[*hub as usize];
                let judgement = hub.judgement_of(model);
                hub.members.push(place);
                hub.counts[Shown(judgement).place()] += 1;
                let runs = [model.summary.judgement, judgement].map(|judgement| judgement.verdict == Verdict::Runs);
                hub.run_otherwise += usize::from(runs == [true, false]);
            }
        }
        for (hub, like) in likeness::likeness(&all, &of_model).into_iter().enumerate() {
            all[hub].like = like;
        }
        for place in by_use {
            for hub in &of_model[*place as usize] {
                let hub = &mut all[*hub as usize];
                if hub.members.len() > SHORT && hub.best_known.len() < BEST_KNOWN {
                    hub.best_known.push(*place);
                }
            }
        }
        let kinds = HubKind::ALL.map(|kind| {
            let start = all.iter().position(|hub| hub.kind == kind).unwrap_or_default();
            start..start + all[start..].iter().take_while(|hub| hub.kind == kind).count()
        });
        (Self { all, kinds }, of_model)
    }

    /// The places of all hubs of a kind.
    #[must_use]
    pub fn of_kind(&self, kind: HubKind) -> Range<usize> {
        self.kinds[kind.place()].clone()
    }

    /// Those of a kind that models can be filtered by: where they are many, those with the most models.
    #[must_use]
    pub fn filters_of(&self, kind: HubKind) -> &[Hub] {
        let all = &self.all[self.of_kind(kind)];
        &all[..all.len().min(FILTERS)]
    }
}

/// Smallest first, those of unknown size last; then by id.
fn by_size(models: &[PlannedModel]) -> Vec<u32> {
    let size = |model: &PlannedModel| model.assessed.metadata.parameters.total.unwrap_or(u64::MAX);
    let mut order: Vec<(u64, u32)> = models.iter().zip(0..).map(|(model, place)| (size(model), place)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, place)| place).collect()
}

/// Every value that a model states, as it is written, and which model states which.
#[derive(Default)]
struct Stated<'a> {
    values: Vec<(HubKind, Written<'a>)>,
    known: BTreeMap<(HubKind, Written<'a>), u32>,
    /// Places of values, model by model.
    of_models: Vec<u32>,
    /// Where those of each model begin.
    starts: Vec<usize>,
    /// How many models state each value; of one that states it twice, twice.
    counts: Vec<usize>,
}

/// A value, without a copy of it.
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
            self.add(HubKind::Family, Written::Family(family));
        }
        if let Some(model_type) = model.architecture.model_type.as_deref() {
            self.add(HubKind::ModelType, Written::Text(model_type));
        }
        if let Some(total) = model.parameters.total {
            self.add(HubKind::Size, Written::Size(SizeClass::of(total)));
        }
        // Artifacts are sorted by format, then by label.
        for same in model.artifacts.chunk_by(|a, b| a.format == b.format) {
            self.add(HubKind::Format, Written::Format(same[0].format));
        }
        for quantization in model.artifacts.iter().filter_map(|artifact: &Artifact| artifact.quantization) {
            self.add(HubKind::Quantization, written_label(quantization));
        }
        for license in &model.license {
            self.add(HubKind::License, Written::Text(license_name(&license.value)));
        }
        if let Some(owner) = model.id.owner() {
            self.add(HubKind::Author, Written::Text(owner));
        }
    }

    fn add(&mut self, kind: HubKind, value: Written<'a>) {
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

/// A license by its own name where the Hub’s list has none for it.
#[must_use]
pub fn license_name(license: &License) -> &str {
    license.name.as_deref().filter(|name| model_address::segment(name).is_some()).unwrap_or(&license.id)
}

impl Written<'_> {
    fn value(self) -> HubValue {
        match self {
            Self::Family(family) => HubValue::Family(family),
            Self::Format(format) => HubValue::Format(format),
            Self::Size(class) => HubValue::Size(class),
            Self::FileType(label, is_dynamic) => {
                HubValue::Text([if is_dynamic { "UD-" } else { "" }, label].concat().into())
            }
            Self::Bits(bits) => HubValue::Text(format!("{bits}-bit").into()),
            Self::Text(text) => HubValue::Text(text.into()),
        }
    }

    /// Whether a label is called that, as [`Written::value`] writes it.
    fn is_called(self, name: &str) -> bool {
        match self {
            Self::FileType(label, is_dynamic) => {
                (if is_dynamic { name.strip_prefix("UD-") } else { Some(name) }) == Some(label)
            }
            Self::Bits(bits) => name.strip_suffix("-bit").is_some_and(|number| number.parse() == Ok(bits)),
            _ => false,
        }
    }

    /// The part of an address; none where there can be none, and so no hub.
    fn slug(self, kind: HubKind) -> Option<String> {
        let text = match self.value() {
            HubValue::Family(family) => family.as_str().to_owned(),
            HubValue::Format(format) => format.as_str().to_owned(),
            HubValue::Size(class) => class.slug(),
            HubValue::Text(text) if kind == HubKind::Quantization => text.replace('_', "-"),
            HubValue::Text(text) => text.into(),
        };
        model_address::segment(&text).filter(|slug| slug != "unknown")
    }
}

/// The hubs, in order and still empty, and for each stated value the place of its hub.
///
/// Values whose addresses are the same are one hub, under the spelling that sorts first: `MIT` and `mit`.
fn found(stated: &Stated<'_>) -> (Vec<Hub>, Vec<Option<u32>>) {
    let mut merged: BTreeMap<(HubKind, String), (HubValue, usize, Vec<usize>)> = BTreeMap::new();
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
        HubValue::Size(class) => (kind.place(), Reverse(0), class.place(), slug.clone()),
        _ => (kind.place(), Reverse(*all), 0, slug.clone()),
    });
    let mut hub_of = vec![None; stated.values.len()];
    let mut hubs = Vec::with_capacity(merged.len());
    for ((kind, slug), (value, all, places)) in merged {
        for place in places {
            hub_of[place] = u32::try_from(hubs.len()).ok();
        }
        let path = crate::plan::fixed(&format!("/{}/{slug}/", kind.folder()));
        let members = Vec::with_capacity(all);
        hubs.push(Hub {
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
    (hubs, hub_of)
}
