//! `HubModel`: one model as the Hub's API describes it.
//!
//! A wire type: it keeps what the Hub wrote and draws no conclusions. List answers, list answers with
//! `expand` and detail answers are all read; every field but the id may be missing, and a field of an
//! unexpected type is as good as missing.

use crate::{
    lenient::{Lenient, LenientItem, LenientSeed, Texts, lenient_object},
    model_id::{ModelId, ModelIdError},
};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess};
use std::collections::BTreeMap;

/// Why a line is not a usable record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// Not JSON.
    #[error("not valid JSON: {0}")]
    NotJson(String),
    /// JSON, but a list, a string or the like.
    #[error("not a JSON object")]
    NotAnObject,
    /// Neither `id` nor `modelId`.
    #[error("no `id` or `modelId`")]
    NoId,
    /// An id that no repository can have.
    #[error("`{id}` is not a model id: it {reason}")]
    BadId {
        /// The id as written, cut to a readable length.
        id: String,
        /// What is wrong with it.
        reason: ModelIdError,
    },
}

impl RecordError {
    /// A stable name of the kind of failure, to count by.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotJson(_) => "not-json",
            Self::NotAnObject => "not-an-object",
            Self::NoId => "no-id",
            Self::BadId { .. } => "bad-id",
        }
    }
}

lenient_object! {
    /// One record of `GET /api/models` or `GET /api/models/{id}`.
    pub struct HubModel {
        /// `owner/name`.
        "id" => id: Option<String>,
        /// The same, in answers that predate `id`.
        "modelId" => model_id: Option<String>,
        /// Absent from plain list answers.
        "author" => author: Option<String>,
        /// Commit that the record describes.
        "sha" => sha: Option<String>,
        /// ISO 8601.
        "createdAt" => created_at: Option<String>,
        /// ISO 8601.
        "lastModified" => last_modified: Option<String>,
        /// Whether its owner alone can see it.
        "private" => private: Option<bool>,
        /// Taken down by the Hub.
        "disabled" => disabled: Option<bool>,
        /// Whether terms stand before the files.
        "gated" => gated: Option<HubGating>,
        /// Over the last 30 days.
        "downloads" => downloads: Option<u64>,
        /// Since the repository exists.
        "downloadsAllTime" => downloads_all_time: Option<u64>,
        /// Likes.
        "likes" => likes: Option<u64>,
        /// The Hub's own ranking; fractional on some records.
        "trendingScore" => trending_score: Option<f64>,
        /// Computed and author's tags, mixed.
        "tags" => tags: HubTexts,
        /// The task.
        "pipeline_tag" => pipeline_tag: Option<String>,
        /// The library that the files are for.
        "library_name" => library_name: Option<String>,
        /// Front matter of the model card.
        "cardData" => card_data: HubCardData,
        /// A selection of `config.json`.
        "config" => config: Option<HubConfig>,
        /// Parameter counts by type, of safetensors files.
        "safetensors" => safetensors: Option<HubSafetensors>,
        /// Header facts of one representative GGUF file.
        "gguf" => gguf: Option<HubGguf>,
        /// The files.
        "siblings" => siblings: Option<Vec<HubSibling>>,
        /// Not the Hub's: set by who collected the record, where the file list holds the weight files alone.
        "_siblings_partial" => siblings_partial: bool,
        /// What it was made from.
        "baseModels" => base_models: HubBaseModels,
        /// How the transformers library would load it.
        "transformersInfo" => transformers_info: HubTransformersInfo,
    }
}

lenient_object! {
    /// `cardData`: what the author wrote at the top of the model card.
    pub struct HubCardData {
        /// One or several.
        "license" => license: HubTexts,
        /// A common misspelling of `license`.
        "licence" => licence: HubTexts,
        /// With `license: other`.
        "license_name" => license_name: Option<String>,
        /// With `license: other`: a file name or an address.
        "license_link" => license_link: Option<String>,
        /// One or several ids, sometimes bare.
        "base_model" => base_model: HubTexts,
        /// finetune, quantized, adapter or merge.
        "base_model_relation" => base_model_relation: Option<String>,
        /// Codes or names.
        "language" => language: HubTexts,
        /// The task.
        "pipeline_tag" => pipeline_tag: Option<String>,
        /// The library.
        "library_name" => library_name: Option<String>,
    }
}

