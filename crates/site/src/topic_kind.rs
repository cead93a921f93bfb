//! `TopicKind`: the property that the models of a topic share.

/// The kinds of topics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TopicKind {
    /// The architecture family.
    Family,
    /// The range of parameter counts.
    Size,
    /// The exact model type.
    ModelType,
    /// The format of a variant.
    Format,
    /// The quantization label of a variant.
    Quantization,
    /// The license.
    License,
    /// The account that published it.
    Author,
}

impl TopicKind {
    /// All kinds, in the order in which pages list them.
    pub const ALL: [Self; 7] =
        [Self::Family, Self::Size, Self::ModelType, Self::Format, Self::Quantization, Self::License, Self::Author];

    /// The index in [`TopicKind::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The name in manifest keys and search filters.
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

    /// The kind with that name.
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

    /// Whether it is a property of variants, of which a model can have several, and not of models.
    #[must_use]
    pub const fn is_of_files(self) -> bool {
        matches!(self, Self::Format | Self::Quantization)
    }

    /// The minimum number of models for a topic of the kind.
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
