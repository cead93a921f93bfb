//! The English of the rules. `cargo embed` makes this file from `english.toml`.

use super::template::Template;

/// What each rule is for, by its code.
pub(in crate::rule) mod summary {
    pub(in crate::rule) const ARCHITECTURE_EXPECTED: &str = "The worker supports the model type in this format, but no test run is on record.";
    pub(in crate::rule) const ARCHITECTURE_INHERITED: &str = "The architecture is known only from the metadata of the base model.";
    pub(in crate::rule) const ARCHITECTURE_NOT_SUPPORTED: &str = "The worker lists neither the model type nor its family for this format, or for any format if no files are known.";
    pub(in crate::rule) const ARCHITECTURE_PLANNED: &str = "Support for the model type or its family in this format is planned for the worker, but not available yet.";
    pub(in crate::rule) const ARCHITECTURE_TESTED: &str = "A model of this type has run on the worker in this format.";
    pub(in crate::rule) const ARCHITECTURE_UNKNOWN: &str = "Neither the Hub metadata nor that of a base model names the model type that a worker needs for this format.";
    pub(in crate::rule) const CONTEXT_CUT: &str = "The model's context length exceeds the worker's limit, so longer texts are cut off.";
    pub(in crate::rule) const FILES_NOT_LISTED: &str = "The Hub metadata mentions this format but lists no such files.";
    pub(in crate::rule) const FOREIGN_QUANTIZATION: &str = "The quantization comes from a fork of llama.cpp, and the worker does not list it.";
    pub(in crate::rule) const FORK_UNCLEAR: &str = "A tag names a fork of llama.cpp, and the quantization does not tell whether other programs can read the file.";
    pub(in crate::rule) const FORMAT_NOT_LOADED: &str = "The worker does not support this file format.";
    pub(in crate::rule) const GATED: &str = "The model is gated: you must accept the owner's terms before you can download it.";
    pub(in crate::rule) const INCOMPLETE_SHARDS: &str = "Some weight files are missing or empty.";
    pub(in crate::rule) const KIND_ADAPTER: &str = "The repository holds an adapter for another model, not a model of its own.";
    pub(in crate::rule) const KIND_EMBEDDING: &str = "An embedding model: it outputs vectors, not text.";
    pub(in crate::rule) const KIND_MULTIMODAL: &str = "A multimodal model: its input or output is more than text, which the workers do not support.";
    pub(in crate::rule) const KIND_OTHER: &str = "Not a text-generation model.";
    pub(in crate::rule) const KIND_REWARD: &str = "A reward model: it outputs scores, not text.";
    pub(in crate::rule) const KIND_TOKENIZER: &str = "The repository holds a tokenizer but no weights.";
    pub(in crate::rule) const KIND_UNKNOWN: &str = "Nothing in the Hub metadata says that this is a text-generation model.";
    pub(in crate::rule) const MISSING_REQUIRED_FILE: &str = "A file that the worker requires is missing from the complete file list, or is too small to be valid.";
    pub(in crate::rule) const MULTIMODAL_ARCHITECTURE: &str = "The model type is multimodal, and the worker does not list it.";
    pub(in crate::rule) const NO_FILES_KNOWN: &str = "The Hub metadata lists no weight files and names no format.";
    pub(in crate::rule) const NO_WEIGHT_FILES: &str = "The repository has no weights where a worker looks for them, and its file list is complete.";
    pub(in crate::rule) const NOT_A_TEXT_ARCHITECTURE: &str = "Models of this type do not generate text on their own.";
    pub(in crate::rule) const NOT_PUBLIC: &str = "The repository is private or disabled on the Hub, so nobody else can download it.";
    pub(in crate::rule) const PARTS_UNCLEAR: &str = "The repository mixes several sets of weight files, and it is unclear whether any of them is complete.";
    pub(in crate::rule) const QUANTIZATION_MIXED: &str = "The worker supports only some tensor types, and the quantization does not tell which ones the file uses.";
    pub(in crate::rule) const QUANTIZATION_NOT_ACCEPTED: &str = "The worker lists the quantizations it supports, and this is not one of them.";
    pub(in crate::rule) const QUANTIZATION_UNKNOWN: &str = "The worker supports only some quantizations, and the quantization of this variant is not stated.";
    pub(in crate::rule) const REQUIRED_FILE_UNSEEN: &str = "A file that the worker requires was not seen, but the file list may be incomplete or missing.";
    pub(in crate::rule) const SHARDS_NOT_ACCEPTED: &str = "The weights are sharded (split into several files), which the worker does not support for this format.";
    pub(in crate::rule) const SHARDS_UNSEEN: &str = "The file list is incomplete and shows only some of the weight files.";
    pub(in crate::rule) const SIZE_ESTIMATED: &str = "The size of the weights in memory is an estimate, not a sum of file sizes.";
    pub(in crate::rule) const TAKE_BASE_MODEL: &str = "No variant here runs, but the base model may have one that does.";
    pub(in crate::rule) const TAKE_OTHER_ARTIFACT: &str = "Another variant in the same repository runs on the worker.";
}

