//! `Template`: a sentence with places for values, and `SENTENCES`, the English of all that the rules say.

use memchr::memchr;
use std::iter::FusedIterator;

/// One sentence in English, with `{name}` where a value of a [`super::Sentence`] belongs. What stands between
/// backticks is a name, of a type, a file or a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// Stable, kebab case. The sentence of a translation has the same.
    pub key: &'static str,
    /// The wording where the value `n` is 1; none where one wording does for every number.
    pub one: Option<&'static str>,
    /// The wording.
    pub other: &'static str,
}

impl Template {
    /// The wording for so many.
    #[must_use]
    pub fn wording(&self, count: Option<u64>) -> &'static str {
        self.one.filter(|_| count == Some(1)).unwrap_or(self.other)
    }
}

/// A piece of a wording, in any language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Written as it stands.
    Text(&'t str),
    /// The name between `{` and `}`: the value of that name belongs here.
    Value(&'t str),
}

/// The pieces of a wording in turn; see [`pieces`].
#[derive(Debug, Clone)]
pub struct Pieces<'t> {
    rest: &'t str,
}

/// Cuts a wording into text and places for values. A `{` that nothing closes is text.
#[must_use]
pub fn pieces(wording: &str) -> Pieces<'_> {
    Pieces { rest: wording }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        if self.rest.is_empty() {
            return None;
        }
        let bytes = self.rest.as_bytes();
        let is_open = bytes[0] == b'{';
        if is_open && let Some(end) = memchr(b'}', bytes) {
            let name = &self.rest[1..end];
            self.rest = &self.rest[end + 1..];
            return Some(Piece::Value(name));
        }
        // One that is not closed is passed over.
        let from = usize::from(is_open);
        let end = memchr(b'{', &bytes[from..]).map_or(bytes.len(), |at| from + at);
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(Piece::Text(text))
    }
}

impl FusedIterator for Pieces<'_> {}

