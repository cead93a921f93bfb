//! Publishes a built site: uploads it to a store, and tells search engines what changed.
//!
//! The README says what belongs here.

pub mod deploy;
pub mod submit;
