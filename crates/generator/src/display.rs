//! How values appear on pages: numbers, names, verdicts, escaping, lists.
//!
//! Pure and independent of the plan: a value and the texts of a language give a text.

// In reading order.
pub mod escape;
pub mod figures;
pub mod markdown;
pub mod size_class;
pub mod license;
pub mod format_name;
pub mod sentence;
pub mod verdict;
pub mod topic_kind;
pub mod chart;
pub mod picture;
pub mod layout;
pub mod structured_data;
pub mod card;
pub mod pagination;
