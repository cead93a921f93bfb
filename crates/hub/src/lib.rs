//! The Hugging Face Hub as a source of models: the settings of a fetch, and the fetch itself.

// In reading order: a module uses only those above it.
pub mod settings;
pub mod fetch;
