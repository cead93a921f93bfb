//! `Fit`: what a worker says about an architecture in one format.
//!
//! Two vocabularies, never one made into the other: safetensors are loaded by transformers' `model_type`, GGUF
//! by llama.cpp's name. Where a record has only the name of the other vocabulary, it counts as far as both
//! spell it alike.

use crate::evidence::Field;
use crate::{
    architecture::{KnownType, Role, family::Family, gguf_architecture, model_type},
    model_format::ModelFormat,
    model_kind::ModelKind,
    model_metadata::ModelMetadata,
    worker_catalog::{FormatSupport, Status},
};

/// Whose names a type is spelled by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vocabulary {
    /// transformers' `model_type`.
    ModelType,
    /// llama.cpp's `general.architecture`.
    Gguf,
}

impl Vocabulary {
    /// The one by which a format is loaded.
    pub(crate) fn of(format: ModelFormat) -> Self {
        if format == ModelFormat::Gguf { Self::Gguf } else { Self::ModelType }
    }

    /// What the vocabulary says of a name. `None` if the name is not in it.
    #[must_use]
    pub fn known(self, name: &str) -> Option<KnownType> {
        match self {
            Self::ModelType => model_type::known(name),
            Self::Gguf => gguf_architecture::known(name),
        }
    }
}

/// What is looked up in a worker's entry: a model's architecture as one format sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Subject<'a> {
    /// The type, where the record names one.
    pub(crate) name: Option<&'a str>,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) family: Family,
    pub(crate) role: Option<Role>,
    /// Whether the model writes text, or may: then a wrapper may be loaded for its language model.
    pub(crate) may_write: bool,
    /// Whether only base models tell.
    pub(crate) is_inherited: bool,
}

impl<'a> Subject<'a> {
    /// A model's architecture as a loader of that format sees it.
    pub(crate) fn new(model: &'a ModelMetadata, format: ModelFormat) -> Self {
        let own = &model.architecture;
        let may_write = matches!(model.kind, ModelKind::TextGeneration | ModelKind::Unknown);
        if format == ModelFormat::Gguf
            && let Some(name) = own.gguf_architecture.as_deref()
        {
            return Self { may_write, ..Self::named(name, Vocabulary::Gguf) };
        }
        // Of the exact type, or of the family where there is no type.
        let evidence = own.model_type_evidence.as_ref().or(own.evidence.as_ref());
        let is_gguf = evidence.is_some_and(|evidence| evidence.field == Field::GgufArchitecture);
        Self {
            name: own.model_type.as_deref(),
            vocabulary: if is_gguf { Vocabulary::Gguf } else { Vocabulary::ModelType },
            family: own.family,
            role: own.role,
            may_write,
            is_inherited: evidence.is_some_and(crate::evidence::Evidence::is_inherited),
        }
    }

    /// A type of which nothing but the name is known.
    pub(crate) fn named(name: &'a str, vocabulary: Vocabulary) -> Self {
        let known = vocabulary.known(name);
        Self {
            name: Some(name),
            vocabulary,
            family: known.map_or(Family::Unknown, |known| known.family),
            role: known.map(|known| known.role),
            may_write: true,
            is_inherited: false,
        }
    }
}

/// What a worker's entry for one format makes of an architecture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit<'a> {
    /// The worker names it.
    Listed {
        status: Status,
        /// The exact type, where that is what the worker names; else its family.
        by_type: Option<&'a str>,
        family: Family,
    },
    /// It loads language models of the family, and this is one inside a multimodal model; the record does
    /// not say that it writes text.
    Multimodal(&'a str),
    /// The type is no language model.
    OtherRole(Role),
    /// The worker does not name it.
    NotListed(&'a str),
    /// No evidence of any type.
    NoEvidence,
    /// Only the other vocabulary's name is known, and it is spelled differently in this one.
    OtherVocabulary(&'a str),
}

impl Fit<'_> {
    /// Whether the worker does not load it.
    pub(crate) fn is_no(&self) -> bool {
        matches!(self, Fit::Multimodal(_) | Fit::OtherRole(_) | Fit::NotListed(_))
    }
}

/// Looks an architecture up: the exact type, else the default of its family.
///
/// The default counts for what the tables know as language models of the family. Of a multimodal wrapper it
/// promises no more than `planned`: loading the family is not loading the wrapper. Where the exact type is
/// unknown, it is the least that the worker says of any type that it may be.
pub(crate) fn fit<'a>(subject: &Subject<'a>, support: &FormatSupport) -> Fit<'a> {
    let vocabulary = Vocabulary::of(support.format);
    let exact = exact(subject, vocabulary);
    let listed = exact.and_then(|name| support.model_types.get(name).map(|support| (name, support.status)));
    if let Some((name, status)) = listed {
        return Fit::Listed { status, by_type: Some(name), family: subject.family };
    }
    let default = match (subject.role, subject.name) {
        (Some(Role::Decoder), _) => default(subject, exact, support),
        (Some(Role::Wrapper), _) if subject.may_write => default(subject, exact, support).map(|_| Status::Planned),
        (Some(Role::Wrapper), Some(name)) => return Fit::Multimodal(name),
        (Some(role @ (Role::Encoder | Role::Seq2Seq | Role::Drafter | Role::Other)), _) => return Fit::OtherRole(role),
        (Some(Role::Wrapper) | None, _) => None,
    };
    match (default, subject.name, exact) {
        (Some(status), _, _) => Fit::Listed { status, by_type: None, family: subject.family },
        (None, None, _) => Fit::NoEvidence,
        (None, Some(_), Some(name)) => Fit::NotListed(name),
        (None, Some(name), None) if is_not_listed_by_any_name(subject, support) => Fit::NotListed(name),
        (None, Some(name), None) => Fit::OtherVocabulary(name),
    }
}

