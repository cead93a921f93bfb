//! modelpress turns Hugging Face Hub metadata into a static site of the models that given workers can run.
//!
//! `ARCHITECTURE.md` has an overview. This library contains the preview, the settings, and the hints for errors;
//! `main.rs` and `cli` are the program, and the crates that do the work are in `crates/`.

// In reading order: a module uses only those above it.
pub mod serve;
pub mod settings;
pub mod diagnostic;
