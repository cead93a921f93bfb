//! Files that survive a killed process: atomic replacement, folder locks, and the points at which tests kill a process.
//! The README describes the durability policy.

mod kill_point;
pub mod atomic_file;
mod folder_lock;

pub use atomic_file::Durability;
pub use folder_lock::FolderLock;
pub use kill_point::{KILL_AT, kill_point};
