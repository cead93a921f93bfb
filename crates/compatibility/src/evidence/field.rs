//! `Field`: the fields of a record that facts are read from.

use serde::{Serialize, Serializer};
use std::fmt;

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $rank:ident;)*) => {
        /// A field of a record, or another source of facts about a model.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $($(#[$doc])* $name,)*
        }

        impl Field {
            /// The field's name in the Hub's own spelling.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }

            /// The weight against a field with a different statement.
            #[must_use]
            pub const fn rank(self) -> Rank {
                match self {
                    $(Self::$name => Rank::$rank,)*
                }
            }
        }
    };
}

/// The weight of a field against contradicting fields, from lowest to highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// A word in the name of a repository.
    Name,
    /// A tag, which may be an author's word for a topic.
    Tag,
    /// A statement in the model card.
    Card,
    /// A statement in the files, or a result of the Hub reading them.
    Files,
}

fields! {
    /// The last part of the model id.
    Name = "name", Name;
    /// The tags.
    Tags = "tags", Tag;
    /// The task shown on the Hub.
    PipelineTag = "pipeline_tag", Card;
    /// The task in the model card.
    CardPipelineTag = "cardData.pipeline_tag", Card;
    /// The task that `transformers` assigns.
    TransformersPipelineTag = "transformersInfo.pipeline_tag", Card;
    /// The class that `transformers` loads the model with.
    TransformersAutoModel = "transformersInfo.auto_model", Card;
    /// The library shown on the Hub.
    LibraryName = "library_name", Card;
    /// The license in the model card.
    CardLicense = "cardData.license", Card;
    /// The license in the model card, under a common misspelling.
    CardLicence = "cardData.licence", Card;
    /// The base models in the model card.
    CardBaseModel = "cardData.base_model", Card;
    /// The base models as the Hub resolved them.
    BaseModels = "baseModels", Card;
    /// The list of files.
    Siblings = "siblings", Files;
    /// The size of all files in bytes.
    UsedStorage = "usedStorage", Files;
    /// The Hub's summary of the safetensors files.
    Safetensors = "safetensors", Files;
    /// The parameter counts by tensor type.
    SafetensorsParameters = "safetensors.parameters", Files;
    /// The total parameter count of the safetensors files.
    SafetensorsTotal = "safetensors.total", Files;
    /// The Hub's summary of a GGUF file.
    Gguf = "gguf", Files;
    /// The architecture in the GGUF file, in llama.cpp's spelling.
    GgufArchitecture = "gguf.architecture", Files;
    /// The parameter count of the GGUF file.
    GgufTotal = "gguf.total", Files;
    /// The trained context length in the GGUF file.
    GgufContextLength = "gguf.context_length", Files;
    /// The model type in `config.json`.
    ConfigModelType = "config.model_type", Files;
    /// The model classes in `config.json`.
    ConfigArchitectures = "config.architectures", Files;
    /// The quantization settings in `config.json`.
    ConfigQuantization = "config.quantization_config", Files;
    /// The settings of a PEFT adapter.
    ConfigPeft = "config.peft", Files;
    /// The settings of an adapter created with the `adapters` library.
    ConfigAdapterTransformers = "config.adapter_transformers", Files;
    /// The context length in `config.json`.
    ConfigMaxPositionEmbeddings = "config.max_position_embeddings", Files;
    /// The context length of the text model in a multimodal `config.json`.
    ConfigTextMaxPositionEmbeddings = "config.text_config.max_position_embeddings", Files;
}

impl Field {
    /// Whether the field is one of `config.json`.
    #[must_use]
    pub const fn is_config(self) -> bool {
        matches!(
            self,
            Self::ConfigModelType
                | Self::ConfigArchitectures
                | Self::ConfigQuantization
                | Self::ConfigPeft
                | Self::ConfigAdapterTransformers
                | Self::ConfigMaxPositionEmbeddings
                | Self::ConfigTextMaxPositionEmbeddings
        )
    }
}

/// Writes [`Field::as_str`].
impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