/// The key of a sentence: its index in [`SENTENCES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rule) enum Key {
    ArchitectureInherited,
    ContextCut,
    ExpectedFamily,
    ExpectedType,
    FilesNotListed,
    ForeignQuantization,
    ForkUnclear,
    FormatNotLoaded,
    Gated,
    GatedManual,
    HollowRequiredFile,
    IncompleteShards,
    KindAdapter,
    KindEmbedding,
    KindMultimodal,
    KindOther,
    KindReward,
    KindTextGeneration,
    KindTokenizer,
    KindUnknown,
    MissingRequiredFile,
    MultimodalArchitecture,
    NoArchitecture,
    NoFilesKnown,
    NoWeightFiles,
    NotListed,
    NotListedFormat,
    NotPublic,
    OtherVocabulary,
    PartsUnclear,
    PlannedFamily,
    PlannedType,
    QuantizationMixed,
    QuantizationNotAccepted,
    QuantizationUnknown,
    RequiredFileUnlisted,
    RequiredFileUnseen,
    RoleDecoder,
    RoleDrafter,
    RoleEncoder,
    RoleOther,
    RoleSeq2seq,
    RoleWrapper,
    ShardsNotAccepted,
    ShardsUnseen,
    SizeEstimated,
    TakeBaseModel,
    TakeOtherArtifact,
    TakeOtherArtifactLabel,
    TestedFamily,
    TestedType,
}

impl Key {
    /// The sentence of this key in [`SENTENCES`].
    pub(in crate::rule) fn template(self) -> &'static Template {
        &SENTENCES[self as usize]
    }
}