lenient_object! {
    /// `config`: what the Hub shows of `config.json`, never the whole.
    pub struct HubConfig {
        /// Class names; the first is the one that loads.
        "architectures" => architectures: HubTexts,
        /// The architecture's exact name.
        "model_type" => model_type: Option<String>,
        /// Present in any form, it means quantized weights.
        "quantization_config" => quantization_config: Option<HubQuantizationConfig>,
        /// MLX writes its settings under this key.
        "quantization" => quantization: Option<HubQuantizationConfig>,
        /// Of adapters.
        "peft" => peft: Option<HubObject>,
        /// Of adapters of the former library.
        "adapter_transformers" => adapter_transformers: Option<HubObject>,
        /// Of diffusion pipelines.
        "diffusers" => diffusers: Option<HubObject>,
        /// Not in the Hub's answers, but in whole `config.json` files.
        "max_position_embeddings" => max_position_embeddings: Option<u64>,
        /// The language part of a multimodal `config.json`.
        "text_config" => text_config: HubTextConfig,
    }
}

lenient_object! {
    /// `config.text_config`, of whole `config.json` files.
    pub struct HubTextConfig {
        /// Tokens.
        "max_position_embeddings" => max_position_embeddings: Option<u64>,
    }
}

lenient_object! {
    /// `config.quantization_config`.
    pub struct HubQuantizationConfig {
        /// `gptq`, `awq`, `bitsandbytes`, …
        "quant_method" => quant_method: Option<String>,
        /// Bits per weight.
        "bits" => bits: Option<u64>,
        /// Of bitsandbytes.
        "load_in_4bit" => load_in_4bit: bool,
        /// Of bitsandbytes.
        "load_in_8bit" => load_in_8bit: bool,
    }
}

lenient_object! {
    /// `safetensors`: counts of parameters, not bytes.
    pub struct HubSafetensors {
        /// By tensor type.
        "parameters" => parameters: BTreeMap<String, u64>,
        /// All; may differ from the sum, because the Hub unpacks some packed formats.
        "total" => total: Option<u64>,
    }
}

lenient_object! {
    /// `gguf`: from the header of one file of the repository.
    pub struct HubGguf {
        /// Parameters.
        "total" => total: Option<u64>,
        /// `general.architecture`.
        "architecture" => architecture: Option<String>,
        /// Tokens.
        "context_length" => context_length: Option<u64>,
    }
}

lenient_object! {
    /// One file.
    pub struct HubSibling {
        /// Path inside the repository.
        "rfilename" => rfilename: Option<String>,
        /// Bytes.
        "size" => size: Option<u64>,
        /// Large-file record; its size is the file's, where `size` may be the pointer's.
        "lfs" => lfs: Option<HubLfs>,
    }
}

lenient_object! {
    /// `siblings[].lfs`.
    pub struct HubLfs {
        /// Bytes.
        "size" => size: Option<u64>,
    }
}

lenient_object! {
    /// `transformersInfo`.
    pub struct HubTransformersInfo {
        /// `AutoModelForCausalLM`, …
        "auto_model" => auto_model: Option<String>,
        /// The task that follows from it.
        "pipeline_tag" => pipeline_tag: Option<String>,
    }
}

lenient_object! {
    /// An object of which only the presence counts.
    pub struct HubObject {
        /// Read for nothing else than to have a field.
        "task_type" => task_type: Option<String>,
    }
}

impl LenientItem for HubSibling {}

/// A string or a list of strings.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct HubTexts(pub Vec<String>);

