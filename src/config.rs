//! The tables of the settings that belong to deploy and to submit.

pub mod deploy;
pub mod submit;

pub use generator::config::*;
