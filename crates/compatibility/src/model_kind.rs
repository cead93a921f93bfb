//! `ModelKind`: the kind of a repository, independent of its architecture.
//!
//! Adapters, embedding models and reward models have the same architectures as text-generation models, but cannot be
//! run as one.

mod adapter;
mod drafter;
mod name_rule;
mod task;

use crate::{
    architecture::{
        Architecture, Role,
        class_name::{self, Head},
        gguf_architecture,
    },
    artifact::{self, Artifact, FileList, FileListKind},
    base_model::BaseModel,
    evidence::{Derived, Evidence, Field, Rank, Stated},
    hub_model::HubModel,
    model_format::ModelFormat,
    model_id::ModelId,
};
use compact_str::CompactString;
use serde::{Serialize, Serializer};
use std::fmt;

pub(crate) use name_rule::{is_speech, is_word};
pub(crate) use task::stated_task;

/// What a repository holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ModelKind {
    /// A text-generation model.
    TextGeneration,
    /// An adapter: changes to another model's weights.
    Adapter,
    /// An embedding model: outputs vectors.
    Embedding,
    /// A reward model: outputs scores for texts.
    Reward,
    /// A model whose input or output is more than text.
    Multimodal,
    /// Only a tokenizer.
    Tokenizer,
    /// Any other kind.
    Other,
    /// The record does not say.
    Unknown,
}

impl ModelKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::TextGeneration,
        Self::Adapter,
        Self::Embedding,
        Self::Reward,
        Self::Multimodal,
        Self::Tokenizer,
        Self::Other,
        Self::Unknown,
    ];

    /// The kind's name in kebab case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TextGeneration => "text-generation",
            Self::Adapter => "adapter",
            Self::Embedding => "embedding",
            Self::Reward => "reward",
            Self::Multimodal => "multimodal",
            Self::Tokenizer => "tokenizer",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for ModelKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for ModelKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A kind with its evidence. `None` if there is no evidence.
pub(crate) type KindFound = Option<Derived<ModelKind>>;

/// The input of the rules.
pub(crate) struct Clues<'a> {
    pub(crate) record: &'a HubModel<'a>,
    pub(crate) id: &'a ModelId,
    pub(crate) library: Option<&'a str>,
    pub(crate) task: Option<&'a Stated<CompactString>>,
    pub(crate) files: &'a FileList<'a>,
    pub(crate) artifacts: &'a [Artifact],
    /// Whether the GGUF files include a projector for images or sound.
    pub(crate) has_projector: bool,
    pub(crate) architecture: &'a Architecture,
    pub(crate) base_models: &'a [BaseModel],
    /// The parameter count, from the Hub or a name, without upper limit.
    pub(crate) parameters: Option<u64>,
}

/// Determines the kind by the first rule that applies, from the strongest to the weakest.
pub(crate) fn recognise(clues: &Clues<'_>) -> KindFound {
    const RULES: &[fn(&Clues<'_>) -> KindFound] = &[
        adapter::by_adapter,
        by_tokenizer_files,
        drafter::by_drafter,
        name_rule::by_name_or_tag,
        by_head_that_does_not_write,
        by_task_that_is_not_writing,
        by_gguf_architecture,
        by_writing_task,
        by_writing_head,
        by_generating_head,
        by_chat_template,
        by_library,
        by_files,
    ];
    RULES.iter().find_map(|rule| rule(clues))
}

#[expect(clippy::unnecessary_wraps, reason = "every rule ends in a kind that was found or none")]
fn own(kind: ModelKind, field: Field, value: impl AsRef<str>) -> KindFound {
    Some(Derived { value: kind, evidence: Evidence::own(field, value) })
}

/// Detects tokenizer files without weights, in a file list that would include weights.
fn by_tokenizer_files(clues: &Clues<'_>) -> KindFound {
    /// The largest tokenizers have some 40 MB.
    const MOST_BYTES: u64 = 100_000_000;
    let has_weights = !clues.artifacts.is_empty() || clues.record.safetensors.is_some() || clues.record.gguf.is_some();
    if clues.files.kind != FileListKind::Complete || has_weights || clues.record.first_class().is_some() {
        return None;
    }
    let files = ["tokenizer.json", "tokenizer.model", "vocab.json", "vocab.txt", "spiece.model"];
    let file = files.into_iter().find(|file| clues.files.has(file))?;
    let is_weights = |(path, size): (&str, Option<u64>)| {
        artifact::is_weight_file(path) || size.is_some_and(|size| size > MOST_BYTES)
    };
    if clues.files.iter().any(is_weights) { None } else { own(ModelKind::Tokenizer, Field::Siblings, file) }
}

fn head<'a>(clues: &Clues<'a>) -> Option<(Head, &'a str)> {
    let class = clues.record.first_class()?;
    class_name::head(class).map(|head| (head, class))
}

