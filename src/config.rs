//! The tables of the settings that belong to the Hub, to deploy and to submit.

pub mod deploy;
pub mod hub;
pub mod submit;

pub use generator::config::*;
