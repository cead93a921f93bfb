//! Number formats, plural forms, direction and tags of languages, from Unicode's data (CLDR).

pub mod plural;
mod numbers;
mod language;

pub use language::{Language, PLURAL_FORMS, Plurals, canonical_tag, foreign_numbers};
pub use numbers::Numbers;
