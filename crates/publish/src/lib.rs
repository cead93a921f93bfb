//! Publishes a built site: uploads it to a store and notifies search engines of changes.

pub mod deploy;
pub mod submit;