fn by_head_that_does_not_write(clues: &Clues<'_>) -> KindFound {
    let class = clues.record.first_class()?;
    // `KaniTTS2ForCausalLM` outputs audio tokens.
    if class.contains("TTS") {
        return own(ModelKind::Other, Field::ConfigArchitectures, class);
    }
    let kind = match class_name::head(class)? {
        Head::Reward => ModelKind::Reward,
        Head::SequenceClassification | Head::OtherTask | Head::Drafter => ModelKind::Other,
        // `DreamModel` and similar classes generate text although the class name does not say so.
        Head::Bare if !is_writing_class(class) && is_language_model(clues.architecture) => ModelKind::Embedding,
        Head::Bare | Head::CausalLm | Head::ConditionalGeneration => return None,
    };
    own(kind, Field::ConfigArchitectures, class)
}

fn is_writing_class(class: &str) -> bool {
    class_name::known(class).is_some_and(|class| class.known.role == Role::Decoder)
}

fn is_language_model(architecture: &Architecture) -> bool {
    matches!(architecture.role, Some(Role::Decoder | Role::Encoder))
}

fn by_task_that_is_not_writing(clues: &Clues<'_>) -> KindFound {
    let task = clues.task?;
    let kind = task::kind_of(&task.value)?;
    let is_undecided = kind == ModelKind::TextGeneration;
    (!is_undecided).then(|| Derived { value: kind, evidence: task.evidence() })
}

/// The header of a GGUF file takes precedence over a task chosen by the author.
fn by_gguf_architecture(clues: &Clues<'_>) -> KindFound {
    let name = clues.architecture.gguf_architecture.as_deref()?;
    let kind = match gguf_architecture::known(name)?.role {
        Role::Decoder => ModelKind::TextGeneration,
        Role::Wrapper => ModelKind::Multimodal,
        Role::Encoder => ModelKind::Embedding,
        Role::Seq2Seq | Role::Drafter | Role::Other => ModelKind::Other,
    };
    own(kind, Field::GgufArchitecture, name)
}

fn by_writing_task(clues: &Clues<'_>) -> KindFound {
    let task = clues.task.filter(|task| task::kind_of(&task.value) == Some(ModelKind::TextGeneration))?;
    // Encoder-decoder models have the same tags; their architecture is more reliable.
    let kind = match clues.architecture.role {
        Some(Role::Seq2Seq | Role::Encoder | Role::Drafter | Role::Other) => ModelKind::Other,
        Some(Role::Wrapper) if !clues.architecture.family.is_advertised() || is_never_plain(clues.architecture) => {
            ModelKind::Multimodal
        }
        _ => match head(clues) {
            Some((Head::ConditionalGeneration, _)) if !clues.architecture.family.is_advertised() => ModelKind::Other,
            _ => ModelKind::TextGeneration,
        },
    };
    Some(Derived { value: kind, evidence: task.evidence() })
}

fn by_writing_head(clues: &Clues<'_>) -> KindFound {
    let by_class =
        head(clues).filter(|(head, _)| *head == Head::CausalLm).map(|(_, class)| (Field::ConfigArchitectures, class));
    let auto = clues.record.transformers_info.auto_model.as_deref();
    let by_auto = auto.filter(|auto| *auto == "AutoModelForCausalLM").map(|auto| (Field::TransformersAutoModel, auto));
    let (field, value) = by_class.or(by_auto)?;
    let kind = match clues.architecture.role {
        Some(Role::Wrapper) => ModelKind::Multimodal,
        Some(Role::Drafter | Role::Other) => ModelKind::Other,
        _ => ModelKind::TextGeneration,
    };
    own(kind, field, value)
}

