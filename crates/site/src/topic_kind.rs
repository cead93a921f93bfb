//! `TopicKind`: what the models of a topic have in common.

/// The kinds of topics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TopicKind {
    /// The architecture family.
    Family,
    /// The class of parameter counts.
    Size,
    /// The exact model type.
    ModelType,
    /// The format of a variant.
    Format,
    /// The quantization label of a variant.
    Quantization,
    /// The license.
    License,
    /// Who published it.
    Author,
}

impl TopicKind {
    /// All kinds, in the order in which pages name them.
    pub const ALL: [Self; 7] =
        [Self::Family, Self::Size, Self::ModelType, Self::Format, Self::Quantization, Self::License, Self::Author];

    /// Its index in [`TopicKind::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The name in keys of the manifest and in search filters.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Size => "size",
            Self::ModelType => "model-type",
            Self::Format => "format",
            Self::Quantization => "quantization",
            Self::License => "license",
            Self::Author => "author",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The folder that contains all topics of the kind and nothing else.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Family => "families",
            Self::Size => "sizes",
            Self::ModelType => "model-types",
            Self::Format => "formats",
            Self::Quantization => "quantizations",
            Self::License => "licenses",
            Self::Author => "authors",
        }
    }

    /// Whether it is about variants, of which a model can have several, and not about models.
    #[must_use]
    pub const fn is_of_files(self) -> bool {
        matches!(self, Self::Format | Self::Quantization)
    }

    /// How many models a topic of the kind needs.
    #[must_use]
    pub const fn least_members(self) -> usize {
        match self {
            Self::Author => 2,
            Self::Family | Self::Size | Self::ModelType | Self::Format | Self::Quantization | Self::License => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_is_the_position() {
        for (index, kind) in TopicKind::ALL.into_iter().enumerate() {
            assert_eq!((kind.index(), TopicKind::from_name(kind.as_str())), (index, Some(kind)));
        }
        assert_eq!(TopicKind::from_name("families"), None);
    }
}
