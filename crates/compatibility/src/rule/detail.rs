//! `Detail`: the finding of a rule, and its sentence key and values.

use super::{
    Case,
    sentence::{Key, Sentence, Unseen},
};
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

/// The finding of a rule.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "each is named after its rule, and its sentence says what it means")]
pub enum Detail<'a> {
    NotPublic,
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
    ForkUnclear(&'a str),
    ShardsNotAccepted(ModelFormat),
    IncompleteShards { listed: usize },
    ShardsUnseen,
    PartsUnclear,
    HollowFile(&'a str),
    MissingFiles(Unseen<'a>),
    Listed { by_type: Option<&'a str>, family: Family, status: Status, format: ModelFormat },
    ContextCut { trained: u64, limit: u64 },
    Gated(Gating),
    Inherited(&'a ModelId),
    SizeEstimated,
    FilesUnseen(Unseen<'a>),
    FilesUnlisted(Unseen<'a>),
    FilesNotListed(ModelFormat),
    OtherArtifact(&'a Artifact),
    BaseModel(&'a ModelId),
}

impl<'a> Detail<'a> {
    /// The sentence for the finding, with the values of this model and worker.
    #[must_use]
    pub fn sentence(&self, case: &Case<'a>) -> Sentence<'a> {
        let worker = &*case.worker.name;
        let mut say = Sentence::new(self.key());
        match *self {
            Self::Kind(_) | Self::NoWeightFiles | Self::NoFilesKnown | Self::OtherRole(_) | Self::NoArchitecture => {
                &say
            }
            Self::NotPublic | Self::ShardsUnseen | Self::PartsUnclear | Self::Gated(_) | Self::SizeEstimated => &say,
            Self::QuantizationUnknown => say.with_text("worker", worker),
            Self::ForkUnclear(tag) => say.with_text("tag", tag),
            Self::FormatNotLoaded(format) | Self::ShardsNotAccepted(format) => {
                say.with_text("worker", worker).with_text("format", format.as_str())
            }
            Self::MultimodalArchitecture(name) | Self::NotListed { name, format: None } => {
                say.with_text("worker", worker).with_text("name", name)
            }
            Self::NotListed { name, format: Some(format) } | Self::Listed { by_type: Some(name), format, .. } => {
                say.with_text("worker", worker).with_text("name", name).with_text("format", format.as_str())
            }
            Self::Listed { by_type: None, family, format, .. } => say
                .with_text("worker", worker)
                .with_text("family", family.as_str())
                .with_text("format", format.as_str()),
            Self::OtherVocabulary { name, format } => say.with_text("name", name).with_text("format", format.as_str()),
            Self::ForeignQuantization(label)
            | Self::QuantizationNotAccepted(label)
            | Self::QuantizationMixed(label) => say.with_text("worker", worker).with_label(label),
            Self::IncompleteShards { listed } => say.with_number("n", u64::try_from(listed).unwrap_or(u64::MAX)),
            Self::HollowFile(file) => say.with_text("worker", worker).with_text("file", file),
            Self::MissingFiles(files) | Self::FilesUnseen(files) | Self::FilesUnlisted(files) => {
                say.with_text("worker", worker).with_files(files)
            }
            Self::ContextCut { trained, limit } => {
                say.with_text("worker", worker).with_number("trained", trained).with_number("limit", limit)
            }
            Self::Inherited(base) => say.with_text("base", base.as_str()),
            Self::FilesNotListed(format) => say.with_text("format", format.as_str()),
            Self::OtherArtifact(Artifact { quantization, format, .. }) => {
                let say = say.with_text("worker", worker).with_text("format", format.as_str());
                if let Some(label) = *quantization { say.with_label(label) } else { say }
            }
            Self::BaseModel(base) => say.with_text("worker", worker).with_text("base", base.as_str()),
        };
        say
    }

    fn key(&self) -> Key {
        match *self {
            Self::Kind(kind) => of_kind(kind),
            Self::NotPublic => Key::NotPublic,
            Self::NoWeightFiles => Key::NoWeightFiles,
            Self::NoFilesKnown => Key::NoFilesKnown,
            Self::FormatNotLoaded(_) => Key::FormatNotLoaded,
            Self::MultimodalArchitecture(_) => Key::MultimodalArchitecture,
            Self::OtherRole(role) => of_role(role),
            Self::NotListed { format: Some(_), .. } => Key::NotListedFormat,
            Self::NotListed { format: None, .. } => Key::NotListed,
            Self::NoArchitecture => Key::NoArchitecture,
            Self::OtherVocabulary { .. } => Key::OtherVocabulary,
            Self::ForeignQuantization(_) => Key::ForeignQuantization,
            Self::QuantizationNotAccepted(_) => Key::QuantizationNotAccepted,
            Self::QuantizationMixed(_) => Key::QuantizationMixed,
            Self::QuantizationUnknown => Key::QuantizationUnknown,
            Self::ForkUnclear(_) => Key::ForkUnclear,
            Self::ShardsNotAccepted(_) => Key::ShardsNotAccepted,
            Self::IncompleteShards { .. } => Key::IncompleteShards,
            Self::ShardsUnseen => Key::ShardsUnseen,
            Self::PartsUnclear => Key::PartsUnclear,
            Self::HollowFile(_) => Key::HollowRequiredFile,
            Self::MissingFiles(_) => Key::MissingRequiredFile,
            Self::Listed { by_type: Some(_), status, .. } => of_type(status),
            Self::Listed { by_type: None, status, .. } => of_family(status),
            Self::ContextCut { .. } => Key::ContextCut,
            Self::Gated(Gating::Manual) => Key::GatedManual,
            Self::Gated(_) => Key::Gated,
            Self::Inherited(_) => Key::ArchitectureInherited,
            Self::SizeEstimated => Key::SizeEstimated,
            Self::FilesUnseen(_) => Key::RequiredFileUnseen,
            Self::FilesUnlisted(_) => Key::RequiredFileUnlisted,
            Self::FilesNotListed(_) => Key::FilesNotListed,
            Self::OtherArtifact(Artifact { quantization: Some(_), .. }) => Key::TakeOtherArtifactLabel,
            Self::OtherArtifact(_) => Key::TakeOtherArtifact,
            Self::BaseModel(_) => Key::TakeBaseModel,
        }
    }

    /// The English sentence.
    #[must_use]
    pub fn text(&self, case: &Case<'a>) -> String {
        self.sentence(case).text()
    }
}

fn of_kind(kind: ModelKind) -> Key {
    match kind {
        ModelKind::TextGeneration => Key::KindTextGeneration,
        ModelKind::Adapter => Key::KindAdapter,
        ModelKind::Embedding => Key::KindEmbedding,
        ModelKind::Reward => Key::KindReward,
        ModelKind::Multimodal => Key::KindMultimodal,
        ModelKind::Tokenizer => Key::KindTokenizer,
        ModelKind::Other => Key::KindOther,
        ModelKind::Unknown => Key::KindUnknown,
    }
}

fn of_role(role: Role) -> Key {
    match role {
        Role::Decoder => Key::RoleDecoder,
        Role::Wrapper => Key::RoleWrapper,
        Role::Encoder => Key::RoleEncoder,
        Role::Seq2Seq => Key::RoleSeq2seq,
        Role::Drafter => Key::RoleDrafter,
        Role::Other => Key::RoleOther,
    }
}

/// The key if the worker lists the exact type.
fn of_type(status: Status) -> Key {
    match status {
        Status::Tested => Key::TestedType,
        Status::Expected => Key::ExpectedType,
        Status::Planned => Key::PlannedType,
    }
}

/// The key if the worker lists the family.
fn of_family(status: Status) -> Key {
    match status {
        Status::Tested => Key::TestedFamily,
        Status::Expected => Key::ExpectedFamily,
        Status::Planned => Key::PlannedFamily,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::sentence::{Piece, SENTENCES, pieces},
        *,
    };
    use crate::{hub_model::HubModel, model_metadata::ModelMetadata, worker_catalog::WorkerCatalog};
    use std::collections::BTreeSet;

    const GGUF: ModelFormat = ModelFormat::Gguf;
    const AWQ: ModelFormat = ModelFormat::Awq;
    const BITS: Quantization = Quantization::Bits(4);
    const LLAMA: Family = Family::Llama;

    const fn listed(by_type: Option<&'static str>, status: Status) -> Detail<'static> {
        Detail::Listed { by_type, family: LLAMA, status, format: GGUF }
    }

    /// A detail, its key, and its sentence for a worker named W.
    type Row<'a> = (Detail<'a>, &'static str, &'static str);

    #[rustfmt::skip]
    const ROWS: &[Row<'static>] = &[
        (Detail::Kind(ModelKind::TextGeneration), "kind-text-generation", "A text-generation model"),
        (Detail::Kind(ModelKind::Adapter), "kind-adapter", "The repository holds an adapter for another model, not a model of its own"),
        (Detail::Kind(ModelKind::Embedding), "kind-embedding", "An embedding model: it outputs vectors, not text"),
        (Detail::Kind(ModelKind::Reward), "kind-reward", "A reward model: it outputs scores, not text"),
        (Detail::Kind(ModelKind::Multimodal), "kind-multimodal", "A multimodal model: its input or output is more than text"),
        (Detail::Kind(ModelKind::Tokenizer), "kind-tokenizer", "The repository holds a tokenizer but no weights"),
        (Detail::Kind(ModelKind::Other), "kind-other", "Not a text-generation model"),
        (Detail::Kind(ModelKind::Unknown), "kind-unknown", "Nothing in the Hub metadata says that this is a text-generation model"),
        (Detail::NotPublic, "not-public", "The repository is private or disabled on the Hub"),
        (Detail::NoWeightFiles, "no-weight-files", "The repository has no weights where a worker looks for them"),
        (Detail::NoFilesKnown, "no-files-known", "The Hub metadata lists no weight files and names no format"),
        (Detail::FormatNotLoaded(AWQ), "format-not-loaded", "W does not support awq files"),
        (Detail::MultimodalArchitecture("llava"), "multimodal-architecture", "`llava` is a multimodal model, and W supports text only"),
        (Detail::OtherRole(Role::Decoder), "role-decoder", "Models of this type generate text"),
        (Detail::OtherRole(Role::Wrapper), "role-wrapper", "Models of this type are multimodal"),
        (Detail::OtherRole(Role::Encoder), "role-encoder", "Models of this type output vectors or labels, not text"),
        (Detail::OtherRole(Role::Seq2Seq), "role-seq2seq", "A sequence-to-sequence model, for example for translation"),
        (Detail::OtherRole(Role::Drafter), "role-drafter", "A draft model for speculative decoding; it cannot run on its own"),
        (Detail::OtherRole(Role::Other), "role-other", "Models of this type are not language models"),
        (Detail::NotListed { name: "mamba", format: Some(GGUF) }, "not-listed-format", "W does not support `mamba` in gguf files"),
        (Detail::NotListed { name: "mamba", format: None }, "not-listed", "W does not support `mamba` in any format"),
        (Detail::NoArchitecture, "no-architecture", "The Hub metadata does not name the model's architecture"),
        (Detail::OtherVocabulary { name: "phi3", format: GGUF }, "other-vocabulary", "The Hub metadata says `phi3`, which does not tell what gguf files call this architecture"),
        (Detail::ForeignQuantization(BITS), "foreign-quantization", "4-bit comes from a fork of llama.cpp, and W does not support it"),
        (Detail::QuantizationNotAccepted(BITS), "quantization-not-accepted", "W does not support 4-bit"),
        (Detail::QuantizationMixed(BITS), "quantization-mixed", "W supports only some tensor types, and 4-bit does not tell which ones the file uses"),
        (Detail::QuantizationUnknown, "quantization-unknown", "W supports only some quantizations, and this one is not stated"),
        (Detail::ForkUnclear("ik_llama.cpp"), "fork-unclear", "The tag `ik_llama.cpp` names a fork of llama.cpp, and it is unclear whether other programs can read this file"),
        (Detail::ShardsNotAccepted(GGUF), "shards-not-accepted", "W supports gguf weights in a single file only, and these are sharded"),
        (Detail::IncompleteShards { listed: 0 }, "incomplete-shards", "Only 0 parts of the weights are there, or some are empty"),
        (Detail::IncompleteShards { listed: 1 }, "incomplete-shards", "The only weight file listed is empty, or one part of several"),
        (Detail::IncompleteShards { listed: 16 }, "incomplete-shards", "Only 16 parts of the weights are there, or some are empty"),
        (Detail::ShardsUnseen, "shards-unseen", "The file list is incomplete and shows only some of the weight files"),
        (Detail::PartsUnclear, "parts-unclear", "The repository mixes several sets of weight files, and it is unclear whether this one is complete"),
        (Detail::HollowFile("config.json"), "hollow-required-file", "W requires `config.json`, and the one here is too small to be valid"),
        (listed(Some("smollm"), Status::Tested), "tested-type", "A `smollm` model has run on W from gguf files"),
        (listed(Some("smollm"), Status::Expected), "expected-type", "W supports `smollm` in gguf files, but no test run is on record"),
        (listed(Some("smollm"), Status::Planned), "planned-type", "Support for `smollm` in gguf files is planned for W, but not available yet"),
        (listed(None, Status::Tested), "tested-family", "A model of the llama family has run on W from gguf files"),
        (listed(None, Status::Expected), "expected-family", "W supports the llama family in gguf files, but no test run is on record"),
        (listed(None, Status::Planned), "planned-family", "Support for the llama family in gguf files is planned for W, but not available yet"),
        (Detail::ContextCut { trained: 1_048_576, limit: 4096 }, "context-cut", "The model has a context length of 1,048,576 tokens; W supports up to 4,096"),
        (Detail::Gated(Gating::Open), "gated", "The model is gated: you must accept the owner's terms before you can download it"),
        (Detail::Gated(Gating::Auto), "gated", "The model is gated: you must accept the owner's terms before you can download it"),
        (Detail::Gated(Gating::Manual), "gated-manual", "The model is gated: the owner must approve your request before you can download it"),
        (Detail::Gated(Gating::Gated), "gated", "The model is gated: you must accept the owner's terms before you can download it"),
        (Detail::Gated(Gating::Unknown), "gated", "The model is gated: you must accept the owner's terms before you can download it"),
        (Detail::SizeEstimated, "size-estimated", "The size in memory is an estimate"),
        (Detail::FilesNotListed(AWQ), "files-not-listed", "The Hub metadata mentions awq weights but lists no such files"),
    ];

    /// A model with two artifacts, one with a label and one without.
    fn model() -> ModelMetadata {
        let json = br#"{"id": "some/copy", "siblings": [{"rfilename": "a-UD-Q4_K_XL.gguf"}, {"rfilename": "model.safetensors"}]}"#;
        ModelMetadata::from_huggingface(&HubModel::from_json(json).unwrap()).unwrap()
    }

    /// Calls `look` with every possible detail, for a worker named W.
    fn for_each(mut look: impl FnMut(&Row<'_>, &Case<'_>)) {
        let cases: serde_json::Value =
            serde_json::from_str(include_str!("../../../../tests/fixtures/compatibility-cases.json")).unwrap();
        let mut worker =
            serde_json::from_value::<WorkerCatalog>(cases["catalogs"]["rbee"].clone()).unwrap().workers.remove(0);
        worker.name = "W".into();
        let model = model();
        let case = Case::new(&model, None, &worker);
        let of_format = |format| model.artifacts.iter().find(|artifact| artifact.format == format).unwrap();
        let (labelled, plain) = (of_format(GGUF), of_format(ModelFormat::Safetensors));
        let needed = ["config.json", "tokenizer.json", "vocab.json"].map(Box::from);
        let unseen = Unseen::new(&needed, &needed[2..]).unwrap();
        #[rustfmt::skip]
        let rows = [
            (Detail::MissingFiles(unseen), "missing-required-file", "W requires `config.json`, `tokenizer.json`, which the repository does not have"),
            (Detail::FilesUnlisted(unseen), "required-file-unlisted", "W also requires `config.json`, `tokenizer.json`; the Hub metadata has no file list"),
            (Detail::FilesUnseen(unseen), "required-file-unseen", "W also requires `config.json`, `tokenizer.json`, which the file list does not show; the list may be incomplete"),
            (Detail::Inherited(&model.id), "architecture-inherited", "The architecture is that of `some/copy`; this model's own metadata does not settle it"),
            (Detail::BaseModel(&model.id), "take-base-model", "Try `some/copy`, which this model was converted from, if it has files that W supports"),
            (Detail::OtherArtifact(labelled), "take-other-artifact-label", "Use the UD-Q4_K_XL gguf files of this repository: they run on W"),
            (Detail::OtherArtifact(plain), "take-other-artifact", "Use the safetensors files of this repository: they run on W"),
        ];
        ROWS.iter().chain(&rows).for_each(|row| look(row, &case));
    }

    #[test]
    fn every_detail_has_its_sentence() {
        let mut keys = BTreeSet::new();
        for_each(|(detail, key, text), case| {
            let sentence = detail.sentence(case);
            assert_eq!((sentence.key(), &*detail.text(case)), (*key, *text));
            assert_eq!(sentence.to_string(), *text);
            keys.insert(sentence.key());
        });
        let all: BTreeSet<_> = SENTENCES.iter().map(|template| template.key).collect();
        assert_eq!(keys, all);
    }

    #[test]
    fn every_place_has_its_value_and_every_value_its_place() {
        for_each(|(detail, key, _), case| {
            let sentence = detail.sentence(case);
            let values: BTreeSet<_> = sentence.values().iter().map(|(name, _)| *name).collect();
            assert_eq!(values.len(), sentence.values().len(), "{key} has two values of one name");
            let places = |wording| {
                pieces(wording).filter_map(|piece| if let Piece::Value(name) = piece { Some(name) } else { None })
            };
            let template = sentence.template();
            assert_eq!(places(template.other).collect::<BTreeSet<_>>(), values, "{key}");
            let mut of_one = template.one.into_iter().flat_map(places);
            assert!(of_one.all(|name| values.contains(name)), "{key}");
        });
    }
}
