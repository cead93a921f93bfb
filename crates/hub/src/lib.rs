//! The Hugging Face Hub as a source of models: what to ask it for, and fetching it into a snapshot.

// In reading order: a module uses only those above it.
pub mod settings;
pub mod fetch;
