//! Publishes a built site: uploads it to a store and notifies search engines of changes.
//!
//! The README says what belongs here.

pub mod deploy;
pub mod submit;
