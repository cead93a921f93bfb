//! modelpress turns Hugging Face Hub metadata into a static site of the models that given workers can run.
//!
//! `ARCHITECTURE.md` has the picture. This crate is the command line and the preview; the crates that do the work are
//! in `crates/`.

// In reading order: a module uses only those above it.
pub mod serve;
pub mod settings;
pub mod cli;
