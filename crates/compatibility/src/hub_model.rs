//! `HubModel`: one model as the Hub's API describes it.
//!
//! A wire type: it keeps the values that the Hub sent and draws no conclusions. It reads list responses, list responses
//! with `expand`, and detail responses. Every field except the id may be missing, and a field of an unexpected type
//! counts as missing. Texts are cleaned by [`crate::foreign_text`].

use crate::{
    foreign_text,
    lenient::{FillSeed, Lenient, LenientItem, LenientSeed, lenient_object},
    model_id::{ModelId, ModelIdError},
};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess};
use std::{borrow::Cow, collections::BTreeMap};

/// The reason why a line is not a usable record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// The line is not JSON.
    #[error("not valid JSON: {0}")]
    NotJson(String),
    /// The JSON value is not an object.
    #[error("not a JSON object")]
    NotAnObject,
    /// The record has neither `id` nor `modelId`.
    #[error("no `id` or `modelId`")]
    NoId,
    /// The record has an id that no repository can have.
    #[error("`{id}` is not a model id: it {reason}")]
    BadId {
        /// The id as written, shortened and [printable](crate::foreign_text::printable).
        id: String,
        /// The reason why it is invalid.
        reason: ModelIdError,
    },
}

impl RecordError {
    /// A stable name for the kind of error, for use in statistics.
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
    pub struct HubModel<'de> {
        /// `owner/name`.
        "id" => id: HubText<'de> as raw,
        /// The id in responses that predate `id`.
        "modelId" => model_id: HubText<'de> as raw,
        /// The owner. Missing from plain list responses.
        "author" => author: HubText<'de>,
        /// The commit that the record describes.
        "sha" => sha: HubText<'de>,
        /// Creation date, ISO 8601.
        "createdAt" => created_at: HubText<'de>,
        /// Date of the last change, ISO 8601.
        "lastModified" => last_modified: HubText<'de>,
        /// Whether only the owner can see the model.
        "private" => private: Option<bool>,
        /// Whether the Hub has taken the model down.
        "disabled" => disabled: Option<bool>,
        /// Whether terms must be accepted before downloading the files.
        "gated" => gated: Option<HubGating<'de>>,
        /// Downloads over the last 30 days.
        "downloads" => downloads: Option<u64>,
        /// Downloads since the repository was created.
        "downloadsAllTime" => downloads_all_time: Option<u64>,
        /// Number of likes.
        "likes" => likes: Option<u64>,
        /// The Hub's own ranking; fractional on some records.
        "trendingScore" => trending_score: Option<f64>,
        /// Tags, both computed and written by the author.
        "tags" => tags: HubTexts<'de> as key,
        /// The task.
        "pipeline_tag" => pipeline_tag: HubText<'de>,
        /// The library that the files are made for.
        "library_name" => library_name: HubText<'de>,
        /// The front matter of the model card.
        "cardData" => card_data: HubCardData<'de>,
        /// The Hub's selection of `config.json`.
        "config" => config: Option<Box<HubConfig<'de>>>,
        /// Parameter counts of safetensors files by tensor type.
        "safetensors" => safetensors: Option<HubSafetensors<'de>>,
        /// Header values of one GGUF file of the repository.
        "gguf" => gguf: Option<HubGguf<'de>>,
        /// The file list.
        "siblings" => siblings: Option<Vec<HubSibling<'de>>>,
        /// Not from the Hub: set by the collector of the record if the file list holds only the weight files.
        "_siblings_partial" => siblings_partial: bool,
        /// Bytes of all files with their history. Only in detail responses.
        "usedStorage" => used_storage: Option<u64>,
        /// The base models.
        "baseModels" => base_models: HubBaseModels<'de>,
        /// How the transformers library loads the model.
        "transformersInfo" => transformers_info: HubTransformersInfo<'de>,
    }
}

lenient_object! {
    /// `cardData`: the front matter that the author wrote in the model card.
    pub struct HubCardData<'de> {
        /// One or several licenses.
        "license" => license: HubTexts<'de>,
        /// A common misspelling of `license`.
        "licence" => licence: HubTexts<'de>,
        /// The license's name, with `license: other`.
        "license_name" => license_name: HubText<'de>,
        /// A file name or a URL, with `license: other`.
        "license_link" => license_link: HubText<'de> as key,
        /// One or several ids, some without an owner.
        "base_model" => base_model: HubTexts<'de> as key,
        /// `finetune`, `quantized`, `adapter` or `merge`.
        "base_model_relation" => base_model_relation: HubText<'de>,
        /// Language codes or names.
        "language" => language: HubTexts<'de>,
        /// The task.
        "pipeline_tag" => pipeline_tag: HubText<'de>,
        /// The library.
        "library_name" => library_name: HubText<'de>,
    }
}

