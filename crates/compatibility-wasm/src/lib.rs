//! JavaScript bindings of the compatibility crate: converts arguments, calls, and converts results. Each value crosses
//! the boundary once, as JSON text: the engine serializes and parses JSON faster than bindings can walk objects from
//! outside. The functions themselves are in [`api`], which takes text and compiles for every target.

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

/// Whether any worker runs a model, given as a few names and figures or as a full Hub record.
#[wasm_bindgen(unchecked_return_type = "CompatibilityResult")]
pub fn is_model_compatible_wasm(
    #[wasm_bindgen(unchecked_param_type = "ModelInput")] metadata: &JsValue,
) -> Result<JsValue, JsError> {
    to_js(&api::is_model_compatible(&text("metadata", metadata)?)?)
}

/// The compatible models of a list, in their original order. Returns the same objects that were passed in.
#[wasm_bindgen(unchecked_return_type = "ModelInput[]")]
pub fn filter_compatible_models_wasm(
    #[wasm_bindgen(unchecked_param_type = "readonly ModelInput[]")] models: &JsValue,
) -> Result<Array, JsError> {
    let kept = api::filter_compatible_models(&text("models", models)?)?;
    let models: &Array = models.unchecked_ref();
    Ok(kept.into_iter().map(|place| models.get(place)).collect())
}

/// Whether a worker that lists these architectures and formats supports a model.
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

/// Describes a Hub record by the few names and figures of the legacy system.
#[wasm_bindgen(unchecked_return_type = "ModelMetadata")]
pub fn model_metadata_from_huggingface(
    #[wasm_bindgen(unchecked_param_type = "HubRecord")] record: &JsValue,
) -> Result<JsValue, JsError> {
    to_js(&api::model_metadata_from_huggingface(&text("record", record)?)?)
}

/// The full assessment of a Hub record by the workers, with all reasons.
#[wasm_bindgen(unchecked_return_type = "ModelAssessment")]
pub fn assess(
    #[wasm_bindgen(unchecked_param_type = "HubRecord")] record: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "AssessOptions | undefined")] options: &JsValue,
) -> Result<JsValue, JsError> {
    let options = if options.is_undefined() { None } else { Some(text("options", options)?) };
    to_js(&api::assess(&text("record", record)?, options.as_deref())?)
}

/// All rules that decide, warn or recommend.
#[wasm_bindgen(unchecked_return_type = "Rule[]")]
pub fn rules() -> Result<JsValue, JsError> {
    to_js(&api::rules())
}

/// The workers of the catalog that ships with the package.
#[wasm_bindgen(unchecked_return_type = "WorkerCatalogEntry[]")]
pub fn list_workers() -> Result<JsValue, JsError> {
    to_js(&api::list_workers())
}

/// The worker with this id, or null.
#[wasm_bindgen(unchecked_return_type = "WorkerCatalogEntry | null")]
pub fn get_worker(#[wasm_bindgen(unchecked_param_type = "string")] id: &JsValue) -> Result<JsValue, JsError> {
    to_js(&api::get_worker(&word("id", id)?))
}

/// The workers that meet all conditions of a filter.
#[wasm_bindgen(unchecked_return_type = "WorkerCatalogEntry[]")]
pub fn filter_workers(
    #[wasm_bindgen(unchecked_param_type = "WorkerFilter")] filter: &JsValue,
) -> Result<JsValue, JsError> {
    to_js(&api::filter_workers(&text("filter", filter)?)?)
}

/// The workers that support or advertise an architecture in a format.
#[wasm_bindgen(unchecked_return_type = "WorkerCatalogEntry[]")]
pub fn find_compatible_workers(
    #[wasm_bindgen(unchecked_param_type = "string")] architecture: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] format: &JsValue,
) -> Result<JsValue, JsError> {
    to_js(&api::find_compatible_workers(&word("architecture", architecture)?, &word("format", format)?))
}

/// The slug of a model on the legacy site.
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
    // `JSON.stringify` returns undefined for undefined and for functions.
    text.as_string().ok_or_else(|| Invalid::new(argument, "is missing"))
}

/// An argument that must be a string.
fn word(argument: &'static str, value: &JsValue) -> Result<String, Invalid> {
    value.as_string().ok_or_else(|| Invalid::new(argument, "must be a string"))
}

fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsError> {
    let text = serde_json::to_string(value)?;
    JSON::parse(&text).map_err(|error| JsError::new(&String::from(js_sys::Error::from(error).message())))
}