impl Lenient for HubTexts {
    fn from_text(text: &str) -> Self {
        Self(Texts::from_text(text).0)
    }

    fn from_list<'de, A: SeqAccess<'de>>(list: A) -> Result<Self, A::Error> {
        Ok(Self(Texts::from_list(list)?.0))
    }
}

/// `gated` as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HubGating {
    /// `true` or `false`.
    Flag(bool),
    /// `"auto"`, `"manual"`, or whatever may come.
    Mode(String),
}

impl Lenient for Option<HubGating> {
    fn from_bool(value: bool) -> Self {
        Some(HubGating::Flag(value))
    }

    fn from_text(text: &str) -> Self {
        Option::<String>::from_text(text).map(HubGating::Mode)
    }
}

/// `baseModels`: `{relation, models: [{id}]}`, or bare ids as some documents have it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct HubBaseModels {
    /// finetune, quantized, adapter or merge.
    pub relation: Option<String>,
    /// The ids.
    pub models: Vec<String>,
}

impl Lenient for HubBaseModels {
    fn from_text(text: &str) -> Self {
        Self { relation: None, models: Texts::from_text(text).0 }
    }

    fn from_list<'de, A: SeqAccess<'de>>(list: A) -> Result<Self, A::Error> {
        let items = Option::<Vec<BaseModelRef>>::from_list(list)?.unwrap_or_default();
        Ok(Self { relation: None, models: items.into_iter().map(|item| item.0).collect() })
    }

    fn from_object<'de, A: MapAccess<'de>>(object: A) -> Result<Self, A::Error> {
        let fields = BaseModelFields::from_object(object)?;
        let models = fields.models.unwrap_or_default().into_iter().map(|item| item.0);
        Ok(Self { relation: fields.relation, models: models.chain(fields.id).collect() })
    }
}

lenient_object! {
    struct BaseModelFields {
        "relation" => relation: Option<String>,
        "models" => models: Option<Vec<BaseModelRef>>,
        "id" => id: Option<String>,
    }
}

/// An id alone, or an object that holds it.
#[derive(Debug, Clone, PartialEq)]
struct BaseModelRef(String);

impl LenientItem for BaseModelRef {}

impl Lenient for Option<BaseModelRef> {
    fn from_text(text: &str) -> Self {
        Option::<String>::from_text(text).map(BaseModelRef)
    }

    fn from_object<'de, A: MapAccess<'de>>(object: A) -> Result<Self, A::Error> {
        Ok(BaseModelFields::from_object(object)?.id.map(BaseModelRef))
    }
}

impl HubModel {
    /// Reads one record from its JSON text.
    ///
    /// # Errors
    ///
    /// Where the text is not a JSON object, or has no usable id.
    pub fn from_json(json: &[u8]) -> Result<Self, RecordError> {
        let json = json.trim_ascii();
        if json.first() != Some(&b'{') {
            return Err(match serde_json::from_slice::<serde::de::IgnoredAny>(json) {
                Ok(_) => RecordError::NotAnObject,
                Err(error) => RecordError::NotJson(error.to_string()),
            });
        }
        let mut deserializer = serde_json::Deserializer::from_slice(json);
        let record = LenientSeed::<Self>::new()
            .deserialize(&mut deserializer)
            .and_then(|record| deserializer.end().map(|()| record))
            .map_err(|error| RecordError::NotJson(error.to_string()))?;
        record.id().map(|_| record)
    }

    /// The id, from `id` or else `modelId`.
    ///
    /// # Errors
    ///
    /// Where there is none, or one that no repository can have.
    pub fn id(&self) -> Result<ModelId, RecordError> {
        let id = self.id.as_ref().or(self.model_id.as_ref()).ok_or(RecordError::NoId)?;
        id.parse().map_err(|reason| RecordError::BadId { id: id.chars().take(80).collect(), reason })
    }
}

impl<'de> serde::Deserialize<'de> for HubModel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        LenientSeed::new().deserialize(deserializer)
    }
}
