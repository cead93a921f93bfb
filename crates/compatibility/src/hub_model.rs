//! `HubModel`: one model as the Hub's API describes it.
//!
//! A wire type: it keeps what the Hub wrote and draws no conclusions. List answers, list answers with
//! `expand` and detail answers are all read; every field but the id may be missing, and a field of an
//! unexpected type is as good as missing. Texts are those of [`crate::foreign_text`].

use crate::{
    foreign_text,
    lenient::{FillSeed, Lenient, LenientItem, LenientSeed, lenient_object},
    model_id::{ModelId, ModelIdError},
};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess};
use std::{borrow::Cow, collections::BTreeMap};

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
        /// The id as written, cut to a readable length and [printable](crate::foreign_text::printable).
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
    pub struct HubModel<'de> {
        /// `owner/name`.
        "id" => id: HubText<'de> as raw,
        /// The same, in answers that predate `id`.
        "modelId" => model_id: HubText<'de> as raw,
        /// Absent from plain list answers.
        "author" => author: HubText<'de>,
        /// Commit that the record describes.
        "sha" => sha: HubText<'de>,
        /// ISO 8601.
        "createdAt" => created_at: HubText<'de>,
        /// ISO 8601.
        "lastModified" => last_modified: HubText<'de>,
        /// Whether its owner alone can see it.
        "private" => private: Option<bool>,
        /// Taken down by the Hub.
        "disabled" => disabled: Option<bool>,
        /// Whether terms stand before the files.
        "gated" => gated: Option<HubGating<'de>>,
        /// Over the last 30 days.
        "downloads" => downloads: Option<u64>,
        /// Since the repository exists.
        "downloadsAllTime" => downloads_all_time: Option<u64>,
        /// Likes.
        "likes" => likes: Option<u64>,
        /// The Hub's own ranking; fractional on some records.
        "trendingScore" => trending_score: Option<f64>,
        /// Computed and author's tags, mixed.
        "tags" => tags: HubTexts<'de> as key,
        /// The task.
        "pipeline_tag" => pipeline_tag: HubText<'de>,
        /// The library that the files are for.
        "library_name" => library_name: HubText<'de>,
        /// Front matter of the model card.
        "cardData" => card_data: HubCardData<'de>,
        /// A selection of `config.json`.
        "config" => config: Option<Box<HubConfig<'de>>>,
        /// Parameter counts by type, of safetensors files.
        "safetensors" => safetensors: Option<HubSafetensors<'de>>,
        /// Header facts of one representative GGUF file.
        "gguf" => gguf: Option<HubGguf<'de>>,
        /// The files.
        "siblings" => siblings: Option<Vec<HubSibling<'de>>>,
        /// Not the Hub's: set by who collected the record, where the file list holds the weight files alone.
        "_siblings_partial" => siblings_partial: bool,
        /// Bytes of all files with their history; of detail answers alone.
        "usedStorage" => used_storage: Option<u64>,
        /// What it was made from.
        "baseModels" => base_models: HubBaseModels<'de>,
        /// How the transformers library would load it.
        "transformersInfo" => transformers_info: HubTransformersInfo<'de>,
    }
}

lenient_object! {
    /// `cardData`: what the author wrote at the top of the model card.
    pub struct HubCardData<'de> {
        /// One or several.
        "license" => license: HubTexts<'de>,
        /// A common misspelling of `license`.
        "licence" => licence: HubTexts<'de>,
        /// With `license: other`.
        "license_name" => license_name: HubText<'de>,
        /// With `license: other`: a file name or an address.
        "license_link" => license_link: HubText<'de> as key,
        /// One or several ids, sometimes bare.
        "base_model" => base_model: HubTexts<'de> as key,
        /// finetune, quantized, adapter or merge.
        "base_model_relation" => base_model_relation: HubText<'de>,
        /// Codes or names.
        "language" => language: HubTexts<'de>,
        /// The task.
        "pipeline_tag" => pipeline_tag: HubText<'de>,
        /// The library.
        "library_name" => library_name: HubText<'de>,
    }
}

