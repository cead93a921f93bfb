//! The snapshot: what the Hub said, one record a line, in files.
//!
//! This crate finds the files, opens them whatever they are packed with, and cuts them into batches of
//! records; and it knows the form of what `fetch` writes. What a record means is not its business.

// In reading order: a module uses only those above it.
mod error;
mod document;
mod input;
mod batch;
pub mod index;
pub mod gone;
pub mod part;
mod locate;

pub use batch::{Batch, Batches};
pub use document::MAX_RECORD_BYTES;
pub use error::{Error, Measure};
pub use input::Input;
pub use locate::{HUB_FOLDER, SnapshotFiles, locate};
