//! Reads a model's Hugging Face Hub record and judges which inference workers can run it.
//!
//! The crate is pure: it reads no files, no network and no clock. Every derived value carries its [`evidence`], and a
//! value without evidence is unknown; there are no defaults and no guesses.
//!
//! ```
//! use compatibility::{evidence::Field, hub_model::HubModel, model_metadata::ModelMetadata};
//!
//! let record = HubModel::from_json(br#"{
//!     "id": "someone/Tiny-7B",
//!     "pipeline_tag": "text-generation",
//!     "config": {"model_type": "mistral", "architectures": ["MistralForCausalLM"]}
//! }"#).unwrap();
//! let model = ModelMetadata::from_huggingface(&record).unwrap();
//! assert_eq!(model.architecture.family.as_str(), "mistral");
//! assert_eq!(model.architecture.evidence.as_ref().unwrap().field, Field::ConfigModelType);
//! assert_eq!(model.parameters.total, Some(7_000_000_000));
//! assert_eq!(model.context, None);
//!
//! // Judged against a worker catalog, here an empty one.
//! use compatibility::{compatibility::{Verdict, assess, summarise}, worker_catalog::WorkerCatalog};
//! let catalog = WorkerCatalog::default();
//! assert_eq!(assess(&model, &catalog).judgement.verdict, Verdict::No);
//! assert_eq!(summarise(&model, &catalog).judgement, assess(&model, &catalog).judgement);
//! ```

pub use foreign_text;

// In reading order: a module uses only those above it.
mod json_repair;
mod lenient;
mod sieve;
mod words;
pub mod model_id;
pub mod evidence;
pub mod contradiction;
pub mod parameters;
pub mod hub_model;
pub mod architecture;
pub mod model_format;
pub mod quantization;
pub mod artifact;
pub mod base_model;
pub mod card_facts;
pub mod model_kind;
mod cross_check;
pub mod model_metadata;
pub mod inheritance;
pub mod worker_catalog;
pub mod rule;
pub mod compatibility;
