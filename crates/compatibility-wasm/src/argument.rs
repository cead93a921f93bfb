//! Arguments, read from JSON text.

use crate::{invalid::Invalid, json_place};
use compatibility::{
    model_metadata::ModelMetadata,
    worker_catalog::{CpuArchitecture, Platform, WorkerType},
};
use marketplace_sdk::{PlainMetadata, ReadWorker};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::value::RawValue;

/// A model, in one of the two forms that callers have.
#[derive(Debug, Clone, PartialEq)]
pub enum Model {
    /// A few words.
    Plain(PlainMetadata),
    /// A record of the Hub, understood.
    Record(Box<ModelMetadata>),
}

/// Tells the two apart: a record has an id, and says nothing under these two names.
#[derive(Deserialize)]
struct Keys {
    id: Option<IgnoredAny>,
    #[serde(rename = "modelId")]
    model_id: Option<IgnoredAny>,
    architecture: Option<IgnoredAny>,
    format: Option<IgnoredAny>,
}

impl Keys {
    fn are_of_a_record(&self) -> bool {
        let is_named = self.id.is_some() || self.model_id.is_some();
        is_named && self.architecture.is_none() && self.format.is_none()
    }
}

impl Model {
    /// Reads a model from the text of an argument.
    pub fn read(place: &str, json: &str) -> Result<Self, Invalid> {
        expect_object(place, json)?;
        let keys: Keys = serde_json::from_str(json).map_err(|error| unreadable(place, &error))?;
        Self::with_keys(place, json, &keys)
    }

    fn with_keys(place: &str, json: &str, keys: &Keys) -> Result<Self, Invalid> {
        if keys.are_of_a_record() {
            return record(place, json).map(|model| Self::Record(Box::new(model)));
        }
        serde_json::from_str(json).map(Self::Plain).map_err(|error| unreadable(place, &error))
    }
}

fn unreadable(place: &str, error: &serde_json::Error) -> Invalid {
    Invalid::new(place, format!("cannot be read: {error}"))
}

/// Reads the models of a list, one after the other. What is no object ends it; an object that cannot be
/// understood is an error of its own.
pub fn each_model(place: &str, json: &str, mut take: impl FnMut(u32, Result<Model, Invalid>)) -> Result<(), Invalid> {
    let Some(mut rest) = json.strip_prefix('[') else {
        return Err(Invalid::new(place, format!("has to be an array, and is {}", kind(json))));
    };
    for at in 0.. {
        rest = rest.trim_start();
        if rest.starts_with(']') {
            break;
        }
        // Not written out for every model: most are fine.
        let here = || format!("{place}[{at}]");
        if !rest.starts_with('{') {
            return Err(Invalid::new(here(), format!("has to be an object, and is {}", kind(rest))));
        }
        // Where a model ends shows once its keys are read.
        let mut keys = serde_json::Deserializer::from_str(rest).into_iter::<Keys>();
        let found = keys.next().transpose().map_err(|error| unreadable(&here(), &error))?;
        let (model, after) = rest.split_at(keys.byte_offset());
        take(
            at,
            found.map_or_else(|| Err(Invalid::new(here(), "is missing")), |keys| Model::with_keys(place, model, &keys)),
        );
        rest = after.trim_start();
        rest = rest.strip_prefix(',').unwrap_or(rest);
    }
    Ok(())
}

/// Reads a record of the Hub.
pub fn record(place: &str, json: &str) -> Result<ModelMetadata, Invalid> {
    expect_object(place, json)?;
    ModelMetadata::from_json(json.as_bytes()).map_err(|error| match error {
        compatibility::hub_model::RecordError::NoId => {
            Invalid::new(format!("{place}.id"), "is missing: a record of the Hub has one")
        }
        compatibility::hub_model::RecordError::BadId { id, reason } => {
            Invalid::new(format!("{place}.id"), format!("is `{id}`, which is no model id: it {reason}"))
        }
        error => Invalid::new(place, format!("is no record of the Hub: {error}")),
    })
}

/// The parts of a list.
pub fn list<'a>(place: &str, json: &'a str) -> Result<Vec<&'a RawValue>, Invalid> {
    serde_json::from_str(json).map_err(|_| Invalid::new(place, format!("has to be an array, and is {}", kind(json))))
}

/// A list of texts.
pub fn words(place: &str, json: &str) -> Result<Vec<String>, Invalid> {
    let parts = list(place, json)?.into_iter().enumerate();
    let word = |(at, part): (usize, &RawValue)| {
        let failed =
            |_| Invalid::new(format!("{place}[{at}]"), format!("has to be a string, and is {}", kind(part.get())));
        serde_json::from_str(part.get()).map_err(failed)
    };
    parts.map(word).collect()
}

/// A number of tokens; a fraction is cut off.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
pub fn tokens(place: &str, value: Option<f64>) -> Result<u64, Invalid> {
    match value {
        Some(tokens) if tokens >= 0.0 => Ok(tokens as u64),
        _ => Err(Invalid::new(place, "has to be a number of tokens")),
    }
}

/// What `filterWorkers` asks for; what is missing or null asks for nothing.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields = nullable))]
#[serde(rename_all = "camelCase", default)]
pub struct WorkerFilter {
    /// What it computes on.
    #[serde(alias = "worker_type")]
    pub worker_type: Option<WorkerType>,
    /// An operating system that it runs on.
    pub platform: Option<Platform>,
    /// A processor that it runs on.
    pub architecture: Option<CpuArchitecture>,
    /// At least so many tokens of context.
    #[serde(alias = "min_context_length")]
    pub min_context_length: Option<f64>,
    /// An architecture that it takes, or advertises: a family or an exact type.
    #[serde(alias = "model_architecture")]
    pub model_architecture: Option<String>,
    /// A format that it takes, or advertises; with an architecture, both together.
    #[serde(alias = "model_format")]
    pub model_format: Option<String>,
}

/// What `assess` judges by.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AssessOptions<'a> {
    /// Instead of the catalog that comes with the package.
    pub workers: Option<Vec<ReadWorker>>,
    /// Records of the models that this one was made from: what only they tell is taken over, and marked so.
    #[serde(borrow, alias = "base_models")]
    pub base_models: Vec<&'a RawValue>,
}

/// Reads an object; what is wrong is named by its path.
pub fn object<'a, T: Deserialize<'a>>(place: &str, json: &'a str) -> Result<T, Invalid> {
    expect_object(place, json)?;
    serde_json::from_str(json).map_err(|error| {
        // The text is one line, so the column is the place; it tells us more than the caller.
        let path = json_place::path(json, error.column());
        let problem = error.to_string();
        let problem = problem.split(" at line ").next().unwrap_or_default();
        Invalid::new(format!("{place}{path}"), format!("cannot be used: {problem}"))
    })
}

fn expect_object(place: &str, json: &str) -> Result<(), Invalid> {
    if json.starts_with('{') {
        return Ok(());
    }
    Err(Invalid::new(place, format!("has to be an object, and is {}", kind(json))))
}

/// What a JSON text is, in the words of JavaScript.
fn kind(json: &str) -> &'static str {
    match json.as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b'"') => "a string",
        Some(b'n') => "null",
        Some(b't' | b'f') => "a boolean",
        _ => "a number",
    }
}
