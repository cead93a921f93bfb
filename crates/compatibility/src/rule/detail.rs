//! `Detail`: what a rule found, and the sentence that says so. All sentences of the rules stand here.

use super::Case;
use crate::{
    architecture::{Role, family::Family},
    artifact::Artifact,
    card_facts::Gating,
    model_format::ModelFormat,
    model_id::ModelId,
    model_kind::ModelKind,
    quantization::Quantization,
    worker_catalog::Status,
};

/// What a rule found.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "each is named after its rule, and the sentence below says what it means")]
pub enum Detail<'a> {
    Kind(ModelKind),
    NoWeightFiles,
    NoFilesKnown,
    FormatNotLoaded(ModelFormat),
    MultimodalArchitecture(&'a str),
    OtherRole(Role),
    NotListed { name: &'a str, format: Option<ModelFormat> },
    NoArchitecture,
    OtherVocabulary { name: &'a str, format: ModelFormat },
    ForeignQuantization(Quantization),
    QuantizationNotAccepted(Quantization),
    QuantizationMixed(Quantization),
    QuantizationUnknown,
    ShardsNotAccepted(ModelFormat),
    IncompleteShards { listed: usize },
    ShardsUnseen,
    PartsUnclear,
    MissingFile(&'a str),
    Listed { by_type: Option<&'a str>, family: Family, status: Status, format: ModelFormat },
    ContextCut { trained: u64, limit: u64 },
    Gated(Gating),
    Inherited(&'a ModelId),
    SizeEstimated,
    FileUnseen(&'a str),
    FilesNotListed(ModelFormat),
    OtherArtifact(&'a Artifact),
    BaseModel(&'a ModelId),
}

impl Detail<'_> {
    /// One sentence with the figures of this model and worker.
    #[must_use]
    pub fn text(&self, case: &Case<'_>) -> String {
        let worker = &case.worker.name;
        match *self {
            Self::Kind(kind) => of_kind(kind),
            Self::NoWeightFiles => "The repository has no weight files where a loader looks for them".to_owned(),
            Self::NoFilesKnown => "The record names no weight files and no format".to_owned(),
            Self::FormatNotLoaded(format) => format!("{worker} does not load the format {format}"),
            Self::MultimodalArchitecture(name) => {
                format!("`{name}` is a multimodal model, and {worker} writes text only")
            }
            Self::OtherRole(role) => of_role(role),
            Self::NotListed { name, format: Some(format) } => {
                format!("{worker} does not load `{name}` from {format} files")
            }
            Self::NotListed { name, format: None } => format!("{worker} does not load `{name}` in any format"),
            Self::NoArchitecture => "The record does not say which architecture the model has".to_owned(),
            Self::OtherVocabulary { name, format } => {
                format!("The record says `{name}`, which does not tell under which name {format} files have it")
            }
            Self::ForeignQuantization(label) => {
                format!("{label} is written by a fork of llama.cpp, and {worker} does not read it")
            }
            Self::QuantizationNotAccepted(label) => format!("{worker} does not read {label}"),
            Self::QuantizationMixed(label) => {
                format!("{worker} reads some tensor types only, and {label} leaves open which the file has")
            }
            Self::QuantizationUnknown => {
                format!("{worker} reads some quantizations only, and nothing says which this is")
            }
            Self::ShardsNotAccepted(format) => {
                format!("{worker} takes {format} weights in one file only, and these are cut into several")
            }
            Self::IncompleteShards { listed: 1 } => {
                "The one file listed is empty, or a part without the others".to_owned()
            }
            Self::IncompleteShards { listed } => {
                format!("Of the weights only {listed} parts are there, or some are empty")
            }
            Self::ShardsUnseen => "The list of files is partial and shows only some parts of the weights".to_owned(),
            Self::PartsUnclear => {
                "Several sets of weights lie beside each other; nothing says whether this one is whole".to_owned()
            }
            Self::MissingFile(file) => format!("{worker} needs `{file}`, which the repository does not have"),
            Self::Listed { by_type, family, status, format } => listed(worker, by_type, family, status, format),
            _ => self.advice(worker),
        }
    }

    fn advice(&self, worker: &str) -> String {
        match *self {
            Self::ContextCut { trained, limit } => {
                format!("The model knows {} tokens of context; {worker} cuts at {}", grouped(trained), grouped(limit))
            }
            Self::Gated(Gating::Manual) => "The files can be loaded only after the owner has granted access".to_owned(),
            Self::Gated(_) => "The files can be loaded only after accepting the owner's terms".to_owned(),
            Self::Inherited(base) => format!("The architecture is that of `{base}`; the record itself names none"),
            Self::SizeEstimated => "The size in memory is an estimate".to_owned(),
            Self::FileUnseen(file) => {
                format!("{worker} needs `{file}`, and the list of files does not show whether it is there")
            }
            Self::FilesNotListed(format) => format!("The record announces {format} weights and lists no files of them"),
            Self::OtherArtifact(artifact) => match artifact.quantization {
                Some(label) => {
                    format!("Take the {label} {} files of this repository: {worker} runs them", artifact.format)
                }
                None => format!("Take the {} files of this repository: {worker} runs them", artifact.format),
            },
            Self::BaseModel(base) => {
                format!("Take `{base}`, which this is a copy of, if it has files that {worker} runs")
            }
            _ => unreachable!("every verdict has its sentence above"),
        }
    }
}

fn of_kind(kind: ModelKind) -> String {
    let text = match kind {
        ModelKind::TextGeneration => "The model writes text",
        ModelKind::Adapter => "The repository holds an adapter for another model, no model",
        ModelKind::Embedding => "The model turns text into vectors and writes none",
        ModelKind::Reward => "The model scores texts and writes none",
        ModelKind::Multimodal => "The model takes or gives more than text",
        ModelKind::Tokenizer => "The repository holds a tokenizer and no weights",
        ModelKind::Other => "The model is made for something else than writing text",
        ModelKind::Unknown => "Nothing in the record says that the model writes text",
    };
    text.to_owned()
}

fn of_role(role: Role) -> String {
    let text = match role {
        Role::Decoder => "A network of this type writes text",
        Role::Wrapper => "A network of this type is multimodal",
        Role::Encoder => "A network of this type turns text into vectors or labels",
        Role::Seq2Seq => "A network of this type translates one text into another",
        Role::Drafter => "A network of this type guesses ahead for another model and is of no use alone",
        Role::Other => "A network of this type is no language model",
    };
    text.to_owned()
}

fn listed(worker: &str, by_type: Option<&str>, family: Family, status: Status, format: ModelFormat) -> String {
    let what = match by_type {
        Some(name) => format!("`{name}`"),
        None => format!("the {family} family"),
    };
    match status {
        Status::Tested => format!("{worker} has run {what} from {format} files"),
        Status::Expected => format!("{worker}'s loader takes {what} from {format} files; no run is on record"),
        Status::Planned => format!("{worker} advertises {what} from {format} files and does not load it yet"),
    }
}

/// `32,768`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
