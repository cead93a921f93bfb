//! The snapshot: what the Hub said, one record a line, in files.
//!
//! This module finds the files, opens them whatever they are packed with, and cuts them into batches of
//! records; and it knows the form of what `fetch` writes. What a record means is not its business.

mod batch;
mod document;
mod error;
pub mod gone;
pub mod index;
mod input;
mod locate;
pub mod part;

pub use batch::{Batch, Batches};
pub use document::MAX_RECORD_BYTES;
pub use error::{Error, Measure};
pub use input::Input;
pub use locate::{HUB_FOLDER, SnapshotFiles, locate};