lenient_object! {
    /// `config`: what the Hub shows of `config.json`, never the whole.
    pub struct HubConfig<'de> {
        /// Class names; the first is the one that loads.
        "architectures" => architectures: HubTexts<'de>,
        /// The architecture's exact name.
        "model_type" => model_type: HubText<'de>,
        /// Present in any form, it means quantized weights.
        "quantization_config" => quantization_config: Option<HubQuantizationConfig<'de>>,
        /// MLX writes its settings under this key.
        "quantization" => quantization: Option<HubQuantizationConfig<'de>>,
        /// Code of the repository's own that loads the model.
        "auto_map" => auto_map: HubPresence,
        /// Of adapters.
        "peft" => peft: HubPresence,
        /// Of adapters of the former library.
        "adapter_transformers" => adapter_transformers: HubPresence,
        /// Of diffusion pipelines.
        "diffusers" => diffusers: HubPresence,
        /// Not in the Hub's answers, but in whole `config.json` files.
        "max_position_embeddings" => max_position_embeddings: Option<u64>,
        /// The language part of a multimodal `config.json`.
        "text_config" => text_config: HubTextConfig<'de>,
    }
}

lenient_object! {
    /// `config.text_config`, of whole `config.json` files.
    pub struct HubTextConfig<'de> {
        /// Tokens.
        "max_position_embeddings" => max_position_embeddings: Option<u64>,
        /// Present in any form, it means quantized weights.
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
        /// Of bitsandbytes.
        "load_in_4bit" => load_in_4bit: bool,
        /// Of bitsandbytes.
        "load_in_8bit" => load_in_8bit: bool,
    }
}

lenient_object! {
    /// `safetensors`: counts of parameters, not bytes.
    pub struct HubSafetensors<'de> {
        /// By tensor type.
        "parameters" => parameters: BTreeMap<Cow<'de, str>, u64>,
        /// All; may differ from the sum, because the Hub unpacks some packed formats.
        "total" => total: Option<u64>,
    }
}

lenient_object! {
    /// `gguf`: from the header of one file of the repository.
    pub struct HubGguf<'de> {
        /// Parameters.
        "total" => total: Option<u64>,
        /// `general.architecture`.
        "architecture" => architecture: HubText<'de>,
        /// Tokens.
        "context_length" => context_length: Option<u64>,
    }
}

lenient_object! {
    /// One file.
    pub struct HubSibling<'de> {
        /// Path inside the repository.
        "rfilename" => rfilename: HubText<'de> as path,
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
    pub struct HubTransformersInfo<'de> {
        /// `AutoModelForCausalLM`, …
        "auto_model" => auto_model: HubText<'de>,
        /// The task that follows from it.
        "pipeline_tag" => pipeline_tag: HubText<'de>,
    }
}

/// Whether an object stands there; nothing else of it counts.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct HubPresence(pub bool);

impl<'de> Lenient<'de> for HubPresence {
    fn from_object<A: MapAccess<'de>>(mut object: A) -> Result<Self, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Self(true))
    }
}

impl LenientItem for HubSibling<'_> {}

/// A text that is not empty, if there is one.
pub type HubText<'de> = Option<Cow<'de, str>>;

/// The texts of a string or a list of strings.
pub type HubTexts<'de> = Vec<Cow<'de, str>>;

/// `gated` as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HubGating<'de> {
    /// `true` or `false`.
    Flag(bool),
    /// `"auto"`, `"manual"`, or whatever may come.
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

/// `baseModels`: `{relation, models: [{id}]}`, or bare ids as some documents have it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct HubBaseModels<'de> {
    /// finetune, quantized, adapter or merge.
    pub relation: HubText<'de>,
    /// The ids.
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

/// An id alone, or an object that holds it.
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
    /// The quantization settings: the model's own, or those of its language part.
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
    /// Where the text is not a JSON object, or has no usable id.
    pub fn from_json(json: &'de [u8]) -> Result<Self, RecordError> {
        let record = Self::with_any_id(json)?;
        let id = record.id_text()?;
        ModelId::check(id).map_err(|reason| bad_id(id, reason))?;
        Ok(record)
    }

    /// Reads one record and leaves it to [`HubModel::id`] to find out whether it has a usable id.
    pub(crate) fn with_any_id(json: &'de [u8]) -> Result<Self, RecordError> {
        let json = json.trim_ascii();
        if json.first() != Some(&b'{') {
            return Err(match serde_json::from_slice::<IgnoredAny>(json) {
                Ok(_) => RecordError::NotAnObject,
                Err(error) => RecordError::NotJson(error.to_string()),
            });
        }
        // Once over the whole instead of once a string.
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

    /// The id, from `id` or else `modelId`.
    ///
    /// # Errors
    ///
    /// Where there is none, or one that no repository can have.
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