/// The status that a worker's entry for one format gives to a type of which only the name is known: that of the exact
/// type, or the default of its family. `None` if the entry does not cover the type.
///
/// The rules of [`RULES`](super::RULES) decide by the same look-up, with everything else that a record says.
#[must_use]
pub fn status_of_type(name: &str, vocabulary: Vocabulary, support: &FormatSupport) -> Option<Status> {
    match fit(&Subject::named(name, vocabulary), support) {
        Fit::Listed { status, .. } => Some(status),
        _ => None,
    }
}

/// The best that a worker may say of an architecture once its exact type is known.
pub(crate) fn best_possible(subject: &Subject<'_>, support: &FormatSupport) -> Option<Status> {
    let vocabulary = Vocabulary::of(support.format);
    let said = match fit(subject, support) {
        Fit::Listed { status, .. } => Some(status),
        _ => None,
    };
    if exact(subject, vocabulary).is_some() {
        return said;
    }
    said.max(candidates(subject, support).max())
}

/// The type's name in a vocabulary, where the record gives it or both have the same.
fn exact<'a>(subject: &Subject<'a>, vocabulary: Vocabulary) -> Option<&'a str> {
    subject.name.filter(|name| subject.vocabulary == vocabulary || is_shared(name, subject, vocabulary))
}

/// What a worker says of the types that one may be of which only the other vocabulary's name is known, or the
/// family alone: those of the family, without the ones that both spell alike and that it would then be called.
fn candidates(subject: &Subject<'_>, support: &FormatSupport) -> impl Iterator<Item = Status> {
    let Subject { name: own, vocabulary, family, .. } = *subject;
    let may_be = move |name: &str| {
        let is_of_family = Vocabulary::of(support.format).known(name).is_some_and(|known| known.family == family);
        let is_told_apart = own.is_some_and(|own| own != name) && vocabulary.known(name).is_some();
        is_of_family && !is_told_apart
    };
    support.model_types.iter().filter(move |(name, _)| may_be(name)).map(|(_, support)| support.status)
}

/// Whether no type of the family in the other vocabulary is listed, nor the family. Of a family that the other
/// vocabulary does not know, or files under another's name, that says nothing.
fn is_not_listed_by_any_name(subject: &Subject<'_>, support: &FormatSupport) -> bool {
    let is_known = match Vocabulary::of(support.format) {
        Vocabulary::ModelType => model_type::all().any(|(_, known)| known.family == subject.family),
        Vocabulary::Gguf => gguf_architecture::all().any(|(_, known)| known.family == subject.family),
    };
    is_known
        && !is_filed_under_llama(subject)
        && !support.families.contains_key(subject.family.as_str())
        && candidates(subject, support).next().is_none()
}

/// llama.cpp has filed the models of both families under `llama`.
fn is_filed_under_llama(subject: &Subject<'_>) -> bool {
    matches!(subject.family, Family::Llama | Family::Mistral)
}

/// Whether both vocabularies mean the same by a name. llama.cpp has filed Llama's and Mistral's models under
/// `llama`, so a GGUF's `llama` is no type of transformers, and a Mistral's GGUF may have either name.
fn is_shared(name: &str, subject: &Subject<'_>, vocabulary: Vocabulary) -> bool {
    let is_ambiguous = subject.family == Family::Mistral || (subject.vocabulary == Vocabulary::Gguf && name == "llama");
    !is_ambiguous && vocabulary.known(name).is_some()
}

fn default(subject: &Subject<'_>, exact: Option<&str>, support: &FormatSupport) -> Option<Status> {
    let default = support.families.get(subject.family.as_str())?.status;
    if exact.is_some() {
        return Some(default);
    }
    Some(candidates(subject, support).fold(default, Ord::min))
}
