//! Model of a built static site: page addresses and their files, host limits and behavior, the manifest of a build, and
//! the output folder. The README describes the scope of this crate.

// In reading order: a module uses only those above it.
pub mod crawlers;
pub mod file_names;
pub mod removal_limit;
pub mod verdict_class;
pub mod topic_kind;
pub mod page_key;
pub mod escape;
pub mod address;
pub mod content_type;
pub mod host;
pub mod manifest;
pub mod output;