fn by_generating_head(clues: &Clues<'_>) -> KindFound {
    let (Head::ConditionalGeneration, class) = head(clues)? else { return None };
    let is_multimodal = clues.architecture.role == Some(Role::Wrapper);
    own(if is_multimodal { ModelKind::Multimodal } else { ModelKind::Other }, Field::ConfigArchitectures, class)
}

/// Whether the type is multimodal and llama.cpp has no plain decoder for its language part.
fn is_never_plain(architecture: &Architecture) -> bool {
    let of_type = architecture.model_type.as_deref();
    architecture.role == Some(Role::Wrapper) && of_type.is_some_and(|name| !gguf_architecture::has_plain_part(name))
}

/// Whether files with that architecture only generate text: those of a decoder, and GGUF files of a multimodal type
/// whose projector is a separate file.
pub(crate) fn is_plain(architecture: &Architecture, artifacts: &[Artifact], has_projector: bool) -> bool {
    match architecture.role {
        Some(Role::Decoder) => true,
        Some(Role::Wrapper) => {
            architecture.model_type.as_deref().is_some_and(gguf_architecture::has_plain_part)
                && artifact::are_gguf_alone(artifacts)
                && !has_projector
        }
        _ => false,
    }
}

/// Detects chat models. The Hub tags every model with a chat template `conversational`. Some of these also accept
/// images, so nothing may hint at a multimodal model.
fn by_chat_template(clues: &Clues<'_>) -> KindFound {
    let is_plain =
        clues.architecture.role.is_none() || is_plain(clues.architecture, clues.artifacts, clues.has_projector);
    let is_tagged = || clues.record.tags.iter().any(|tag| tag == "conversational");
    if !is_plain || clues.has_projector || clues.task.is_some() || !is_tagged() {
        return None;
    }
    own(ModelKind::TextGeneration, Field::Tags, "conversational")
}

fn by_library(clues: &Clues<'_>) -> KindFound {
    let library = clues.library?;
    let kind = match library {
        "sentence-transformers" | "PyLate" => ModelKind::Embedding,
        "diffusers" | "timm" | "lerobot" | "stable-baselines3" | "ml-agents" | "keras" | "fastai" | "sklearn"
        | "ultralytics" | "open_clip" | "espnet" | "speechbrain" | "asteroid" | "spacy" | "flair" | "fasttext"
        | "setfit" | "bertopic" => ModelKind::Other,
        _ => return None,
    };
    own(kind, Field::LibraryName, library)
}

/// Detects weight files of an architecture that only generates text.
fn by_files(clues: &Clues<'_>) -> KindFound {
    for file in ["1_Pooling/config.json", "config_sentence_transformers.json"] {
        if clues.files.has(file) {
            return own(ModelKind::Embedding, Field::Siblings, file);
        }
    }
    if clues.files.has("model_index.json") {
        return own(ModelKind::Other, Field::Siblings, "model_index.json");
    }
    if !is_plain(clues.architecture, clues.artifacts, clues.has_projector) {
        return None;
    }
    // A tag may be an author's word for a topic. That is not enough for safetensors files, which may be those of an
    // adapter; GGUF files are made from complete models.
    let is_by_tag = clues.architecture.evidence.as_ref().is_none_or(|evidence| evidence.rank() <= Rank::Tag);
    let counts = |artifact: &&Artifact| match artifact.format {
        ModelFormat::Gguf => !is_by_tag || !clues.has_projector,
        ModelFormat::Safetensors => !is_by_tag && !artifact.files.is_empty(),
        _ => false,
    };
    let artifact = clues.artifacts.iter().find(counts)?;
    match (artifact.files.first(), &artifact.evidence) {
        (Some(file), _) => own(ModelKind::TextGeneration, Field::Siblings, file),
        (None, Some(evidence)) => Some(Derived { value: ModelKind::TextGeneration, evidence: evidence.clone() }),
        (None, None) => None,
    }
}
