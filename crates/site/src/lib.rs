//! What a built static site is: the addresses of its pages and the files behind them, what hosts take and serve, the
//! manifest of a build, and the folder that a build writes.
//!
//! The README says what belongs here.

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
