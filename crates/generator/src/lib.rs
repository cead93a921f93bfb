//! Generates the site: from settings, content and a snapshot to pages and everything around them.
//!
//! The README says what belongs here.

// In reading order: a module uses only those above it.
pub mod config;
pub mod text;
pub mod content;
pub mod select;
pub mod display;
pub mod paint;
pub mod plan;
pub mod dataset;
pub mod pages;
pub mod search;
pub mod files;
pub mod redirect;
pub mod stopwatch;
pub mod pipeline;
