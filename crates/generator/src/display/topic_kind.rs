//! `TopicKind`: what the models of a topic have in common.

use crate::text::Text;

/// What the models of a topic have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TopicKind {
    /// The architecture family.
    Family,
    /// The exact model type.
    ModelType,
    /// The format of a variant.
    Format,
    /// The label of a variant.
    Quantization,
    /// The class of parameter counts.
    Size,
    /// The license.
    License,
    /// Who published it.
    Author,
}

impl TopicKind {
    /// All kinds, in the order in which pages name them.
    pub const ALL: [Self; 7] =
        [Self::Family, Self::Size, Self::ModelType, Self::Format, Self::Quantization, Self::License, Self::Author];

    /// Its place in [`TopicKind::ALL`].
    #[must_use]
    pub fn place(self) -> usize {
        Self::ALL.iter().take_while(|kind| **kind != self).count()
    }

    /// In keys of the manifest: `topic:model-type:llama:1`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::ModelType => "model-type",
            Self::Format => "format",
            Self::Quantization => "quantization",
            Self::Size => "size",
            Self::License => "license",
            Self::Author => "author",
        }
    }

    /// The folder that all topics of the kind lie in; nothing else does.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Family => "families",
            Self::ModelType => "model-types",
            Self::Format => "formats",
            Self::Quantization => "quantizations",
            Self::Size => "sizes",
            Self::License => "licenses",
            Self::Author => "authors",
        }
    }

    /// Name of the list of all topics of the kind.
    #[must_use]
    pub fn plural(self, text: &Text) -> &str {
        match self {
            Self::Family => text.topic_families(),
            Self::ModelType => text.topic_model_types(),
            Self::Format => text.topic_formats(),
            Self::Quantization => text.topic_quantizations(),
            Self::Size => text.topic_sizes(),
            Self::License => text.topic_licenses(),
            Self::Author => text.topic_authors(),
        }
    }

    /// What stands above a topic's name.
    #[must_use]
    pub fn singular(self, text: &Text) -> &str {
        match self {
            Self::Family => text.topic_family(),
            Self::ModelType => text.topic_model_type(),
            Self::Format => text.topic_format(),
            Self::Quantization => text.topic_quantization(),
            Self::Size => text.topic_size(),
            Self::License => text.topic_license(),
            Self::Author => text.topic_author(),
        }
    }

    /// Whether it is about files, of which a model has several sorts, and not about models.
    #[must_use]
    pub fn is_of_files(self) -> bool {
        matches!(self, Self::Format | Self::Quantization)
    }

    /// Fewest models that a topic of the kind needs.
    #[must_use]
    pub fn least_members(self) -> usize {
        if self == Self::Author { 2 } else { 1 }
    }
}
