//! `Name`: resolves the architecture a caller names.

use compatibility::{
    architecture::{Role, family::Family},
    model_format::ModelFormat,
    rule::{Vocabulary, status_of_type},
    worker_catalog::{FormatSupport, Status},
};

/// The family names of the legacy system, and the type that its workers load for each. There, `phi3` and `gemma2` are
/// names of the family, regardless of the exact types that have these names today.
const ALIASES: &[(&str, Family, &str)] = &[
    ("llama", Family::Llama, "llama"),
    ("llama2", Family::Llama, "llama"),
    ("llama3", Family::Llama, "llama"),
    ("mistral", Family::Mistral, "mistral"),
    ("phi", Family::Phi, "phi"),
    ("phi2", Family::Phi, "phi"),
    ("phi3", Family::Phi, "phi"),
    ("qwen", Family::Qwen, "qwen2"),
    ("qwen2", Family::Qwen, "qwen2"),
    ("qwen2.5", Family::Qwen, "qwen2"),
    ("gemma", Family::Gemma, "gemma"),
    ("gemma2", Family::Gemma, "gemma"),
];

fn alias(name: &str) -> Option<(Family, &'static str)> {
    ALIASES.iter().find(|(alias, ..)| *alias == name).map(|(_, family, stands_for)| (*family, *stands_for))
}

/// A parsed architecture name.
#[derive(Debug)]
pub(crate) struct Name<'a> {
    /// As written by the caller.
    written: &'a str,
    lower: String,
    /// For the name of a family: the type that represents it.
    stands_for: Option<&'static str>,
    vocabulary: Vocabulary,
}

impl<'a> Name<'a> {
    /// Parses a name. The format determines the table in which an exact type is looked up.
    pub(crate) fn read(written: &'a str, format: Option<ModelFormat>) -> Self {
        let written = written.trim();
        let lower = written.to_ascii_lowercase();
        let is_gguf = Vocabulary::Gguf.known(&lower).is_some();
        let is_model_type = Vocabulary::ModelType.known(&lower).is_some();
        let prefers_gguf = format == Some(ModelFormat::Gguf) || !is_model_type;
        let vocabulary = if is_gguf && prefers_gguf { Vocabulary::Gguf } else { Vocabulary::ModelType };
        let stands_for = alias(&lower).map(|(_, stands_for)| stands_for);
        Self { written, lower, stands_for, vocabulary }
    }

    /// The status of this architecture in a worker's entry for a format.
    pub(crate) fn status(&self, support: &FormatSupport) -> Option<Status> {
        match self.stands_for {
            Some(stands_for) => status_of_type(stands_for, Vocabulary::ModelType, support),
            None => status_of_type(&self.lower, self.vocabulary, support),
        }
    }

    fn family(&self) -> Option<Family> {
        let by_alias = alias(&self.lower).map(|(family, _)| family);
        let known = || self.vocabulary.known(&self.lower);
        by_alias.or_else(|| {
            known().filter(|known| matches!(known.role, Role::Decoder | Role::Wrapper)).map(|known| known.family)
        })
    }

    /// Whether an entry in a worker's list matches: the same word, or the name of its family.
    pub(crate) fn is_meant_by(&self, listed: &str) -> bool {
        let listed = listed.trim().to_ascii_lowercase();
        if self.lower.is_empty() || self.lower == "unknown" {
            return false;
        }
        listed == self.lower || alias(&listed).is_some_and(|(family, _)| self.family() == Some(family))
    }

    /// The warning for an architecture that is advertised but cannot be loaded.
    pub(crate) fn not_yet(&self, format: Option<ModelFormat>, runs_in: Option<ModelFormat>) -> String {
        let format = format.map_or("the format", in_words);
        match runs_in {
            Some(runs_in) => format!("{format} is not supported yet; {} runs today", in_words(runs_in)),
            None => format!("`{}` in {format} files is planned but not supported yet", self.written),
        }
    }

    /// The warning for a family name that is also an exact type, if the worker supports the family better than that
    /// type.
    pub(crate) fn doubt(&self, formats: &[FormatSupport], format: Option<ModelFormat>) -> Option<String> {
        self.stands_for.filter(|_| !Family::ADVERTISED.iter().any(|family| family.as_str() == self.lower))?;
        let exact = Name {
            stands_for: None,
            vocabulary: Vocabulary::ModelType,
            written: self.written,
            lower: self.lower.clone(),
        };
        let support = formats.iter().find(|support| Some(support.format) == format)?;
        let is_less = Vocabulary::ModelType.known(&self.lower).is_some()
            && self.status(support) > Some(Status::Planned)
            && exact.status(support) <= Some(Status::Planned);
        let family = self.family()?;
        is_less.then(|| {
            format!(
                "`{}` is read as the family {family}; models of exactly the type `{}` are not supported yet",
                self.written, self.lower
            )
        })
    }
}

/// Parses a format name.
pub(crate) fn format_of(text: &str) -> Option<ModelFormat> {
    text.trim().parse().ok()
}

/// The name of the format for use in a sentence.
pub(crate) fn in_words(format: ModelFormat) -> &'static str {
    if format == ModelFormat::Gguf { "GGUF" } else { format.as_str() }
}
