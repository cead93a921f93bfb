//! Parses arguments from JSON text.

use crate::{invalid::Invalid, json_place};
use compatibility::{
    model_metadata::ModelMetadata,
    worker_catalog::{CpuArchitecture, Platform, WorkerType},
};
use marketplace_sdk::{PlainMetadata, ReadWorker};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::value::RawValue;

/// A model in one of the two forms callers can pass.
#[derive(Debug, Clone, PartialEq)]
pub enum Model {
    /// A few names and figures.
    Plain(PlainMetadata),
    /// A parsed Hub record.
    Record(Box<ModelMetadata>),
}

/// Distinguishes the two forms: a record has an id, and neither `architecture` nor `format`.
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
    /// Parses a model. `place` names the argument in errors.
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

/// Parses the models of a list one by one. An item that is not an object ends the list with an error. An object that
/// cannot be parsed is passed to `take` as an error.
pub fn each_model(place: &str, json: &str, mut take: impl FnMut(u32, Result<Model, Invalid>)) -> Result<(), Invalid> {
    let Some(mut rest) = json.strip_prefix('[') else {
        return Err(Invalid::new(place, format!("must be an array, but is {}", kind(json))));
    };
    for at in 0.. {
        rest = rest.trim_start();
        if rest.starts_with(']') {
            break;
        }
        // Not formatted for every model: most are valid.
        let here = || format!("{place}[{at}]");
        if !rest.starts_with('{') {
            return Err(Invalid::new(here(), format!("must be an object, but is {}", kind(rest))));
        }
        // The end of a model is known once its keys are parsed.
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

/// Parses a Hub record.
pub fn record(place: &str, json: &str) -> Result<ModelMetadata, Invalid> {
    expect_object(place, json)?;
    ModelMetadata::from_json(json.as_bytes()).map_err(|error| match error {
        compatibility::hub_model::RecordError::NoId => {
            Invalid::new(format!("{place}.id"), "is missing; every Hub record has one")
        }
        compatibility::hub_model::RecordError::BadId { id, reason } => {
            Invalid::new(format!("{place}.id"), format!("is `{id}`, which is not a model id: it {reason}"))
        }
        error => Invalid::new(place, format!("is not a Hub record: {error}")),
    })
}

/// The items of an array, unparsed.
pub fn list<'a>(place: &str, json: &'a str) -> Result<Vec<&'a RawValue>, Invalid> {
    serde_json::from_str(json).map_err(|_| Invalid::new(place, format!("must be an array, but is {}", kind(json))))
}

/// An array of strings.
pub fn words(place: &str, json: &str) -> Result<Vec<String>, Invalid> {
    let parts = list(place, json)?.into_iter().enumerate();
    let word = |(at, part): (usize, &RawValue)| {
        let failed =
            |_| Invalid::new(format!("{place}[{at}]"), format!("must be a string, but is {}", kind(part.get())));
        serde_json::from_str(part.get()).map_err(failed)
    };
    parts.map(word).collect()
}

/// A number of tokens, truncated to a whole number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
pub fn tokens(place: &str, value: Option<f64>) -> Result<u64, Invalid> {
    match value {
        Some(tokens) if tokens >= 0.0 => Ok(tokens as u64),
        _ => Err(Invalid::new(place, "must be a number of tokens")),
    }
}

/// The conditions of `filterWorkers`. A missing or null condition matches every worker.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields = nullable))]
#[serde(rename_all = "camelCase", default)]
pub struct WorkerFilter {
    /// Hardware that the worker computes on.
    #[serde(alias = "worker_type")]
    pub worker_type: Option<WorkerType>,
    /// An operating system that the worker supports.
    pub platform: Option<Platform>,
    /// A CPU architecture that the worker supports.
    pub architecture: Option<CpuArchitecture>,
    /// Minimum context length in tokens.
    #[serde(alias = "min_context_length")]
    pub min_context_length: Option<f64>,
    /// A model architecture that the worker supports or advertises: a family or an exact type.
    #[serde(alias = "model_architecture")]
    pub model_architecture: Option<String>,
    /// A format that the worker supports or advertises. If an architecture is given, it must be supported in this
    /// format.
    #[serde(alias = "model_format")]
    pub model_format: Option<String>,
}

/// The options of `assess`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AssessOptions<'a> {
    /// Workers to use instead of the catalog that ships with the package.
    pub workers: Option<Vec<ReadWorker>>,
    /// Records of the base models of this model. Facts found only there are inherited and marked as such.
    #[serde(borrow, alias = "base_models")]
    pub base_models: Vec<&'a RawValue>,
}

/// Parses an object. Errors name the path of the invalid part.
pub fn object<'a, T: Deserialize<'a>>(place: &str, json: &'a str) -> Result<T, Invalid> {
    expect_object(place, json)?;
    serde_json::from_str(json).map_err(|error| {
        // JSON from `JSON.stringify` has a single line, so the column is a byte position. Callers need the path
        // instead.
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
    Err(Invalid::new(place, format!("must be an object, but is {}", kind(json))))
}

/// The JavaScript name for the type of a JSON text.
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