lenient_object! {
    /// `config`: the Hub's selection of `config.json`, never the whole file.
    pub struct HubConfig<'de> {
        /// Class names; the first one loads the model.
        "architectures" => architectures: HubTexts<'de>,
        /// The architecture's exact type.
        "model_type" => model_type: HubText<'de>,
        /// Quantization settings. Their presence in any form means quantized weights.
        "quantization_config" => quantization_config: Option<HubQuantizationConfig<'de>>,
        /// The key that MLX writes its quantization settings under.
        "quantization" => quantization: Option<HubQuantizationConfig<'de>>,
        /// Present if the model is loaded by code in the repository.
        "auto_map" => auto_map: HubPresence,
        /// Present for PEFT adapters.
        "peft" => peft: HubPresence,
        /// Present for adapters created with the former adapter-transformers library.
        "adapter_transformers" => adapter_transformers: HubPresence,
        /// Present for diffusion pipelines.
        "diffusers" => diffusers: HubPresence,
        /// Context length in tokens. Missing from Hub responses but present in complete `config.json` files.
        "max_position_embeddings" => max_position_embeddings: Option<u64>,
        /// The language part of a multimodal `config.json`.
        "text_config" => text_config: HubTextConfig<'de>,
    }
}

lenient_object! {
    /// `config.text_config`, from complete `config.json` files.
    pub struct HubTextConfig<'de> {
        /// Context length in tokens.
        "max_position_embeddings" => max_position_embeddings: Option<u64>,
        /// Quantization settings. Their presence in any form means quantized weights.
        "quantization_config" => quantization_config: Option<HubQuantizationConfig<'de>>,
    }
}

lenient_object! {
    /// `config.quantization_config`.
    pub struct HubQuantizationConfig<'de> {
        /// `gptq`, `awq`, `bitsandbytes`, …
        "quant_method" => quant_method: HubText<'de>,
        /// Bits per weight.
        "bits" => bits: Option<u64>,
        /// Set by bitsandbytes.
        "load_in_4bit" => load_in_4bit: bool,
        /// Set by bitsandbytes.
        "load_in_8bit" => load_in_8bit: bool,
    }
}

lenient_object! {
    /// `safetensors`: counts of parameters, not bytes.
    pub struct HubSafetensors<'de> {
        /// Parameter counts by tensor type.
        "parameters" => parameters: BTreeMap<Cow<'de, str>, u64>,
        /// The total count. It may differ from the sum, because the Hub unpacks some packed formats.
        "total" => total: Option<u64>,
    }
}

lenient_object! {
    /// `gguf`: values from the header of one GGUF file of the repository.
    pub struct HubGguf<'de> {
        /// Number of parameters.
        "total" => total: Option<u64>,
        /// `general.architecture`.
        "architecture" => architecture: HubText<'de>,
        /// Context length in tokens.
        "context_length" => context_length: Option<u64>,
    }
}

lenient_object! {
    /// One file of the repository.
    pub struct HubSibling<'de> {
        /// Path in the repository.
        "rfilename" => rfilename: HubText<'de> as path,
        /// Size in bytes.
        "size" => size: Option<u64>,
        /// Git LFS record. Its size is that of the file, while `size` may be that of the pointer.
        "lfs" => lfs: Option<HubLfs>,
    }
}

lenient_object! {
    /// `siblings[].lfs`.
    pub struct HubLfs {
        /// Size in bytes.
        "size" => size: Option<u64>,
    }
}

lenient_object! {
    /// `transformersInfo`.
    pub struct HubTransformersInfo<'de> {
        /// `AutoModelForCausalLM`, …
        "auto_model" => auto_model: HubText<'de>,
        /// The task that follows from the class.
        "pipeline_tag" => pipeline_tag: HubText<'de>,
    }
}

/// Whether the field holds an object. Its content is ignored.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct HubPresence(pub bool);

impl<'de> Lenient<'de> for HubPresence {
    fn from_object<A: MapAccess<'de>>(mut object: A) -> Result<Self, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Self(true))
    }
}

impl LenientItem for HubSibling<'_> {}

/// A text that is not empty; `None` if missing.
pub type HubText<'de> = Option<Cow<'de, str>>;

/// The texts from a string or a list of strings.
pub type HubTexts<'de> = Vec<Cow<'de, str>>;

/// The value of `gated`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HubGating<'de> {
    /// `true` or `false`.
    Flag(bool),
    /// `"auto"`, `"manual"`, or any other text.
    Mode(Cow<'de, str>),
}

impl<'de> Lenient<'de> for Option<HubGating<'de>> {
    fn from_bool(value: bool) -> Self {
        Some(HubGating::Flag(value))
    }

    fn from_text(text: Cow<'de, str>) -> Self {
        HubText::from_text(text).map(HubGating::Mode)
    }
}