/// Everything that the rules say, sorted by key.
pub const SENTENCES: &[Template] = &[
    Template { key: "architecture-inherited", one: None, other: "The architecture is that of `{base}`; this model's own metadata does not settle it" },
    Template { key: "context-cut", one: None, other: "The model has a context length of {trained} tokens; {worker} supports up to {limit}" },
    Template { key: "expected-family", one: None, other: "{worker} supports the {family} family in {format} files, but no test run is on record" },
    Template { key: "expected-type", one: None, other: "{worker} supports `{name}` in {format} files, but no test run is on record" },
    Template { key: "files-not-listed", one: None, other: "The Hub metadata mentions {format} weights but lists no such files" },
    Template { key: "foreign-quantization", one: None, other: "{label} comes from a fork of llama.cpp, and {worker} does not support it" },
    Template { key: "fork-unclear", one: None, other: "The tag `{tag}` names a fork of llama.cpp, and it is unclear whether other programs can read this file" },
    Template { key: "format-not-loaded", one: None, other: "{worker} does not support {format} files" },
    Template { key: "gated", one: None, other: "The model is gated: you must accept the owner's terms before you can download it" },
    Template { key: "gated-manual", one: None, other: "The model is gated: the owner must approve your request before you can download it" },
    Template { key: "hollow-required-file", one: None, other: "{worker} requires `{file}`, and the one here is too small to be valid" },
    Template { key: "incomplete-shards", one: Some("The only weight file listed is empty, or one part of several"), other: "Only {n} parts of the weights are there, or some are empty" },
    Template { key: "kind-adapter", one: None, other: "The repository holds an adapter for another model, not a model of its own" },
    Template { key: "kind-embedding", one: None, other: "An embedding model: it outputs vectors, not text" },
    Template { key: "kind-multimodal", one: None, other: "A multimodal model: its input or output is more than text" },
    Template { key: "kind-other", one: None, other: "Not a text-generation model" },
    Template { key: "kind-reward", one: None, other: "A reward model: it outputs scores, not text" },
    Template { key: "kind-text-generation", one: None, other: "A text-generation model" },
    Template { key: "kind-tokenizer", one: None, other: "The repository holds a tokenizer but no weights" },
    Template { key: "kind-unknown", one: None, other: "Nothing in the Hub metadata says that this is a text-generation model" },
    Template { key: "missing-required-file", one: None, other: "{worker} requires {files}, which the repository does not have" },
    Template { key: "multimodal-architecture", one: None, other: "`{name}` is a multimodal model, and {worker} supports text only" },
    Template { key: "no-architecture", one: None, other: "The Hub metadata does not name the model's architecture" },
    Template { key: "no-files-known", one: None, other: "The Hub metadata lists no weight files and names no format" },
    Template { key: "no-weight-files", one: None, other: "The repository has no weights where a worker looks for them" },
    Template { key: "not-listed", one: None, other: "{worker} does not support `{name}` in any format" },
    Template { key: "not-listed-format", one: None, other: "{worker} does not support `{name}` in {format} files" },
    Template { key: "not-public", one: None, other: "The repository is private or disabled on the Hub" },
    Template { key: "other-vocabulary", one: None, other: "The Hub metadata says `{name}`, which does not tell what {format} files call this architecture" },
    Template { key: "parts-unclear", one: None, other: "The repository mixes several sets of weight files, and it is unclear whether this one is complete" },
    Template { key: "planned-family", one: None, other: "Support for the {family} family in {format} files is planned for {worker}, but not available yet" },
    Template { key: "planned-type", one: None, other: "Support for `{name}` in {format} files is planned for {worker}, but not available yet" },
    Template { key: "quantization-mixed", one: None, other: "{worker} supports only some tensor types, and {label} does not tell which ones the file uses" },
    Template { key: "quantization-not-accepted", one: None, other: "{worker} does not support {label}" },
    Template { key: "quantization-unknown", one: None, other: "{worker} supports only some quantizations, and this one is not stated" },
    Template { key: "required-file-unlisted", one: None, other: "{worker} also requires {files}; the Hub metadata has no file list" },
    Template { key: "required-file-unseen", one: None, other: "{worker} also requires {files}, which the file list does not show; the list may be incomplete" },
    Template { key: "role-decoder", one: None, other: "Models of this type generate text" },
    Template { key: "role-drafter", one: None, other: "A draft model for speculative decoding; it cannot run on its own" },
    Template { key: "role-encoder", one: None, other: "Models of this type output vectors or labels, not text" },
    Template { key: "role-other", one: None, other: "Models of this type are not language models" },
    Template { key: "role-seq2seq", one: None, other: "A sequence-to-sequence model, for example for translation" },
    Template { key: "role-wrapper", one: None, other: "Models of this type are multimodal" },
    Template { key: "shards-not-accepted", one: None, other: "{worker} supports {format} weights in a single file only, and these are sharded" },
    Template { key: "shards-unseen", one: None, other: "The file list is incomplete and shows only some of the weight files" },
    Template { key: "size-estimated", one: None, other: "The size in memory is an estimate" },
    Template { key: "take-base-model", one: None, other: "Try `{base}`, which this model was converted from, if it has files that {worker} supports" },
    Template { key: "take-other-artifact", one: None, other: "Use the {format} files of this repository: they run on {worker}" },
    Template { key: "take-other-artifact-label", one: None, other: "Use the {label} {format} files of this repository: they run on {worker}" },
    Template { key: "tested-family", one: None, other: "A model of the {family} family has run on {worker} from {format} files" },
    Template { key: "tested-type", one: None, other: "A `{name}` model has run on {worker} from {format} files" },
];
