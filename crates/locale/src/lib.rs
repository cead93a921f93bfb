//! How languages write: numbers, plural forms, direction and tags, by Unicode's data (CLDR).

pub mod plural;
mod numbers;
mod language;

pub use language::{Language, PLURAL_FORMS, Plurals, canonical_tag, foreign_numbers};
pub use numbers::Numbers;
