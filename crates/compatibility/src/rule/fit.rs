//! `Fit`: a worker's support for an architecture in one format.
//!
//! There are two vocabularies, and names are never translated between them: safetensors are loaded by transformers'
//! `model_type`, GGUF files by llama.cpp's architecture name. A name from the other vocabulary counts only if both use
//! the same spelling for the same architecture.

use crate::evidence::Field;
use crate::{
    architecture::{KnownType, Role, family::Family, gguf_architecture, model_type},
    model_format::ModelFormat,
    model_kind::ModelKind,
    model_metadata::ModelMetadata,
    worker_catalog::{FormatSupport, Status},
};

/// The vocabulary that a type name comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vocabulary {
    /// transformers' `model_type`.
    ModelType,
    /// llama.cpp's `general.architecture`.
    Gguf,
}

impl Vocabulary {
    /// The vocabulary that loaders of a format use.
    pub(crate) fn of(format: ModelFormat) -> Self {
        if format == ModelFormat::Gguf { Self::Gguf } else { Self::ModelType }
    }

    /// Looks up a name. `None` if the name is not in the vocabulary.
    #[must_use]
    pub fn known(self, name: &str) -> Option<KnownType> {
        match self {
            Self::ModelType => model_type::known(name),
            Self::Gguf => gguf_architecture::known(name),
        }
    }
}

/// The lookup key for a worker's format entry: a model's architecture as a loader of one format sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Subject<'a> {
    /// The type, if the record names one.
    pub(crate) name: Option<&'a str>,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) family: Family,
    pub(crate) role: Option<Role>,
    /// Whether the model is or may be a text-generation model. If so, a wrapper may be loaded for its language model.
    pub(crate) may_write: bool,
    /// Whether the architecture is known only from base models.
    pub(crate) is_inherited: bool,
}

impl<'a> Subject<'a> {
    /// A model's architecture as a loader of `format` sees it.
    pub(crate) fn new(model: &'a ModelMetadata, format: ModelFormat) -> Self {
        let own = &model.architecture;
        let may_write = matches!(model.kind, ModelKind::TextGeneration | ModelKind::Unknown);
        if format == ModelFormat::Gguf
            && let Some(name) = own.gguf_architecture.as_deref()
        {
            return Self { may_write, ..Self::named(name, Vocabulary::Gguf) };
        }
        // The evidence of the exact type, or of the family if there is no type.
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

    /// A subject of which only the type name is known.
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

/// A worker's support for an architecture in one format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit<'a> {
    /// The worker lists it.
    Listed {
        status: Status,
        /// The exact type if the worker lists that; `None` if it lists the family.
        by_type: Option<&'a str>,
        family: Family,
    },
    /// A multimodal model whose family the worker loads. The record does not say that it generates text.
    Multimodal(&'a str),
    /// The type is not a language model.
    OtherRole(Role),
    /// The worker does not list it.
    NotListed(&'a str),
    /// The record names no type.
    NoEvidence,
    /// Only the name in the other vocabulary is known, and this one spells it differently.
    OtherVocabulary(&'a str),
}

impl Fit<'_> {
    /// Whether the worker certainly does not load it.
    pub(crate) fn is_no(&self) -> bool {
        matches!(self, Fit::Multimodal(_) | Fit::OtherRole(_) | Fit::NotListed(_))
    }
}

/// Looks up an architecture: first the exact type, then the default of its family.
///
/// The default applies to types known as language models of the family. For a multimodal wrapper it gives `planned` at
/// most, because loading the family does not mean loading the wrapper. If the exact type is unknown, the result is the
/// lowest status among the types it may be.
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

/// The status of a type of which only the name is known: that of the exact type, or the default of its family. `None`
/// if the entry does not cover the type.
///
/// The rules of [`RULES`](super::RULES) use the same lookup together with the rest of the record.
#[must_use]
pub fn status_of_type(name: &str, vocabulary: Vocabulary, support: &FormatSupport) -> Option<Status> {
    match fit(&Subject::named(name, vocabulary), support) {
        Fit::Listed { status, .. } => Some(status),
        _ => None,
    }
}

/// The best possible status of an architecture once its exact type is known.
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

/// The type's name in a vocabulary, if the record gives it or both vocabularies share it.
fn exact<'a>(subject: &Subject<'a>, vocabulary: Vocabulary) -> Option<&'a str> {
    subject.name.filter(|name| subject.vocabulary == vocabulary || is_shared(name, subject, vocabulary))
}

/// The statuses of the types that a subject may be if only the other vocabulary's name, or only the family, is known:
/// all types of the family, except other names that both vocabularies share, which the record would have used.
fn candidates(subject: &Subject<'_>, support: &FormatSupport) -> impl Iterator<Item = Status> {
    let Subject { name: own, vocabulary, family, .. } = *subject;
    let may_be = move |name: &str| {
        let is_of_family = Vocabulary::of(support.format).known(name).is_some_and(|known| known.family == family);
        let is_told_apart = own.is_some_and(|own| own != name) && vocabulary.known(name).is_some();
        is_of_family && !is_told_apart
    };
    support.model_types.iter().filter(move |(name, _)| may_be(name)).map(|(_, support)| support.status)
}

/// Whether the worker lists neither the family nor any of its types. `false` if the other vocabulary does not know the
/// family or files it under another name, because then a missing entry proves nothing.
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

/// Whether llama.cpp uses `llama` for models of this family.
fn is_filed_under_llama(subject: &Subject<'_>) -> bool {
    matches!(subject.family, Family::Llama | Family::Mistral)
}

/// Whether a name means the same in both vocabularies. llama.cpp has used `llama` for both Llama and Mistral models, so
/// `llama` in a GGUF file is not a transformers type, and a Mistral GGUF file may have either name.
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
