//! The functions of the legacy marketplace SDK under their original names, answered by the rules of [`compatibility`].
//!
//! They take the few names and figures callers have instead of a Hub record, and answer yes or no. These two answers
//! are derived from the verdicts: models that a worker only advertises count as compatible, with low confidence and a
//! warning.
//!
//! ```
//! use compatibility::compatibility::Confidence;
//! use marketplace_sdk::{PlainMetadata, is_model_compatible};
//!
//! let model =
//!     PlainMetadata { architecture: "llama".to_owned(), format: "gguf".to_owned(), ..PlainMetadata::default() };
//! let result = is_model_compatible(&model);
//! assert!(result.compatible);
//! assert_eq!(result.confidence, Confidence::Low);
//! assert_eq!(result.warnings, ["GGUF is not supported yet; safetensors runs today"]);
//! ```

// In reading order: a module uses only those above it.
mod scalar;
mod plain_metadata;
mod worker_entry;
mod documented;
mod name;
mod compatibility_result;
mod record;
mod old_slug;

pub use compatibility_result::{
    CompatibilityResult, check_model_worker_compatibility, filter_compatible_models, find_compatible_workers,
    is_model_compatible, is_model_compatible_with, takes,
};
pub use old_slug::old_slug;
pub use plain_metadata::PlainMetadata;
pub use record::{check_record, is_compatible, is_record_compatible, plain_metadata};
pub use worker_entry::{FormatEntry, ReadWorker, WorkerEntry};
