//! `Field`: the fields of a record that facts are read from.

use serde::{Serialize, Serializer};
use std::fmt;

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $rank:ident;)*) => {
        /// A field of a record, or what else says something about a model.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $($(#[$doc])* $name,)*
        }

        impl Field {
            /// In the Hub's own spelling.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }

            /// How much it counts against a field that says something else.
            #[must_use]
            pub const fn rank(self) -> Rank {
                match self {
                    $(Self::$name => Rank::$rank,)*
                }
            }
        }
    };
}

/// How much a field counts against one that says something else, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// A word in the name of a repository.
    Name,
    /// A tag, which can be an author's word for a topic.
    Tag,
    /// What the model card says.
    Card,
    /// What the files say, or the Hub found in them.
    Files,
}

fields! {
    /// The last part of the id.
    Name = "name", Name;
    /// The tags.
    Tags = "tags", Tag;
    /// The task that the Hub shows.
    PipelineTag = "pipeline_tag", Card;
    /// The task in the model card.
    CardPipelineTag = "cardData.pipeline_tag", Card;
    /// The task as `transformers` has it.
    TransformersPipelineTag = "transformersInfo.pipeline_tag", Card;
    /// The class that `transformers` loads the model with.
    TransformersAutoModel = "transformersInfo.auto_model", Card;
    /// The library that the Hub shows.
    LibraryName = "library_name", Card;
    /// The license in the model card.
    CardLicense = "cardData.license", Card;
    /// The same, as some authors spell it.
    CardLicence = "cardData.licence", Card;
    /// The base models in the model card.
    CardBaseModel = "cardData.base_model", Card;
    /// The base models as the Hub resolved them.
    BaseModels = "baseModels", Card;
    /// The list of files.
    Siblings = "siblings", Files;
    /// The bytes of all files.
    UsedStorage = "usedStorage", Files;
    /// What the Hub read in safetensors files.
    Safetensors = "safetensors", Files;
    /// The parameters by type of tensor.
    SafetensorsParameters = "safetensors.parameters", Files;
    /// Their sum.
    SafetensorsTotal = "safetensors.total", Files;
    /// What the Hub read in a GGUF file.
    Gguf = "gguf", Files;
    /// The architecture in llama.cpp's spelling.
    GgufArchitecture = "gguf.architecture", Files;
    /// The parameters.
    GgufTotal = "gguf.total", Files;
    /// The context length that the model was trained with.
    GgufContextLength = "gguf.context_length", Files;
    /// The type of the model in `config.json`.
    ConfigModelType = "config.model_type", Files;
    /// The classes of the model in `config.json`.
    ConfigArchitectures = "config.architectures", Files;
    /// How the weights are quantized, in `config.json`.
    ConfigQuantization = "config.quantization_config", Files;
    /// The settings of an adapter of PEFT.
    ConfigPeft = "config.peft", Files;
    /// The settings of an adapter that `adapters` wrote.
    ConfigAdapterTransformers = "config.adapter_transformers", Files;
    /// The context length in `config.json`.
    ConfigMaxPositionEmbeddings = "config.max_position_embeddings", Files;
    /// The same of the text model within a multimodal one.
    ConfigTextMaxPositionEmbeddings = "config.text_config.max_position_embeddings", Files;
}

impl Field {
    /// Whether it is one of `config.json`.
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

/// As [`Field::as_str`].
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
