//! The English of the rules. `cargo embed` makes this file from `english.toml`.

use super::template::Template;

/// What each rule is for, by its code.
pub(in crate::rule) mod summary {
    pub(in crate::rule) const ARCHITECTURE_EXPECTED: &str = "The worker's loader takes the type in this format; no run is on record.";
    pub(in crate::rule) const ARCHITECTURE_INHERITED: &str = "The record does not decide the architecture; the record of a base model does.";
    pub(in crate::rule) const ARCHITECTURE_NOT_SUPPORTED: &str = "The worker names neither the type nor its family for this format, or for any where no files are known.";
    pub(in crate::rule) const ARCHITECTURE_PLANNED: &str = "The worker advertises the type or its family in this format and does not load it yet.";
    pub(in crate::rule) const ARCHITECTURE_TESTED: &str = "The worker has run the type in this format.";
    pub(in crate::rule) const ARCHITECTURE_UNKNOWN: &str = "Nothing in the record, or in those of its base models, names the type that a loader of this format goes by.";
    pub(in crate::rule) const CONTEXT_CUT: &str = "The model's context is longer than what the worker keeps: longer texts are cut.";
    pub(in crate::rule) const FILES_NOT_LISTED: &str = "The record announces the format and lists no files of it.";
    pub(in crate::rule) const FOREIGN_QUANTIZATION: &str = "The label is one of a fork of llama.cpp, and the worker does not name it.";
    pub(in crate::rule) const FORK_UNCLEAR: &str = "A tag names a fork of llama.cpp, and no label says whether other programs can read the file.";
    pub(in crate::rule) const FORMAT_NOT_LOADED: &str = "The worker does not load the format.";
    pub(in crate::rule) const GATED: &str = "The files can be loaded only after accepting the owner's terms.";
    pub(in crate::rule) const INCOMPLETE_SHARDS: &str = "Parts of the weights are missing, or empty.";
    pub(in crate::rule) const KIND_ADAPTER: &str = "The repository holds an adapter: changes to another model's weights, no model.";
    pub(in crate::rule) const KIND_EMBEDDING: &str = "The model turns text into vectors and writes none.";
    pub(in crate::rule) const KIND_MULTIMODAL: &str = "The model takes or gives more than text, which the workers do not.";
    pub(in crate::rule) const KIND_OTHER: &str = "The model does something else than write text.";
    pub(in crate::rule) const KIND_REWARD: &str = "The model scores texts and writes none.";
    pub(in crate::rule) const KIND_TOKENIZER: &str = "The repository holds a tokenizer and no weights.";
    pub(in crate::rule) const KIND_UNKNOWN: &str = "Nothing in the record says that the model writes text.";
    pub(in crate::rule) const MISSING_REQUIRED_FILE: &str = "A file that the worker needs beside the weights is not in the complete file list, or too small to be one.";
    pub(in crate::rule) const MULTIMODAL_ARCHITECTURE: &str = "The type is a multimodal model, and the worker does not name it.";
    pub(in crate::rule) const NO_FILES_KNOWN: &str = "The record lists no weight files and announces no format.";
    pub(in crate::rule) const NO_WEIGHT_FILES: &str = "The complete file list has no weights where a loader looks for them.";
    pub(in crate::rule) const NOT_A_TEXT_ARCHITECTURE: &str = "A network of this type does not write text by itself.";
    pub(in crate::rule) const NOT_PUBLIC: &str = "The repository is private, or the Hub has taken it down: nobody else can load it.";
    pub(in crate::rule) const PARTS_UNCLEAR: &str = "Several sets of weights lie beside each other, and nothing says whether one of them is a whole model.";
    pub(in crate::rule) const QUANTIZATION_MIXED: &str = "The worker reads some tensor types only, and the label leaves open which are in the file.";
    pub(in crate::rule) const QUANTIZATION_NOT_ACCEPTED: &str = "The worker names the labels that it reads, and this is none of them.";
    pub(in crate::rule) const QUANTIZATION_UNKNOWN: &str = "The worker reads some labels only, and the artifact has none.";
    pub(in crate::rule) const REQUIRED_FILE_UNSEEN: &str = "A file that the worker needs beside the weights was not seen: the list of files may leave it out, or there is none.";
    pub(in crate::rule) const SHARDS_NOT_ACCEPTED: &str = "The weights are cut into several files, which the worker does not take in this format.";
    pub(in crate::rule) const SHARDS_UNSEEN: &str = "The list of files is marked as partial and shows only some parts of the weights.";
    pub(in crate::rule) const SIZE_ESTIMATED: &str = "The size of the weights in memory is computed, not read off files.";
    pub(in crate::rule) const TAKE_BASE_MODEL: &str = "No artifact here runs; the model that it was made from may have one that does.";
    pub(in crate::rule) const TAKE_OTHER_ARTIFACT: &str = "Another artifact of the same repository runs on the worker.";
}

/// A place in [`SENTENCES`].
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
    /// Its line in [`SENTENCES`].
    pub(in crate::rule) fn template(self) -> &'static Template {
        &SENTENCES[self as usize]
    }
}