/// `baseModels`: `{relation, models: [{id}]}`, or bare ids as in some documents.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct HubBaseModels<'de> {
    /// `finetune`, `quantized`, `adapter` or `merge`.
    pub relation: HubText<'de>,
    /// The ids of the base models.
    pub models: Vec<Cow<'de, str>>,
}

impl<'de> Lenient<'de> for HubBaseModels<'de> {
    fn from_text(text: Cow<'de, str>) -> Self {
        Self { relation: None, models: foreign_text::key(text).into_iter().collect() }
    }

    fn from_list<A: SeqAccess<'de>>(list: A) -> Result<Self, A::Error> {
        let items = Option::<Vec<BaseModelRef<'de>>>::from_list(list)?.unwrap_or_default();
        Ok(Self { relation: None, models: items.into_iter().map(|item| item.0).collect() })
    }

    fn from_object<A: MapAccess<'de>>(object: A) -> Result<Self, A::Error> {
        let fields = BaseModelFields::from_object(object)?;
        let models = fields.models.unwrap_or_default().into_iter().map(|item| item.0);
        Ok(Self { relation: fields.relation, models: models.chain(fields.id).collect() })
    }
}

lenient_object! {
    struct BaseModelFields<'de> {
        "relation" => relation: HubText<'de>,
        "models" => models: Option<Vec<BaseModelRef<'de>>>,
        "id" => id: HubText<'de> as key,
    }
}

/// An id, either bare or inside an object.
#[derive(Debug, Clone, PartialEq)]
struct BaseModelRef<'de>(Cow<'de, str>);

impl LenientItem for BaseModelRef<'_> {}

impl<'de> Lenient<'de> for Option<BaseModelRef<'de>> {
    fn from_text(text: Cow<'de, str>) -> Self {
        foreign_text::key(text).map(BaseModelRef)
    }

    fn from_object<A: MapAccess<'de>>(object: A) -> Result<Self, A::Error> {
        Ok(BaseModelFields::from_object(object)?.id.map(BaseModelRef))
    }
}

impl<'de> HubConfig<'de> {
    /// The quantization settings of the model, otherwise of its text model.
    #[must_use]
    pub fn quantization_settings(&self) -> Option<&HubQuantizationConfig<'de>> {
        self.quantization_config.as_ref().or(self.text_config.quantization_config.as_ref())
    }
}

impl<'de> HubModel<'de> {
    /// Reads one record from its JSON text.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a JSON object or has no usable id.
    pub fn from_json(json: &'de [u8]) -> Result<Self, RecordError> {
        let record = Self::with_any_id(json)?;
        let id = record.id_text()?;
        ModelId::check(id).map_err(|reason| bad_id(id, reason))?;
        Ok(record)
    }

    /// Reads one record without validating its id; [`HubModel::id`] does that later.
    pub(crate) fn with_any_id(json: &'de [u8]) -> Result<Self, RecordError> {
        let json = json.trim_ascii();
        if json.first() != Some(&b'{') {
            return Err(match serde_json::from_slice::<IgnoredAny>(json) {
                Ok(_) => RecordError::NotAnObject,
                Err(error) => RecordError::NotJson(error.to_string()),
            });
        }
        // Validates UTF-8 once for the whole text instead of once per string.
        let text = std::str::from_utf8(json).map_err(|error| RecordError::NotJson(error.to_string()))?;
        let read = || {
            let mut deserializer = serde_json::Deserializer::from_str(text);
            let mut record = Self::default();
            FillSeed(&mut record).deserialize(&mut deserializer)?;
            deserializer.end()?;
            Ok(record)
        };
        read().map_err(|error: serde_json::Error| RecordError::NotJson(error.to_string()))
    }

    /// The id, from `id` or otherwise `modelId`.
    ///
    /// # Errors
    ///
    /// Returns an error if the id is missing or is one that no repository can have.
    pub fn id(&self) -> Result<ModelId, RecordError> {
        let id = self.id_text()?;
        id.parse().map_err(|reason| bad_id(id, reason))
    }

    /// The class that loads the model: the first of `config.architectures`.
    #[must_use]
    pub fn first_class(&self) -> Option<&str> {
        self.config.as_ref()?.architectures.first().map(|class| &**class)
    }

    fn id_text(&self) -> Result<&str, RecordError> {
        self.id.as_deref().or(self.model_id.as_deref()).ok_or(RecordError::NoId)
    }
}

fn bad_id(id: &str, reason: ModelIdError) -> RecordError {
    let id: String = id.chars().take(80).collect();
    RecordError::BadId { id: foreign_text::printable(&id).into_owned(), reason }
}

impl<'de> serde::Deserialize<'de> for HubModel<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        LenientSeed::new().deserialize(deserializer)
    }
}
