//! Files that a killed process leaves whole: atomic replacement, locks of folders, and points at which tests kill.
//!
//! The README has the durability policy.

mod kill_point;
pub mod atomic_file;
mod folder_lock;

pub use atomic_file::Durability;
pub use folder_lock::FolderLock;
pub use kill_point::{KILL_AT, kill_point};