/// Everything that the rules say, sorted by key.
pub const SENTENCES: &[Template] = &[
    Template { key: "architecture-inherited", one: None, other: "The architecture is that of `{base}`; the record itself does not decide it" },
    Template { key: "context-cut", one: None, other: "The model has a context of {trained} tokens; {worker} cuts at {limit}" },
    Template { key: "expected-family", one: None, other: "{worker}'s loader takes the {family} family from {format} files; no run is on record" },
    Template { key: "expected-type", one: None, other: "{worker}'s loader takes `{name}` from {format} files; no run is on record" },
    Template { key: "files-not-listed", one: None, other: "The record announces {format} weights and lists no files of them" },
    Template { key: "foreign-quantization", one: None, other: "{label} is written by a fork of llama.cpp, and {worker} does not read it" },
    Template { key: "fork-unclear", one: None, other: "The tag `{tag}` names a fork of llama.cpp, and no label says whether other programs can read this file" },
    Template { key: "format-not-loaded", one: None, other: "{worker} does not load the format {format}" },
    Template { key: "gated", one: None, other: "The files can be loaded only after accepting the owner's terms" },
    Template { key: "gated-manual", one: None, other: "The files can be loaded only after the owner has granted access" },
    Template { key: "hollow-required-file", one: None, other: "{worker} needs `{file}`, and the one here is too small to hold what that needs" },
    Template { key: "incomplete-shards", one: Some("The one file listed is empty, or a part without the others"), other: "Of the weights only {n} parts are there, or some are empty" },
    Template { key: "kind-adapter", one: None, other: "The repository holds an adapter for another model, no model" },
    Template { key: "kind-embedding", one: None, other: "The model turns text into vectors and writes none" },
    Template { key: "kind-multimodal", one: None, other: "The model takes or gives more than text" },
    Template { key: "kind-other", one: None, other: "The model is made for something else than writing text" },
    Template { key: "kind-reward", one: None, other: "The model scores texts and writes none" },
    Template { key: "kind-text-generation", one: None, other: "The model writes text" },
    Template { key: "kind-tokenizer", one: None, other: "The repository holds a tokenizer and no weights" },
    Template { key: "kind-unknown", one: None, other: "Nothing in the record says that the model writes text" },
    Template { key: "missing-required-file", one: None, other: "{worker} needs {files}, which the repository does not have" },
    Template { key: "multimodal-architecture", one: None, other: "`{name}` is a multimodal model, and {worker} writes text only" },
    Template { key: "no-architecture", one: None, other: "The record does not say which architecture the model has" },
    Template { key: "no-files-known", one: None, other: "The record names no weight files and no format" },
    Template { key: "no-weight-files", one: None, other: "The repository has no weight files where a loader looks for them" },
    Template { key: "not-listed", one: None, other: "{worker} does not load `{name}` in any format" },
    Template { key: "not-listed-format", one: None, other: "{worker} does not load `{name}` from {format} files" },
    Template { key: "not-public", one: None, other: "The repository is private, or the Hub has taken it down" },
    Template { key: "other-vocabulary", one: None, other: "The record says `{name}`, which does not tell under which name {format} files have it" },
    Template { key: "parts-unclear", one: None, other: "Several sets of weights lie beside each other; nothing says whether this one is whole" },
    Template { key: "planned-family", one: None, other: "{worker} advertises the {family} family from {format} files and does not load it yet" },
    Template { key: "planned-type", one: None, other: "{worker} advertises `{name}` from {format} files and does not load it yet" },
    Template { key: "quantization-mixed", one: None, other: "{worker} reads some tensor types only, and {label} leaves open which the file has" },
    Template { key: "quantization-not-accepted", one: None, other: "{worker} does not read {label}" },
    Template { key: "quantization-unknown", one: None, other: "{worker} reads some quantizations only, and nothing says which this is" },
    Template { key: "required-file-unlisted", one: None, other: "{worker} needs {files} beside the weights, and the record has no list of files" },
    Template { key: "required-file-unseen", one: None, other: "{worker} needs {files}, not seen in a list that may leave files out" },
    Template { key: "role-decoder", one: None, other: "A network of this type writes text" },
    Template { key: "role-drafter", one: None, other: "A network of this type guesses ahead for another model and is of no use alone" },
    Template { key: "role-encoder", one: None, other: "A network of this type turns text into vectors or labels" },
    Template { key: "role-other", one: None, other: "A network of this type is no language model" },
    Template { key: "role-seq2seq", one: None, other: "A network of this type translates one text into another" },
    Template { key: "role-wrapper", one: None, other: "A network of this type is multimodal" },
    Template { key: "shards-not-accepted", one: None, other: "{worker} takes {format} weights in one file only, and these are cut into several" },
    Template { key: "shards-unseen", one: None, other: "The list of files is partial and shows only some parts of the weights" },
    Template { key: "size-estimated", one: None, other: "The size in memory is an estimate" },
    Template { key: "take-base-model", one: None, other: "Take `{base}`, which this is a copy of, if it has files that {worker} runs" },
    Template { key: "take-other-artifact", one: None, other: "Take the {format} files of this repository: {worker} runs them" },
    Template { key: "take-other-artifact-label", one: None, other: "Take the {label} {format} files of this repository: {worker} runs them" },
    Template { key: "tested-family", one: None, other: "{worker} has run the {family} family from {format} files" },
    Template { key: "tested-type", one: None, other: "{worker} has run `{name}` from {format} files" },
];