const fn first(wordings: &[&'static str]) -> Option<&'static str> {
    match wordings {
        [first, ..] => Some(first),
        [] => None,
    }
}

macro_rules! sentences {
    ($($variant:ident $key:literal $(one $one:literal other)? $other:literal;)+) => {
        /// A place in [`SENTENCES`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(in crate::rule) enum Key {
            $($variant,)+
        }

        /// Everything that the rules say, sorted by key.
        pub const SENTENCES: &[Template] =
            &[$(Template { key: $key, one: first(&[$($one)?]), other: $other },)+];
    };
}

sentences! {
    ArchitectureInherited "architecture-inherited" "The architecture is that of `{base}`; the record itself does not decide it";
    ContextCut "context-cut" "The model has a context of {trained} tokens; {worker} cuts at {limit}";
    ExpectedFamily "expected-family" "{worker}'s loader takes the {family} family from {format} files; no run is on record";
    ExpectedType "expected-type" "{worker}'s loader takes `{name}` from {format} files; no run is on record";
    FilesNotListed "files-not-listed" "The record announces {format} weights and lists no files of them";
    ForeignQuantization "foreign-quantization" "{label} is written by a fork of llama.cpp, and {worker} does not read it";
    ForkUnclear "fork-unclear" "The tag `{tag}` names a fork of llama.cpp, and no label says whether other programs can read this file";
    FormatNotLoaded "format-not-loaded" "{worker} does not load the format {format}";
    Gated "gated" "The files can be loaded only after accepting the owner's terms";
    GatedManual "gated-manual" "The files can be loaded only after the owner has granted access";
    HollowRequiredFile "hollow-required-file" "{worker} needs `{file}`, and the one here is too small to hold what that needs";
    IncompleteShards "incomplete-shards"
        one "The one file listed is empty, or a part without the others"
        other "Of the weights only {n} parts are there, or some are empty";
    KindAdapter "kind-adapter" "The repository holds an adapter for another model, no model";
    KindEmbedding "kind-embedding" "The model turns text into vectors and writes none";
    KindMultimodal "kind-multimodal" "The model takes or gives more than text";
    KindOther "kind-other" "The model is made for something else than writing text";
    KindReward "kind-reward" "The model scores texts and writes none";
    KindTextGeneration "kind-text-generation" "The model writes text";
    KindTokenizer "kind-tokenizer" "The repository holds a tokenizer and no weights";
    KindUnknown "kind-unknown" "Nothing in the record says that the model writes text";
    MissingRequiredFile "missing-required-file" "{worker} needs {files}, which the repository does not have";
    MultimodalArchitecture "multimodal-architecture" "`{name}` is a multimodal model, and {worker} writes text only";
    NoArchitecture "no-architecture" "The record does not say which architecture the model has";
    NoFilesKnown "no-files-known" "The record names no weight files and no format";
    NoWeightFiles "no-weight-files" "The repository has no weight files where a loader looks for them";
    NotListed "not-listed" "{worker} does not load `{name}` in any format";
    NotListedFormat "not-listed-format" "{worker} does not load `{name}` from {format} files";
    NotPublic "not-public" "The repository is private, or the Hub has taken it down";
    OtherVocabulary "other-vocabulary" "The record says `{name}`, which does not tell under which name {format} files have it";
    PartsUnclear "parts-unclear" "Several sets of weights lie beside each other; nothing says whether this one is whole";
    PlannedFamily "planned-family" "{worker} advertises the {family} family from {format} files and does not load it yet";
    PlannedType "planned-type" "{worker} advertises `{name}` from {format} files and does not load it yet";
    QuantizationMixed "quantization-mixed" "{worker} reads some tensor types only, and {label} leaves open which the file has";
    QuantizationNotAccepted "quantization-not-accepted" "{worker} does not read {label}";
    QuantizationUnknown "quantization-unknown" "{worker} reads some quantizations only, and nothing says which this is";
    RequiredFileUnlisted "required-file-unlisted" "{worker} needs {files} beside the weights, and the record has no list of files";
    RequiredFileUnseen "required-file-unseen" "{worker} needs {files}, not seen in a list that may leave files out";
    RoleDecoder "role-decoder" "A network of this type writes text";
    RoleDrafter "role-drafter" "A network of this type guesses ahead for another model and is of no use alone";
    RoleEncoder "role-encoder" "A network of this type turns text into vectors or labels";
    RoleOther "role-other" "A network of this type is no language model";
    RoleSeq2Seq "role-seq2seq" "A network of this type translates one text into another";
    RoleWrapper "role-wrapper" "A network of this type is multimodal";
    ShardsNotAccepted "shards-not-accepted" "{worker} takes {format} weights in one file only, and these are cut into several";
    ShardsUnseen "shards-unseen" "The list of files is partial and shows only some parts of the weights";
    SizeEstimated "size-estimated" "The size in memory is an estimate";
    TakeBaseModel "take-base-model" "Take `{base}`, which this is a copy of, if it has files that {worker} runs";
    TakeOtherArtifact "take-other-artifact" "Take the {format} files of this repository: {worker} runs them";
    TakeOtherArtifactLabel "take-other-artifact-label" "Take the {label} {format} files of this repository: {worker} runs them";
    TestedFamily "tested-family" "{worker} has run the {family} family from {format} files";
    TestedType "tested-type" "{worker} has run `{name}` from {format} files";
}

impl Key {
    /// Its line in [`SENTENCES`].
    pub(in crate::rule) fn template(self) -> &'static Template {
        &SENTENCES[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_in_order() {
        assert!(SENTENCES.is_sorted_by(|one, next| one.key < next.key));
        let is_kebab =
            |key: &str| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        for template in SENTENCES {
            assert!(is_kebab(template.key), "{}", template.key);
        }
    }

    /// Only a sentence with a number can have a wording for one.
    #[test]
    fn wordings_are_told_by_number() {
        for template in SENTENCES {
            let has_number = pieces(template.other).any(|piece| piece == Piece::Value("n"));
            assert_eq!(template.one.is_some(), has_number, "{}", template.key);
            assert_eq!(template.wording(None), template.other);
            assert_eq!(template.wording(Some(2)), template.other);
            assert_eq!(template.wording(Some(1)), template.one.unwrap_or(template.other));
        }
    }

    #[test]
    fn pieces_are_the_whole_wording() {
        use Piece::{Text, Value};
        for (wording, expected) in [
            ("", &[][..]),
            ("plain", &[Text("plain")]),
            ("`{a}` is {b}", &[Text("`"), Value("a"), Text("` is "), Value("b")]),
            ("{a}{ü}", &[Value("a"), Value("ü")]),
            ("{}", &[Value("")]),
            ("a } b {c", &[Text("a } b "), Text("{c")]),
            ("{", &[Text("{")]),
        ] {
            assert_eq!(pieces(wording).collect::<Vec<_>>(), expected, "{wording}");
        }
    }
}
