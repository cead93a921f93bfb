//! The compatibility crate for JavaScript: converts, calls, converts.
//!
//! A value crosses over once, as JSON text: the engine writes and reads that faster than anything that walks
//! through objects from outside. What is not here is in [`api`], which takes text and compiles everywhere.

// In reading order: a module uses only those above it.
pub mod invalid;
mod json_place;
pub mod argument;
pub mod assessment;
pub mod api;
mod types;

use invalid::Invalid;
use js_sys::{Array, JSON};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Whether any worker runs a model: metadata in a few words, or a whole record of the Hub.
#[wasm_bindgen(unchecked_return_type = "CompatibilityResult")]
pub fn is_model_compatible_wasm(
    #[wasm_bindgen(unchecked_param_type = "ModelInput")] metadata: &JsValue,
) -> Result<JsValue, JsError> {
    to_js(&api::is_model_compatible(&text("metadata", metadata)?)?)
}

/// The compatible ones of a list, in its order: the very objects that came in.
#[wasm_bindgen(unchecked_return_type = "ModelInput[]")]
pub fn filter_compatible_models_wasm(
    #[wasm_bindgen(unchecked_param_type = "readonly ModelInput[]")] models: &JsValue,
) -> Result<Array, JsError> {
    let kept = api::filter_compatible_models(&text("models", models)?)?;
    let models: &Array = models.unchecked_ref();
    Ok(kept.into_iter().map(|place| models.get(place)).collect())
}

/// Whether a worker that lists these architectures and formats takes a model.
#[wasm_bindgen(unchecked_return_type = "CompatibilityResult")]
pub fn check_model_worker_compatibility_wasm(
    #[wasm_bindgen(unchecked_param_type = "ModelInput")] metadata: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "readonly string[]")] worker_architectures: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "readonly string[]")] worker_formats: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "number")] worker_max_context: &JsValue,
) -> Result<JsValue, JsError> {
    to_js(&api::check_model_worker_compatibility(
        &text("metadata", metadata)?,
        &text("workerArchitectures", worker_architectures)?,
        &text("workerFormats", worker_formats)?,
        worker_max_context.as_f64(),
    )?)
}

/// What a record of the Hub says, in the few words of the replaced system.
#[wasm_bindgen(unchecked_return_type = "ModelMetadata")]
pub fn model_metadata_from_huggingface(
    #[wasm_bindgen(unchecked_param_type = "HubRecord")] record: &JsValue,
) -> Result<JsValue, JsError> {
    to_js(&api::model_metadata_from_huggingface(&text("record", record)?)?)
}

/// Everything that the workers make of a record of the Hub, with every reason.
#[wasm_bindgen(unchecked_return_type = "ModelAssessment")]
pub fn assess(
    #[wasm_bindgen(unchecked_param_type = "HubRecord")] record: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "AssessOptions | undefined")] options: &JsValue,
) -> Result<JsValue, JsError> {
    let options = if options.is_undefined() { None } else { Some(text("options", options)?) };
    to_js(&api::assess(&text("record", record)?, options.as_deref())?)
}

/// Every rule that decides, warns or recommends.
#[wasm_bindgen(unchecked_return_type = "Rule[]")]
pub fn rules() -> Result<JsValue, JsError> {
    to_js(&api::rules())
}

/// The workers of the catalog that comes with the package.
#[wasm_bindgen(unchecked_return_type = "WorkerCatalogEntry[]")]
pub fn list_workers() -> Result<JsValue, JsError> {
    to_js(&api::list_workers())
}

/// The worker of that id, or null.
#[wasm_bindgen(unchecked_return_type = "WorkerCatalogEntry | null")]
pub fn get_worker(#[wasm_bindgen(unchecked_param_type = "string")] id: &JsValue) -> Result<JsValue, JsError> {
    to_js(&api::get_worker(&word("id", id)?))
}

/// The workers that meet every condition.
#[wasm_bindgen(unchecked_return_type = "WorkerCatalogEntry[]")]
pub fn filter_workers(
    #[wasm_bindgen(unchecked_param_type = "WorkerFilter")] filter: &JsValue,
) -> Result<JsValue, JsError> {
    to_js(&api::filter_workers(&text("filter", filter)?)?)
}

/// The workers that take an architecture in a format, or advertise it.
#[wasm_bindgen(unchecked_return_type = "WorkerCatalogEntry[]")]
pub fn find_compatible_workers(
    #[wasm_bindgen(unchecked_param_type = "string")] architecture: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] format: &JsValue,
) -> Result<JsValue, JsError> {
    to_js(&api::find_compatible_workers(&word("architecture", architecture)?, &word("format", format)?))
}

/// The slug that the replaced site gave a model.
#[wasm_bindgen]
pub fn model_slug(#[wasm_bindgen(unchecked_param_type = "string")] id: &JsValue) -> Result<String, JsError> {
    Ok(marketplace_sdk::old_slug(&word("id", id)?))
}

/// An argument as JSON text.
fn text(argument: &'static str, value: &JsValue) -> Result<String, Invalid> {
    let text = JSON::stringify(value).map_err(|error| {
        let why = js_sys::Error::from(error).message();
        Invalid::new(argument, format!("cannot be written as JSON: {}", String::from(why)))
    })?;
    // Of undefined, and of functions, there is no text.
    text.as_string().ok_or_else(|| Invalid::new(argument, "is missing"))
}

/// An argument that has to be a text.
fn word(argument: &'static str, value: &JsValue) -> Result<String, Invalid> {
    value.as_string().ok_or_else(|| Invalid::new(argument, "has to be a string"))
}

fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsError> {
    let text = serde_json::to_string(value)?;
    JSON::parse(&text).map_err(|error| JsError::new(&String::from(js_sys::Error::from(error).message())))
}
