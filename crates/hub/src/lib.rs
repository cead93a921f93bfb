//! The Hugging Face Hub as a source of models: the settings of a fetch, and the fetch itself.

// In dependency order: a module only uses modules above it.
pub mod settings;
pub mod fetch;
