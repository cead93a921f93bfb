//! The snapshot: Hub records on disk, one per line. This crate finds the files of a snapshot, decompresses them and
//! splits them into batches of records. It also defines the format that `fetch` writes. It does not interpret records.

// In dependency order: a module only uses modules above it, except `batch`, which uses `SnapshotFiles`.
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
