//! Files that a killed process leaves whole: atomic replacement, and locks of folders.
//!
//! The README has the durability policy.

pub mod atomic_file;
mod folder_lock;

pub use atomic_file::Durability;
pub use folder_lock::FolderLock;
